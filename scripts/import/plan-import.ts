import { bookingCode } from '../../shared/domain/stay/booking-code.ts'
import type { BookingStatus } from '../../shared/domain/stay/status.ts'
import type { HotelSoFar } from './hotel-so-far.ts'
import type { ListedStay } from './listed-stay.ts'
import { planGuests, type ListedGuest } from './plan-guests.ts'
import { planRooms, type NewRoom } from './plan-rooms.ts'
import { planRoomTypes, type NewRoomType } from './plan-room-types.ts'
import type { Profile } from './profile.ts'
import type { RejectedRow } from './read-stay.ts'
import { leftOn, standingAt, usesRoom } from './standing.ts'

/** A listed booking, and all that the hotel will say of it. */
export interface PlannedStay {
  readonly stay: ListedStay
  readonly status: BookingStatus
  readonly bookingCode: string
  readonly guestId: string
  readonly soldTypeId: string
  readonly roomId: string | null
}

export interface ImportPlan {
  readonly stays: readonly PlannedStay[]
  readonly newGuests: readonly ListedGuest[]
  readonly newTypes: readonly NewRoomType[]
  readonly newRooms: readonly NewRoom[]
  /** Rows that do not fit into this hotel. */
  readonly rejected: readonly RejectedRow[]
  /** Rows whose booking is there from an earlier run. */
  readonly alreadyPresent: readonly ListedStay[]
  /** Rows whose booking had not been made at the date asked for. */
  readonly notYetMade: readonly ListedStay[]
}

/** Decides everything an import writes. Nothing is random: the same list into the same hotel makes the same plan. */
export function planImport(
  list: readonly ListedStay[],
  hotel: HotelSoFar,
  profile: Profile,
  asOf: string | null,
): ImportPlan {
  const alreadyPresent = list.filter(({ bookingId }) => hotel.bookingIds.has(bookingId))
  const standing = list.flatMap((stay) => {
    const status = standingAt(stay, asOf)
    return hotel.bookingIds.has(stay.bookingId) || status === null ? [] : [{ stay, status }]
  })
  const notYetMade = list.filter(
    (stay) => !hotel.bookingIds.has(stay.bookingId) && standingAt(stay, asOf) === null,
  )
  const house = planRooms(
    standing
      .filter(({ status }) => usesRoom(status))
      .map(({ stay }) => ({
        stayId: stay.bookingId,
        line: stay.line,
        arrival: stay.arrival,
        departure: leftOn(stay),
        typeCode: stay.givenType,
        roomNumber: stay.roomNumber,
      })),
    hotel,
  )
  const rejectedLines = new Set(house.rejected.map(({ line }) => line))
  const accepted = standing.filter(({ stay }) => !rejectedLines.has(stay.line))
  const types = planRoomTypes(
    accepted.map(({ stay }) => stay),
    list,
    hotel,
  )
  const guestOf = planGuests(list)
  const stays = accepted.map(({ stay, status }, index) => ({
    stay,
    status,
    bookingCode: bookingCode(profile.codePrefix, hotel.codesGiven + index + 1),
    guestId: found(guestOf, stay.bookingId).guestId,
    soldTypeId: found(types.idOf, stay.soldType),
    roomId: usesRoom(status) ? found(house.roomOf, stay.bookingId) : null,
  }))
  const newGuests = new Map(
    accepted
      .map(({ stay }) => found(guestOf, stay.bookingId))
      .filter(({ guestId }) => !hotel.guestIds.has(guestId))
      .map((guest) => [guest.guestId, guest]),
  )
  return {
    stays,
    newGuests: [...newGuests.values()],
    newTypes: types.newTypes,
    newRooms: house.newRooms,
    rejected: house.rejected,
    alreadyPresent,
    notYetMade,
  }
}

function found<T>(map: ReadonlyMap<string, T>, key: string): T {
  const value = map.get(key)
  if (value === undefined) throw new Error(`the plan lacks ${key}`)
  return value
}
