import type { Database } from 'better-sqlite3'
import { prepared } from '../prepared.ts'
import { matches, trigramsOf, type SearchQuery } from './search-query.ts'

/** Something found by its text: the id of a guest or of a booking. */
export interface FoundEntry {
  readonly kind: 'guest' | 'booking'
  readonly rowId: string
}

/** Guests, and bookings by their code, that the words fit: the newest first, and no more than make sense to rank. */
export function findEntries(db: Database, query: SearchQuery): readonly FoundEntry[] {
  const trigrams = trigramsOf(query)
  const rows =
    trigrams === null
      ? entriesStartingWith(db, query.words[0] ?? '')
      : prepared<EntryRow>(db, selectByTrigrams).iterate(trigrams)
  const found: FoundEntry[] = []
  for (const { kind, rowId, text } of rows) {
    if (matches(query, text)) found.push({ kind, rowId })
    if (found.length === mostFound) break
  }
  return found
}

interface EntryRow extends FoundEntry {
  readonly text: string
}

const mostFound = 100

const selectByTrigrams = `
select e.kind, e.row_id as rowId, e.text
from search_index
join search_entries e on e.id = search_index.rowid
where search_index match ?
order by search_index.rowid desc`

/** One or two letters: guests whose name begins with them. */
function entriesStartingWith(db: Database, word: string): IterableIterator<EntryRow> {
  return prepared<EntryRow>(db, selectByPrefix).iterate({ from: word, to: `${word}\u{10ffff}` })
}

const selectByPrefix = `
select kind, row_id as rowId, text
from search_entries
where kind = 'guest' and text >= @from and text < @to
order by text`
