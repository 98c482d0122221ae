import type { Database } from 'better-sqlite3'
import { v5, v7 } from 'uuid'
import { rerun } from '../../electron/commands/rerun.ts'
import { createCalls, type AnswerCall } from '../../electron/handlers/create-calls.ts'
import { createRemote } from '../../electron/remote/create-remote.ts'
import type { CredentialStore, DeviceSession, PokeListener, Remote } from '../../electron/remote/remote.ts'
import { createSession } from '../../electron/session/session.ts'
import { joinStore, openStore } from '../../electron/store/open.ts'
import { readSyncState } from '../../electron/store/sync-state.ts'
import { createSync } from '../../electron/sync/create-sync.ts'
import { credentialsIn } from '../../electron/sync/credentials.ts'
import type { Sync } from '../../electron/sync/sync.ts'
import { lineOf } from '../../electron/terminal/line-of-sync.ts'
import type { StaffMember } from '../../shared/contract/calls/session.ts'
import type { EventData, EventName } from '../../shared/contract/events.ts'
import type { Terminal } from '../../shared/contract/terminal.ts'
import { err, ok } from '../../shared/kernel/result.ts'
import type { Random } from '../load/random.ts'
import { createFailingDisk, type FailingDisk } from '../testing/failing-disk.ts'
import type { LooseClock } from '../testing/loose-clock.ts'
import type { Place } from './place.ts'
import type { Traffic } from './traffic.ts'

/** A terminal that does one thing at a time, when it is told to: the real one but for clock, chance and threads. */
export interface SoakDesk {
  readonly number: number
  readonly file: string
  readonly db: Database
  readonly sync: Sync
  readonly clock: LooseClock
  /** Of the clerk's connection and of the engine's. */
  readonly disks: { readonly clerk: FailingDisk; readonly engine: FailingDisk }
  readonly call: AnswerCall
  /** What a window over this desk hears unasked. */
  readonly on: Terminal['on']
  readonly signIn: (username: string) => Promise<boolean>
  readonly hearPoke: () => void
  readonly terminalId: () => string
  readonly close: () => Promise<void>
}

export interface DeskParts {
  readonly place: Place
  readonly file: string
  readonly anonKey: string
  readonly clock: LooseClock
  readonly random: Random
  readonly traffic: Traffic
  readonly staff: readonly StaffMember[]
  /** Asks for rooms that it alone may sell. */
  readonly leasesRooms?: boolean
  /** Wraps the way to the server: where a test plants a bug. */
  readonly tamper?: (remote: Remote) => Remote
  /** The engine has made something of the server's its own. */
  readonly onApplied: (db: Database, tables: readonly string[]) => void
  readonly onPoke: () => void
  /** It has compared its mirror with the server, and had to put some of it right. */
  readonly onRepair: (text: string) => void
  readonly onBug: (text: string) => void
}

export function openSoakDesk(parts: DeskParts): SoakDesk {
  const { place, file, clock, random } = parts
  const db = openStore({ file })
  const engineDb = joinStore({ file })
  const disks = { clerk: createFailingDisk(db), engine: createFailingDisk(engineDb) }
  let listener: PokeListener | null = null
  const windows = createListeners()
  const http = createRemote({
    url: place.proxy.url,
    anonKey: parts.anonKey,
    fetch: parts.traffic.watch(place.proxy, place.number === 0),
    credentials: keepingSessions(credentialsIn(engineDb), place.sessions),
  })
  // pokes go by the schedule: a channel of their own would bring them whenever it likes
  const remote: Remote = {
    ...http,
    listen: (heard) => {
      listener = heard
      return () => {
        listener = null
      }
    },
    poke: parts.onPoke,
  }
  const sync = createSync({
    db: engineDb,
    remote: parts.tamper?.(remote) ?? remote,
    rerun,
    clock,
    random: random.next,
    timers: clock.timers,
    leasesRooms: parts.leasesRooms === true,
    onChanged: (tables) => {
      parts.onApplied(engineDb, tables)
      windows.tell('changed', { tables })
    },
    onLine: (status) => windows.tell('line', status),
    onLog: (line) => {
      if (line.startsWith('sync: put right')) parts.onRepair(line)
    },
  })
  const session = createSession({
    db,
    clock,
    pepper: new Uint8Array(32),
    cost: { N: 16, r: 8, p: 1 },
    askServer: (email) => {
      const member = parts.staff.find(({ username }) => email.startsWith(`${username}@`))
      return Promise.resolve(
        member === undefined ? err({ code: 'wrong_credentials' }) : ok({ ...member, email }),
      )
    },
    onChange: () => {},
  })
  const call = createCalls({
    db,
    session,
    clock,
    line: lineOf(db, sync),
    ids: {
      fresh: () =>
        v7({ msecs: clock.now(), random: Uint8Array.from({ length: 16 }, () => random.between(0, 255)) }),
      derived: (namespace, name) => v5(name, namespace),
    },
    renderBill: () => Promise.resolve(new Uint8Array()),
    renderConfirmation: () => Promise.resolve(new Uint8Array()),
    renderRegistration: () => Promise.resolve(new Uint8Array()),
    tellChanged: (tables) => windows.tell('changed', { tables }),
    reportBug: (name, error) =>
      parts.onBug(
        `${name} threw ${error instanceof Error ? `${error.constructor.name}: ${error.message}` : 'something'}`,
      ),
  })

  return {
    number: place.number,
    file,
    db,
    sync,
    clock,
    disks,
    call,
    on: windows.on,
    signIn: async (username) => (await session.signIn(username, 'right')).ok,
    hearPoke: () => listener?.onPoke(),
    terminalId: () => readSyncState(db, 'terminal_id') ?? '',
    close: async () => {
      await sync.close()
      engineDb.close()
      db.close()
    },
  }
}

function createListeners() {
  const listeners: { readonly [Name in EventName]: Set<(data: EventData<Name>) => void> } = {
    changed: new Set(),
    line: new Set(),
    session: new Set(),
  }
  return {
    on: <Name extends EventName>(event: Name, listener: (data: EventData<Name>) => void): (() => void) => {
      const listening: Set<typeof listener> = listeners[event]
      listening.add(listener)
      return () => listening.delete(listener)
    },
    tell: <Name extends EventName>(event: Name, data: EventData<Name>): void => {
      const listening: Set<(data: EventData<Name>) => void> = listeners[event]
      for (const listener of listening) listener(data)
    },
  }
}

/** A store whose sessions are also kept outside of it. */
function keepingSessions(store: CredentialStore, sessions: Map<string, DeviceSession>): CredentialStore {
  return {
    ...store,
    load: () => {
      const kept = store.load()
      return kept === null ? null : { ...kept, session: sessions.get(kept.email) ?? kept.session }
    },
    save: (value) => {
      if (value.session !== null) sessions.set(value.email, value.session)
      store.save(value)
    },
  }
}
