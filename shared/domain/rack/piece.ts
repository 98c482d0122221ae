/**
 * A stretch of a stay in one room, or without one: what the rack draws as one bar. A guest who moves has several.
 * Half-open like a stay; equal dates are day use.
 */
export interface Piece {
  readonly from: string
  readonly to: string
}

export function isDayPiece({ from, to }: Piece): boolean {
  return from === to
}

/** Is the night of that day slept in this piece? */
export function coversNight({ from, to }: Piece, day: string): boolean {
  return from <= day && day < to
}

/** Has the piece anything of that day: its night, the morning it ends on, or the day it is used? */
export function touchesDay({ from, to }: Piece, day: string): boolean {
  return from <= day && day <= to
}
