import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { v7 } from 'uuid'
import type { LineStatus } from '../../../shared/contract/calls/terminal.ts'
import type { CallError } from '../../../shared/contract/errors.ts'
import type { CallName } from '../../../shared/contract/index.ts'
import { systemClock, type Clock } from '../../../shared/kernel/clock.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import type { CommandInput, DeskCommand } from '../../commands/desk-command.ts'
import { perform } from '../../commands/perform.ts'
import { rerun } from '../../commands/rerun.ts'
import { systemIds } from '../../outbox/op-ids.ts'
import type { CommandDone } from '../../outbox/run-command.ts'
import { createRemote } from '../../remote/create-remote.ts'
import { joinStore, openStore } from '../../store/open.ts'
import { createSync } from '../create-sync.ts'
import { credentialsIn } from '../credentials.ts'
import type { Rerun } from '../rebase.ts'
import type { Sync } from '../sync.ts'
import { systemTimers, type Timers } from '../timers.ts'
import { createFaultyLine, type FaultyLine } from './faults.ts'
import type { HotelServer } from './hotel-server.ts'

export interface TestDesk {
  readonly db: Database
  readonly sync: Sync
  readonly line: FaultyLine
  readonly file: string
  /** Does a command as Maria, as the handlers would. */
  readonly perform: <Name extends CallName, Facts>(
    command: DeskCommand<Name, Facts>,
    input: CommandInput<Name>,
    requestId?: string,
  ) => Result<CommandDone, CallError>
  /** Waits until the line says so. */
  readonly until: (isSo: (status: LineStatus) => boolean) => Promise<LineStatus>
  /** Waits until a question to this desk's rows is answered as wanted. */
  readonly untilRows: (sql: string, wanted: (rows: readonly unknown[]) => boolean) => Promise<void>
  /** Ends the program and keeps the file. */
  readonly shutDown: () => Promise<void>
  readonly logs: readonly string[]
  /** How often the channel of pokes was opened, and how many came. */
  readonly joins: () => number
  readonly pokes: () => number
}

export interface DeskOptions {
  readonly file?: string
  readonly clock?: Clock
  readonly pageRows?: number
  readonly rerun?: Rerun
  readonly timers?: Timers
  readonly leasesRooms?: boolean
}

/** A terminal without a window: store, engine and remote, over a line that can be made to fail. */
export function openTestDesk(server: HotelServer, options: DeskOptions = {}): TestDesk {
  const file = options.file ?? join(mkdtempSync(join(tmpdir(), 'front-desk-sync-')), 'terminal.db')
  const clock = options.clock ?? systemClock
  const db = openStore({ file })
  const engineDb = joinStore({ file })
  const line = createFaultyLine()
  const logs: string[] = []
  const watchers = new Set<() => void>()
  const wake = (): void => {
    for (const watcher of watchers) watcher()
  }
  const remote = createRemote({
    url: server.url,
    anonKey: server.anonKey,
    fetch: line.fetch,
    credentials: credentialsIn(engineDb),
  })
  let joins = 0
  let pokes = 0
  const sync = createSync({
    db: engineDb,
    remote: {
      ...remote,
      listen: ({ onJoined, onPoke }) =>
        remote.listen({
          onJoined: () => {
            joins += 1
            onJoined()
          },
          onPoke: () => {
            pokes += 1
            onPoke()
          },
        }),
    },
    rerun: options.rerun ?? rerun,
    clock,
    random: Math.random,
    timers: options.timers ?? systemTimers,
    onChanged: wake,
    onLine: wake,
    onLog: (text) => logs.push(text),
    ...(options.pageRows === undefined ? {} : { pageRows: options.pageRows }),
    leasesRooms: options.leasesRooms === true,
  })

  async function watch(isSo: () => boolean): Promise<void> {
    if (isSo()) return
    const { promise, resolve } = Promise.withResolvers<undefined>()
    const watcher = (): void => {
      if (isSo()) resolve(undefined)
    }
    watchers.add(watcher)
    await promise
    watchers.delete(watcher)
  }

  return {
    db,
    sync,
    line,
    file,
    logs,
    joins: () => joins,
    pokes: () => pokes,
    perform: (command, input, requestId = v7()) => {
      const offline = !sync.status().online
      const actor = { userId: server.actorId, role: 'front_desk' } as const
      const done = perform(db, command, input, requestId, { actor, clock, ids: systemIds(clock), offline })
      if (done.ok) sync.committed()
      return done
    },
    until: async (isSo) => {
      await watch(() => isSo(sync.status()))
      return sync.status()
    },
    untilRows: (sql, wanted) => watch(() => wanted(db.prepare(sql).pluck().all())),
    shutDown: async () => {
      await sync.close()
      engineDb.close()
      db.close()
    },
  }
}

export async function throwAway(desk: TestDesk): Promise<void> {
  await desk.shutDown()
  rmSync(join(desk.file, '..'), { recursive: true, force: true })
}

/** Waits that take a hundredth of their time: a test's minutes pass in a second. */
export const hastyTimers: Timers = {
  after: (ms, callback) => systemTimers.after(ms / 100, callback),
}
