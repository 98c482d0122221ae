import type { Database } from 'better-sqlite3'
import type { MoneyMention } from '../../../shared/domain/desk/mention.ts'
import { prepared } from '../prepared.ts'
import { minorDigitsOf } from './minor-digits.ts'
import { parseAmount, type AmountQuery } from './amount-query.ts'
import { loadBookingHit, type Found, type Mention } from './booking-hit.ts'
import { matches, type SearchQuery } from './search-query.ts'

/** No more are read of an amount that every other stay has: with a name, it is the name that finds. */
const mostLines = 300

/** Stays with that amount on their folio: those that owe it or have it to their credit, then the latest that it was charged or paid for. */
export function* findAmounts(db: Database, query: SearchQuery): Generator<Found> {
  const asked = parseAmount(query, minorDigitsOf(db))
  if (asked === null) return
  for (const line of [...balancesOf(db, asked), ...linesOf(db, asked)]) {
    if (asked.who.words.length > 0 && !matches(asked.who, line.name)) continue
    const hit = loadBookingHit(db, line.bookingId)
    if (hit !== null) yield { ...hit, mention: mentionOf(line) }
  }
}

interface AmountLine {
  readonly bookingId: string
  readonly by: MoneyMention
  readonly text: string
  readonly amountMinor: number
  readonly on: string | null
  /** What the guest is found by. */
  readonly name: string
}

function mentionOf({ by, text, amountMinor, on }: AmountLine): Mention {
  return { by, text, amountMinor, on }
}

function balancesOf(db: Database, { amountMinor, sort }: AmountQuery): readonly AmountLine[] {
  if (sort !== null && sort !== 'balance') return []
  return bothSigns(amountMinor).flatMap((amount) =>
    prepared<AmountLine>(db, selectBalances).all(amount, mostLines),
  )
}

function linesOf(db: Database, { amountMinor, sort }: AmountQuery): readonly AmountLine[] {
  if (sort === 'balance') return []
  return bothSigns(amountMinor)
    .flatMap((amount) => prepared<AmountLine>(db, selectLines).all(amount, mostLines))
    .filter(({ by }) => sort === null || by === sort)
    .toSorted((one, other) => (other.on ?? '').localeCompare(one.on ?? ''))
}

function bothSigns(amountMinor: number): readonly number[] {
  return amountMinor === 0 ? [] : [amountMinor, -amountMinor]
}

const selectBalances = `
select o.booking_id as bookingId, 'balance' as "by", '' as text, o.amount as amountMinor, null as "on", e.text as name
from open_balances o
join bookings b on b.id = o.booking_id
join search_entries e on e.row_id = b.customer_id
where o.amount = ? limit ?`

const selectLines = `
select x.booking_id as bookingId, iif(x.type in ('payment', 'refund'), 'paid', 'charge') as "by",
  x.description as text, x.amount as amountMinor, x.business_date as "on", e.text as name
from transactions x
join bookings b on b.id = x.booking_id
join search_entries e on e.row_id = b.customer_id
where x.booking_id is not null and x.amount = ? order by x.business_date desc limit ?`
