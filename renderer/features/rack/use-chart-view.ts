import { startTransition, useCallback, useLayoutEffect, useState, type RefObject } from 'react'
import { drawnOf, isSameDrawn, scrolledTo, type ChartSizes, type Drawn, type Zoom } from './rack-view.ts'

export interface ChartView {
  readonly drawn: Drawn
  /** Shows a row and a day in full, scrolling no more than is needed. */
  readonly reveal: (row: number, day: number) => void
  /** Puts a day at the left edge. */
  readonly showDay: (day: number) => void
  readonly pageRows: number
}

/** Which part of the chart is in sight. Scrolling within what is drawn draws nothing. */
export function useChartView(
  scroller: RefObject<HTMLElement | null>,
  sizes: ChartSizes,
  zoom: Zoom,
): ChartView {
  const [drawn, setDrawn] = useState<Drawn>(() =>
    drawnOf({ left: 0, top: 0, width: window.innerWidth, height: window.innerHeight }, sizes, zoom),
  )
  const [pageRows, setPageRows] = useState(10)
  const { dayPx, rowPx, sidePx, topPx, rows } = sizes

  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return undefined
    const now: ChartSizes = { dayPx, rowPx, sidePx, topPx, rows }
    const look = () => {
      const { scrollLeft: left, scrollTop: top, clientWidth: width, clientHeight: height } = element
      const next = drawnOf({ left, top, width, height }, now, zoom)
      setDrawn((last) => (isSameDrawn(last, next) ? last : next))
      setPageRows(Math.max(1, Math.floor((height - topPx) / rowPx) - 1))
    }
    look()
    const resized = new ResizeObserver(look)
    resized.observe(element)
    // rows are drawn ahead of the scroll and between its frames, not in them
    const follow = () => startTransition(look)
    element.addEventListener('scroll', follow, { passive: true })
    return () => {
      resized.disconnect()
      element.removeEventListener('scroll', follow)
    }
  }, [scroller, dayPx, rowPx, sidePx, topPx, rows, zoom])

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
  return { drawn, reveal, showDay, pageRows }
}
