import { create } from 'zustand'
import type { BookingDetail } from '../../shared/contract/calls/booking.ts'

/** What was just done, said once at the foot of the desk, with the way back where there is one. */
export interface Notice {
  readonly text: string
  /** The booking whose last step can be undone from here. */
  readonly undoBookingId?: string | undefined
  readonly tone?: 'good' | 'bad'
}

interface NoticeState {
  readonly notice: (Notice & { readonly id: number }) | null
  readonly tell: (notice: Notice) => void
  readonly dismiss: () => void
}

/** The booking of a notice's way back, where the step that it tells of can be undone. */
export function undoable({ bookingId, undo }: BookingDetail): string | undefined {
  return undo ? bookingId : undefined
}

let nextId = 1

export const useNotices = create<NoticeState>()((set) => ({
  notice: null,
  tell: (notice) => set({ notice: { ...notice, id: nextId++ } }),
  dismiss: () => set({ notice: null }),
}))
