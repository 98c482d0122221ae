import { expect, test } from 'vitest'
import * as fc from 'fast-check'
import { unreachable } from '../../shared/kernel/assert.ts'
import {
  initialState,
  maxBatch,
  step,
  type Activity,
  type SyncEffect,
  type SyncEvent,
  type SyncFailure,
  type SyncState,
  type TimerName,
} from './machine.ts'

/** The world around a machine: which timers run, whether it listens, what it was told to do. */
interface World {
  readonly state: SyncState
  readonly timers: ReadonlySet<TimerName>
  readonly listening: boolean
  readonly runs: readonly Activity[]
  readonly waits: readonly Extract<SyncEffect, { readonly type: 'wait' }>[]
  /** What the last event said had ended. */
  readonly ended: Activity | null
}

const start: World = {
  state: initialState,
  timers: new Set(),
  listening: false,
  runs: [],
  waits: [],
  ended: null,
}

function go(world: World, ...events: readonly SyncEvent[]): World {
  return events.reduce((now, event) => {
    const { state, effects } = step(now.state, event)
    const timers = new Set(now.timers)
    if (event.type === 'timer') timers.delete(event.timer)
    let { listening } = now
    const runs = [...now.runs]
    const waits = [...now.waits]
    for (const effect of effects) {
      if (effect.type === 'wait') {
        timers.add(effect.timer)
        waits.push(effect)
      }
      if (effect.type === 'cancel') timers.delete(effect.timer)
      if (effect.type === 'listen') listening = effect.on
      if (effect.type === 'run') runs.push(effect.activity)
    }
    return { state, timers, listening, runs, waits, ended: endedBy(event) }
  }, world)
}

function endedBy(event: SyncEvent): Activity | null {
  if (event.type === 'failed') return event.activity
  return ends[event.type] ?? null
}

const ends: Partial<Record<SyncEvent['type'], Activity>> = {
  greeted: 'hello',
  mirrored: 'mirror',
  pulled: 'pull',
  pushed: 'push',
  compared: 'digest',
  delivered: 'deliver',
  rejoined: 'rejoin',
  salvaged: 'salvage',
}

const down: SyncFailure = { type: 'down' }
const greeted: SyncEvent = { type: 'greeted', mirrored: true, pending: false }
const pulled: SyncEvent = { type: 'pulled', pending: false }
const live = go(start, { type: 'started', enrolled: true }, greeted, pulled)

test('an enrolled terminal greets, pulls, and then looks again after a while', () => {
  expect(live.runs).toEqual(['hello', 'pull'])
  expect(live.state).toMatchObject({ mode: 'live', busy: null, line: 'up' })
  expect([...live.timers].toSorted()).toEqual(['digest', 'settle', 'steady'])
  expect(live.waits.at(-1)).toMatchObject({ timer: 'steady', minMs: 20_000, maxMs: 30_000 })
})

test('a terminal that is nobody’s does nothing until it is enrolled', () => {
  const idle = go(
    start,
    { type: 'started', enrolled: false },
    { type: 'try_now' },
    { type: 'poke' },
    { type: 'committed' },
  )
  expect(idle.runs).toEqual([])
  expect(go(idle, { type: 'enrolled' }).runs).toEqual(['hello'])
})

test('a command is pushed at once, and the pull that includes it follows', () => {
  const drained = go(live, { type: 'committed' }, { type: 'pushed', count: 1, more: false })
  expect(drained.runs.slice(2)).toEqual(['push', 'pull'])
})

test('a long queue is pushed batch after batch, and pulled once at its end', () => {
  const full: SyncEvent = { type: 'pushed', count: maxBatch, more: true }
  const drained = go(live, { type: 'committed' }, full, full, { type: 'pushed', count: 3, more: false })
  expect(drained.runs.slice(2)).toEqual(['push', 'push', 'push', 'pull'])
})

