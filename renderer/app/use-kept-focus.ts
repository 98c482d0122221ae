import { useEffect } from 'react'
import type { Job } from './desk-store.ts'

/**
 * Focus goes back to where a dialog was opened from; when that row has meanwhile left its queue there is nothing to go
 * back to, and the list takes the focus, at the row that moved up into its place.
 */
export function useKeptFocus(job: Job | null): void {
  // after each drawing, for any may have cleared away what had the focus
  useEffect(() => {
    if (job !== null || document.activeElement !== document.body) return undefined
    // the library gives the focus back a frame later, where it can
    const timer = setTimeout(() => {
      if (document.activeElement === document.body)
        document.querySelector<HTMLElement>('[data-home-focus]')?.focus()
    }, 50)
    return () => clearTimeout(timer)
  })
}
