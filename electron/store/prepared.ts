import type { Database, Statement } from 'better-sqlite3'

const statements = new WeakMap<Database, Map<string, Statement>>()

/**
 * The statement of this connection for this text, prepared once. The row type is the caller's promise of what the text
 * selects: SQL is the one place where types come from reading.
 */
export function prepared<Row>(db: Database, sql: string): Statement<unknown[], Row> {
  let known = statements.get(db)
  if (known === undefined) {
    known = new Map()
    statements.set(db, known)
  }
  let statement = known.get(sql)
  if (statement === undefined) {
    statement = db.prepare(sql)
    known.set(sql, statement)
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the caller's promise
  return statement as Statement<unknown[], Row>
}
