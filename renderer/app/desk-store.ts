import { create } from 'zustand'
import type { CallName } from '../../shared/contract/index.ts'
import type { ListFocus } from '../desk/list-focus.ts'
import type { StayJobName } from '../desk/stay-job.ts'
import type { RoomToBlock } from '../features/blocks/blocks-dialog.tsx'
import type { StayToBook } from '../features/rack/use-rack-drop.ts'
import type { GroupTask } from '../features/groups/group-dialog.tsx'
import type { QueueName } from '../features/today/queue-name.ts'
import type { Waiting } from '../features/waitlist/waitlist-page.tsx'

/** The desk's places, and the call without which each would be empty. */
export const pageCalls = {
  today: 'desk.today',
  rack: 'rack.house',
  rooms: 'rooms.list',
  conflicts: 'conflict.list',
  notes: 'note.list',
  handover: 'shift.handover',
  groups: 'group.list',
  waitlist: 'waitlist.list',
} as const satisfies Record<string, CallName>

export type Page = keyof typeof pageCalls

export interface StayJob {
  readonly kind: StayJobName
  readonly bookingId: string
}

export type Job =
  | StayJob
  /** What becomes of a booking that is only held. */
  | { readonly kind: 'hold'; readonly bookingId: string }
  | { readonly kind: 'profile'; readonly guestId: string }
  | { readonly kind: 'groupList'; readonly groupId: string; readonly task?: GroupTask }
  | { readonly kind: 'find' | 'keys' | 'endDay' | 'newGroup' | 'addWaiting' }
  /** With what was typed elsewhere already. */
  | { readonly kind: 'walkIn'; readonly line?: string }
  | { readonly kind: 'bookWaiting' | 'dropWaiting'; readonly entry: Waiting }
  /** One room out of sale; without one, all that are. */
  | { readonly kind: 'blocks'; readonly room?: RoomToBlock }
  | {
      readonly kind: 'newBooking'
      readonly guest?: { readonly guestId: string; readonly fullName: string }
      readonly stay?: StayToBook
    }

interface DeskState {
  readonly page: Page
  readonly queue: QueueName
  /** The booking in the drawer. */
  readonly bookingId: string | null
  /** Counts how often a booking was asked for from elsewhere than a list beside the drawer; then it takes the focus. */
  readonly drawerAsked: number
  /** The one dialog that is open. */
  readonly job: Job | null
  /** Where the focus belongs on the page: `inList` when it was asked for by key, and how often that was so far. */
  readonly focus: ListFocus
  /** The stay whose card is asked for at the conflict desk. */
  readonly conflictOf: string | null
  readonly goTo: (page: Page) => void
  /** Shows the card of a stay. */
  readonly goToConflict: (bookingId: string) => void
  /** Shows a queue and puts the focus in it. */
  readonly showQueue: (queue: QueueName) => void
  /** Shows a queue and leaves the focus where it is. */
  readonly chooseQueue: (queue: QueueName) => void
  /** Shows a booking beside the list, which keeps the focus; null closes the drawer. */
  readonly openBooking: (bookingId: string | null) => void
  /** Shows a booking that was found elsewhere, and puts the focus on it. */
  readonly goToBooking: (bookingId: string) => void
  readonly start: (job: Job) => void
  readonly finish: () => void
}

/** Where this window is: which page, which queue, which booking, which task. */
export const useDesk = create<DeskState>()((set) => ({
  page: 'today',
  queue: 'arrivals',
  bookingId: null,
  drawerAsked: 0,
  job: null,
  focus: { inList: true, asked: 0 },
  conflictOf: null,
  goTo: (page) => set(({ focus }) => ({ page, conflictOf: null, focus: askAgain(focus) })),
  goToConflict: (bookingId) =>
    set(({ focus }) => ({ page: 'conflicts', conflictOf: bookingId, focus: askAgain(focus) })),
  showQueue: (queue) => set(({ focus }) => ({ page: 'today', queue, focus: askAgain(focus) })),
  chooseQueue: (queue) => set(({ focus }) => ({ queue, focus: { ...focus, inList: false } })),
  openBooking: (bookingId) => set({ bookingId, drawerAsked: 0 }),
  goToBooking: (bookingId) => set(({ drawerAsked }) => ({ bookingId, drawerAsked: drawerAsked + 1 })),
  start: (job) => set({ job }),
  finish: () => set({ job: null }),
}))

function askAgain(focus: ListFocus): ListFocus {
  return { inList: true, asked: focus.asked + 1 }
}
