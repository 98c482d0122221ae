import { addDays } from '../calendar/days.ts'

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
  let placed = [...stays]
  const moves: Move[] = []
  const orphansBefore = countOrphans(placed)
  let orphans = orphansBefore
  while (moves.length < mostMoves && orphans > 0) {
    const best = findBest(placed, orphans)
    if (best === null) break
    moves.push(best.move)
    placed = moved(placed, best.move)
    orphans = best.orphans
  }
  return { moves, orphansBefore, orphansAfter: orphans }
}

/** Gaps of one night between two stays in a room. */
export function countOrphans(stays: readonly PlacedStay[]): number {
  const arrivals = new Set(stays.map(({ roomId, arrival }) => `${roomId} ${arrival}`))
  const nights = new Set(stays.flatMap((stay) => takenNights(stay)))
  return stays.filter(({ roomId, departure }) => {
    const next = addDays(departure, 1)
    return arrivals.has(`${roomId} ${next}`) && !nights.has(`${roomId} ${departure}`)
  }).length
}

function findBest(
  placed: readonly PlacedStay[],
  orphans: number,
): { readonly move: Move; readonly orphans: number } | null {
  let best: { readonly move: Move; readonly orphans: number } | null = null
  for (const stay of placed.filter(({ movable }) => movable)) {
    for (const toRoomId of stay.rooms) {
      if (toRoomId === stay.roomId || !isFree(placed, stay, toRoomId)) continue
      const move = { bookingId: stay.bookingId, fromRoomId: stay.roomId, toRoomId }
      const after = countOrphans(moved(placed, move))
      if (after < (best?.orphans ?? orphans)) best = { move, orphans: after }
    }
  }
  return best
}

function isFree(placed: readonly PlacedStay[], stay: PlacedStay, roomId: string): boolean {
  return placed.every(
    (other) =>
      other.roomId !== roomId ||
      other.bookingId === stay.bookingId ||
      other.departure <= stay.arrival ||
      stay.departure <= other.arrival,
  )
}

function moved(placed: readonly PlacedStay[], move: Move): PlacedStay[] {
  return placed.map((stay) => (stay.bookingId === move.bookingId ? { ...stay, roomId: move.toRoomId } : stay))
}

function takenNights({ roomId, arrival, departure }: PlacedStay): readonly string[] {
  const nights: string[] = []
  for (let night = arrival; night < departure; night = addDays(night, 1)) nights.push(`${roomId} ${night}`)
  return nights
}
