import { useEffect, useEffectEvent } from 'react'
import type { CallName } from '../../shared/contract/index.ts'
import { keyFor, type KeyName } from '../desk/keys.ts'
import { useMay } from '../desk/may.ts'
import { isStayJob, stayJobCalls } from '../desk/stay-job.ts'
import { useQueueRoom } from '../desk/use-queue-room.ts'
import { useUndo } from '../desk/use-undo.ts'
import { isQueueName } from '../features/today/queue-name.ts'
import { useDesk } from './desk-store.ts'

interface DeskKeys {
  readonly locked: boolean
  readonly onLock: () => void
}

/** The keys that work wherever the focus is, as long as no dialog has the clerk's attention. */
export function useDeskKeys({ locked, onLock }: DeskKeys): void {
  const desk = useDesk()
  const undo = useUndo()
  const queueRoom = useQueueRoom()
  const may = useMay()

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
    else if (!isBusy(event.target)) act(name, event.target)
  })

  function isBusy(target: EventTarget | null): boolean {
    return desk.job !== null || isInOverlay(target)
  }

  function act(name: KeyName, target: EventTarget | null) {
    const bookingId = bookingAt(target) ?? desk.bookingId
    const call = callOf(name)
    if (call === null || !may(call)) return
    if (isQueueName(name)) desk.showQueue(name)
    else if (name === 'notesPage') desk.goTo('notes')
    else if (name === 'handover') desk.goTo('handover')
    else if (isPlace(name)) desk.goTo(name)
    else if (isPlainJob(name)) desk.start({ kind: name })
    else if (bookingId === null) return
    else if (name === 'undo') void undo(bookingId)
    else if (name === 'queueRoom') void queueRoom(bookingId)
    else if (isStayJob(name)) desk.start({ kind: name, bookingId })
  }

  useEffect(() => {
    window.addEventListener('keydown', handle)
    return () => window.removeEventListener('keydown', handle)
  }, [])
}

const places = ['rooms', 'rack', 'conflicts', 'groups', 'waitlist'] as const

function isPlace(name: KeyName): name is (typeof places)[number] {
  return places.some((place) => place === name)
}

const plainJobs = ['find', 'keys', 'newBooking', 'walkIn', 'endDay', 'newGroup'] as const

function isPlainJob(name: KeyName): name is (typeof plainJobs)[number] {
  return plainJobs.some((job) => job === name)
}

/** What the key comes down to, which not everybody may do; null for keys that belong to a list or a dialog. */
function callOf(name: KeyName): CallName | null {
  if (isStayJob(name)) return stayJobCalls[name]
  if (isQueueName(name)) return 'desk.today'
  return others[name] ?? null
}

const others: Partial<Record<KeyName, CallName>> = {
  find: 'search.find',
  keys: 'session.current',
  newBooking: 'booking.create',
  walkIn: 'booking.walkIn',
  endDay: 'day.close',
  rooms: 'rooms.list',
  groups: 'group.list',
  newGroup: 'group.create',
  waitlist: 'waitlist.list',
  rack: 'rack.house',
  conflicts: 'conflict.list',
  notesPage: 'note.list',
  handover: 'shift.handover',
  undo: 'booking.undo',
  queueRoom: 'booking.queueRoom',
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