test('what others changed comes in before a long queue is empty', () => {
  const full: SyncEvent = { type: 'pushed', count: maxBatch, more: true }
  const poked = go(live, { type: 'committed' }, { type: 'poke' }, ...Array.from({ length: 8 }, () => full))
  expect(poked.runs.slice(2)).toEqual([...Array.from({ length: 8 }, () => 'push'), 'pull'])
})

test('a command that comes while a push is under way is not forgotten', () => {
  const after = go(
    live,
    { type: 'committed' },
    { type: 'committed' },
    { type: 'pushed', count: 1, more: false },
    { type: 'pushed', count: 1, more: false },
  )
  expect(after.runs.slice(2)).toEqual(['push', 'push', 'pull'])
})

test('the ceiling of the wait doubles from one second to a minute while nobody answers', () => {
  let world = go(start, { type: 'started', enrolled: true })
  const ceilings: number[] = []
  for (let turn = 0; turn < 9; turn += 1) {
    world = go(world, { type: 'failed', activity: 'hello', failure: down }, { type: 'timer', timer: 'retry' })
    ceilings.push(world.waits.at(-1)?.maxMs ?? 0)
  }
  expect(ceilings).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000])
})

test.each(['poke', 'joined', 'try_now'] as const)(
  '%s ends the wait at once and starts its growth anew',
  (type) => {
    const failed: SyncEvent = { type: 'failed', activity: 'hello', failure: down }
    const retry: SyncEvent = { type: 'timer', timer: 'retry' }
    const waiting = go(
      live,
      { type: 'poke' },
      { type: 'failed', activity: 'pull', failure: down },
      retry,
      failed,
      retry,
      failed,
    )
    expect(waiting.state).toMatchObject({ waiting: true, line: 'down', attempts: 3 })
    const hurried = go(waiting, { type })
    expect(hurried.runs.at(-1)).toBe('hello')
    expect(hurried.timers.has('retry')).toBe(false)
    expect(go(hurried, failed).waits.at(-1)).toMatchObject({ timer: 'retry', maxMs: 1000 })
  },
)

test('a push that the server refuses keeps nothing of the others out', () => {
  const refused: SyncEvent = {
    type: 'failed',
    activity: 'push',
    failure: { type: 'refused', tooMuch: false },
  }
  const after = go(live, { type: 'committed' }, refused)
  expect(after.state).toMatchObject({ line: 'up', pushWaiting: true })
  expect(after.runs.at(-1)).toBe('pull')
  const later = go(after, pulled, { type: 'timer', timer: 'push_retry' })
  expect(later.runs.at(-1)).toBe('push')
  expect(go(later, refused).waits.at(-1)).toMatchObject({ timer: 'push_retry', maxMs: 2000 })
})

test('a batch that is too large is halved, and grows again when the server takes it', () => {
  const tooMuch: SyncEvent = { type: 'failed', activity: 'push', failure: { type: 'refused', tooMuch: true } }
  const halved = go(live, { type: 'committed' }, tooMuch, pulled, tooMuch)
  expect(halved.state.batch).toBe(12)
  expect(go(halved, pulled, { type: 'pushed', count: 12, more: true }).state.batch).toBe(24)
})

test('while the line is cut nothing goes out, and all goes on when it is let back', () => {
  const cut = go(
    live,
    { type: 'practise', on: true },
    { type: 'committed' },
    { type: 'try_now' },
    { type: 'poke' },
  )
  expect(cut.runs).toEqual(live.runs)
  expect(cut).toMatchObject({ listening: false, state: { line: 'down', cut: true } })
  expect(cut.timers.size).toBe(0)
  const back = go(
    cut,
    { type: 'practise', on: false },
    { type: 'greeted', mirrored: true, pending: true },
    pulled,
  )
  expect(back.runs.slice(2)).toEqual(['hello', 'pull', 'push'])
  expect(back.listening).toBe(true)
})

