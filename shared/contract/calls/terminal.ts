import { z } from 'zod'
import { type Call } from '../call.ts'
import { date, id, instant, nothing, requiredLine } from '../fields.ts'

/**
 * The line indicator. Worst state wins:
 * attention > offline > mirroring > syncing > ok. Nothing is shown when all is well.
 */
export const lineStatus = z.object({
  state: z.enum(['not_enrolled', 'ok', 'syncing', 'mirroring', 'offline', 'attention']),
  /** The clerk has cut the line on purpose, to practise. */
  practising: z.boolean(),
  /** Commands done here that the server has not confirmed. */
  pending: z.int(),
  /** While syncing: commands confirmed in this drain, and in all. */
  drain: z.object({ done: z.int(), total: z.int() }).nullable(),
  /** While the first mirror is being made: rows here, and rows at the server. */
  mirror: z.object({ rows: z.int(), total: z.int() }).nullable(),
  /** Commands that the server refused, parked or found in conflict, not yet settled. */
  attention: z.int(),
  /** When the mirror last equalled the server, or null if it never did. */
  lastSyncedAt: instant.nullable(),
  /** Terminal clock minus server clock in milliseconds, as last measured. */
  clockDriftMs: z.int().nullable(),
})

export type LineStatus = z.output<typeof lineStatus>

export const pendingCommand = z.object({
  seq: z.int(),
  opId: id,
  name: z.string(),
  /** What the command was about, in the desk's words: booking code, room number. */
  subject: z.string(),
  bookingId: id.nullable(),
  actorName: z.string(),
  at: instant,
  state: z.enum(['pending', 'applied', 'merged', 'parked', 'conflict', 'refused']),
  /** The server's reason, one of the protocol's codes, when it did not simply apply. */
  reason: z.string().nullable(),
})

export type PendingCommand = z.output<typeof pendingCommand>

export const terminalCalls = {
  'terminal.status': {
    allowed: 'anyone',
    input: nothing,
    output: z.object({
      enrolled: z.boolean(),
      /** The first mirror is complete enough to work: the desk opens. */
      ready: z.boolean(),
      terminalName: z.string().nullable(),
      series: z.string().nullable(),
      hotelName: z.string().nullable(),
      businessDate: date.nullable(),
      timeZone: z.string().nullable(),
      currency: z.string().nullable(),
      line: lineStatus,
    }),
  },
  'terminal.enrol': {
    allowed: 'anyone',
    input: z.object({ code: requiredLine(40), terminalName: requiredLine(60) }).strict(),
    output: z.object({ series: z.string() }),
  },
  /** Cuts this terminal off from the server, or lets it back: everything at the desk goes on. */
  'terminal.practiseOutage': {
    allowed: 'staff',
    input: z.object({ on: z.boolean() }).strict(),
    output: lineStatus,
  },
  'terminal.syncNow': { allowed: 'staff', input: nothing, output: lineStatus },
  /** Commands not yet confirmed, oldest first, then those that need attention. */
  'terminal.commands': {
    allowed: 'staff',
    input: nothing,
    output: z.object({ commands: z.array(pendingCommand) }),
  },
} as const satisfies Record<string, Call>
