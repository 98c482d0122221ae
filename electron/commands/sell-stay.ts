import type { Database } from 'better-sqlite3'
import type { GuestChoice } from '../../shared/contract/calls/booking.ts'
import type { CallError } from '../../shared/contract/errors.ts'
import { nightlyPrices, priceOfNight } from '../../shared/domain/rate/nightly-price.ts'
import { guestsOf, type Party } from '../../shared/domain/stay/booking-rules.ts'
import type { ArrivingGuest } from '../../shared/domain/stay/check-in-blockers.ts'
import { ok, type Result } from '../../shared/kernel/result.ts'
import type { RoomTypesRow, RoomsRow } from '../../shared/protocol/rows.ts'
import type { JudgeContext } from './desk-command.ts'
import { arrivingGuest, isKnownAsUnwanted, loadGuest } from '../store/loads/guest.ts'
import { loadRates } from '../store/loads/rates.ts'
import { nextNumber } from './numbers.ts'
import { refuse } from './refuse.ts'
import type { SoldStay } from './writes/new-stay.ts'

/** The number and the prices of a stay as it is sold now. */
export function settleSale(
  db: Database,
  desk: JudgeContext,
  stay: Party & {
    readonly arrival: string
    readonly departure: string
    /** What was agreed for each night, in place of the hotel's own price. */
    readonly rateMinor?: number | undefined
  },
  type: RoomTypesRow,
  room: RoomsRow | null,
): SoldStay {
  const rates = loadRates(db, type, room)
  const guests = guestsOf(stay)
  const nightly = nightlyPrices(stay.arrival, stay.departure, guests, rates)
  return {
    number: nextNumber(db, desk.terminal.id, 'booking'),
    nightly: nightly.map(({ night, amountMinor }) => ({ night, amountMinor: stay.rateMinor ?? amountMinor })),
    dayRateMinor: stay.rateMinor ?? priceOfNight(stay.arrival, guests, rates),
  }
}

/** The guest whom a sale is for: found where known, and found to be wanted. */
export function settleGuest(
  db: Database,
  choice: GuestChoice,
): Result<{ readonly choice: GuestChoice; readonly guest: ArrivingGuest }, CallError> {
  if (choice.kind === 'new') {
    const guest = { ...choice, blacklisted: isKnownAsUnwanted(db, choice) }
    return guest.blacklisted ? refuse({ code: 'guest_blacklisted' }) : ok({ choice, guest })
  }
  const known = loadGuest(db, choice.guestId)
  if (known === undefined) return refuse({ code: 'not_found', field: 'guest.guestId' })
  const guest = arrivingGuest(db, known)
  if (guest.blacklisted) return refuse({ code: 'guest_blacklisted' })
  return ok({ choice: { kind: 'known', guestId: known.id }, guest })
}
