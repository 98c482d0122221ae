import type { Database } from 'better-sqlite3'
import type { LineStatus } from '../../shared/contract/calls/terminal.ts'
import type { Clock } from '../../shared/kernel/clock.ts'
import { err, ok } from '../../shared/kernel/result.ts'
import type { Remote } from '../remote/remote.ts'
import { mirrorTables } from '../store/mirror-tables.ts'
import { clearSyncState, readSyncState, writeSyncState } from '../store/sync-state.ts'
import { withTransaction } from '../store/transaction.ts'
import { createActivities } from './activities.ts'
import { createFreshMirror } from './fresh-mirror.ts'
import { createLeaseKeeper } from './lease-keeper.ts'
import { createLineWatch } from './line-watch.ts'
import {
  initialState,
  step,
  type Activity,
  type SyncEffect,
  type SyncEvent,
  type TimerName,
  type SyncState,
} from './machine.ts'
import type { Rerun } from './rebase.ts'
import { becomeTerminal } from './rejoin.ts'
import type { Sync, SyncListener } from './sync.ts'
import type { Timers } from './timers.ts'

export interface SyncDeps extends SyncListener {
  /** The engine's own connection to the terminal's file. */
  readonly db: Database
  readonly remote: Remote
  readonly rerun: Rerun
  readonly clock: Clock
  /** From 0 up to 1, as `Math.random()`. */
  readonly random: () => number
  readonly timers: Timers
  /** Rows per page of a mirror or a pull. */
  readonly pageRows?: number
  /** Asks the server for rooms that this terminal may sell without a line. */
  readonly leasesRooms?: boolean
}

/** Starts the engine: the machine of `machine.ts`, and the one loop that does what it says. */
export function createSync(deps: SyncDeps): Sync {
  const { db, remote, timers, random } = deps
  const cancels = new Map<TimerName, () => void>()
  const enrolled = readSyncState(db, 'terminal_id') !== null
  const fresh = createFreshMirror(db)
  let state = stateAtStart(db, enrolled)
  const line = createLineWatch(db, fresh, state, deps.onLine)
  let stopListening: (() => void) | null = null
  let underWay: Promise<void> = Promise.resolve()
  let closed = false

  const activities = createActivities({
    ...deps,
    fresh,
    pageRows: deps.pageRows ?? 5000,
    shouldYield: () => state.wantPush || state.cut || closed,
    onProgress: () => line.look(state),
    leases:
      deps.leasesRooms === true
        ? (serverNow) => createLeaseKeeper({ db, remote, clock: deps.clock, serverNow })
        : null,
  })

  function dispatch(event: SyncEvent): void {
    if (closed) return
    const next = step(state, event)
    state = next.state
    for (const effect of next.effects) perform(effect)
    line.look(state)
  }

  function perform(effect: SyncEffect): void {
    switch (effect.type) {
      case 'run':
        underWay = run(effect.activity, effect.batch)
        return
      case 'cut':
        return remote.cut(effect.on)
      case 'listen':
        stopListening?.()
        stopListening = effect.on ? remote.listen(pokes) : null
        return
      case 'poke_others':
        return remote.poke()
      case 'wait':
        cancels.get(effect.timer)?.()
        cancels.set(
          effect.timer,
          timers.after(Math.round(effect.minMs + random() * (effect.maxMs - effect.minMs)), () =>
            dispatch({ type: 'timer', timer: effect.timer }),
          ),
        )
        return
      case 'cancel':
        cancels.get(effect.timer)?.()
        cancels.delete(effect.timer)
    }
  }

  /** Never rejects: an activity that throws has met something nobody thought of, and is tried again later. */
  async function run(activity: Activity, batch: number): Promise<void> {
    let event: SyncEvent
    try {
      event = await activities[activity](batch)
    } catch (error) {
      const failure = error instanceof Error ? error.constructor.name : 'unknown'
      deps.onLog(`sync: ${activity} broke off error=${failure}`)
      event = { type: 'failed', activity, failure: { type: 'down' } }
    }
    if (event.type === 'failed' && event.failure.type === 'trouble')
      deps.onLog(`sync: in trouble activity=${activity} reason=${event.failure.reason}`)
    dispatch(event)
  }

  const pokes = {
    onPoke: () => dispatch({ type: 'poke' }),
    onJoined: () => dispatch({ type: 'joined' }),
  }

  // once the caller holds the engine: what it hears may make it ask for something
  queueMicrotask(() => dispatch({ type: 'started', enrolled }))

  return {
    committed: () => dispatch({ type: 'committed' }),
    syncNow: () => dispatch({ type: 'try_now' }),
    practise: async (on: boolean): Promise<LineStatus> => {
      dispatch({ type: 'practise', on })
      return line.status()
    },
    enrol: async (code, name) => {
      const wasTerminal = readSyncState(db, 'terminal_id') !== null
      if (wasTerminal && state.trouble?.reason !== 'not_a_terminal') return err({ code: 'already_enrolled' })
      const answer = await remote.enrol(code, name)
      if (!answer.ok) return answer
      // what is still under way was asked under the name that the server did not know
      while (state.busy !== null) await underWay
      const { terminalId, series } = answer.value
      withTransaction(db, () => {
        if (wasTerminal) becomeTerminal({ db, rerun: deps.rerun }, answer.value)
        else answer.value.keep()
        clearSyncState(db, 'revoked')
        writeSyncState(db, 'terminal_id', terminalId)
        writeSyncState(db, 'terminal_name', name)
        writeSyncState(db, 'series', series)
      })
      if (wasTerminal) {
        fresh.drop()
        deps.onLog('sync: joined again with a new code')
        deps.onChanged([...mirrorTables])
      }
      dispatch({ type: 'enrolled' })
      return ok({ terminalId, series })
    },
    signInStaff: (email, password) => remote.signInStaff(email, password),
    status: () => line.status(),
    close: async () => {
      closed = true
      for (const cancel of cancels.values()) cancel()
      stopListening?.()
      await remote.close()
      await underWay
      fresh.close()
    },
  }
}

/** A terminal that was sent away says so until it is one again. */
function stateAtStart(db: Database, enrolled: boolean): SyncState {
  if (enrolled) return { ...initialState, mode: 'greeting' }
  const sentAway = readSyncState(db, 'revoked') !== null
  return sentAway ? { ...initialState, trouble: { activity: 'salvage', reason: 'revoked' } } : initialState
}
