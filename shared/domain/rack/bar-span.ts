import type { DayLine } from './day-line.ts'
import { isDayPiece, type Piece } from './piece.ts'

/** From where to where a bar reaches, in days from the line's origin. */
export interface BarSpan {
  readonly start: number
  readonly end: number
}

/** Guests come and go about the middle of the day, so that on a turnover day two bars touch and neither covers the other. */
const midday = 0.5
/** Day use lies around midday, between one who leaves and one who comes. */
const dayUse = { start: 0.22, end: 0.78 }

/** Where a piece of a stay lies on the line. */
export function barSpan(piece: Piece, line: DayLine): BarSpan {
  const first = line.placeOf(piece.from)
  if (isDayPiece(piece)) return { start: first + dayUse.start, end: first + dayUse.end }
  return { start: first + midday, end: line.placeOf(piece.to) + midday }
}
