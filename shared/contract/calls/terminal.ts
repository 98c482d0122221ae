import { z } from 'zod'
import { type Call, desk } from '../call.ts'
import { rowFault } from '../fault.ts'
import { date, id, instant, nothing, requiredLine } from '../fields.ts'

/** What a line cannot mend by itself, and what the clerk is told of it. */
export const lineProblems = [
  /** A manager has sent this terminal away: it gets and gives nothing more. */
  'revoked',
  /** The server knows other work under this terminal's name: it has to join the hotel anew. */
  'cloned',
  /** The server does not know this terminal's sign-in. */
  'not_a_terminal',
  /** This program is too old for the server. */
  'update_terminal',
  /** The server is too old for this program. */
  'update_server',
  /** Whoever answers under the server's address does not say what a server says. */
  'bad_answers',
  /** The server takes nothing from this terminal, and does not say why. */
  'push_refused',
  /** What the server holds of this terminal's work is not what was sent: somebody has rewritten it. */
  'audit_mismatch',
] as const

export type LineProblem = (typeof lineProblems)[number]

/**
 * The line indicator. Worst state wins:
 * attention > offline > mirroring > syncing > ok. Nothing is shown when all is well.
 */
export const lineStatus = z.object({
  state: z.enum(['not_enrolled', 'ok', 'syncing', 'mirroring', 'offline', 'attention']),
  /** The server answers, as far as is known: what is done now is not done offline, whatever else is the matter. */
  online: z.boolean(),
  problem: z.enum(lineProblems).nullable(),
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
  /** Of these, commands that cannot even be carried to the server: kept here, to be exported. */
  quarantined: z.int(),
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
  state: z.enum(['pending', 'applied', 'merged', 'parked', 'conflict', 'refused', 'quarantined']),
  /** The server's reason, one of the protocol's codes, when it did not simply apply. */
  reason: z.string().nullable(),
  /** The value that the server would not have, where it named one. */
  fault: rowFault.nullable(),
  /** While it is on its way: why it could not be done any more on what others have done since. It will conflict. */
  trouble: z.string().nullable(),
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
  /** What the line would not carry, as a file for whoever can bring it to the server another way. */
  'terminal.exportQuarantine': {
    allowed: desk,
    input: nothing,
    output: z.object({ fileName: z.string(), mediaType: z.literal('application/json'), text: z.string() }),
  },
} as const satisfies Record<string, Call>
