import type { Database } from 'better-sqlite3'
import type { RoomProposal } from '../../shared/contract/calls/group.ts'
import type { CallReply, ParsedInput } from '../../shared/contract/index.ts'
import { assignRooms } from '../../shared/domain/room/assign-rooms.ts'
import { addDays } from '../../shared/domain/calendar/days.ts'
import { proposeMoves, type PlacedStay } from '../../shared/domain/room/propose-moves.ts'
import { isReady } from '../../shared/domain/room/housekeeping.ts'
import { ok } from '../../shared/kernel/result.ts'
import { loadRoom } from '../store/loads/room.ts'
import { listFreeRooms, type FreeRoom } from '../store/reads/free-rooms.ts'
import { listMovable, listRoomsTaken, loadLastRoom, type MovableStay } from '../store/reads/placed-stays.ts'
import { readTogether } from '../store/reads/read-together.ts'
import { listStaySummaries, type StaySummary } from '../store/reads/stay-summary.ts'

/** As many moves as a clerk would do in one go. */
const mostMoves = 20

/** A room for each stay without one, and why that one. */
export function proposeRooms(
  db: Database,
  { arrivingBy, groupId }: ParsedInput<'rooms.proposeRooms'>,
  businessDate: string,
): CallReply<'rooms.proposeRooms'> {
  return readTogether(db, () => {
    const waiting = listStaySummaries(
      db,
      `b.room_id is null and b.status in ('pending', 'confirmed', 'guaranteed') and b.check_in_date <= @arrivingBy
       and (b.check_out_date > @today or b.check_in_date = @today)
       ${groupId === undefined ? '' : 'and b.booking_group_id = @groupId'}`,
      { today: businessDate, arrivingBy, ...(groupId === undefined ? {} : { groupId }) },
    )
    const given: { readonly stay: StaySummary; readonly roomId: string }[] = []
    const proposals: RoomProposal[] = []
    // who is hardest to place is placed first: the longest, then the earliest
    for (const stay of waiting.toSorted((a, b) => b.nights - a.nights || (a.arrival < b.arrival ? -1 : 1))) {
      const chosen = chooseRoom(db, stay, given, businessDate)
      if (chosen === null) continue
      given.push({ stay, roomId: chosen.roomId })
      proposals.push(chosen)
    }
    const placed = new Set(proposals.map(({ bookingId }) => bookingId))
    return ok({ proposals, unplaced: waiting.filter(({ bookingId }) => !placed.has(bookingId)) })
  })
}

function chooseRoom(
  db: Database,
  stay: StaySummary,
  given: readonly { readonly stay: StaySummary; readonly roomId: string }[],
  businessDate: string,
): RoomProposal | null {
  const dates = { arrival: stay.arrival, departure: stay.departure }
  const free = listFreeRooms(db, {
    ...dates,
    roomTypeId: null,
    exceptBookingId: stay.bookingId,
    businessDate,
  })
    .filter((room) => room.roomTypeCode === stay.roomTypeCode)
    .filter(({ roomId }) => fitsBeside(stay, roomId, given))
  if (free.length === 0) return null
  const before = loadLastRoom(db, stay.bookingId)
  const room = free.find(({ roomId }) => roomId === before) ?? longestRun(db, stay, free)
  const reasons: RoomProposal['reasons'] = []
  if (room.roomId === before) reasons.push('same_as_before')
  if (isReady(room.housekeeping) && !room.occupied && stay.arrival <= businessDate) reasons.push('ready')
  reasons.push(free.length === 1 ? 'only_one' : 'longest_run')
  return {
    bookingId: stay.bookingId,
    code: stay.code,
    guestName: stay.guestName,
    fromRoom: null,
    roomId: room.roomId,
    roomNumber: room.roomNumber,
    reasons,
  }
}

function fitsBeside(
  stay: StaySummary,
  roomId: string,
  given: readonly { readonly stay: StaySummary; readonly roomId: string }[],
): boolean {
  const beside = given.filter((other) => other.roomId === roomId).map((other) => other.stay)
  const plan = assignRooms([{ stayId: stay.bookingId, ...stay }], [{ roomId, taken: beside }])
  return plan.unplaced.length === 0
}

/** The room that leaves the guest the most to extend; of those that arrive today a ready one first. */
function longestRun(db: Database, stay: StaySummary, free: readonly FreeRoom[]): FreeRoom {
  const [first, ...rest] = free
  const ready = free.filter((room) => isReady(room.housekeeping) && !room.occupied)
  const among = ready.length > 0 ? ready : free
  const plan = assignRooms(
    [{ stayId: stay.bookingId, ...stay }],
    among.map((room) => ({ roomId: room.roomId, taken: listRoomsTaken(db, room.roomId) })),
  )
  const best = plan.roomOf.get(stay.bookingId)
  return [first, ...rest].find((room) => room?.roomId === best) ?? free[0] ?? neverEmpty()
}

function neverEmpty(): never {
  throw new Error('a choice among no rooms')
}

/** Moves that close gaps which nobody books. */
export function proposeRoomMoves(
  db: Database,
  { from, to }: ParsedInput<'rooms.proposeMoves'>,
  businessDate: string,
): CallReply<'rooms.proposeMoves'> {
  return readTogether(db, () => {
    const stays = listMovable(db, from, addDays(to, 1), businessDate)
    const byId = new Map(stays.map((stay) => [stay.bookingId, stay]))
    const plan = proposeMoves(
      stays.map((stay) => placedOf(db, stay, businessDate)),
      mostMoves,
    )
    return ok({
      moves: plan.moves.flatMap((move) => {
        const stay = byId.get(move.bookingId)
        const roomNumber = loadRoom(db, move.toRoomId)?.room_number
        if (stay === undefined || roomNumber === undefined) return []
        return [
          {
            bookingId: move.bookingId,
            code: stay.code,
            guestName: stay.guestName,
            fromRoom: stay.roomNumber,
            roomId: move.toRoomId,
            roomNumber,
            reasons: ['longest_run' as const],
          },
        ]
      }),
      orphanNightsBefore: plan.orphansBefore,
      orphanNightsAfter: plan.orphansAfter,
    })
  })
}

function placedOf(db: Database, stay: MovableStay, businessDate: string): PlacedStay {
  const rooms = stay.movable ? roomsOfType(db, stay, businessDate).map(({ roomId }) => roomId) : []
  const { bookingId, roomId, arrival, departure, movable } = stay
  return { bookingId, roomId, arrival, departure, movable, rooms }
}

/** Rooms of the stay's type that are free for it now, and its own. */
function roomsOfType(db: Database, stay: MovableStay, businessDate: string): readonly FreeRoom[] {
  return listFreeRooms(db, {
    arrival: stay.arrival,
    departure: stay.departure,
    roomTypeId: stay.roomTypeId,
    exceptBookingId: stay.bookingId,
    businessDate,
  })
}