test('a first mirror lets pushes through between its pages', () => {
  const mirroring = go(
    start,
    { type: 'started', enrolled: true },
    { type: 'greeted', mirrored: false, pending: false },
  )
  const busy = go(
    mirroring,
    { type: 'committed' },
    { type: 'mirrored', complete: false },
    { type: 'pushed', count: 1, more: false },
  )
  expect(busy.runs).toEqual(['hello', 'mirror', 'push', 'mirror'])
  expect(go(busy, { type: 'mirrored', complete: true }).runs.at(-1)).toBe('pull')
})

test('a terminal whose pushes are in trouble goes on hearing the others', () => {
  const trouble: SyncEvent = {
    type: 'failed',
    activity: 'push',
    failure: { type: 'trouble', reason: 'push_refused' },
  }
  const after = go(
    live,
    { type: 'committed' },
    trouble,
    { type: 'greeted', mirrored: true, pending: true },
    pulled,
  )
  expect(after.runs.slice(2)).toEqual(['push', 'hello', 'pull'])
  expect(after.state).toMatchObject({ line: 'up', trouble: { activity: 'push' }, pushWaiting: true })
})

test('a copy of a terminal joins as another, greets and sends its work again; it does not do so twice over', () => {
  const cloned: SyncEvent = {
    type: 'failed',
    activity: 'push',
    failure: { type: 'trouble', reason: 'cloned' },
  }
  const joined = go(live, { type: 'committed' }, cloned, { type: 'rejoined' })
  expect(joined.runs.slice(2)).toEqual(['push', 'rejoin', 'hello'])
  const mirroring = go(joined, { type: 'greeted', mirrored: false, pending: true })
  expect(mirroring.runs.at(-1)).toBe('mirror')
  const pulling = go(mirroring, { type: 'mirrored', complete: true }, { type: 'pulled', pending: true })
  expect(pulling.runs.slice(6)).toEqual(['pull', 'push'])
  const again = go(pulling, cloned)
  expect(again.runs.slice(8)).toEqual(['hello'])
  expect(again.state).toMatchObject({ pushWaiting: true, trouble: { reason: 'cloned' } })
  const sent = go(pulling, { type: 'pushed', count: 1, more: false })
  expect(sent.state.rejoined).toBe(false)
})

test('a terminal that was sent away hands in what it has, forgets everything and rests', () => {
  const gone = go(
    live,
    { type: 'poke' },
    { type: 'failed', activity: 'pull', failure: { type: 'trouble', reason: 'revoked' } },
    { type: 'salvaged', wiped: false },
    { type: 'salvaged', wiped: true },
  )
  expect(gone.runs.slice(2)).toEqual(['pull', 'salvage', 'salvage'])
  expect(gone.state).toMatchObject({ mode: 'not_enrolled', busy: null, trouble: { reason: 'revoked' } })
  expect([gone.listening, gone.timers.size]).toEqual([false, 0])
})

test('a copy of a disk that was sent away takes another name for what another copy had not', () => {
  const trouble = (activity: Activity, reason: 'revoked' | 'cloned'): SyncEvent => ({
    type: 'failed',
    activity,
    failure: { type: 'trouble', reason },
  })
  const gone = go(
    live,
    { type: 'poke' },
    trouble('pull', 'revoked'),
    trouble('salvage', 'cloned'),
    { type: 'rejoined' },
    trouble('hello', 'revoked'),
    { type: 'salvaged', wiped: true },
  )
  expect(gone.runs.slice(2)).toEqual(['pull', 'salvage', 'rejoin', 'hello', 'salvage'])
  expect(gone.state).toMatchObject({ mode: 'not_enrolled', trouble: { reason: 'revoked' } })
})

test('the door for what is left is tried again when the line fails in between', () => {
  const failed = go(
    live,
    { type: 'poke' },
    { type: 'failed', activity: 'pull', failure: { type: 'trouble', reason: 'revoked' } },
    { type: 'failed', activity: 'salvage', failure: { type: 'down' } },
    { type: 'timer', timer: 'retry' },
  )
  expect(failed.runs.at(-1)).toBe('hello')
})

