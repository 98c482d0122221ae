import { create } from 'zustand'
import type { RackBar } from '../../../shared/contract/calls/rack.ts'

/** A bar and the row it lies in. */
export interface HeldBar {
  readonly bar: RackBar
  readonly rowId: string
}

/** Something being done to the rack, by pointer or by key, and not let go of yet. */
export type RackTask =
  | { readonly kind: 'move'; readonly held: HeldBar; readonly targetRowId: string }
  | {
      readonly kind: 'dates'
      readonly held: HeldBar
      readonly edge: 'arrival' | 'departure'
      readonly day: string
    }
  /** From that night on the stay is spent in the target's room. */
  | {
      readonly kind: 'split'
      readonly held: HeldBar
      readonly at: string
      readonly targetRowId: string
    }
  /** Free days being chosen for a booking; `to` is the day of departure. */
  | { readonly kind: 'select'; readonly rowId: string; readonly from: string; readonly to: string }

interface RackTaskState {
  readonly task: RackTask | null
  /** Let go of, and waiting for a word about the price. */
  readonly confirming: boolean
  /** Where what was done last came to lie; the cursor goes there. */
  readonly landed: Landing | null
  readonly aim: (task: RackTask) => void
  readonly confirm: (task: RackTask) => void
  readonly end: () => void
  /** Done: the cursor goes where it lies now. */
  readonly land: (landed: Landing) => void
}

export interface Landing {
  readonly rowId: string
  readonly day: string
}

/** The one thing in hand. The chart's rows do not look at it, so that dragging draws nothing but the ghost anew. */
export const useRackTask = create<RackTaskState>()((set) => ({
  task: null,
  confirming: false,
  landed: null,
  aim: (task) => set({ task, confirming: false }),
  confirm: (task) => set({ task, confirming: true }),
  end: () => set({ task: null, confirming: false }),
  land: (landed) => set({ task: null, confirming: false, landed }),
}))
