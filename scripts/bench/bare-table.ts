import Database from 'better-sqlite3'

/** The least that keeping rows can cost at a terminal: one table, one statement, on the disk when it returns. */
export function openBareTable(file: string): {
  readonly commit: (rows: readonly string[]) => void
  readonly close: () => void
} {
  const db = new Database(file)
  // as the terminal's own file is set
  db.pragma('journal_mode = wal')
  db.pragma('synchronous = full')
  db.pragma('fullfsync = on')
  db.exec('create table bare (id integer primary key, body text not null) strict')
  const insert = db.prepare('insert into bare (body) values (?)')
  const commit = db.transaction((rows: readonly string[]) => {
    for (const row of rows) insert.run(row)
  })
  return { commit: (rows) => commit(rows), close: () => void db.close() }
}
