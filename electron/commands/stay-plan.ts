import type { Database } from 'better-sqlite3'
import { runsOf, type PlannedNight, type StayDates } from '../../shared/domain/stay/change-stay.ts'
import type { BookingNightsRow, BookingsRow } from '../../shared/protocol/rows.ts'
import { loadFreeOfType } from '../store/loads/availability.ts'
import { loadNights } from '../store/loads/booking.ts'
import { isRoomFree, loadRoom } from '../store/loads/room.ts'

/** A stay as it is meant to be, beside what it holds now. */
export interface StayPlan extends StayDates {
  /** The stay, and another that changes in the same step: they do not stand in their own way. */
  readonly bookingIds: readonly [string, string?]
  /** The room of the stay itself: where it is spent when there is no night to spend. */
  readonly roomId: string | null
  readonly held: readonly PlannedNight[]
  readonly nights: readonly PlannedNight[]
  readonly businessDate: string
}

/** The nights of a stay as it is booked. */
export function loadPlannedNights(db: Database, booking: BookingsRow): readonly PlannedNight[] {
  return plannedNights(
    loadNights(db, booking.id).filter(
      ({ night }) => booking.check_in_date <= night && night < booking.check_out_date,
    ),
  )
}

export function plannedNights(rows: readonly BookingNightsRow[]): readonly PlannedNight[] {
  return rows.map(({ night, room_id, room_type_id, amount }) => ({
    night,
    roomId: room_id,
    roomTypeId: room_type_id,
    amountMinor: amount,
  }))
}

/** Is every room that the plan newly asks for free all the while that it is asked for? */
export function areRoomsFree(db: Database, plan: StayPlan): boolean {
  if (plan.nights.length === 0) {
    return plan.roomId === null || isRoomFree(db, { ...plan, ...exceptions(plan), roomId: plan.roomId })
  }
  const held = new Set(plan.held.map(({ night, roomId }) => `${night} ${roomId ?? ''}`))
  return runsOf(plan.nights.map((night) => ({ ...night, roomTypeId: '' }))).every(
    ({ roomId, nights, ...dates }) =>
      roomId === null ||
      nights.every((night) => held.has(`${night} ${roomId}`)) ||
      isRoomFree(db, { ...dates, ...exceptions(plan), businessDate: plan.businessDate, roomId }),
  )
}

/** Is a room of the type left for every night that the plan newly takes of it? Those sold without a room count too. */
export function areTypesFree(db: Database, plan: StayPlan): boolean {
  const typeOf = (roomId: string | null, roomTypeId: string): string =>
    (roomId === null ? undefined : loadRoom(db, roomId)?.room_type_id) ?? roomTypeId
  const held = new Set(
    plan.held.map(({ night, roomId, roomTypeId }) => `${night} ${typeOf(roomId, roomTypeId)}`),
  )
  const taken = plan.nights
    .map((night) => ({ ...night, roomId: null, roomTypeId: typeOf(night.roomId, night.roomTypeId) }))
    .filter(({ night, roomTypeId }) => !held.has(`${night} ${roomTypeId}`))
  return runsOf(taken).every(({ roomTypeId, arrival, departure }) => {
    const question = { arrival, departure, ...exceptions(plan), businessDate: plan.businessDate }
    return loadFreeOfType(db, roomTypeId, question) > 0
  })
}

function exceptions({ bookingIds: [exceptBookingId, also] }: StayPlan) {
  return { exceptBookingId, ...(also === undefined ? {} : { alsoExceptBookingId: also }) }
}
