import type { Database } from 'better-sqlite3'
import { ddl } from './ddl.ts'

/** Takes away the mirror's indexes and what keeps the search: a load of very many rows is quicker without. */
export function dropMirrorIndexes(db: Database): void {
  const { indexes, search } = ddl()
  for (const [, name] of indexes.matchAll(/^create (?:unique )?index (\w+)/gm))
    db.exec(`drop index if exists ${name}`)
  for (const name of triggersIn(search)) db.exec(`drop trigger if exists ${name}`)
  db.exec('drop view if exists mentioned')
}

/** Makes the mirror's indexes and fills the search, from whatever state. */
export function createMirrorIndexes(db: Database): void {
  dropMirrorIndexes(db)
  const { indexes, search } = ddl()
  db.exec(indexes)
  db.exec(search)
  // made before them, the entries are no news to what carries them over
  pauseFullText(db)
  db.exec(fillEntries)
  resumeFullText(db)
}

/**
 * Leaves the full text indexes, and which folios are open, as they are while a first mirror is made, which then takes
 * half the time: three letters at a time, row by row, cost more than all the other indexes together. Who is here or
 * about to come is found without them.
 */
export function pauseFullText(db: Database): void {
  for (const name of fullTextTriggers()) db.exec(`drop trigger if exists ${name}`)
}

/** Brings them up to date, and keeps them so. */
export function resumeFullText(db: Database): void {
  pauseFullText(db)
  db.exec(rebuild)
  const { search } = ddl()
  db.exec(search.slice(search.indexOf(`create trigger ${fullTextTriggers()[0]}`)))
}

const rebuild = `
insert into search_index (search_index) values ('rebuild');
insert into mention_index (mention_index) values ('rebuild');
delete from open_balances;
insert into open_balances (booking_id, amount)
  select booking_id, sum(amount) from transactions
  where booking_id is not null group by booking_id having sum(amount) <> 0;
`

const fillEntries = `
delete from search_entries;
insert into search_entries (kind, row_id, text)
  select 'guest', id, guest_search_text(full_name, email, phone, alternate_phone, company_name, customer_code)
  from customers;
insert into search_entries (kind, row_id, text) select 'booking', id, lower(booking_code) from bookings;
delete from mention_entries;
insert into mention_entries (kind, row_id, booking_id, text) select kind, row_id, booking_id, text from mentioned;
`

/** Those that carry entries over into the indexes, and sum up folios; they are the last of the file. */
function fullTextTriggers(): readonly string[] {
  return triggersIn(ddl().search).filter((name) =>
    /^(search_entries|mention_entries|found_balance)_/.test(name),
  )
}

function triggersIn(sql: string): readonly string[] {
  return [...sql.matchAll(/^create trigger (\w+)/gm)].flatMap(([, name]) => name ?? [])
}
