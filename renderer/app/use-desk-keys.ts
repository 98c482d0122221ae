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
    if (locked || event.defaultPrevented) return
    const name = keyFor(event, ['desk', 'booking'])
    if (name === undefined || (isTyping(event.target) && event.key.length === 1 && !event.ctrlKey && !event.metaKey)) return
    // the browser's own meaning of F5, Ctrl+K or F12 never fits here
    if (name !== 'leave') event.preventDefault()
    if (name === 'lock') return onLock()
    if (desk.job !== null || isInOverlay(event.target)) return
    act(name, event.target)
  })

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
      case 'leave':
        return desk.openBooking(null)
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

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)
}

/** Menus and popovers have keys of their own. */
function isInOverlay(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="dialog"], [role="menu"], [role="listbox"]') !== null
}

/** The booking of the row or drawer that holds the focus. */
function bookingAt(target: EventTarget | null): string | null {
  const holder = target instanceof Element ? target.closest<HTMLElement>('[data-booking-id]') : null
  return holder?.dataset['bookingId'] ?? null
}
