import { useCallback, useLayoutEffect, useState, type RefObject } from 'react'

export interface RowWindow {
  readonly first: number
  /** After the last. */
  readonly end: number
  readonly pageRows: number
  /** Scrolls no more than is needed to have a row in full. */
  readonly reveal: (index: number) => void
}

/** Rows drawn beyond each edge, so that scrolling does not show the ground. */
const spare = 6

/** Which rows of a scrolling list are in sight. */
export function useRowWindow(list: RefObject<HTMLElement | null>, count: number, rowPx: number): RowWindow {
  const [sight, setSight] = useState({ top: 0, height: 0 })

  useLayoutEffect(() => {
    const scroller = list.current
    if (!scroller) return undefined
    const look = () => setSight(seen(scroller, rowPx))
    look()
    const resized = new ResizeObserver(look)
    resized.observe(scroller)
    scroller.addEventListener('scroll', look, { passive: true })
    return () => {
      resized.disconnect()
      scroller.removeEventListener('scroll', look)
    }
  }, [list, rowPx])

  const reveal = useCallback(
    (index: number) => {
      const scroller = list.current
      if (!scroller) return
      const top = index * rowPx
      const bottom = top + rowPx
      if (top < scroller.scrollTop) scroller.scrollTo({ top })
      else if (bottom > scroller.scrollTop + scroller.clientHeight)
        scroller.scrollTo({ top: bottom - scroller.clientHeight })
    },
    [list, rowPx],
  )

  const pageRows = Math.max(1, Math.floor(sight.height / rowPx))
  return {
    first: Math.max(0, Math.floor(sight.top / rowPx) - spare),
    end: Math.min(count, Math.ceil((sight.top + sight.height) / rowPx) + spare),
    pageRows,
    reveal,
  }
}

/** Whole rows, so that scrolling within one draws nothing anew. */
function seen(scroller: HTMLElement, rowPx: number): { top: number; height: number } {
  return { top: Math.floor(scroller.scrollTop / rowPx) * rowPx, height: scroller.clientHeight + rowPx }
}
