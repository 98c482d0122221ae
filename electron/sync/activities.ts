import type { Database } from 'better-sqlite3'
import { assert } from '../../shared/kernel/assert.ts'
import type { Clock } from '../../shared/kernel/clock.ts'
import { ok } from '../../shared/kernel/result.ts'
import type { CommandContext } from '../outbox/command.ts'
import { pruneOps } from '../outbox/prune-ops.ts'
import type { Answer, Remote, RemoteFailure } from '../remote/remote.ts'
import { adoptBeside, withBeside } from '../store/beside.ts'
import { mirrorTables } from '../store/mirror-tables.ts'
import { countPending } from '../store/reads/commands.ts'
import { readSyncState, writeSyncState } from '../store/sync-state.ts'
import { applyRound, type ApplyDeps } from './apply-round.ts'
import { ask, measureOffset, type Asked } from './clock-offset.ts'
import { checkChain } from './check-chain.ts'
import { compareSome, type Repair } from './compare.ts'
import { deliverQuarantined } from './deliver.ts'
import { syncFailure } from './failure.ts'
import { mirrorOn } from './first-mirror.ts'
import type { FreshMirror } from './fresh-mirror.ts'
import { acceptHello } from './greet.ts'
import type { LeaseKeeper } from './lease-keeper.ts'
import { handIn } from './leave.ts'
import type { Activity, SyncEvent } from './machine.ts'
import { fetchRound } from './pull-round.ts'
import { pushBatch } from './push-batch.ts'
import type { Rerun } from './rebase.ts'
import { rejoin } from './rejoin.ts'
import { repairRows } from './repair-rows.ts'
import { forgetMirror } from './state.ts'

export interface ActivityDeps {
  readonly db: Database
  readonly fresh: FreshMirror
  readonly remote: Remote
  readonly rerun: Rerun
  readonly clock: Clock
  readonly pageRows: number
  readonly shouldYield: () => boolean
  readonly onProgress: () => void
  readonly onChanged: (tables: readonly string[]) => void
  readonly onLog: (line: string) => void
  /** Keeps rooms that this terminal may sell without a line; none where no such rooms are wanted. */
  readonly leases: ((serverNow: () => string) => LeaseKeeper) | null
}

/** What the machine can ask to be done. Each ends with the event that says how it went. */
export type Activities = Readonly<Record<Activity, (batch: number) => Promise<SyncEvent>>>

