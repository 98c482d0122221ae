import type { Database } from 'better-sqlite3'
import type { Clock } from '../../shared/kernel/clock.ts'
import { assert } from '../../shared/kernel/assert.ts'
import type { CommandContext } from '../outbox/command.ts'
import type { Remote, RemoteFailure } from '../remote/remote.ts'
import { countPending } from '../store/reads/commands.ts'
import { readSyncState, writeSyncState } from '../store/sync-state.ts'
import { applyRound } from './apply-round.ts'
import { ask, measureOffset, type Asked } from './clock-offset.ts'
import { syncFailure } from './failure.ts'
import { mirrorOn } from './first-mirror.ts'
import { acceptHello } from './greet.ts'
import type { Activity, SyncEvent } from './machine.ts'
import { fetchRound } from './pull-round.ts'
import { pushBatch } from './push-batch.ts'
import type { Rerun } from './rebase.ts'
import { forgetMirror } from './state.ts'

export interface ActivityDeps {
  readonly db: Database
  readonly remote: Remote
  readonly rerun: Rerun
  readonly clock: Clock
  readonly pageRows: number
  readonly shouldYield: () => boolean
  readonly onProgress: () => void
  readonly onChanged: (tables: readonly string[]) => void
}

/** What the machine can ask to be done. Each ends with the event that says how it went. */
export type Activities = Readonly<Record<Activity, (batch: number) => Promise<SyncEvent>>>

export function createActivities(deps: ActivityDeps): Activities {
  const { db, remote, clock, pageRows } = deps
  const pending = (): boolean => countPending(db) > 0

  /** Now, by the server's clock as far as it is known. */
  const serverNow = (): string =>
    new Date(clock.now() - Number(readSyncState(db, 'clock_offset_ms') ?? 0)).toISOString()

  /** Kept when it says something new: every answer takes a little more or less time than the one before. */
  const hear = (asked: Asked, serverTime: string): void => {
    const known = readSyncState(db, 'clock_offset_ms')
    const offsetMs = measureOffset(clock, asked, serverTime)
    if (known !== null && Math.abs(offsetMs - Number(known)) < noteworthyMs) return
    writeSyncState(db, 'clock_offset_ms', String(offsetMs))
  }

  function failed(activity: Activity, failure: RemoteFailure): SyncEvent {
    if (failure.code === 'refused' && failure.failure === 'cursor_lost') forgetMirror(db)
    return { type: 'failed', activity, failure: syncFailure(failure) }
  }

  return {
    hello: async () => {
      const asked = ask(clock)
      const answer = await remote.hello()
      if (!answer.ok) return failed('hello', answer.error)
      hear(asked, answer.value.serverTime)
      const greeting = acceptHello(db, answer.value)
      if (greeting.ok) return { type: 'greeted', ...greeting.value }
      return {
        type: 'failed',
        activity: 'hello',
        failure: { type: 'trouble', reason: greeting.error.problem },
      }
    },

    mirror: async () => {
      const onPage = (tables: readonly string[]): void => {
        deps.onChanged(tables)
        deps.onProgress()
      }
      const end = await mirrorOn({ db, remote, pageRows, shouldYield: deps.shouldYield, onPage })
      if (!end.ok) return failed('mirror', end.error)
      if (end.value === 'epoch_changed')
        return { type: 'failed', activity: 'mirror', failure: { type: 'stale' } }
      return { type: 'mirrored', complete: end.value === 'complete' }
    },

    pull: async () => {
      let asked = ask(clock)
      const onServerTime = (serverTime: string): void => {
        hear(asked, serverTime)
        asked = ask(clock)
      }
      const round = await fetchRound({ db, remote, pageRows, onServerTime })
      if (!round.ok) return failed('pull', round.error)
      if (typeof round.value === 'string')
        return { type: 'failed', activity: 'pull', failure: { type: 'stale' } }
      const changed = applyRound(
        { db, rerun: deps.rerun, terminal: thisTerminal(db), at: serverNow() },
        round.value,
      )
      if (changed.size > 0) deps.onChanged([...changed])
      return { type: 'pulled', pending: pending() }
    },

    push: async (batch) => {
      const end = await pushBatch({ db, remote, limit: batch, at: serverNow })
      if (!end.ok) return failed('push', end.error)
      if (end.value.epochChanged) return { type: 'failed', activity: 'push', failure: { type: 'stale' } }
      return { type: 'pushed', count: end.value.count, more: end.value.more }
    },
  }
}

const noteworthyMs = 250

function thisTerminal(db: Database): CommandContext['terminal'] {
  const id = readSyncState(db, 'terminal_id')
  const series = readSyncState(db, 'series')
  assert(id !== null && series !== null, 'a terminal that pulls is enrolled')
  return { id, series }
}
