import { nightsBetween } from '../calendar/days.ts'

/** A stay in a room, as the optimiser sees it. */
export interface PlacedStay {
  readonly bookingId: string
  readonly roomId: string
  readonly arrival: string
  readonly departure: string
  /** May be moved: to come, not locked, and in one room all the way. */
  readonly movable: boolean
  /** Rooms that it may be moved into: of its type, and not out of order then. */
  readonly rooms: readonly string[]
}

export interface Move {
  readonly bookingId: string
  readonly fromRoomId: string
  readonly toRoomId: string
}

export interface MovePlan {
  readonly moves: readonly Move[]
  readonly orphansBefore: number
  readonly orphansAfter: number
}

/**
 * Moves that leave fewer gaps of one night, which nobody books. One stay at a time, always the move that closes the most
 * of them, until none closes any: every move is worth itself, and the fewer are asked of the clerks the better. The same
 * stays give the same moves.
 */
export function proposeMoves(stays: readonly PlacedStay[], mostMoves: number): MovePlan {
  const placed = [...stays]
  const lanes = lanesOf(placed)
  const moves: Move[] = []
  const orphansBefore = countOrphans(placed)
  let orphans = orphansBefore
  while (moves.length < mostMoves && orphans > 0) {
    const best = findBest(placed, lanes)
    if (best === null) break
    const { stay, toRoomId, closed } = best
    moves.push({ bookingId: stay.bookingId, fromRoomId: stay.roomId, toRoomId })
    const there = { ...stay, roomId: toRoomId }
    placed[placed.indexOf(stay)] = there
    lanes.set(
      stay.roomId,
      laneOf(lanes, stay.roomId).filter((other) => other !== stay),
    )
    lanes.set(toRoomId, [...laneOf(lanes, toRoomId), there].toSorted(byArrival))
    orphans -= closed
  }
  return { moves, orphansBefore, orphansAfter: orphans }
}

/** Gaps of one night between two stays in a room. */
export function countOrphans(stays: readonly PlacedStay[]): number {
  let orphans = 0
  for (const lane of lanesOf(stays).values()) {
    for (const [index, stay] of lane.entries()) orphans += gapBetween(stay, lane[index + 1])
  }
  return orphans
}

/** The stays of each room, one after the other: a house is looked through room by room, for a move changes but two. */
type Lanes = Map<string, readonly PlacedStay[]>

function lanesOf(stays: readonly PlacedStay[]): Lanes {
  const lanes = new Map<string, PlacedStay[]>()
  for (const stay of stays) {
    const lane = lanes.get(stay.roomId)
    if (lane === undefined) lanes.set(stay.roomId, [stay])
    else lane.push(stay)
  }
  return new Map([...lanes].map(([roomId, lane]) => [roomId, lane.toSorted(byArrival)]))
}

function laneOf(lanes: Lanes, roomId: string): readonly PlacedStay[] {
  return lanes.get(roomId) ?? []
}

function byArrival(one: PlacedStay, other: PlacedStay): number {
  return one.arrival < other.arrival ? -1 : Number(one.arrival > other.arrival)
}

interface BestMove {
  readonly stay: PlacedStay
  readonly toRoomId: string
  /** How many gaps fewer there are after it. */
  readonly closed: number
}

function findBest(placed: readonly PlacedStay[], lanes: Lanes): BestMove | null {
  let best: BestMove | null = null
  for (const stay of placed) {
    if (!stay.movable) continue
    const left = closedByLeaving(laneOf(lanes, stay.roomId), stay)
    // coming into a room closes one gap at the most: the one it fills
    if (left + 1 <= (best?.closed ?? 0)) continue
    for (const toRoomId of stay.rooms) {
      if (toRoomId === stay.roomId) continue
      const came = closedByComing(laneOf(lanes, toRoomId), stay)
      if (came !== null && left + came > (best?.closed ?? 0)) best = { stay, toRoomId, closed: left + came }
    }
  }
  return best
}

function closedByLeaving(lane: readonly PlacedStay[], stay: PlacedStay): number {
  const at = lane.indexOf(stay)
  const [before, after] = [lane[at - 1], lane[at + 1]]
  return gapBetween(before, stay) + gapBetween(stay, after) - gapBetween(before, after)
}

/** Null where somebody has the room then. */
function closedByComing(lane: readonly PlacedStay[], stay: PlacedStay): number | null {
  const at = lane.findIndex(({ departure }) => departure > stay.arrival)
  const [before, after] = at < 0 ? [lane.at(-1), undefined] : [lane[at - 1], lane[at]]
  if (after !== undefined && after.arrival < stay.departure) return null
  return gapBetween(before, after) - gapBetween(before, stay) - gapBetween(stay, after)
}

/** 1 where a single night lies between two stays that follow each other, else 0. */
function gapBetween(before: PlacedStay | undefined, after: PlacedStay | undefined): 0 | 1 {
  if (before === undefined || after === undefined || after.arrival <= before.departure) return 0
  return nightsBetween(before.departure, after.arrival) === 1 ? 1 : 0
}
