import type { Database } from 'better-sqlite3'
import type { CallError } from '../../shared/contract/errors.ts'
import { laterOf } from '../../shared/domain/calendar/days.ts'
import { isReady } from '../../shared/domain/room/housekeeping.ts'
import { checkParty } from '../../shared/domain/stay/booking-rules.ts'
import { checkSwap, daysAhead, type PlannedNight } from '../../shared/domain/stay/change-stay.ts'
import { err, ok, type Result } from '../../shared/kernel/result.ts'
import type { BookingsRow, RoomsRow } from '../../shared/protocol/rows.ts'
import { loadBooking, stayOf } from '../store/loads/booking.ts'
import { isOccupied, isRoomFree, loadRoom, loadRoomOffer } from '../store/loads/room.ts'
import type { DeskCommand } from './desk-command.ts'
import { refuse } from './refuse.ts'
import { areRoomsFree, areTypesFree, loadPlannedNights, type StayPlan } from './stay-plan.ts'
import { isSureOfRoom } from './sure-of-room.ts'
import { layNights } from './writes/lay-nights.ts'

/** One of the two, and where it goes. */
interface Side {
  readonly booking: BookingsRow
  readonly from: RoomsRow
  readonly to: RoomsRow
  readonly plan: StayPlan
}

interface Facts {
  /** Stays whose new room the desk may not promise. */
  readonly unsure: readonly string[]
}

/** Two stays change rooms, for the nights that each has left. */
export const swapRooms: DeskCommand<'booking.swapRooms', Facts> = {
  name: 'booking.swapRooms',

  judge: (db, { bookingId, otherBookingId }, desk) => {
    const { businessDate } = desk
    const sides = loadSides(db, bookingId, otherBookingId, businessDate)
    if (!sides.ok) return sides
    const unsure: string[] = []
    for (const side of sides.value) {
      const refusal = findObstacle(db, side, businessDate)
      if (refusal !== null) return err(refusal)
      const days = daysAhead(stayOf(side.booking), firstAhead(side.booking, businessDate), businessDate)
      const sure = isSureOfRoom(db, { ...days, roomId: side.to.id }, desk)
      if (!sure.ok) return sure
      if (!sure.value) unsure.push(side.booking.id)
    }
    return ok({ unsure })
  },

  run: (tx, { input: { bookingId, otherBookingId }, facts }, context) => {
    const sides = loadSides(tx.db, bookingId, otherBookingId, context.businessDate)
    if (!sides.ok) return sides
    for (const side of sides.value) {
      if (!isThereRoom(tx.db, side, context.businessDate)) return refuse({ code: 'room_not_available' })
    }
    for (const { booking, from, to, plan } of sides.value) {
      tx.update('bookings', booking.id, {
        room_id: to.id,
        ...(facts.unsure.includes(booking.id) ? { to_be_confirmed: 1 } : {}),
      })
      layNights(tx, context, booking.id, plan.nights)
      if (booking.status === 'checked_in') tx.update('rooms', from.id, { housekeeping_status: 'dirty' })
    }
    const [{ booking }] = sides.value
    return ok({ subject: booking.booking_code, bookingId: booking.id })
  },
}

function loadSides(
  db: Database,
  bookingId: string,
  otherBookingId: string,
  businessDate: string,
): Result<readonly [Side, Side], CallError> {
  const one = loadBooking(db, bookingId)
  const other = loadBooking(db, otherBookingId)
  if (one === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
  if (other === undefined) return refuse({ code: 'not_found', field: 'otherBookingId' })
  if (one.id === other.id) return refuse({ code: 'already_done' })
  const judged = checkSwap([swapSide(db, one, businessDate), swapSide(db, other, businessDate)])
  if (!judged.ok) return refuse(judged.error)
  const [roomOfOne, roomOfOther] = judged.value.rooms.map((roomId) => loadRoom(db, roomId))
  if (roomOfOne === undefined || roomOfOther === undefined) return refuse({ code: 'room_not_available' })
  return ok([
    sideOf(db, one, roomOfOne, roomOfOther, other.id, businessDate),
    sideOf(db, other, roomOfOther, roomOfOne, one.id, businessDate),
  ])
}

function swapSide(db: Database, booking: BookingsRow, businessDate: string) {
  const first = firstAhead(booking, businessDate)
  return {
    stay: stayOf(booking),
    locked: booking.room_locked === 1,
    nightsAhead: loadPlannedNights(db, booking).filter(({ night }) => first <= night),
  }
}

function sideOf(
  db: Database,
  booking: BookingsRow,
  from: RoomsRow,
  to: RoomsRow,
  otherId: string,
  businessDate: string,
): Side {
  const first = firstAhead(booking, businessDate)
  const held = loadPlannedNights(db, booking)
  const plan: StayPlan = {
    bookingIds: [booking.id, otherId],
    roomId: to.id,
    held,
    nights: held.map((night: PlannedNight) => (night.night < first ? night : { ...night, roomId: to.id })),
    arrival: booking.check_in_date,
    departure: booking.check_out_date,
    businessDate,
  }
  return { booking, from, to, plan }
}

function findObstacle(db: Database, side: Side, businessDate: string): CallError | null {
  const { booking, from, to, plan } = side
  const [, otherId] = plan.bookingIds
  const offer = loadRoomOffer(db, { ...plan, roomId: to.id, exceptBookingId: booking.id })
  if (offer === undefined) return { code: 'not_found' }
  const fits = checkParty(booking, offer)
  if (!fits.ok) return refuse(fits.error).error
  if (!isThereRoom(db, side, businessDate)) return { code: 'room_not_available' }
  if (from.room_type_id !== to.room_type_id && !areTypesFree(db, plan)) return { code: 'no_room_of_type' }
  // where two guests change rooms both are told to wait for housekeeping; else the room has to be ready
  const comesFromThere = otherId !== undefined && loadBooking(db, otherId)?.status === 'checked_in'
  if (booking.status === 'checked_in' && !comesFromThere && !isReady(to.housekeeping_status)) {
    return refuse({ code: 'room_not_ready', housekeeping: to.housekeeping_status }).error
  }
  return null
}

function isThereRoom(db: Database, { booking, to, plan }: Side, businessDate: string): boolean {
  const [, otherId] = plan.bookingIds
  if (!areRoomsFree(db, plan)) return false
  if (booking.status !== 'checked_in') return true
  const days = daysAhead(stayOf(booking), firstAhead(booking, businessDate), businessDate)
  const isOthers = otherId !== undefined && isOccupied(db, to.id, otherId)
  return (
    !isOthers &&
    isRoomFree(db, {
      ...days,
      roomId: to.id,
      exceptBookingId: booking.id,
      ...(otherId === undefined ? {} : { alsoExceptBookingId: otherId }),
      businessDate,
    })
  )
}

function firstAhead(booking: BookingsRow, businessDate: string): string {
  return booking.status === 'checked_in'
    ? laterOf(booking.check_in_date, businessDate)
    : booking.check_in_date
}
