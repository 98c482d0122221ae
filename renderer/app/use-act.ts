import type { CallName } from '../../shared/contract/index.ts'
import type { KeyName } from '../desk/keys.ts'
import { useMay } from '../desk/may.ts'
import { isStayJob, stayJobCalls } from '../desk/stay-job.ts'
import { useQueueRoom } from '../desk/use-queue-room.ts'
import { useUndo } from '../desk/use-undo.ts'
import { isQueueName } from '../features/today/queue-name.ts'
import { useDesk } from './desk-store.ts'

export interface Act {
  /** Whoever is signed in may do it, and it is not a list's or a dialog's own. */
  readonly mayAct: (name: KeyName) => boolean
  /** Does what a key stands for; what is about a stay to this one. */
  readonly act: (name: KeyName, bookingId: string | null) => void
}

/** What the desk does by key, or by being found. */
export function useAct(): Act {
  const desk = useDesk()
  const undo = useUndo()
  const queueRoom = useQueueRoom()
  const may = useMay()

  function mayAct(name: KeyName): boolean {
    const call = callOf(name)
    return call !== null && may(call)
  }

  function act(name: KeyName, bookingId: string | null) {
    if (!mayAct(name)) return
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

  return { mayAct, act }
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
