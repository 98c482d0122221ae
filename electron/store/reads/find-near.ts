import type { Database } from 'better-sqlite3'
import { addDays } from '../../../shared/domain/calendar/days.ts'
import type { MentionKind } from '../../../shared/domain/desk/mention.ts'
import { prepared } from '../prepared.ts'
import { loadBookingHit, type Found } from './booking-hit.ts'
import { mentionHit } from './find-mentions.ts'
import type { MentionEntry } from './mention-entries.ts'
import { matches, type SearchQuery } from './search-query.ts'

const daysAhead = 7
/** More would push out the people who are looked for. */
const mostMentions = 5
const shortestMention = 3

/**
 * Stays in house, and then those of the week: first by the name of the guest, then by who comes along and what was
 * asked for or left for them. Words may be of the name and of a note together ("smith cot").
 */
export function* findNear(
  db: Database,
  query: SearchQuery,
  kinds: ReadonlySet<MentionKind>,
  businessDate: string,
): Generator<Found> {
  const mentioned: MentionEntry[] = []
  const days = { today: businessDate, soon: addDays(businessDate, daysAhead) }
  const isLong = query.words.some((word) => word.length >= shortestMention) || query.plate !== null
  for (const condition of [inHouse, comingSoon]) {
    for (const stay of staysWith(prepared<NearRow>(db, selectNear(condition)).iterate(days))) {
      if (matches(query, stay.name)) {
        const hit = loadBookingHit(db, stay.bookingId)
        if (hit !== null) yield hit
      } else if (isLong && mentioned.length < mostMentions) {
        const entry = entryIn(query, stay, kinds)
        if (entry !== null) mentioned.push(entry)
      }
    }
  }
  for (const entry of mentioned) {
    const hit = mentionHit(db, entry, businessDate)
    if (hit !== null) yield hit
  }
}

const inHouse = `b.status = 'checked_in'`
const comingSoon = `b.status in ('pending', 'confirmed', 'guaranteed') and b.check_in_date <= @soon
  and b.check_out_date >= @today`

interface NearRow {
  readonly bookingId: string
  readonly name: string
  readonly kind: MentionKind | null
  readonly rowId: string | null
  readonly text: string | null
}

interface NearStay {
  readonly bookingId: string
  readonly name: string
  readonly entries: readonly (MentionEntry & { readonly text: string })[]
}

/** The rows of one stay are one after the other. */
function* staysWith(rows: Iterable<NearRow>): Generator<NearStay> {
  let stay: NearStay | undefined
  let entries: (MentionEntry & { readonly text: string })[] = []
  for (const { bookingId, name, kind, rowId, text } of rows) {
    if (stay?.bookingId !== bookingId) {
      if (stay !== undefined) yield stay
      entries = []
      stay = { bookingId, name, entries }
    }
    if (kind !== null && rowId !== null && text !== null) entries.push({ kind, rowId, bookingId, text })
  }
  if (stay !== undefined) yield stay
}

/** The first thing written down that the words fit, with the guest's name or without. */
function entryIn(
  query: SearchQuery,
  { name, entries }: NearStay,
  kinds: ReadonlySet<MentionKind>,
): MentionEntry | null {
  const plain = { ...query, words: query.plate === null ? query.words : [query.plate] }
  const readable = entries.filter(({ kind }) => kinds.has(kind))
  return (
    readable.find(({ text }) => matches(query, text) || matches(plain, text)) ??
    readable.find(({ text }) => matches(query, `${name} ${text}`)) ??
    null
  )
}

// by the index of the condition, which holds few, and not in the order of all there ever were
const selectNear = (condition: string) => `
select b.id as bookingId, e.text as name, m.kind, m.row_id as rowId, m.text
from bookings b
join search_entries e on e.row_id = b.customer_id
left join mention_entries m on m.booking_id = b.id
where ${condition} order by +b.check_in_date, b.booking_code`
