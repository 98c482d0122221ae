import { useEffect, useEffectEvent } from 'react'
import { keyFor, type KeyName } from '../desk/keys.ts'
import { useUndo } from '../desk/use-undo.ts'
import { useDesk } from './desk-store.ts'

interface DeskKeys {
  readonly locked: boolean
  readonly onLock: () => void
}

/** The keys that work wherever the focus is, as long as no dialog has the clerk's attention. */
export function useDeskKeys({ locked, onLock }: DeskKeys): void {
  const desk = useDesk()
  const undo = useUndo()

  const handle = useEffectEvent((event: KeyboardEvent) => {
    // the library's lists tell each other of keys by events of their own, which are not the clerk's
    if (locked || event.defaultPrevented || !event.isTrusted) return
    const name = keyFor(event, ['desk', 'booking'])
    if (name === undefined || name === 'leave') return name && leave(event)
    if (isText(event) && (isTyping(event.target) || isBusy(event.target))) return
    // the browser's own meaning of F5, Ctrl+K or F12 never fits here, not even behind a dialog
    event.preventDefault()
    if (name === 'lock') onLock()
    else if (!isBusy(event.target)) act(name, event.target)
  })

  /** Esc is first the dialog's and the list's own. */
  function leave(event: KeyboardEvent) {
    if (!isBusy(event.target)) desk.openBooking(null)
  }

  function isBusy(target: EventTarget | null): boolean {
    return desk.job !== null || isInOverlay(target)
  }

  function act(name: KeyName, target: EventTarget | null) {
    const bookingId = bookingAt(target) ?? desk.bookingId
    switch (name) {
      case 'find':
      case 'keys':
      case 'newBooking':
      case 'walkIn':
        return desk.start({ kind: name })
      case 'arrivals':
      case 'departures':
      case 'inHouse':
      case 'unassigned':
        return desk.showQueue(name)
      case 'rooms':
        return desk.goTo('rooms')
      case 'undo':
        return bookingId === null ? undefined : void undo(bookingId)
      case 'assign':
      case 'checkIn':
      case 'checkOut':
      case 'payment':
      case 'charge':
      case 'bill':
      case 'cancel':
        return bookingId === null ? undefined : desk.start({ kind: name, bookingId })
      default:
        return undefined
    }
  }

  useEffect(() => {
    window.addEventListener('keydown', handle)
    return () => window.removeEventListener('keydown', handle)
  }, [])
}

/** A key that would write something, were the focus in a field. */
function isText({ key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return key.length === 1 && !ctrlKey && !metaKey
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)
}

/** Menus and popovers have keys of their own. */
function isInOverlay(target: EventTarget | null): boolean {
  return (
    target instanceof Element && target.closest('[role="dialog"], [role="menu"], [role="listbox"]') !== null
  )
}

/** The booking of the row or drawer that holds the focus. */
function bookingAt(target: EventTarget | null): string | null {
  const holder = target instanceof Element ? target.closest<HTMLElement>('[data-booking-id]') : null
  return holder?.dataset['bookingId'] ?? null
}
