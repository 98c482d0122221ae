import type { Database } from 'better-sqlite3'
import { ddl } from './ddl.ts'

/** Takes away the mirror's indexes and what keeps the search: a first mirror is quicker without. */
export function dropMirrorIndexes(db: Database): void {
  const { indexes, search } = ddl()
  for (const [, name] of indexes.matchAll(/^create (?:unique )?index (\w+)/gm))
    db.exec(`drop index if exists ${name}`)
  for (const [, name] of search.matchAll(/^create trigger (\w+)/gm)) db.exec(`drop trigger if exists ${name}`)
}

/** Makes the mirror's indexes and fills the search, from whatever state; at the end of a first mirror. */
export function createMirrorIndexes(db: Database): void {
  dropMirrorIndexes(db)
  const { indexes, search } = ddl()
  db.exec(indexes)
  db.exec(fillSearch)
  db.exec(search)
}

/** All at once is several times quicker than row by row through the triggers. */
const fillSearch = `
insert into search_index (search_index) values ('delete-all');
delete from search_entries;
insert into search_entries (kind, row_id, text)
  select 'guest', id, guest_search_text(full_name, email, phone, alternate_phone, company_name, customer_code)
  from customers;
insert into search_entries (kind, row_id, text) select 'booking', id, lower(booking_code) from bookings;
insert into search_index (search_index) values ('rebuild');
`
