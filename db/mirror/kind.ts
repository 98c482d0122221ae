import type { ColumnKind } from '../../shared/protocol/column.ts'
import type { CatalogueColumn } from './catalogue.ts'

/** How a column of this Postgres type is kept and sent. A type that nobody has thought about is an error. */
export function kindOf(
  table: string,
  column: Pick<CatalogueColumn, 'name' | 'type' | 'enumName' | 'isArray'>,
): ColumnKind {
  if (column.isArray) return 'array'
  if (column.enumName !== null) return 'text'
  const kind = kinds.get(column.type) ?? kinds.get(column.type.replace(/\(.*\)/, ''))
  if (kind === undefined)
    throw new Error(`mirror: ${table}.${column.name} is ${column.type}, which has no form in the mirror`)
  return kind
}

const kinds: ReadonlyMap<string, ColumnKind> = new Map<string, ColumnKind>([
  ['uuid', 'uuid'],
  ['text', 'text'],
  ['character varying', 'text'],
  ['character', 'text'],
  ['inet', 'text'],
  ['smallint', 'integer'],
  ['integer', 'integer'],
  ['bigint', 'integer'],
  // Every amount is numeric(14,2); a percentage or a measure has another width.
  ['numeric(14,2)', 'money'],
  ['numeric', 'real'],
  ['double precision', 'real'],
  ['boolean', 'boolean'],
  ['date', 'date'],
  ['time without time zone', 'time'],
  // To the millisecond, as terminals keep them: a finer one would come back changed.
  ['timestamp(3) with time zone', 'instant'],
  ['jsonb', 'json'],
])
