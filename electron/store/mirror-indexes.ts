import type { Database } from 'better-sqlite3'
import { ddl } from './ddl.ts'

/** Takes away the mirror's indexes and what keeps the search: a load of very many rows is quicker without. */
export function dropMirrorIndexes(db: Database): void {
  const { indexes, search } = ddl()
  for (const [, name] of indexes.matchAll(/^create (?:unique )?index (\w+)/gm))
    db.exec(`drop index if exists ${name}`)
  for (const name of triggersIn(search)) db.exec(`drop trigger if exists ${name}`)
}

/** Makes the mirror's indexes and fills the search, from whatever state. */
export function createMirrorIndexes(db: Database): void {
  dropMirrorIndexes(db)
  const { indexes, search } = ddl()
  db.exec(indexes)
  db.exec(fillEntries)
  db.exec(search)
}

/**
 * Leaves the full text index as it is while a first mirror is made, which then takes half the time: three letters at a
 * time, row by row, cost more than all the other indexes together. Who is here or about to come is found without it.
 */
export function pauseFullText(db: Database): void {
  for (const name of fullTextTriggers()) db.exec(`drop trigger if exists ${name}`)
}

/** Brings the full text index up to date, and keeps it so. */
export function resumeFullText(db: Database): void {
  pauseFullText(db)
  db.exec(rebuild)
  const { search } = ddl()
  db.exec(search.slice(search.indexOf(`create trigger ${fullTextTriggers()[0]}`)))
}

const rebuild = `insert into search_index (search_index) values ('rebuild');`

const fillEntries = `
delete from search_entries;
insert into search_entries (kind, row_id, text)
  select 'guest', id, guest_search_text(full_name, email, phone, alternate_phone, company_name, customer_code)
  from customers;
insert into search_entries (kind, row_id, text) select 'booking', id, lower(booking_code) from bookings;
${rebuild}
`

/** Those that carry entries over into the index; they are the last of the file. */
function fullTextTriggers(): readonly string[] {
  return triggersIn(ddl().search).filter((name) => name.startsWith('search_entries_'))
}

function triggersIn(sql: string): readonly string[] {
  return [...sql.matchAll(/^create trigger (\w+)/gm)].flatMap(([, name]) => name ?? [])
}
