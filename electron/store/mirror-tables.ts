import { isTableName, tables, type TableName } from '../../shared/protocol/rows.ts'

/** Every table of the mirror, parents before children. */
export const mirrorTables: readonly TableName[] = Object.keys(tables).filter(isTableName)
