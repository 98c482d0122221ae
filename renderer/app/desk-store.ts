import { create } from 'zustand'
import type { QueueName } from '../features/today/queue-name.ts'

export type Page = 'today' | 'rooms'

/** Tasks about one booking, each a dialog. */
export type StayJob = 'assign' | 'checkIn' | 'checkOut' | 'payment' | 'charge' | 'cancel' | 'bill'

export type Job =
  | { readonly kind: StayJob; readonly bookingId: string }
  | { readonly kind: 'find' | 'keys' | 'newBooking' | 'walkIn' }

interface DeskState {
  readonly page: Page
  readonly queue: QueueName
  /** The booking in the drawer. */
  readonly bookingId: string | null
  /** The one dialog that is open. */
  readonly job: Job | null
  /** Counts requests to put the focus on the page's list. */
  readonly focusAsked: number
  readonly goTo: (page: Page) => void
  /** Shows a queue and puts the focus in it. */
  readonly showQueue: (queue: QueueName) => void
  /** Shows a queue and leaves the focus where it is. */
  readonly chooseQueue: (queue: QueueName) => void
  readonly openBooking: (bookingId: string | null) => void
  readonly start: (job: Job) => void
  readonly finish: () => void
}

/** Where this window is: which page, which queue, which booking, which task. */
export const useDesk = create<DeskState>()((set) => ({
  page: 'today',
  queue: 'arrivals',
  bookingId: null,
  job: null,
  focusAsked: 0,
  goTo: (page) => set((desk) => ({ page, focusAsked: desk.focusAsked + 1 })),
  showQueue: (queue) => set((desk) => ({ page: 'today', queue, focusAsked: desk.focusAsked + 1 })),
  chooseQueue: (queue) => set({ queue }),
  openBooking: (bookingId) => set({ bookingId }),
  start: (job) => set({ job }),
  finish: () => set({ job: null }),
}))
