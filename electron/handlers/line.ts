import type { LineStatus } from '../../shared/contract/calls/terminal.ts'
import type { CallError } from '../../shared/contract/errors.ts'
import type { Result } from '../../shared/kernel/result.ts'

/** The line to the server, as far as the desk has to do with it. */
export interface Line {
  readonly status: () => LineStatus
  /** The server cannot be reached, or the clerk has cut the line. */
  readonly isDown: () => boolean
  readonly enrol: (
    code: string,
    terminalName: string,
  ) => Promise<Result<{ readonly series: string }, CallError>>
  readonly practiseOutage: (on: boolean) => Promise<LineStatus>
  /** Tries again now instead of later. */
  readonly syncNow: () => void
  /** A command was done here: the line has something to carry. */
  readonly committed: () => void
}
