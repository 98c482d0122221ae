import { useEffect, useEffectEvent } from 'react'
import { keyFor } from '../desk/keys.ts'
import { useDesk } from './desk-store.ts'
import { useAct } from './use-act.ts'

interface DeskKeys {
  readonly locked: boolean
  readonly onLock: () => void
}

/** The keys that work wherever the focus is, as long as no dialog has the clerk's attention. */
export function useDeskKeys({ locked, onLock }: DeskKeys): void {
  const desk = useDesk()
  const { act } = useAct()

  const handle = useEffectEvent((event: KeyboardEvent) => {
    // the library's lists tell each other of keys by events of their own, which are not the clerk's
    if (locked || event.defaultPrevented || !event.isTrusted) return
    const name = keyFor(event, ['desk', 'booking'])
    const unmeant = isText(event) && (isTyping(event.target) || isBusy(event.target))
    if (name === undefined || unmeant) return
    if (name === 'leave') {
      // first the dialog's and the list's own
      if (!isBusy(event.target)) desk.openBooking(null)
      return
    }
    // the browser's own meaning of F5, Ctrl+K or F12 never fits here, not even behind a dialog
    event.preventDefault()
    if (name === 'lock') onLock()
    else if (!isBusy(event.target)) act(name, bookingAt(event.target) ?? desk.bookingId)
  })

  function isBusy(target: EventTarget | null): boolean {
    return desk.job !== null || isInOverlay(target)
  }

  useEffect(() => {
    window.addEventListener('keydown', handle)
    return () => window.removeEventListener('keydown', handle)
  }, [])
}

/** A key that would write something, were the focus in a field. */
function isText({ key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return (key.length === 1 || key === 'Delete') && !ctrlKey && !metaKey
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)
}

/** Menus and popovers have keys of their own; a list that is a page's own is none. */
function isInOverlay(target: EventTarget | null): boolean {
  const overlays = '[role="dialog"], [role="menu"], [role="listbox"]:not([data-home-focus])'
  return target instanceof Element && target.closest(overlays) !== null
}

/** The booking of the row or drawer that holds the focus. */
function bookingAt(target: EventTarget | null): string | null {
  const holder = target instanceof Element ? target.closest<HTMLElement>('[data-booking-id]') : null
  return holder?.dataset['bookingId'] ?? null
}
