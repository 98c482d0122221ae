import type { Database } from 'better-sqlite3'
import type { RoomProposal } from '../../shared/contract/calls/group.ts'
import type { CallReply, ParsedInput } from '../../shared/contract/index.ts'
import { assignRooms, type StayDates } from '../../shared/domain/room/assign-rooms.ts'
import { addDays } from '../../shared/domain/calendar/days.ts'
import { proposeMoves } from '../../shared/domain/room/propose-moves.ts'
import { isReady } from '../../shared/domain/room/housekeeping.ts'
import { ok } from '../../shared/kernel/result.ts'
import { loadRoom } from '../store/loads/room.ts'
import { findFreeWithin, listFreeRooms, type FreeRoom } from '../store/reads/free-rooms.ts'
import { listMovable, listRoomsTaken, loadLastRoom } from '../store/reads/placed-stays.ts'
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
    const freeOn = askedOnce(({ arrival, departure }: StayDates) =>
      listFreeRooms(db, { arrival, departure, roomTypeId: null, exceptBookingId: null, businessDate }),
    )
    const takenOf = askedOnce(({ roomId }: { readonly roomId: string }) => listRoomsTaken(db, roomId))
    const given: { readonly stay: StaySummary; readonly roomId: string }[] = []
    const proposals: RoomProposal[] = []
    // who is hardest to place is placed first: the longest, then the earliest
    for (const stay of waiting.toSorted((a, b) => b.nights - a.nights || (a.arrival < b.arrival ? -1 : 1))) {
      const free = freeOn({ arrival: stay.arrival, departure: stay.departure })
      const chosen = chooseRoom(db, stay, free, takenOf, given, businessDate)
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
  rooms: readonly FreeRoom[],
  takenOf: TakenOf,
  given: readonly { readonly stay: StaySummary; readonly roomId: string }[],
  businessDate: string,
): RoomProposal | null {
  const free = rooms
    .filter((room) => room.roomTypeCode === stay.roomTypeCode)
    .filter(({ roomId }) => fitsBeside(stay, roomId, given))
  if (free.length === 0) return null
  const before = loadLastRoom(db, stay.bookingId)
  const room = free.find(({ roomId }) => roomId === before) ?? longestRun(stay, free, takenOf)
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

type TakenOf = (room: { readonly roomId: string }) => readonly StayDates[]

/** Asks the same only once: many who wait want the same days. They have no room themselves, so nobody is in anybody's way. */
function askedOnce<Question, Answer>(ask: (question: Question) => Answer): (question: Question) => Answer {
  const known = new Map<string, Answer>()
  return (question) => {
    const key = JSON.stringify(question)
    const answer = known.get(key) ?? ask(question)
    known.set(key, answer)
    return answer
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
function longestRun(stay: StaySummary, free: readonly FreeRoom[], takenOf: TakenOf): FreeRoom {
  const [first, ...rest] = free
  const ready = free.filter((room) => isReady(room.housekeeping) && !room.occupied)
  const among = ready.length > 0 ? ready : free
  const plan = assignRooms(
    [{ stayId: stay.bookingId, ...stay }],
    among.map(({ roomId }) => ({ roomId, taken: takenOf({ roomId }) })),
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
    const freeFor = findFreeWithin(db, from, addDays(to, 1), businessDate)
    const plan = proposeMoves(
      stays.map(({ bookingId, roomId, roomTypeId, arrival, departure, movable }) => {
        const rooms = movable ? freeFor({ arrival, departure }, roomTypeId) : []
        return { bookingId, roomId, arrival, departure, movable, rooms }
      }),
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
