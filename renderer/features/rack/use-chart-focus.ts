import { useCallback, useEffect, useRef, type FocusEvent, type RefObject } from 'react'
import { useRackTask } from './rack-task.ts'

/** Keeps the focus on the cell that the cursor is on, when it is wanted there and when the cell that had it has gone. */
export function useChartFocus(chart: RefObject<HTMLElement | null>, focusAsked: number, autoFocus: boolean) {
  const wanted = useRef(autoFocus)
  const held = useRef(false)
  const asked = useRef(focusAsked)

  const settle = useCallback((): void => {
    if (asked.current !== focusAsked) {
      asked.current = focusAsked
      wanted.current = true
    }
    const lost = held.current && document.activeElement === document.body
    if (!wanted.current && !lost) return
    const cell = chart.current?.querySelector<HTMLElement>('[data-current]')
    if (!cell) return
    wanted.current = false
    cell.focus({ preventScroll: true })
  }, [chart, focusAsked])

  const want = useCallback(() => {
    wanted.current = true
  }, [])

  // the strip gives the focus back to where the change was made
  useEffect(
    () =>
      useRackTask.subscribe((now, before) => {
        if (!before.confirming || now.confirming) return
        chart.current?.querySelector<HTMLElement>('[data-current]')?.focus({ preventScroll: true })
      }),
    [chart],
  )

  return {
    /** After each drawing of the chart, and of the row that the cursor is in. */
    settle,
    /** After the next drawing. */
    want,
    handleFocus: (event: FocusEvent) => {
      held.current = true
      if (event.target !== chart.current) return
      chart.current.querySelector<HTMLElement>('[data-current]')?.focus({ preventScroll: true })
    },
    handleBlur: (event: FocusEvent) => {
      // it went somewhere else; when its cell goes, it goes nowhere
      if (event.relatedTarget !== null) held.current = false
    },
  }
}