test('when a command has been left out the rest goes at once', () => {
  const after = go(
    live,
    { type: 'committed' },
    { type: 'failed', activity: 'push', failure: { type: 'refused', tooMuch: true, leftOut: true } },
    pulled,
  )
  expect(after.runs.slice(2)).toEqual(['push', 'push', 'pull'])
})

test('what has to wait for another terminal waits alone', () => {
  const after = go(
    live,
    { type: 'committed' },
    { type: 'pushed', count: 3, more: true, held: true },
    { ...pulled, pending: true },
  )
  expect(after.runs.slice(2)).toEqual(['push', 'pull'])
  expect(after.timers.has('push_retry')).toBe(true)
  expect(go(after, { type: 'poke' }).runs.at(-1)).toBe('push')
})

test('a terminal of another version than the server gives it nothing, hears the news, and looks again', () => {
  const after = go(
    start,
    { type: 'started', enrolled: true },
    { type: 'greeted', mirrored: true, pending: true, outdated: 'update_server' },
    { ...pulled, pending: true },
    { type: 'committed' },
  )
  expect(after.runs).toEqual(['hello', 'pull'])
  expect(after.state.trouble).toEqual({ activity: 'push', reason: 'update_server' })
  const later = go(
    after,
    { type: 'timer', timer: 'push_retry' },
    { type: 'greeted', mirrored: true, pending: true },
  )
  expect(go(later, pulled).runs.slice(2)).toEqual(['hello', 'pull', 'push'])
})

test('some of the mirror is compared when there is nothing else to do, and again after a while', () => {
  const due = go(live, { type: 'timer', timer: 'digest' })
  expect(due.runs.at(-1)).toBe('digest')
  expect(go(due, { type: 'compared', more: true }).waits.at(-1)).toMatchObject({ timer: 'digest' })
  const busy = go(live, { type: 'poke' }, { type: 'timer', timer: 'digest' }, { type: 'committed' }, pulled)
  expect(busy.runs.slice(2)).toEqual(['pull', 'push'])
  const refused = go(due, {
    type: 'failed',
    activity: 'digest',
    failure: { type: 'refused', tooMuch: false },
  })
  expect(refused.state).toMatchObject({ line: 'up', waiting: false, busy: null })
})

test('a server that answers every greeting and loses every cursor is asked ever less often', () => {
  let world = go(start, { type: 'started', enrolled: true })
  for (let turn = 0; turn < 8; turn += 1) {
    world = go(
      world,
      greeted,
      { type: 'failed', activity: 'pull', failure: { type: 'stale' } },
      { type: 'timer', timer: 'retry' },
    )
  }
  expect(world.waits.at(-1)?.maxMs).toBe(60_000)
})

const failures: readonly SyncFailure[] = [
  down,
  { type: 'refused', tooMuch: true },
  { type: 'refused', tooMuch: false },
  { type: 'stale' },
  { type: 'trouble', reason: 'revoked' },
  { type: 'trouble', reason: 'cloned' },
]

/** Anything that can happen next: an end of what runs, a timer that is set, or something from outside. */
function nextEvents({ state, timers }: World, chance: number, detail: number): SyncEvent {
  const yes = detail % 2 === 0
  const outside: readonly SyncEvent[] = [
    { type: 'committed' },
    { type: 'poke' },
    { type: 'joined' },
    { type: 'try_now' },
    { type: 'enrolled' },
    { type: 'practise', on: yes },
  ]
  const outcomes: readonly SyncEvent[] =
    state.busy === null
      ? []
      : [endOf(state.busy, yes, detail), endOf(state.busy, yes, detail), failureOf(state.busy, detail)]
  const fires: readonly SyncEvent[] = [...timers].map((timer) => ({ type: 'timer', timer }))
  const all = [...outcomes, ...fires, ...outside]
  return all[chance % all.length] ?? { type: 'try_now' }
}

