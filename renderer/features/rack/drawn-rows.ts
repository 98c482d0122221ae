import type { Drawn, Seen } from './rack-view.ts'

/** A row as it is drawn now: the bars of these days. */
export interface DrawnRow {
  readonly index: number
  readonly firstDay: number
  readonly endDay: number
}

/** What may be done out of sight between two frames, in units of a hundredth of what a frame has time for. */
const perFrame = 6
/** A row drawn anew, one that gets or loses days, one that goes. */
const cost = { row: 3, days: 1, drop: 1 } as const

/** All of it at once: for a screen that shows something else now. */
export function allRows({ firstRow, endRow, firstDay, endDay }: Drawn): readonly DrawnRow[] {
  return Array.from({ length: Math.max(0, endRow - firstRow) }, (_, offset) => ({
    index: firstRow + offset,
    firstDay,
    endDay,
  }))
}

/**
 * The rows of the next frame of a scroll. What is in sight is drawn now; what lies beyond comes and goes a little with
 * each frame, nearest first, so that no frame has to wait for all of it. The same array when nothing is left to do.
 */
export function nextRows(rows: readonly DrawnRow[], want: Drawn, seen: Seen): readonly DrawnRow[] {
  const drawn = new Map(rows.map((row) => [row.index, row]))
  let left: number = perFrame
  const { firstDay, endDay } = want
  const draw = (index: number, price: number): void => {
    drawn.set(index, { index, firstDay, endDay })
    left -= price
  }
  for (let index = seen.firstRow; index < seen.endRow; index++) {
    const row = drawn.get(index)
    if (row === undefined || row.firstDay > seen.firstDay || row.endDay < seen.endDay) draw(index, cost.row)
  }
  for (const index of outwards(want, seen)) {
    if (left <= 0) break
    const row = drawn.get(index)
    if (row === undefined) draw(index, cost.row)
    else if (row.firstDay !== firstDay || row.endDay !== endDay) draw(index, cost.days)
  }
  for (const { index } of rows) {
    if (left <= 0 && drawn.size <= mostRows(want)) break
    if (index >= want.firstRow && index < want.endRow) continue
    drawn.delete(index)
    left -= cost.drop
  }
  const next = [...drawn.values()].toSorted((a, b) => a.index - b.index)
  return next.length === rows.length && next.every((row, place) => row === rows[place]) ? rows : next
}

/** Rows that are wanted, from the middle of what is in sight. */
function* outwards(want: Drawn, seen: Seen): Generator<number> {
  const middle = Math.floor((seen.firstRow + seen.endRow) / 2)
  const reach = Math.max(middle - want.firstRow, want.endRow - middle)
  for (let away = 0; away <= reach; away++) {
    if (middle + away < want.endRow) yield middle + away
    if (away > 0 && middle - away >= want.firstRow) yield middle - away
  }
}

/** After a jump the rows left behind go at once. */
function mostRows({ firstRow, endRow }: Drawn): number {
  return 2 * (endRow - firstRow)
}
