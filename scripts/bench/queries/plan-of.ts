import type { Database } from 'better-sqlite3'

/** A step of a plan that reads a table from end to end, or through an index with an open range. */
export interface Scan {
  readonly table: string
  /** Null where the table itself is read. */
  readonly index: string | null
  /** Where but one end of it is open: the column, and from which side. */
  readonly range: { readonly column: string; readonly sign: '<' | '>' } | null
  readonly step: string
}

/** How SQLite would answer a question, step by step. */
export function planOf(db: Database, sql: string): readonly string[] {
  const names = new Set(sql.match(/@\w+/g)?.map((name) => name.slice(1)))
  const places = sql.match(/\?/g)?.length ?? 0
  const nothing = Object.fromEntries([...names].map((name) => [name, null]))
  return db
    .prepare<unknown[], { readonly detail: string }>(`explain query plan ${sql}`)
    .all(...Array.from({ length: places }, () => null), nothing)
    .map(({ detail }) => detail)
}

export function scansOf(sql: string, plan: readonly string[]): readonly Scan[] {
  return plan.flatMap((text) => {
    const [, way, alias = '', index, range] = step.exec(text) ?? []
    if (way === undefined) return []
    const [, column, sign] = openRange.exec(range ?? '') ?? []
    if (way === 'SEARCH' && (column === undefined || isCutShort(sql, column))) return []
    const open =
      column === undefined ? null : { column, sign: sign === '<' ? ('<' as const) : ('>' as const) }
    return { table: tableOf(sql, alias), index: index ?? null, range: open, step: text }
  })
}

const step = /^(SCAN|SEARCH) (\w+)(?: USING (?:COVERING )?INDEX (\w+))?(?: (\(.*\)))?$/
/** From a value on, or up to one, of the first column alone: it may be nearly everything. */
const openRange = /^\((\w+)([<>])\?\)$/

/** Only as many are read as are wanted, from one end of the index. */
function isCutShort(sql: string, column: string): boolean {
  return new RegExp(`order by ${column}(?: desc)? limit`).test(sql)
}

function tableOf(sql: string, alias: string): string {
  return new RegExp(`(?:from|join)\\s+(\\w+)\\s+(?:as\\s+)?${alias}\\b`).exec(sql)?.[1] ?? alias
}

/** How many rows such a step reads: those that the index's condition leaves in and, of days, those up to or from one. */
export function rowsOf(db: Database, { table, index, range }: Scan, day: string): number {
  const sql = db.prepare<[string], string | null>('select sql from sqlite_schema where name = ?').pluck()
  if (sql.get(table) === undefined) return 0
  const kept = index === null ? undefined : /\bwhere\b([\s\S]*)$/i.exec(sql.get(index) ?? '')?.[1]
  const conditions = [kept ?? 'true', range === null ? 'true' : `${range.column} ${range.sign}= '${day}'`]
  const count = `select count(*) from ${table} where ${conditions.join(' and ')}`
  return db.prepare<[], number>(count).pluck().get() ?? 0
}
