import type { Database } from 'better-sqlite3'
import { nightsOf } from '../../../shared/domain/calendar/days.ts'
import type { FreeChoice, RoomQuarrel } from '../../../shared/domain/conflict/room-remedies.ts'
import { findSplit, type Split } from '../../../shared/domain/conflict/split.ts'
import { isReady } from '../../../shared/domain/room/housekeeping.ts'
import { checkParty } from '../../../shared/domain/stay/booking-rules.ts'
import type { BookingsRow } from '../../../shared/protocol/rows.ts'
import { datesLeft } from '../../commands/conflict/room-left.ts'
import { isLeasedToOther } from '../../commands/sure-of-room.ts'
import { loadFreeOfType } from '../../store/loads/availability.ts'
import { loadBooking } from '../../store/loads/booking.ts'
import { loadRoomType } from '../../store/loads/room.ts'
import { findHolder } from '../../store/reads/conflict-side.ts'
import { listFreeRooms, type FreeRoom } from '../../store/reads/free-rooms.ts'

export interface QuarrelView {
  readonly db: Database
  readonly businessDate: string
  readonly terminalId: string
  /** Now, UTC text by this terminal's clock. */
  readonly at: string
}

/** A stay without its room, who has that room, and what else the house has: all that ranking the remedies asks. */
export function loadQuarrel(
  view: QuarrelView,
  booking: BookingsRow,
  wantedRoomId: string | null,
): RoomQuarrel {
  const { db } = view
  const holderId = wantedRoomId === null ? null : findHolder(db, booking.id, wantedRoomId)
  const holder = holderId === null ? undefined : loadBooking(db, holderId)
  return {
    stay: {
      bookingId: booking.id,
      status: booking.status,
      roomTypeId: booking.room_type_id,
      typeRateMinor: rateOf(db, booking.room_type_id),
    },
    wantedRoomId,
    holder:
      holder === undefined
        ? null
        : { bookingId: holder.id, status: holder.status, sure: holder.to_be_confirmed === 0 },
    free: freeFor(view, booking, datesLeft(booking, view.businessDate)).filter(
      ({ roomId }) => roomId !== booking.room_id,
    ),
    freeForHolder:
      holder === undefined
        ? []
        : freeFor(view, holder, datesLeft(holder, view.businessDate)).filter(
            ({ roomId, roomTypeId }) => roomId !== wantedRoomId && roomTypeId === holder.room_type_id,
          ),
    split: splitFor(view, booking),
  }
}

interface Dates {
  readonly arrival: string
  readonly departure: string
}

function freeFor(view: QuarrelView, booking: BookingsRow, dates: Dates): readonly FreeChoice[] {
  const { db, businessDate } = view
  const question = { ...dates, exceptBookingId: booking.id, businessDate }
  return roomsFor(view, booking, dates).map((room) => ({
    roomId: room.roomId,
    roomTypeId: room.roomTypeId,
    ready: isReady(room.housekeeping) && !room.occupied,
    typeRateMinor: rateOf(db, room.roomTypeId),
    typeLeft: loadFreeOfType(db, room.roomTypeId, question) > 0,
  }))
}

/** Rooms that the stay could be given for the dates: none that another desk may sell, or that the party does not fit. */
function roomsFor(view: QuarrelView, booking: BookingsRow, dates: Dates): readonly FreeRoom[] {
  const { db, businessDate } = view
  return listFreeRooms(db, { ...dates, roomTypeId: null, exceptBookingId: booking.id, businessDate })
    .filter(({ occupied }) => !(occupied && booking.status === 'checked_in'))
    .filter(({ roomTypeId }) => {
      const type = loadRoomType(db, roomTypeId)
      return (
        type !== undefined &&
        checkParty(booking, { maxOccupancy: type.max_occupancy, maxExtraBeds: type.max_extra_beds }).ok
      )
    })
    .filter(({ roomId }) => !isLeasedToOther(db, { ...dates, roomId }, view))
}

function splitFor(view: QuarrelView, booking: BookingsRow): Split | null {
  const { arrival, departure } = datesLeft(booking, view.businessDate)
  const nights = nightsOf(arrival, departure)
  if (nights.length < 2 || nights.length > longestSplit) return null
  const open = new Map<
    string,
    { readonly roomId: string; readonly sold: boolean; readonly nights: Set<string> }
  >()
  nights.forEach((night, index) => {
    const next = nights[index + 1] ?? departure
    for (const room of roomsFor(view, booking, { arrival: night, departure: next })) {
      const known = open.get(room.roomId)
      if (known !== undefined) known.nights.add(night)
      else {
        const sold = room.roomTypeId === booking.room_type_id
        open.set(room.roomId, { roomId: room.roomId, sold, nights: new Set([night]) })
      }
    }
  })
  // rooms of the type that was sold come first
  const rooms = [...open.values()].toSorted((a, b) => Number(b.sold) - Number(a.sold))
  return (
    findSplit(
      nights,
      rooms.filter(({ sold }) => sold),
    ) ?? findSplit(nights, rooms)
  )
}

/** A stay of weeks is not moved about by a key. */
const longestSplit = 21

function rateOf(db: Database, roomTypeId: string): number {
  return loadRoomType(db, roomTypeId)?.base_rate ?? 0
}
