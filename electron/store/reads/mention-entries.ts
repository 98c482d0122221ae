import type { Database } from 'better-sqlite3'
import { mentionKinds, type MentionKind } from '../../../shared/domain/desk/mention.ts'
import { prepared } from '../prepared.ts'
import { matches, trigramsOf, type SearchQuery } from './search-query.ts'

/** Something written down: its kind, the row that says it, and the stay that it is about, if it is. */
export interface MentionEntry {
  readonly kind: MentionKind
  readonly rowId: string
  readonly bookingId: string | null
}

/** Whatever was written down, of all years, that the words fit: by what it is, and then the newest first. */
export function findMentionEntries(
  db: Database,
  query: SearchQuery,
  kinds: ReadonlySet<MentionKind>,
): readonly MentionEntry[] {
  const trigrams = trigramsOf(query)
  if (trigrams === null) return []
  const found: MentionEntry[] = []
  let looked = 0
  for (const { text, ...entry } of prepared<EntryRow>(db, selectByTrigrams).iterate(trigrams)) {
    if (kinds.has(entry.kind) && matches(query, text)) found.push(entry)
    looked += 1
    if (found.length === mostFound || looked === mostLookedAt) break
  }
  return found.toSorted((one, other) => rankOf(one) - rankOf(other))
}

interface EntryRow extends MentionEntry {
  readonly text: string
}

const mostFound = 40
/** What has the letters of the words but not the words, or may not be read, is passed by; not without an end. */
const mostLookedAt = 3000

const selectByTrigrams = `
select e.kind, e.row_id as rowId, e.booking_id as bookingId, e.text
from mention_index
join mention_entries e on e.id = mention_index.rowid
where mention_index match ?
order by mention_index.rowid desc`

function rankOf({ kind }: MentionEntry): number {
  return mentionKinds.indexOf(kind)
}

/** The words as they were written down; null when the row is not there any more. */
export function loadMentionText(db: Database, { kind, rowId }: MentionEntry): string | null {
  return prepared<{ text: string | null }>(db, selectText[kind]).get(rowId)?.text ?? null
}

const selectText: Readonly<Record<MentionKind, string>> = {
  group: `select name as text from booking_groups where id = ?`,
  invoice: `select invoice_number as text from invoices where id = ?`,
  payment: `select transaction_reference as text from payments where id = ?`,
  companion: `select full_name as text from booking_guests where id = ?`,
  wish: `select concat_ws(' · ', nullif(special_requests, ''), nullif(internal_notes, ''),
    nullif(cancellation_reason, '')) as text from bookings where id = ?`,
  note: `select body as text from desk_notes where id = ?`,
  waiting: `select notes as text from waitlist_entries where id = ?`,
  likes: `select concat_ws(' · ',
      (select group_concat(p.value, ' · ') from json_each(c.preferences) p),
      (select group_concat(t.value, ' · ') from json_each(c.tags) t)) as text
    from customers c where c.id = ?`,
  unwanted: `select blacklist_reason as text from customers where id = ?`,
}
