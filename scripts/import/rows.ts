import { v5 } from 'uuid'
import { minorToDecimal } from '../../electron/store/minor-units.ts'
import { laterOf, nightsOf } from '../../shared/domain/calendar/days.ts'
import { holdsRoom } from '../../shared/domain/stay/status.ts'
import type { CopyRow } from '../load/copy-rows.ts'
import type { InstantOf } from '../load/instants.ts'
import type { HotelSoFar } from './hotel-so-far.ts'
import type { ListedGuest } from './plan-guests.ts'
import type { PlannedStay } from './plan-import.ts'
import type { NewRoom } from './plan-rooms.ts'
import type { NewRoomType } from './plan-room-types.ts'

export function roomTypeRow(type: NewRoomType, index: number): CopyRow {
  return {
    id: type.roomTypeId,
    name: `Room type ${type.code}`,
    code: type.code,
    base_rate: minorToDecimal(type.baseRateMinor),
    max_occupancy: type.maxOccupancy,
    display_order: index,
  }
}

/** Rooms slept in last night have not been made up yet. */
export function roomRow(room: NewRoom, roomTypeId: string, isSleptIn: boolean): CopyRow {
  return {
    id: room.roomId,
    room_number: room.roomNumber,
    room_type_id: roomTypeId,
    floor: room.floor,
    housekeeping_status: isSleptIn ? 'dirty' : 'clean',
  }
}

/** Made with the stays that are over: what the server derives is right at once, and refreshing it finds nothing to do. */
export function guestRow(guest: ListedGuest, over: readonly PlannedStay[]): CopyRow {
  const lastDeparture = over
    .map(({ stay }) => stay.departure)
    .toSorted()
    .at(-1)
  return {
    id: guest.guestId,
    full_name: guest.fullName,
    email: guest.email,
    phone: guest.phone,
    nationality: guest.nationality,
    total_stays: over.length,
    total_spent: minorToDecimal(over.reduce((sum, planned) => sum + roomChargeMinor(planned), 0)),
    last_stay_date: lastDeparture ?? null,
  }
}

/** The list knows days and no hours: the hours are those of the house. */
export function bookingRow(planned: PlannedStay, hotel: HotelSoFar, instantOf: InstantOf): CopyRow {
  const { stay, status } = planned
  const hasCome = status === 'checked_in' || status === 'checked_out'
  const endedOn = stay.statusDate ?? stay.departure
  const cameAt = instantOf(stay.arrival, hotel.checkInTime)
  return {
    id: stay.bookingId,
    booking_code: planned.bookingCode,
    customer_id: planned.guestId,
    room_type_id: planned.soldTypeId,
    room_id: planned.roomId,
    check_in_date: stay.arrival,
    check_out_date: stay.departure,
    check_in_time: hotel.checkInTime,
    check_out_time: hotel.checkOutTime,
    actual_check_in: hasCome ? cameAt : null,
    // who leaves on the day of arrival leaves after having come, whatever the hours of the house
    actual_check_out:
      status === 'checked_out' ? laterOf(cameAt, instantOf(endedOn, hotel.checkOutTime)) : null,
    adults: stay.adults,
    children: stay.children,
    room_rate: minorToDecimal(stay.nightlyMinor[0] ?? 0),
    total_room_charge: minorToDecimal(roomChargeMinor(planned)),
    status,
    source: stay.source,
    special_requests: stay.requests,
    internal_notes: [...(stay.notes === null ? [] : [stay.notes]), ...stay.remarks].join('\n') || null,
    cancelled_at: status === 'cancelled' ? instantOf(endedOn, '12:00') : null,
    created_at: instantOf(stay.bookedOn ?? stay.arrival, '09:00'),
  }
}

export function* nightRows(stays: readonly PlannedStay[]): Generator<CopyRow> {
  for (const planned of stays) {
    const { stay, status, roomId, soldTypeId } = planned
    for (const { night, minor } of nightsOfStay(planned)) {
      yield {
        id: v5(night, stay.bookingId),
        booking_id: stay.bookingId,
        night,
        room_id: roomId,
        room_type_id: soldTypeId,
        amount: minorToDecimal(minor),
        holds_room: holdsRoom(status),
      }
    }
  }
}

function roomChargeMinor(planned: PlannedStay): number {
  return nightsOfStay(planned).reduce((sum, { minor }) => sum + minor, 0)
}

function nightsOfStay({ stay }: PlannedStay): readonly { readonly night: string; readonly minor: number }[] {
  return nightsOf(stay.arrival, stay.departure).map((night, index) => ({
    night,
    minor: stay.nightlyMinor[index] ?? 0,
  }))
}
