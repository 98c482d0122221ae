import type { Database } from 'better-sqlite3'
import { addDays } from '../../../shared/domain/calendar/days.ts'
import { prepared } from '../prepared.ts'
import { searchText } from '../search-text.ts'
import { loadBookingHit, type Found, type Mention } from './booking-hit.ts'
import { matches, type SearchQuery } from './search-query.ts'

/** More would push out the people who are looked for. */
const mostMentions = 5
const daysAhead = 7

/**
 * Stays in house or soon to come that are found by something else than the guest's name: who comes with them, what was
 * asked for or left for them, or an amount on the bill ("173.40").
 */
export function* findMentions(db: Database, query: SearchQuery, businessDate: string): Generator<Found> {
  const amount = amountOf(query.text)
  if (amount === null && !query.words.some((word) => word.length >= shortest)) return
  const around = { today: businessDate, soon: addDays(businessDate, daysAhead), amount }
  let count = 0
  // one after the other, for each has its index and the two together have none
  for (const condition of [inHouse, comingSoon]) {
    for (const stay of prepared<StayWords>(db, selectStays(condition)).all(around)) {
      const mention = mentionIn(query, stay)
      const hit = mention === null ? null : loadBookingHit(db, stay.id)
      if (hit === null) continue
      yield { ...hit, mention }
      count += 1
      if (count === mostMentions) return
    }
  }
}

const inHouse = `b.status = 'checked_in'`
const comingSoon = `b.status in ('pending', 'confirmed', 'guaranteed') and b.check_in_date <= @soon
  and b.check_out_date >= @today`

const shortest = 3

interface StayWords {
  readonly id: string
  readonly companions: string | null
  readonly notes: string | null
  /** What the line of that amount is for, where there is one. */
  readonly line: string | null
}

function mentionIn(query: SearchQuery, { companions, notes, line }: StayWords): Mention | null {
  if (line !== null) return { by: 'amount', text: line }
  if (companions !== null && matches(query, searchText(companions))) {
    return { by: 'companion', text: companions }
  }
  return notes !== null && matches(query, searchText(notes)) ? { by: 'note', text: notes } : null
}

/** '173.40' or '173,40' as it stands in the ledger, or null where that is no amount. */
function amountOf(text: string): number | null {
  const [, whole, part] = /^(\d{1,9})[.,](\d{2})$/.exec(text.trim()) ?? []
  return whole === undefined || part === undefined ? null : Number(whole) * 100 + Number(part)
}

const selectStays = (condition: string) => `
select b.id,
  (select group_concat(g.full_name, ', ') from booking_guests g
    where g.booking_id = b.id and g.removed_at is null) as companions,
  nullif(concat_ws(' · ', nullif(b.special_requests, ''), nullif(b.internal_notes, ''),
    (select group_concat(n.body, ' · ') from desk_notes n where n.booking_id = b.id and n.done_at is null)), '') as notes,
  (select x.description from transactions x
    where x.booking_id = b.id and x.amount in (@amount, -@amount) limit 1) as line
from bookings b
where ${condition} order by b.check_in_date, b.booking_code`
