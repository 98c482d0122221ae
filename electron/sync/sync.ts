import type { LineStatus } from '../../shared/contract/calls/terminal.ts'
import type { Result } from '../../shared/kernel/result.ts'
import type { RemoteFailure, StaffProfile, StaffSignInFailure } from '../remote/remote.ts'

/** What the terminal asks of its engine, be it in this thread or in another. Nothing here waits for the server's rows. */
export interface Sync {
  /** A command was committed: to be sent at once. */
  readonly committed: () => void
  /** Somebody wants it now: waiting is over. */
  readonly syncNow: () => void
  /** Cuts the line on purpose, or lets it back. */
  readonly practise: (on: boolean) => Promise<LineStatus>
  readonly enrol: (code: string, name: string) => Promise<Result<EnrolledAs, EnrolFailure>>
  readonly signInStaff: (email: string, password: string) => Promise<Result<StaffProfile, StaffSignInFailure>>
  /** As last heard. */
  readonly status: () => LineStatus
  /** Ends what is under way, and everything that keeps the program alive. */
  readonly close: () => Promise<void>
}

export interface EnrolledAs {
  readonly terminalId: string
  readonly series: string
}

export type EnrolFailure = RemoteFailure | { readonly code: 'already_enrolled' }

/** What the engine says unasked. */
export interface SyncListener {
  /** Rows of these tables changed by what came from the server. */
  readonly onChanged: (tables: readonly string[]) => void
  readonly onLine: (status: LineStatus) => void
  readonly onLog: (line: string) => void
}