function endOf(activity: Activity, yes: boolean, detail: number): SyncEvent {
  switch (activity) {
    case 'hello':
      return {
        type: 'greeted',
        mirrored: yes,
        pending: detail % 3 === 0,
        outdated: detail % 7 === 0 ? 'update_server' : null,
      }
    case 'mirror':
      return { type: 'mirrored', complete: yes }
    case 'pull':
      return { type: 'pulled', pending: yes }
    case 'push':
      return { type: 'pushed', count: detail % (maxBatch + 1), more: yes, held: yes && detail % 5 === 0 }
    case 'digest':
      return { type: 'compared', more: yes }
    case 'deliver':
      return { type: 'delivered' }
    case 'rejoin':
      return { type: 'rejoined' }
    case 'salvage':
      return { type: 'salvaged', wiped: false }
    default:
      return unreachable(activity)
  }
}

function failureOf(activity: Activity, detail: number): SyncEvent {
  return { type: 'failed', activity, failure: failures[detail % failures.length] ?? down }
}

const schedule = fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 200 })

function worldAfter(
  turns: readonly (readonly [number, number])[],
  look: (before: World, after: World) => void,
): World {
  let world = go(start, { type: 'started', enrolled: true })
  for (const [chance, detail] of turns) {
    const before = world
    world = go(world, nextEvents(world, chance, detail))
    look(before, world)
  }
  return world
}

test('whatever happens, one activity runs at a time and none while the line is cut', () => {
  fc.assert(
    fc.property(schedule, (turns) => {
      worldAfter(turns, (before, after) => {
        const started = after.runs.length - before.runs.length
        // what is under way ends before another thing is begun, and it says so itself
        const mayStart = before.state.busy === null || after.ended === before.state.busy
        expect(started).toBeLessThanOrEqual(mayStart && !after.state.cut ? 1 : 0)
      })
    }),
  )
})

test('whatever happens, an enrolled terminal is at work, about to be, or cut off on purpose', () => {
  fc.assert(
    fc.property(schedule, (turns) => {
      worldAfter(turns, (_, { state, timers }) => {
        const alive =
          state.busy !== null ||
          state.cut ||
          timers.has('retry') ||
          timers.has('steady') ||
          timers.has('settle')
        expect(alive).toBe(true)
        expect(!state.waiting || timers.has('retry')).toBe(true)
        expect(!state.pushWaiting || state.cut || timers.has('push_retry')).toBe(true)
      })
    }),
  )
})

test('whatever happened, once all goes well everything wanted is done and the machine rests', () => {
  fc.assert(
    fc.property(schedule, (turns) => {
      let world = worldAfter(turns, () => undefined)
      world = go(world, { type: 'practise', on: false }, { type: 'try_now' })
      for (let turn = 0; turn < 60 && (world.state.busy !== null || world.state.waiting); turn += 1) {
        const { busy } = world.state
        world = go(world, busy === null ? { type: 'timer', timer: 'retry' } : wellDone(busy))
      }
      expect(world.state).toMatchObject({
        mode: 'live',
        busy: null,
        line: 'up',
        wantPull: false,
        wantPush: false,
        wantDeliver: false,
        trouble: null,
      })
      expect(world.timers.has('steady')).toBe(true)
    }),
  )
})

function wellDone(activity: Activity): SyncEvent {
  switch (activity) {
    case 'hello':
      return { type: 'greeted', mirrored: true, pending: true }
    case 'mirror':
      return { type: 'mirrored', complete: true }
    case 'pull':
      return pulled
    case 'push':
      return { type: 'pushed', count: 1, more: false }
    case 'digest':
      return { type: 'compared', more: false }
    case 'deliver':
      return { type: 'delivered' }
    case 'rejoin':
      return { type: 'rejoined' }
    case 'salvage':
      // it is not sent away any more
      return { type: 'failed', activity, failure: { type: 'stale' } }
    default:
      return unreachable(activity)
  }
}
