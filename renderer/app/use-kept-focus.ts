import { useEffect, useRef } from 'react'
import type { Job } from './desk-store.ts'

const drawers = 'aside[data-booking-id]'

/**
 * Focus goes back to where a dialog was opened from; when that row has meanwhile left its queue there is nothing to go
 * back to, and the list takes the focus, at the row that moved up into its place. Whoever was in the drawer stays with
 * its booking: in the list the next key would mean another one's.
 */
export function useKeptFocus(job: Job | null): void {
  const wasInDrawer = useRef(false)
  useEffect(() => {
    function follow({ target }: FocusEvent): void {
      // a dialog is left for where it was opened from
      if (!(target instanceof Element) || target.closest('[role="dialog"]') !== null) return
      wasInDrawer.current = target.closest(drawers) !== null
    }
    document.addEventListener('focusin', follow)
    return () => document.removeEventListener('focusin', follow)
  }, [])

  // after each drawing, for any may have cleared away what had the focus
  useEffect(() => {
    if (job !== null || document.activeElement !== document.body) return undefined
    // the library gives the focus back a frame later, where it can
    const timer = setTimeout(() => {
      if (document.activeElement !== document.body) return
      const drawer = wasInDrawer.current ? document.querySelector<HTMLElement>(drawers) : null
      ;(drawer ?? document.querySelector<HTMLElement>('[data-home-focus]'))?.focus()
    }, 50)
    return () => clearTimeout(timer)
  })
}
