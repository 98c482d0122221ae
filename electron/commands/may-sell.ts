import type { Database } from 'better-sqlite3'
import type { CallError } from '../../shared/contract/errors.ts'
import { stayPrice } from '../../shared/domain/rate/nightly-price.ts'
import { findViolations } from '../../shared/domain/rate/restrictions.ts'
import { guestsOf, type Party } from '../../shared/domain/stay/booking-rules.ts'
import { nightsBetween } from '../../shared/domain/calendar/days.ts'
import type { Result } from '../../shared/kernel/result.ts'
import type { RoomsRow, RoomTypesRow } from '../../shared/protocol/rows.ts'
import { loadRates } from '../store/loads/rates.ts'
import { listRestrictions } from '../store/loads/restrictions.ts'
import { byManager, type ManagersMatter } from './by-manager.ts'
import type { JudgeContext } from './desk-command.ts'
import { refuse } from './refuse.ts'

interface Sale extends Party {
  readonly arrival: string
  readonly departure: string
  readonly roomTypeId: string
  readonly rateMinor?: number | undefined
  readonly overbook?: boolean | undefined
  readonly ignoreRestrictions?: boolean | undefined
}

interface Offered {
  readonly type: RoomTypesRow
  readonly room: RoomsRow | null
  /** Rooms of the type that are left on the worst night. */
  readonly free: number
}

/**
 * May the stay be sold like this: is a room of the type left, is no rule of sale broken, is it not sold for less than it
 * costs? What is asked for in spite of that needs a manager, or a manager's word, and gives the note that is kept of it.
 */
export function maySell(
  db: Database,
  desk: JudgeContext,
  sale: Sale,
  { type, room, free }: Offered,
  more: readonly ManagersMatter[] = [],
): Result<string | null, CallError> {
  const isSoldOut = free < 1
  if (isSoldOut && sale.overbook !== true) return refuse({ code: 'no_room_of_type' })
  const violations = findViolations(sale, listRestrictions(db, sale))
  if (violations.length > 0 && sale.ignoreRestrictions !== true)
    return refuse({ code: 'restricted', violations })
  return byManager(db, desk, [
    ...(isSoldOut ? (['overbooking'] as const) : []),
    ...(violations.length > 0 ? (['restriction'] as const) : []),
    ...(isBelowPrice(db, sale, type, room) ? (['price'] as const) : []),
    ...more,
  ])
}

/** Sold for less than the hotel's own price. */
export function isBelowPrice(db: Database, sale: Sale, type: RoomTypesRow, room: RoomsRow | null): boolean {
  if (sale.rateMinor === undefined) return false
  const { arrival, departure } = sale
  const nights = Math.max(1, nightsBetween(arrival, departure))
  return nights * sale.rateMinor < stayPrice(arrival, departure, guestsOf(sale), loadRates(db, type, room))
}
