import { coversNight, isDayPiece, type Piece } from './piece.ts'

/**
 * Where the keyboard can stand in a row of the rack. A bar is one place however many days it has; a free day is one.
 * On a turnover day the night counts: the place is who comes, or free when nobody does.
 */
export interface Stop<Bar extends Piece> {
  readonly day: string
  /** Null on a free day. */
  readonly bar: Bar | null
}

/** Who is to be found on a day: who stays the night, else who has the room for the day. */
export function stopAt<Bar extends Piece>(bars: readonly Bar[], day: string): Stop<Bar> {
  return { day, bar: bars.find((bar) => coversNight(bar, day)) ?? dayGuest(bars, day) }
}

/** The place to the right: the day that a bar ends on, or the next. A day guest comes before who stays that night. */
export function stopAfter<Bar extends Piece>(
  bars: readonly Bar[],
  { day, bar }: Stop<Bar>,
  nextDay: (day: string) => string,
): Stop<Bar> {
  if (bar !== null && isDayPiece(bar)) {
    const night = bars.find((other) => coversNight(other, bar.from))
    return night === undefined ? stopFrom(bars, nextDay(bar.from)) : { day: bar.from, bar: night }
  }
  return stopFrom(bars, bar === null ? nextDay(day) : bar.to)
}

/** The place to the left: the first day of the bar that ends where this begins, or the day before. */
export function stopBefore<Bar extends Piece>(
  bars: readonly Bar[],
  { day, bar }: Stop<Bar>,
  dayBefore: (day: string) => string,
): Stop<Bar> {
  const start = bar === null ? day : bar.from
  const earlier = bar === null || isDayPiece(bar) ? null : dayGuest(bars, start)
  if (earlier !== null) return { day: start, bar: earlier }
  const before = dayBefore(start)
  const stop = stopAt(bars, before)
  return { day: stop.bar?.from ?? before, bar: stop.bar }
}

/** As coming from the left one meets a day: its day guest first. */
function stopFrom<Bar extends Piece>(bars: readonly Bar[], day: string): Stop<Bar> {
  const guest = dayGuest(bars, day)
  return guest === null ? stopAt(bars, day) : { day, bar: guest }
}

function dayGuest<Bar extends Piece>(bars: readonly Bar[], day: string): Bar | null {
  return bars.find((bar) => isDayPiece(bar) && bar.from === day) ?? null
}
