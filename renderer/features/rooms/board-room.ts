import type { CallOutput } from '../../../shared/contract/index.ts'

/** A room on housekeeping's board. */
export type BoardRoom = CallOutput<'housekeeping.board'>['rooms'][number]

/** Does somebody come into it today? */
export function isArriving({ role }: BoardRoom): boolean {
  return role === 'arrival' || role === 'due_out_arrival' || role === 'departed_arrival'
}
