import { basename, join } from 'node:path'
import type { Database } from 'better-sqlite3'
import type { CallError } from '../shared/contract/errors.ts'
import type { CallName, CallReply } from '../shared/contract/index.ts'
import type { Terminal } from '../shared/contract/terminal.ts'
import { systemClock, type Clock } from '../shared/kernel/clock.ts'
import { renderBill } from './documents/bill.ts'
import { renderConfirmation } from './documents/confirmation.ts'
import { renderRegistration } from './documents/registration.ts'
import { createCalls, type AnswerCall } from './handlers/create-calls.ts'
import { systemIds } from './outbox/op-ids.ts'
import { deriveKey, loadDeviceKey, type KeyStore } from './session/device-key.ts'
import { createSession } from './session/session.ts'
import { holdDirectory } from './store/hold-directory.ts'
import { openStore } from './store/open.ts'
import { readSyncState } from './store/sync-state.ts'
import { startSyncHost } from './sync/host.ts'
import type { Sync } from './sync/sync.ts'
import { createEvents, type Events } from './terminal/events.ts'
import { lineOf } from './terminal/line-of-sync.ts'
import { reportBug } from './terminal/report-bug.ts'

export interface TerminalOptions {
  /** Where the terminal keeps its data, for itself alone. */
  readonly dataDir: string
  readonly server: { readonly url: string; readonly anonKey: string }
  /** Makes it a terminal of the hotel first, if it is not one yet; opening fails when the server refuses. */
  readonly enrol?: { readonly code: string; readonly terminalName: string }
  /** Carries every request to the server; the platform's own without it. */
  readonly fetch?: typeof globalThis.fetch
  readonly clock?: Clock
  /** The system's store of secrets, where there is one. */
  readonly keyStore?: KeyStore
}

/**
 * Opens the whole front desk without a window: its data, its sessions, its line to the server. It works at once with
 * what it has, and looks for the line meanwhile. One process at a time may have a data directory.
 */
export async function openTerminal(options: TerminalOptions): Promise<Terminal> {
  // whatever has been opened is closed again, last first, when the rest cannot be
  await using opened = new AsyncDisposableStack()
  const held = holdDirectory(options.dataDir)
  opened.defer(() => held.release())
  const file = join(options.dataDir, 'terminal.db')
  const db = openStore({
    file,
    onRescue: ({ keptAs, ops, lost }) =>
      console.error(`store: damaged file set aside kept=${basename(keptAs)} ops=${ops} lost=${lost}`),
  })
  opened.defer(() => void db.close())
  const deviceKey = await loadDeviceKey(options.dataDir, options.keyStore)
  const events = createEvents((event, error) => reportBug(`terminal: a listener of ${event}`, error))
  const sync = await startSyncHost({
    file,
    ...options.server,
    sealKey: deriveKey(deviceKey, 'credentials'),
    ...(options.fetch === undefined ? {} : { fetch: options.fetch }),
    onChanged: (tables) => events.tell('changed', { tables }),
    onLine: (status) => events.tell('line', status),
    onLog: (line) => console.error(line),
  })
  opened.defer(() => sync.close())
  if (options.enrol !== undefined) await enrolOnce(db, sync, options.enrol)
  return terminalOf(createDesk(db, sync, events, { ...options, deviceKey }), events, sync, opened.move())
}

/** The server would not have this device as a terminal. */
export class EnrolmentError extends Error {
  readonly refusal: CallError

  constructor(refusal: CallError) {
    super(`this terminal was not enrolled: ${refusal.code}`)
    this.refusal = refusal
  }
}

async function enrolOnce(
  db: Database,
  sync: Sync,
  { code, terminalName }: NonNullable<TerminalOptions['enrol']>,
): Promise<void> {
  if (readSyncState(db, 'terminal_id') !== null) return
  const enrolled = await lineOf(db, sync).enrol(code, terminalName)
  if (!enrolled.ok) throw new EnrolmentError(enrolled.error)
}

function createDesk(
  db: Database,
  sync: Sync,
  events: Events,
  options: TerminalOptions & { readonly deviceKey: Uint8Array },
): AnswerCall {
  const clock = options.clock ?? systemClock
  const session = createSession({
    db,
    clock,
    pepper: deriveKey(options.deviceKey, 'sign-in'),
    askServer: (email, password) => sync.signInStaff(email, password),
    onChange: (signedIn) => events.tell('session', { signedIn }),
  })
  return createCalls({
    db,
    session,
    clock,
    line: lineOf(db, sync),
    ids: systemIds(clock),
    renderBill,
    renderConfirmation,
    renderRegistration,
    tellChanged: (tables) => events.tell('changed', { tables }),
    reportBug: (call, error) => reportBug(`handlers: ${call}`, error),
  })
}

function terminalOf(answer: AnswerCall, events: Events, sync: Sync, opened: AsyncDisposableStack): Terminal {
  const underWay = new Set<Promise<unknown>>()
  let closing: Promise<void> | null = null

  async function close(): Promise<void> {
    // nothing waits for the server any longer; what is under way ends before what it uses does
    await sync.close()
    await Promise.allSettled(underWay)
    await opened.disposeAsync()
  }

  return {
    call: async <Name extends CallName>(name: Name, input: unknown): Promise<CallReply<Name>> => {
      if (closing !== null) throw new Error('the terminal is closed')
      const reply = answer(name, input)
      underWay.add(reply)
      try {
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the handlers are typed by the same map
        return (await reply) as CallReply<Name>
      } finally {
        underWay.delete(reply)
      }
    },
    on: events.on,
    close: () => (closing ??= close()),
  }
}
