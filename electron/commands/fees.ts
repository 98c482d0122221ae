import type { Database } from 'better-sqlite3'
import { cancellationFee, noShowFee } from '../../shared/domain/stay/no-show.ts'
import type { BookingsRow } from '../../shared/protocol/rows.ts'
import { stayOf } from '../store/loads/booking.ts'
import { loadFeePolicy } from '../store/loads/policy.ts'
import { loadPlannedNights } from './stay-plan.ts'

/** What a stay costs that is called off on this day. */
export function loadCancellationFee(db: Database, booking: BookingsRow, businessDate: string): number {
  const policy = loadFeePolicy(db, booking.rate_plan_id)
  return cancellationFee(
    policy,
    stayOf(booking),
    businessDate,
    loadPlannedNights(db, booking),
    booking.room_rate,
  )
}

/** What a stay costs to which nobody comes. */
export function loadNoShowFee(db: Database, booking: BookingsRow): number {
  return noShowFee(loadFeePolicy(db, booking.rate_plan_id), loadPlannedNights(db, booking), booking.room_rate)
}
