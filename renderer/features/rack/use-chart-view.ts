import { useCallback, useLayoutEffect, useRef, useState, type RefObject } from 'react'
import { allRows, nextRows, type DrawnRow } from './drawn-rows.ts'
import {
  drawnOf,
  isSameDrawn,
  scrolledTo,
  seenOf,
  type ChartSizes,
  type Drawn,
  type Viewport,
  type Zoom,
} from './rack-view.ts'

export interface ChartView {
  readonly drawn: Drawn
  readonly rows: readonly DrawnRow[]
  /** Where the chart's left edge came to rest, in pixels of its days. */
  readonly leftPx: number
  /** Shows a row and a day in full, scrolling no more than is needed. */
  readonly reveal: (row: number, day: number) => void
  /** Puts a day at the left edge. */
  readonly showDay: (day: number) => void
  readonly pageRows: number
}

/** A hand that pauses this long has found what it scrolls to. */
const restMs = 120

/** Which part of the chart is in sight, and what of it is drawn. Scrolling within what is drawn draws nothing. */
export function useChartView(
  scroller: RefObject<HTMLElement | null>,
  sizes: ChartSizes,
  zoom: Zoom,
): ChartView {
  const [drawn, setDrawn] = useState<Drawn>(() =>
    drawnOf({ left: 0, top: 0, width: window.innerWidth, height: window.innerHeight }, sizes, zoom),
  )
  const [rows, setRows] = useState(() => allRows(drawn))
  const [leftPx, setLeftPx] = useState(0)
  const [pageRows, setPageRows] = useState(10)
  const lastRows = useRef(rows)
  const { dayPx, rowPx, sidePx, topPx, rows: rowCount } = sizes

  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return undefined
    const now: ChartSizes = { dayPx, rowPx, sidePx, topPx, rows: rowCount }
    let frame = 0
    let rest: ReturnType<typeof setTimeout> | undefined

    const draw = (next: readonly DrawnRow[]) => {
      lastRows.current = next
      setRows(next)
    }
    const look = (viewport: Viewport): Drawn => {
      const next = drawnOf(viewport, now, zoom)
      setDrawn((last) => (isSameDrawn(last, next) ? last : next))
      return next
    }
    const lookAnew = () => {
      const viewport = viewportOf(element)
      draw(allRows(look(viewport)))
      setLeftPx(viewport.left)
      setPageRows(Math.max(1, Math.floor((viewport.height - topPx) / rowPx) - 1))
    }
    // a little with each frame, until all that is wanted is drawn
    const follow = () => {
      frame = 0
      const viewport = viewportOf(element)
      const next = nextRows(lastRows.current, look(viewport), seenOf(viewport, now))
      if (next === lastRows.current) return
      draw(next)
      frame = requestAnimationFrame(follow)
    }
    const handleScroll = () => {
      if (frame === 0) frame = requestAnimationFrame(follow)
      clearTimeout(rest)
      rest = setTimeout(() => setLeftPx(element.scrollLeft), restMs)
    }
    lookAnew()
    const resized = new ResizeObserver(lookAnew)
    resized.observe(element)
    element.addEventListener('scroll', handleScroll, { passive: true })
    return () => {
      cancelAnimationFrame(frame)
      clearTimeout(rest)
      resized.disconnect()
      element.removeEventListener('scroll', handleScroll)
    }
  }, [scroller, dayPx, rowPx, sidePx, topPx, rowCount, zoom])

  const reveal = useCallback(
    (row: number, day: number) => {
      const element = scroller.current
      if (!element) return
      const { scrollLeft, scrollTop, clientWidth, clientHeight } = element
      element.scrollTo({
        left: scrolledTo(scrollLeft, clientWidth - sidePx, { start: day * dayPx, end: (day + 1) * dayPx }),
        top: scrolledTo(scrollTop, clientHeight - topPx, { start: row * rowPx, end: (row + 1) * rowPx }),
      })
    },
    [scroller, dayPx, rowPx, sidePx, topPx],
  )
  const showDay = useCallback(
    (day: number) => scroller.current?.scrollTo({ left: Math.max(0, day * dayPx) }),
    [scroller, dayPx],
  )
  return { drawn, rows, leftPx, reveal, showDay, pageRows }
}

function viewportOf({ scrollLeft, scrollTop, clientWidth, clientHeight }: HTMLElement): Viewport {
  return { left: scrollLeft, top: scrollTop, width: clientWidth, height: clientHeight }
}
