import { addDays } from '../calendar/days.ts'
import type { Piece } from './piece.ts'

export interface RoomNight {
  readonly night: string
  /** Null while no room is given. */
  readonly roomId: string | null
}

export interface RoomPiece extends Piece {
  readonly roomId: string | null
}

/** The nights of a stay as stretches in one room each, first to last. A room that the guest comes back to is two. */
export function piecesOfStay(nights: readonly RoomNight[]): readonly RoomPiece[] {
  const pieces: RoomPiece[] = []
  for (const { night, roomId } of nights.toSorted((a, b) => (a.night < b.night ? -1 : 1))) {
    const last = pieces.at(-1)
    const to = addDays(night, 1)
    if (last !== undefined && last.roomId === roomId && last.to === night)
      pieces[pieces.length - 1] = { ...last, to }
    else pieces.push({ roomId, from: night, to })
  }
  return pieces
}
