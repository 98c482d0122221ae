import { err, ok, type Result } from '../../kernel/result.ts'
import { checkParty, type Party, type PartyError, type Sleeps } from './booking-rules.ts'
import { isExpected, type BookingStatus } from './status.ts'
import type { Stay } from './stay.ts'

/** A room that a clerk would give to a stay, as it is for the stay's dates. */
export interface RoomOffer extends Sleeps {
  readonly roomId: string
  /** In use as a room at all, out of order on none of the dates, and nobody else's then. */
  readonly free: boolean
}

/**
 * Judges giving a room to a stay that has not begun. It may be of another type than was sold: the guest keeps the price,
 * and must fit in.
 */
export function assignRoom(stay: Stay, party: Party, room: RoomOffer): Result<void, AssignRoomError> {
  if (!isExpected(stay.status)) return err({ code: 'stay_status', status: stay.status })
  if (stay.roomId === room.roomId) return err({ code: 'already_done' })
  const fits = checkParty(party, room)
  if (!fits.ok) return fits
  if (!room.free) return err({ code: 'room_not_available' })
  return ok(undefined)
}

export type AssignRoomError =
  | { readonly code: 'stay_status'; readonly status: BookingStatus }
  | { readonly code: 'already_done' }
  | { readonly code: 'room_not_available' }
  | PartyError
