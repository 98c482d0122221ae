import type { Database } from 'better-sqlite3'
import type { CallReply, ParsedInput } from '../../shared/contract/index.ts'
import { addDays, nightsOf } from '../../shared/domain/calendar/days.ts'
import { explainNight } from '../../shared/domain/rate/explain-price.ts'
import { findViolations } from '../../shared/domain/rate/restrictions.ts'
import { checkStayDates, guestsOf } from '../../shared/domain/stay/booking-rules.ts'
import { ok } from '../../shared/kernel/result.ts'
import { loadCancellationFee, loadNoShowFee } from '../commands/fees.ts'
import { refuse } from '../commands/refuse.ts'
import { loadBooking } from '../store/loads/booking.ts'
import { loadBalance } from '../store/loads/folio.ts'
import type { TaxLine } from '../../shared/domain/folio/night-tax.ts'
import { loadNightTaxes } from '../store/loads/night-taxes.ts'
import { loadHotel } from '../store/reads/hotel.ts'
import { loadFeePolicy } from '../store/loads/policy.ts'
import { loadRates } from '../store/loads/rates.ts'
import { listRestrictions } from '../store/loads/restrictions.ts'
import { loadRoom, loadRoomType } from '../store/loads/room.ts'
import { readTogether } from '../store/reads/read-together.ts'

/** What each night of a stay costs and why, for whoever asks at the desk. */
export function explainPrice(
  db: Database,
  input: ParsedInput<'booking.explainPrice'>,
): CallReply<'booking.explainPrice'> {
  const dates = checkStayDates(input.arrival, input.departure, input.arrival)
  if (!dates.ok) return refuse(dates.error)
  return readTogether(db, () => {
    const type = loadRoomType(db, input.roomTypeId)
    if (type === undefined) return refuse({ code: 'not_found', field: 'roomTypeId' })
    const room = input.roomId === undefined ? null : loadRoom(db, input.roomId)
    if (room === undefined) return refuse({ code: 'not_found', field: 'roomId' })
    const rates = loadRates(db, type, room)
    const isDay = input.arrival === input.departure
    const days = isDay ? [input.arrival] : nightsOf(input.arrival, input.departure)
    const nights = days.map((night) => {
      const lines = explainNight(night, guestsOf(input), rates, input.rateMinor ?? null)
      return { night, amountMinor: sum(lines), lines: [...lines] }
    })
    const violations = [...findViolations(input, listRestrictions(db, input))]
    const stay = { check_in_date: input.arrival, adults: input.adults, children: input.children }
    const taxes = addUp(nights.flatMap((night) => loadNightTaxes(db, stay, night)))
    return ok({ totalMinor: sum(nights), nights, taxes, violations })
  })
}

/** What not taking up a stay would cost. */
export function quoteFees(
  db: Database,
  bookingId: string,
  businessDate: string,
): CallReply<'booking.quoteFees'> {
  return readTogether(db, () => {
    const booking = loadBooking(db, bookingId)
    if (booking === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
    const policy = loadFeePolicy(db, booking.rate_plan_id)
    return ok({
      cancellationMinor: loadCancellationFee(db, booking, businessDate),
      lateCheckOutMinor: loadHotel(db)?.late_check_out_fee ?? 0,
      noShowMinor: loadNoShowFee(db, booking),
      freeUntil: addDays(booking.check_in_date, -policy.freeCancellationDays),
      balanceMinor: loadBalance(db, bookingId),
    })
  })
}

/** One line of each name. */
function addUp(taxes: readonly TaxLine[]): { name: string; amountMinor: number }[] {
  const byName = new Map<string, number>()
  for (const { name, amountMinor } of taxes) byName.set(name, (byName.get(name) ?? 0) + amountMinor)
  return [...byName].map(([name, amountMinor]) => ({ name, amountMinor }))
}

function sum(lines: readonly { readonly amountMinor: number }[]): number {
  return lines.reduce((total, { amountMinor }) => total + amountMinor, 0)
}
