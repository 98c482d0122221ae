import type { Database } from 'better-sqlite3'
import type { MentionKind } from '../../../shared/domain/desk/mention.ts'
import { prepared } from '../prepared.ts'
import { loadBookingHit, loadGuestHit, type Found, type Mention } from './booking-hit.ts'
import { findMentionEntries, loadMentionText, type MentionEntry } from './mention-entries.ts'
import type { SearchQuery } from './search-query.ts'
import { unsentRow } from './unsent.ts'

/**
 * Whatever was written down that the words fit, of any year: groups, numbers of papers, who came along, wishes, notes,
 * number plates. Only of the kinds that whoever looks may read.
 */
export function findMentions(
  db: Database,
  query: SearchQuery,
  kinds: ReadonlySet<MentionKind>,
): readonly MentionEntry[] {
  const { plate } = query
  const entries = findMentionEntries(db, query, kinds)
  return plate === null
    ? entries
    : [...entries, ...findMentionEntries(db, { ...query, words: [plate] }, kinds)]
}

/** What they lead to, as far as it is asked for. */
export function* mentionHits(
  db: Database,
  entries: readonly MentionEntry[],
  businessDate: string,
): Generator<Found> {
  for (const entry of entries) {
    const hit = mentionHit(db, entry, businessDate)
    if (hit !== null) yield hit
  }
}

/** What an entry leads to: the stay that it is about, else the guest, the group, or the list that it stands in. */
export function mentionHit(db: Database, entry: MentionEntry, businessDate: string): Found | null {
  const text = loadMentionText(db, entry)
  if (text === null) return null
  const mention: Mention = { by: entry.kind, text, amountMinor: null, on: null }
  if (entry.bookingId !== null) return withMention(loadBookingHit(db, entry.bookingId), mention)
  if (entry.kind === 'group') return plainHit(db, 'group', entry.rowId, null)
  if (entry.kind === 'note') return plainHit(db, 'note', entry.rowId, null)
  if (entry.kind === 'waiting') return plainHit(db, 'waiting', entry.rowId, mention)
  const guestId = guestOf(db, entry)
  return guestId === null ? null : withMention(loadGuestHit(db, guestId, businessDate), mention)
}

function withMention(hit: Found | null, mention: Mention): Found | null {
  return hit === null ? null : { ...hit, mention }
}

/** Whose paper, or whose likes. */
function guestOf(db: Database, { kind, rowId }: MentionEntry): string | null {
  if (kind !== 'invoice') return kind === 'payment' ? null : rowId
  const invoice = prepared<{ guestId: string }>(
    db,
    'select customer_id as guestId from invoices where id = ?',
  )
  return invoice.get(rowId)?.guestId ?? null
}

function plainHit(
  db: Database,
  kind: 'group' | 'note' | 'waiting',
  id: string,
  mention: Mention | null,
): Found | null {
  const row = prepared<{ title: string; subtitle: string; unsent: 0 | 1 }>(db, selectPlain[kind]).get(id)
  if (row === undefined) return null
  const { title, subtitle } = row
  return {
    kind,
    id,
    bookingId: null,
    title,
    subtitle,
    stay: null,
    mention,
    status: null,
    unsent: row.unsent === 1,
  }
}

const selectPlain = {
  group: `
select g.name as title, concat_ws(' · ', g.group_code, c.full_name) as subtitle,
  ${unsentRow('booking_groups', 'g.id')} as unsent
from booking_groups g left join customers c on c.id = g.contact_customer_id where g.id = ?`,
  note: `
select n.body as title, coalesce(r.room_number, '') as subtitle, ${unsentRow('desk_notes', 'n.id')} as unsent
from desk_notes n left join rooms r on r.id = n.room_id where n.id = ?`,
  waiting: `
select c.full_name as title, coalesce(t.code, '') as subtitle, ${unsentRow('waitlist_entries', 'w.id')} as unsent
from waitlist_entries w join customers c on c.id = w.customer_id
left join room_types t on t.id = w.room_type_id where w.id = ?`,
} as const
