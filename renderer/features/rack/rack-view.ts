/** How many days fit across the chart. */
export const zooms = [7, 14, 30, 60] as const

export type Zoom = (typeof zooms)[number]

/** The chart reaches this far back and ahead of the day it is about; going farther moves that day. */
export const daysBack = 365
export const daysAhead = 735

/** What the scroller shows, in pixels of its content. */
export interface Viewport {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export interface ChartSizes {
  readonly dayPx: number
  readonly rowPx: number
  /** Of the column with the room numbers, and of the head with the days. */
  readonly sidePx: number
  readonly topPx: number
  readonly rows: number
}

/** The part of the chart that is to be drawn, and what is asked for; both change only now and then. Ends are exclusive. */
export interface Drawn {
  readonly firstDay: number
  readonly endDay: number
  readonly firstRow: number
  readonly endRow: number
  readonly askFirstRow: number
  readonly askEndRow: number
  readonly askFirst: number
  readonly askEnd: number
}

/** What is in sight now. */
export interface Seen {
  readonly firstDay: number
  readonly endDay: number
  readonly firstRow: number
  readonly endRow: number
}

/** Rows are to be drawn in steps, and some steps ahead of being seen. */
const rowStep = 4
const stepsAhead = 2
/** They are asked for farther ahead, so that a row comes with its bars. */
const rowsAskedAhead = 16

/**
 * Days come and go in steps of a sixth of the screen, one step beyond each edge; they are asked for in quarters.
 * What is drawn has always been asked for.
 */
export function drawnOf(viewport: Viewport, sizes: ChartSizes, zoom: Zoom): Drawn {
  const step = Math.ceil(zoom / 6)
  const seen = seenOf(viewport, sizes)
  const firstDay = clamp((Math.floor(seen.firstDay / step) - 1) * step, daysBack + daysAhead)
  const endDay = clamp((Math.ceil(seen.endDay / step) + 1) * step, daysBack + daysAhead)
  const ask = Math.ceil(zoom / 4)
  const firstRow = clamp((Math.floor(seen.firstRow / rowStep) - stepsAhead) * rowStep, sizes.rows)
  const endRow = clamp((Math.ceil(seen.endRow / rowStep) + stepsAhead) * rowStep, sizes.rows)
  return {
    firstDay,
    endDay,
    askFirst: Math.floor(firstDay / ask) * ask,
    askEnd: Math.ceil(endDay / ask) * ask,
    firstRow,
    endRow,
    askFirstRow: clamp(firstRow - rowsAskedAhead, sizes.rows),
    askEndRow: clamp(endRow + rowsAskedAhead, sizes.rows),
  }
}

export function seenOf({ left, top, width, height }: Viewport, sizes: ChartSizes): Seen {
  const { dayPx, rowPx, sidePx, topPx, rows } = sizes
  return {
    firstDay: clamp(Math.floor(left / dayPx), daysBack + daysAhead),
    endDay: clamp(Math.ceil((left + width - sidePx) / dayPx), daysBack + daysAhead),
    firstRow: clamp(Math.floor(top / rowPx), rows),
    endRow: clamp(Math.ceil((top + height - topPx) / rowPx), rows),
  }
}

export function isSameDrawn(a: Drawn, b: Drawn): boolean {
  return (
    a.firstDay === b.firstDay &&
    a.endDay === b.endDay &&
    a.firstRow === b.firstRow &&
    a.endRow === b.endRow &&
    a.askFirst === b.askFirst &&
    a.askEnd === b.askEnd
  )
}

/** The scroll position that shows a place in full, moving no more than is needed. */
export function scrolledTo(
  scroll: number,
  screen: number,
  place: { readonly start: number; readonly end: number },
): number {
  if (place.start < scroll || place.end - place.start > screen) return Math.max(0, place.start)
  return place.end > scroll + screen ? place.end - screen : scroll
}

function clamp(value: number, most: number): number {
  return Math.min(Math.max(0, value), most)
}
