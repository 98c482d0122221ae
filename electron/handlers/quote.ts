import type { Database } from 'better-sqlite3'
import type { CallReply, ParsedInput } from '../../shared/contract/index.ts'
import { askedDeposit } from '../../shared/domain/folio/deposit.ts'
import { nightsBetween } from '../../shared/domain/calendar/days.ts'
import { nightlyPrices, priceOfNight, stayPrice } from '../../shared/domain/rate/nightly-price.ts'
import { findViolations } from '../../shared/domain/rate/restrictions.ts'
import { freeOnWorstNight } from '../../shared/domain/room/availability.ts'
import { checkParty, checkStayDates, guestsOf } from '../../shared/domain/stay/booking-rules.ts'
import { ok } from '../../shared/kernel/result.ts'
import { refuse } from '../commands/refuse.ts'
import { loadDepositRule } from '../store/loads/policy.ts'
import { listRestrictions } from '../store/loads/restrictions.ts'
import { readTogether } from '../store/reads/read-together.ts'
import { listTypesOnSale } from '../store/reads/room-types.ts'
import { loadTypeNights } from '../store/reads/type-nights.ts'

/** What each type of room has left for the dates, and what it would cost. */
export function quote(
  db: Database,
  input: ParsedInput<'booking.quote'>,
  businessDate: string,
): CallReply<'booking.quote'> {
  const { arrival, departure } = input
  const guests = guestsOf(input)
  const dates = checkStayDates(arrival, departure, businessDate)
  if (!dates.ok) return refuse(dates.error)
  return readTogether(db, () => {
    const nightsOfTypes = loadTypeNights(db, { arrival, departure, exceptBookingId: null, businessDate })
    const restrictions = listRestrictions(db, input)
    const rule = loadDepositRule(db)
    const types = listTypesOnSale(db).map((type) => ({
      roomTypeId: type.roomTypeId,
      code: type.code,
      name: type.name,
      maxOccupancy: type.maxOccupancy,
      free: freeOnWorstNight(arrival, departure, nightsOfTypes.get(type.roomTypeId) ?? []),
      fits: checkParty(input, type).ok,
      nightly: [...nightlyPrices(arrival, departure, guests, type.rates)],
      totalMinor: stayPrice(arrival, departure, guests, type.rates),
      deposit: askedDeposit(
        rule,
        {
          arrival,
          nightly: nightlyPrices(arrival, departure, guests, type.rates),
          dayRateMinor: priceOfNight(arrival, guests, type.rates),
        },
        businessDate,
      ),
      violations: [...findViolations({ arrival, departure, roomTypeId: type.roomTypeId }, restrictions)],
    }))
    return ok({ nights: nightsBetween(arrival, departure), types })
  })
}