export function createActivities(deps: ActivityDeps): Activities {
  const { db, fresh, remote, clock, pageRows, shouldYield } = deps
  const pending = (): boolean => countPending(db) > 0

  /** The server's time as it was last heard, and when that was by the clock that does not jump. */
  let heard: { readonly serverMs: number; readonly monotonic: number } | null = null
  const byWallMs = (): number => clock.now() - Number(readSyncState(db, 'clock_offset_ms') ?? 0)
  const serverNowMs = (): number =>
    heard === null ? byWallMs() : heard.serverMs + clock.monotonic() - heard.monotonic

  /** Now, by the server's clock as far as it is known: a wall clock that jumps does not move it once it was heard. */
  const serverNow = (): string => new Date(serverNowMs()).toISOString()

  /** For what ends at a moment: a machine that slept may have stopped the one clock, a person the other. */
  const serverNowAtLatest = (): string => new Date(Math.max(serverNowMs(), byWallMs())).toISOString()

  /** Kept when it says something new: every answer takes a little more or less time than the one before. */
  const hear = (asked: Asked, serverTime: string): void => {
    heard = { serverMs: Date.parse(serverTime), monotonic: clock.monotonic() }
    const known = readSyncState(db, 'clock_offset_ms')
    const offsetMs = measureOffset(clock, asked, serverTime)
    if (known !== null && Math.abs(offsetMs - Number(known)) < noteworthyMs) return
    writeSyncState(db, 'clock_offset_ms', String(offsetMs))
  }

  function failed(activity: Activity, failure: RemoteFailure, leftOut = false): SyncEvent {
    if (failure.code === 'refused' && failure.failure === 'cursor_lost') {
      forgetMirror(db)
      fresh.drop()
    }
    const meant = syncFailure(failure)
    return {
      type: 'failed',
      activity,
      failure: meant.type === 'refused' && leftOut ? { ...meant, leftOut } : meant,
    }
  }

  const stale = (activity: Activity): SyncEvent => ({ type: 'failed', activity, failure: { type: 'stale' } })

  /** Brings the mirror from a snapshot to what the server has now, with what has to be put right before that. */
  async function bringIn(
    base: string,
    before?: ApplyDeps['before'],
    around = (apply: () => ReadonlySet<string>): ReadonlySet<string> => apply(),
  ): Promise<Answer<'done' | 'stale'>> {
    let asked = ask(clock)
    const onServerTime = (serverTime: string): void => {
      hear(asked, serverTime)
      asked = ask(clock)
    }
    const round = await fetchRound({ db, remote, pageRows, base, onServerTime })
    if (!round.ok) return round
    if (round.value === 'stale') return ok('stale')
    const { value } = round
    const apply = (): ReadonlySet<string> =>
      applyRound(
        { db, rerun: deps.rerun, terminal: thisTerminal(db), at: serverNow(), ...(before ? { before } : {}) },
        value,
      )
    const changed = around(apply)
    if (changed.size > 0) deps.onChanged([...changed])
    return ok('done')
  }

  const leases = deps.leases?.(serverNowAtLatest) ?? null

  return {
    hello: async () => {
      const asked = ask(clock)
      const answer = await remote.hello()
      if (!answer.ok) return failed('hello', answer.error)
      hear(asked, answer.value.serverTime)
      const greeting = acceptHello(db, answer.value)
      if (!greeting.ok)
        return {
          type: 'failed',
          activity: 'hello',
          failure: { type: 'trouble', reason: greeting.error.problem },
        }
      const mirrored = greeting.value.mirrored || fresh.cursor() !== null
      if (greeting.value.mirrored) fresh.drop()
      return { type: 'greeted', ...greeting.value, mirrored }
    },

    mirror: async () => {
      // where there is something to work with it stays until all that replaces it is here; a first mirror has nothing
      const first = readSyncState(db, 'ready') === null || readSyncState(db, 'mirror_progress') !== null
      const beside = !first
      const onPage = (tables: readonly string[]): void => {
        if (!beside) deps.onChanged(tables)
        deps.onProgress()
      }
      try {
        const target = beside ? fresh.open() : db
        const end = await mirrorOn({ db: target, remote, pageRows, shouldYield, onPage })
        if (!end.ok) return failed('mirror', end.error)
        if (end.value === 'stale') return stale('mirror')
        return { type: 'mirrored', complete: end.value === 'complete' }
      } finally {
        fresh.close()
      }
    },

    pull: async () => {
      const base = readSyncState(db, 'cursor')
      if (base !== null) {
        const end = await bringIn(base)
        if (!end.ok) return failed('pull', end.error)
        if (end.value === 'stale') return stale('pull')
        if (!pending()) await leases?.keep()
        return { type: 'pulled', pending: pending() }
      }
      const freshBase = fresh.cursor()
      if (freshBase === null) return stale('pull')
      const end = await bringInFresh(freshBase)
      if (!end.ok) return failed('pull', end.error)
      return end.value === 'stale' ? stale('pull') : { type: 'pulled', pending: pending() }
    },

    push: async (batch) => {
      const end = await pushBatch({ db, remote, limit: batch, at: serverNow })
      if (!end.ok) return failed('push', end.error, end.error.leftOut)
      if (end.value.epochChanged) return stale('push')
      const { count, more, held } = end.value
      return { type: 'pushed', count, more, held }
    },

    digest: async () => {
      // by a time that was heard: a wall clock that is wrong would let go of what a restore may ask for
      const pruned = heard === null ? 0 : pruneOps(db, serverNow())
      if (pruned > 0) deps.onLog(`sync: let go of old commands count=${pruned}`)
      const compared = await compare()
      return compared.type === 'compared' && !compared.more ? await lookAtOwnWork(compared) : compared
    },

    deliver: async () => {
      const end = await deliverQuarantined({ db, remote, at: serverNow }, { now: true })
      if (!end.ok) return failed('deliver', end.error)
      if (end.value > 0) deps.onLog(`sync: brought what had been left out count=${end.value}`)
      return { type: 'delivered' }
    },

    rejoin: async () => {
      const end = await rejoin({ db, remote, rerun: deps.rerun })
      if (!end.ok) return failed('rejoin', end.error)
      fresh.drop()
      deps.onLog('sync: joined as another terminal')
      deps.onChanged([...mirrorTables])
      return { type: 'rejoined' }
    },

    salvage: async (batch) => {
      const end = await handIn({ db, remote, limit: batch, at: serverNow })
      if (!end.ok) return failed('salvage', end.error)
      if (end.value.wiped) {
        deps.onLog('sync: sent away, everything of the hotel is wiped')
        deps.onChanged([...mirrorTables])
      }
      return { type: 'salvaged', wiped: end.value.wiped }
    },
  }

  /** Compares some of the mirror, and puts right what differs. */
  async function compare(): Promise<SyncEvent> {
    const end = await compareSome({ db, remote, pageRows, shouldYield })
    if (!end.ok) return failed('digest', end.error)
    if (end.value === 'stale') return stale('digest')
    const { repairs, more } = end.value
    const base = readSyncState(db, 'cursor')
    if (repairs.length === 0 || base === null) return { type: 'compared', more }
    for (const { table, rows } of repairs)
      deps.onLog(`sync: put right what differed table=${table.name} rows=${rows.length}`)
    const repaired = await bringIn(base, () => putRight(db, repairs))
    if (!repaired.ok) return failed('digest', repaired.error)
    return repaired.value === 'stale' ? stale('digest') : { type: 'compared', more }
  }

  /** When the whole mirror has been compared: what the server holds of my own work, and what it still lacks of it. */
  async function lookAtOwnWork(compared: SyncEvent): Promise<SyncEvent> {
    const before = readSyncState(db, 'audit_mismatch')
    const chain = await checkChain({ db, remote, at: serverNow })
    if (!chain.ok) return failed('digest', chain.error)
    if (chain.value.found === 'stale') return stale('digest')
    if (chain.value.found === 'differs' && before === null)
      deps.onLog(`sync: the server does not hold what was sent seq=${chain.value.seq}`)
    const delivered = await deliverQuarantined({ db, remote, at: serverNow }, { now: false })
    return delivered.ok ? compared : failed('digest', delivered.error)
  }

  /** The rows beside and what changed since become the terminal's in one transaction; only then are the old ones gone. */
  async function bringInFresh(base: string): Promise<Answer<'done' | 'stale'>> {
    const end = await bringIn(
      base,
      () => adoptBeside(db),
      (apply) => withBeside(db, apply),
    )
    if (end.ok && end.value === 'done') fresh.drop()
    return end
  }
}

const noteworthyMs = 250

function putRight(db: Database, repairs: readonly Repair[]): ReadonlySet<string> {
  for (const repair of repairs) repairRows(db, repair)
  return new Set(repairs.map(({ table }) => table.name))
}

function thisTerminal(db: Database): CommandContext['terminal'] {
  const id = readSyncState(db, 'terminal_id')
  const series = readSyncState(db, 'series')
  assert(id !== null && series !== null, 'a terminal that pulls is enrolled')
  return { id, series }
}
