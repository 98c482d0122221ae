import { z } from 'zod'
import { lineStatus } from './calls/terminal.ts'

/** What the terminal tells its windows unasked. */
export const events = {
  /** Rows changed, by a command here or by what came from the server; views that show them read again. */
  changed: z.object({ tables: z.array(z.string()).readonly() }),
  /** The line indicator's new state. */
  line: lineStatus,
  /** Who is signed in at this terminal changed. */
  session: z.object({ signedIn: z.boolean() }),
} as const

export type EventName = keyof typeof events
export type EventData<Name extends EventName> = z.output<(typeof events)[Name]>
