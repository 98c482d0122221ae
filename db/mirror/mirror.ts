import type { ColumnKind } from '../../shared/protocol/column.ts'
import type { Catalogue, CatalogueColumn, CatalogueTable, Check, ForeignKey } from './catalogue.ts'
import { kindOf } from './kind.ts'
import { neverLeave, staysAtServer } from './never-leave.ts'
import { parentsFirst } from './order.ts'
import { derivedEverywhere, serverDerived } from './server-derived.ts'
import { tokensOf } from './tokens.ts'

/** What a terminal keeps of the server's tables, decided but not yet written in either language. */
export interface Mirror {
  /** Parents before children. */
  readonly tables: readonly MirrorTable[]
  readonly enums: ReadonlyMap<string, readonly string[]>
}

export interface MirrorTable {
  readonly name: string
  readonly columns: readonly MirrorColumn[]
  readonly foreignKeys: readonly ForeignKey[]
  readonly checks: readonly Check[]
}

export interface MirrorColumn {
  readonly name: string
  readonly kind: ColumnKind
  readonly nullable: boolean
  /** The enum that a text, or each element of an array, is one of. */
  readonly enumName: string | null
  readonly expression: string | null
  /** Computed from the row's other columns, here as there. */
  readonly generated: boolean
  /** Written by the server alone. */
  readonly derived: boolean
}

export function mirrorOf(catalogue: Catalogue): Mirror {
  refuseStaleLists(catalogue)
  const tables = catalogue.tables.filter((table) => !staysAtServer(table.name)).map(mirrorTable)
  return { tables: parentsFirst(tables), enums: catalogue.enums }
}

function mirrorTable(table: CatalogueTable): MirrorTable {
  if (table.primaryKey.join() !== 'id') {
    throw new Error(
      `mirror: ${table.name} has no primary key "id", so its rows cannot be told apart on the wire`,
    )
  }
  const columns = table.columns
    .filter((column) => !isListed(neverLeave, table.name, column.name))
    .map((column) => mirrorColumn(table, column))
  const has = (name: string): boolean => columns.some((column) => column.name === name)
  const foreignKeys = table.foreignKeys.filter((key) => key.columns.every(has) && !staysAtServer(key.table))
  return { name: table.name, columns, foreignKeys, checks: table.checks }
}

function mirrorColumn(table: CatalogueTable, column: CatalogueColumn): MirrorColumn {
  return {
    name: column.name,
    kind: kindOf(table.name, column),
    nullable: column.generated ? isAnySourceNullable(table, column) : !column.notNull,
    enumName: column.enumName,
    expression: column.expression,
    generated: column.generated,
    derived: derivedEverywhere.includes(column.name) || isListed(serverDerived, table.name, column.name),
  }
}

/** A generated column is never declared `not null`, and is null only where a column that it is made from is. */
function isAnySourceNullable(table: CatalogueTable, column: CatalogueColumn): boolean {
  const words = new Set(tokensOf(column.expression ?? '').map((token) => token.text))
  return table.columns.some((source) => words.has(source.name) && !source.notNull)
}

/** A renamed column must not slip out of a list unseen. */
function refuseStaleLists(catalogue: Catalogue): void {
  for (const list of [neverLeave, serverDerived]) {
    for (const [table, columns] of Object.entries(list)) {
      const known =
        catalogue.tables.find((one) => one.name === table)?.columns.map((column) => column.name) ?? []
      const stale = columns.filter((column) => !known.includes(column))
      if (stale.length > 0)
        throw new Error(`mirror: ${table} has no column ${stale.join(', ')}, which a list names`)
    }
  }
}

function isListed(list: Readonly<Record<string, readonly string[]>>, table: string, column: string): boolean {
  return list[table]?.includes(column) ?? false
}
