import type { LineProblem } from '../../shared/contract/calls/terminal.ts'
import { unreachable } from '../../shared/kernel/assert.ts'

/**
 * The engine as a pure machine: what happened goes in, what to do comes out. It holds no rows, no clock and no chance;
 * `create-sync.ts` runs the effects and brings their outcomes back as events. One activity runs at a time.
 *
 *                    enrolled                  hello                        complete
 *    not_enrolled ─────────────► greeting ───────────────► mirroring ──────────────────► live ⟲ pull, push, digest, deliver
 *         ▲                        ▲  ▲ ▲                     │    ▲                       │
 *         │    retry, poke, try    │  │ │ restored            │    └── stale, greeted ─────┤
 *         │    now, join  ┌────────┘  │ └───── cut ◄─ practise┤ ◄──────────────────────────┤
 *         │            waiting ◄──────┼────────────── failed ─┴────────────────────────────┤
 *         │                           │ joined as another                                  │
 *         │                       rejoining ◄─────── cloned, said by hello or push ────────┤
 *         │                           ▲ cloned, said by salvage                            │
 *         └── wiped ── leaving ───────┘ ◄────────── revoked, said by any call ─────────────┘
 *
 * Failures of the line (`down`) make everything wait, from 1 to 60 seconds; a push that is refused while the line
 * is up makes only pushes wait, so that one bad command never keeps the others' changes out (law 6).
 */
export interface SyncState {
  readonly mode: 'not_enrolled' | 'greeting' | 'mirroring' | 'live' | 'rejoining' | 'leaving'
  /** The one thing under way. */
  readonly busy: Activity | null
  /** The clerk has cut the line to practise. */
  readonly cut: boolean
  readonly line: 'unknown' | 'up' | 'down'
  /** Failures of the line in a row; only work that went through ends the row, so that a server cannot make it spin. */
  readonly attempts: number
  /** A retry is due, but not yet. */
  readonly waiting: boolean
  /** The same of pushes alone. */
  readonly pushAttempts: number
  readonly pushWaiting: boolean
  /** The server is of another version: it is not given anything, and goes on telling the news. */
  readonly pushHeld: boolean
  readonly wantPull: boolean
  readonly wantPush: boolean
  /** It is time to compare some of the mirror with the server. */
  readonly wantDigest: boolean
  /** Somebody wants what the line would not carry to be tried again. */
  readonly wantDeliver: boolean
  /** Batches pushed since the last pull. */
  readonly pushedSincePull: number
  /** Commands per push: halved when the server cannot take so much at once, restored when it takes them. */
  readonly batch: number
  /** It has just joined as another terminal, and nothing has been sent since: it does not do so twice over. */
  readonly rejoined: boolean
  /** What the server will not do for this terminal as things are: revoked, cloned, too new. Asked again at leisure. */
  readonly trouble: { readonly activity: Activity; readonly reason: LineProblem } | null
}

export type Activity = 'hello' | 'mirror' | 'pull' | 'push' | 'digest' | 'deliver' | 'rejoin' | 'salvage'

export type SyncEvent =
  | { readonly type: 'started'; readonly enrolled: boolean }
  | { readonly type: 'enrolled' }
  /** A command was committed here. */
  | { readonly type: 'committed' }
  /** Another terminal says that something changed. */
  | { readonly type: 'poke' }
  /** The channel of pokes is open: what was poked before is unknown. */
  | { readonly type: 'joined' }
  | { readonly type: 'try_now' }
  | { readonly type: 'practise'; readonly on: boolean }
  | { readonly type: 'timer'; readonly timer: TimerName }
  | {
      readonly type: 'greeted'
      readonly mirrored: boolean
      readonly pending: boolean
      /** Whose version is too old for commands to go up. */
      readonly outdated?: 'update_terminal' | 'update_server' | null
    }
  | { readonly type: 'mirrored'; readonly complete: boolean }
  | { readonly type: 'pulled'; readonly pending: boolean }
  /** `held`: the rest has to wait until another terminal has brought back what the server forgot. */
  | { readonly type: 'pushed'; readonly count: number; readonly more: boolean; readonly held?: boolean }
  /** Some of the mirror was compared, and put right where it differed. */
  | { readonly type: 'compared'; readonly more: boolean }
  /** What the line would not carry was tried again. */
  | { readonly type: 'delivered' }
  /** This copy of a terminal is one of its own now. */
  | { readonly type: 'rejoined' }
  /** The server has some of what is left here; when it has all, everything here is gone. */
  | { readonly type: 'salvaged'; readonly wiped: boolean }
  | { readonly type: 'failed'; readonly activity: Activity; readonly failure: SyncFailure }

export type SyncFailure =
  /** Nobody answers, or not in a way that means anything: try again later, at least after so long. */
  | { readonly type: 'down'; readonly afterMs?: number; readonly problem?: 'bad_answers' }
  /** The server answers, and would not do this: too much at once, or something wrong with it. */
  | {
      readonly type: 'refused'
      /** Half as much may go through. */
      readonly tooMuch: boolean
      /** What did not go through has been left out: the rest can go. */
      readonly leftOut?: boolean
      readonly afterMs?: number
    }
  /** What this terminal knows of the server no longer holds: greet it again. */
  | { readonly type: 'stale' }
  | { readonly type: 'trouble'; readonly reason: LineProblem }

export type TimerName = 'retry' | 'push_retry' | 'settle' | 'steady' | 'digest'

export type SyncEffect =
  | { readonly type: 'run'; readonly activity: Activity; readonly batch: number }
  /** Cuts the line, which ends what is under way, or lets it back. */
  | { readonly type: 'cut'; readonly on: boolean }
  | { readonly type: 'listen'; readonly on: boolean }
  | { readonly type: 'poke_others' }
  /** Starts the timer, or starts it anew: after a time between the two, as chance will have it. */
  | { readonly type: 'wait'; readonly timer: TimerName; readonly minMs: number; readonly maxMs: number }
  | { readonly type: 'cancel'; readonly timer: TimerName }

export interface Step {
  readonly state: SyncState
  readonly effects: readonly SyncEffect[]
}

export const maxBatch = 50

/**
 * So many batches may go up before news come in. Each pull runs again what is still queued, and each push is followed
 * by a poke, our own: with a pull between any two batches 600 commands took twice as long.
 */
const maxPushesInRow = 8

export const initialState: SyncState = {
  mode: 'not_enrolled',
  busy: null,
  cut: false,
  line: 'unknown',
  attempts: 0,
  waiting: false,
  pushAttempts: 0,
  pushWaiting: false,
  pushHeld: false,
  wantPull: false,
  wantPush: false,
  wantDigest: false,
  wantDeliver: false,
  pushedSincePull: 0,
  batch: maxBatch,
  rejoined: false,
  trouble: null,
}

export function step(before: SyncState, event: SyncEvent): Step {
  const reaction = react(before, event)
  const activity = nextActivity(reaction.state)
  if (activity === null) return reaction
  const { state } = reaction
  return {
    state: {
      ...state,
      busy: activity,
      wantPull: state.wantPull && activity !== 'pull',
      wantPush: state.wantPush && activity !== 'push',
      wantDigest: state.wantDigest && activity !== 'digest',
      wantDeliver: state.wantDeliver && activity !== 'deliver',
    },
    effects: [...reaction.effects, { type: 'run', activity, batch: state.batch }],
  }
}

/** What there is to do now. After an absence news come first, so that work goes up as the newest rows would have it. */
function nextActivity(state: SyncState): Activity | null {
  if (state.busy !== null || state.cut || state.waiting) return null
  const push = state.wantPush && !state.pushWaiting && !state.pushHeld
  switch (state.mode) {
    case 'not_enrolled':
      return null
    case 'greeting':
      return 'hello'
    case 'mirroring':
      // what was queued anew is first run on the rows of now: another may have given the same codes
      return push && !state.rejoined ? 'push' : 'mirror'
    case 'live':
      if (state.wantPull && (!push || state.pushedSincePull >= maxPushesInRow)) return 'pull'
      if (push) return 'push'
      if (state.wantDeliver) return 'deliver'
      return state.wantDigest ? 'digest' : null
    case 'rejoining':
      return 'rejoin'
    case 'leaving':
      return 'salvage'
    default:
      return unreachable(state.mode)
  }
}

function react(state: SyncState, event: SyncEvent): Step {
  switch (event.type) {
    case 'started':
      return event.enrolled ? connect(state) : keep(state)
    case 'enrolled':
      return state.mode === 'not_enrolled' ? connect(state) : joinedAnew(state)
    case 'committed':
      return keep({ ...state, wantPush: true })
    case 'poke':
    case 'joined':
      return hurry({ ...state, wantPull: true }, event.type === 'joined' ? [settle] : [])
    case 'try_now':
      return hurry({ ...state, wantPull: true, wantPush: true, wantDeliver: true }, [])
    case 'practise':
      return practise(state, event.on)
    case 'timer':
      return onTimer(state, event.timer)
    case 'greeted':
      return onGreeted(up(state), event)
    case 'mirrored':
      return keep({
        ...up(state),
        mode: event.complete && state.mode === 'mirroring' ? 'live' : state.mode,
        wantPull: true,
      })
    case 'pulled':
      return keep(
        { ...up(state), attempts: 0, pushedSincePull: 0, wantPush: state.wantPush || event.pending },
        [steady],
      )
    case 'pushed':
      return onPushed(up(state), event)
    case 'compared':
      return keep(up(state), [event.more ? nextDigest : laterDigest])
    case 'delivered':
      return keep(up(state))
    case 'rejoined':
      return keep({ ...up(state), mode: 'greeting', rejoined: true, trouble: null })
    case 'salvaged':
      return event.wiped ? leave(up(state)) : keep(up(state))
    case 'failed':
      return onFailed({ ...state, busy: null }, event.activity, event.failure)
    default:
      return unreachable(event)
  }
}

function connect(state: SyncState): Step {
  if (state.cut) return keep({ ...state, mode: 'greeting' })
  return keep({ ...state, mode: 'greeting' }, [{ type: 'listen', on: true }])
}

/** The server did not know it, and does again, under another name: what waited for that goes on. */
function joinedAnew(state: SyncState): Step {
  if (state.trouble?.reason !== 'not_a_terminal') return keep(state)
  return hurry({ ...state, mode: 'greeting', rejoined: true, trouble: null }, [])
}

/** A sign of life, or a person who wants it now: waiting is over. */
function hurry(state: SyncState, effects: readonly SyncEffect[]): Step {
  if (state.mode === 'not_enrolled')
    return keep({ ...state, wantPull: false, wantPush: false, wantDeliver: false })
  const mode = state.pushHeld ? 'greeting' : state.mode
  return keep({ ...state, mode, waiting: false, attempts: 0, pushWaiting: false, pushAttempts: 0 }, [
    ...effects,
    { type: 'cancel', timer: 'retry' },
    { type: 'cancel', timer: 'push_retry' },
  ])
}

function practise(state: SyncState, on: boolean): Step {
  if (on === state.cut) return keep(state)
  if (on) {
    const cut: SyncState = { ...state, cut: true, line: 'down', waiting: false, pushWaiting: false }
    return keep(cut, [{ type: 'cut', on: true }, { type: 'listen', on: false }, ...cancelAll])
  }
  const restored: SyncState = { ...state, cut: false, line: 'unknown', attempts: 0, pushAttempts: 0 }
  const { state: next, effects } = restored.mode === 'not_enrolled' ? keep(restored) : connect(restored)
  return keep(next, [{ type: 'cut', on: false }, ...effects])
}

function onTimer(state: SyncState, timer: TimerName): Step {
  switch (timer) {
    case 'retry':
      return keep({ ...state, waiting: false })
    case 'push_retry':
      // a server of another version may have been brought up to date
      return keep({ ...state, pushWaiting: false, mode: state.pushHeld ? 'greeting' : state.mode })
    case 'settle':
    case 'steady':
      return keep({ ...state, wantPull: true })
    case 'digest':
      return keep({ ...state, wantDigest: true })
    default:
      return unreachable(timer)
  }
}

function onGreeted(
  state: SyncState,
  { mirrored, pending, outdated = null }: Extract<SyncEvent, { readonly type: 'greeted' }>,
): Step {
  const { trouble } = state
  const before = trouble?.activity === 'push' && !overWithGreeting.has(trouble.reason) ? trouble : null
  return keep(
    {
      ...state,
      trouble: outdated === null ? before : { activity: 'push', reason: outdated },
      mode: mirrored ? 'live' : 'mirroring',
      pushHeld: outdated !== null,
      pushedSincePull: maxPushesInRow,
      wantPull: true,
      wantPush: pending,
    },
    [settle, nextDigest, ...(outdated === null ? [] : [{ ...atLeisure, timer: 'push_retry' } as const])],
  )
}

/** What a greeting that went well shows to be so no more. */
const overWithGreeting: ReadonlySet<LineProblem> = new Set([
  'bad_answers',
  'update_server',
  'update_terminal',
  'revoked',
])

/** A full batch is followed by the next; the last is followed by a pull, which brings what the server made of them. */
function onPushed(
  state: SyncState,
  { count, more, held = false }: Extract<SyncEvent, { readonly type: 'pushed' }>,
): Step {
  const after: SyncState = {
    ...state,
    attempts: 0,
    pushAttempts: 0,
    pushWaiting: held,
    pushedSincePull: state.pushedSincePull + 1,
    trouble: null,
    rejoined: state.rejoined && count === 0,
    batch: count >= state.batch ? Math.min(maxBatch, state.batch * 2) : state.batch,
    wantPush: state.wantPush || more,
    wantPull: state.wantPull || held || !more,
  }
  return keep(after, [
    ...(count > 0 && (held || !more) ? [{ type: 'poke_others' } as const] : []),
    ...(held ? [heldRetry] : []),
  ])
}

/** Everything of the hotel is gone from here. */
function leave(state: SyncState): Step {
  return keep(
    {
      ...initialState,
      cut: state.cut,
      line: state.line,
      trouble: { activity: 'salvage', reason: 'revoked' },
    },
    [{ type: 'listen', on: false }, ...cancelAll],
  )
}

function onFailed(state: SyncState, activity: Activity, failure: SyncFailure): Step {
  const after: SyncState = {
    ...state,
    wantPull: state.wantPull || activity === 'pull',
    wantPush: state.wantPush || activity === 'push',
  }
  if (after.cut) return keep({ ...after, mode: 'greeting' })
  switch (failure.type) {
    case 'down':
      return retryLater(
        { ...after, line: 'down', trouble: troubleOf(after, activity, failure.problem) },
        failure.afterMs ?? 0,
      )
    case 'refused':
      if (activity === 'push') return pushLater(after, failure)
      // a server that does not compare is a server all the same
      if (activity === 'digest') return keep({ ...after, line: 'up' }, [laterDigest])
      if (activity === 'deliver') return keep({ ...after, line: 'up' })
      return retryLater(
        { ...after, line: 'down', batch: Math.max(1, Math.floor(after.batch / 2)) },
        failure.afterMs ?? 0,
      )
    case 'stale':
      // once is news; when the greeting has changed nothing, who answers is not of one mind
      return retryLater(
        after.attempts === 0 ? after : { ...after, trouble: { activity, reason: 'bad_answers' } },
        0,
      )
    case 'trouble':
      return inTrouble({ ...after, trouble: { activity, reason: failure.reason } }, activity, failure.reason)
    default:
      return unreachable(failure)
  }
}

/** Answers that mean nothing are over when an answer means something, or when there is none. */
function troubleOf(
  { trouble }: SyncState,
  activity: Activity,
  problem: 'bad_answers' | undefined,
): SyncState['trouble'] {
  if (problem !== undefined) return { activity, reason: problem }
  return trouble?.reason === 'bad_answers' ? null : trouble
}

/** What has a way out goes that way at once; the rest is asked again at leisure. */
function inTrouble(state: SyncState, activity: Activity, reason: LineProblem): Step {
  if (reason === 'revoked' && activity !== 'salvage') return keep({ ...state, mode: 'leaving' })
  if (reason === 'cloned' && activity !== 'rejoin' && !state.rejoined)
    return keep({ ...state, mode: 'rejoining' })
  return wait({ ...state, mode: 'greeting' }, activity)
}

/** Only pushes wait where only pushes are in trouble; the greeting goes out all the same, to see whether it is over. */
function wait(state: SyncState, activity: Activity): Step {
  if (activity === 'push') {
    return keep({ ...state, line: 'up', pushWaiting: true }, [{ ...atLeisure, timer: 'push_retry' }])
  }
  return keep({ ...state, line: 'down', waiting: true }, [{ ...atLeisure, timer: 'retry' }])
}

function retryLater(state: SyncState, afterMs: number): Step {
  return keep({ ...state, mode: 'greeting', waiting: true, attempts: state.attempts + 1 }, [
    backoff('retry', state.attempts, afterMs),
  ])
}

function pushLater(
  state: SyncState,
  { tooMuch, leftOut, afterMs }: Extract<SyncFailure, { readonly type: 'refused' }>,
): Step {
  const after: SyncState = { ...state, line: 'up', wantPull: true }
  if (leftOut === true) return keep({ ...after, pushAttempts: 0 })
  if (tooMuch && after.batch > 1) return keep({ ...after, batch: Math.floor(after.batch / 2) })
  return keep({ ...after, pushWaiting: true, pushAttempts: after.pushAttempts + 1 }, [
    backoff('push_retry', after.pushAttempts, afterMs ?? 0),
  ])
}

/** Full jitter: anywhere up to a ceiling that doubles from 1 to 60 seconds, so that desks do not come back in step. */
function backoff(timer: TimerName, attempts: number, afterMs: number): SyncEffect {
  return {
    type: 'wait',
    timer,
    minMs: afterMs,
    maxMs: afterMs + Math.min(60_000, 1000 * 2 ** Math.min(attempts, 6)),
  }
}

/** A change that was under way while the first pull looked is seen by a second. */
const settle: SyncEffect = { type: 'wait', timer: 'settle', minMs: 5000, maxMs: 5000 }

/** Pokes get lost: look again every so often whatever happens. */
const steady: SyncEffect = { type: 'wait', timer: 'steady', minMs: 20_000, maxMs: 30_000 }

/** A part of the mirror at a time, while there is nothing else to do: the whole of a large hotel in a quarter of an hour. */
const nextDigest: SyncEffect = { type: 'wait', timer: 'digest', minMs: 60_000, maxMs: 120_000 }
const laterDigest: SyncEffect = { type: 'wait', timer: 'digest', minMs: 1_800_000, maxMs: 3_600_000 }

/** What another terminal has to bring first is on its way, or it will say so with a poke. */
const heldRetry: SyncEffect = { type: 'wait', timer: 'push_retry', minMs: 2000, maxMs: 3000 }

const cancelAll: readonly SyncEffect[] = (['retry', 'push_retry', 'settle', 'steady', 'digest'] as const).map(
  (timer) => ({ type: 'cancel', timer }),
)

const atLeisure = { type: 'wait', minMs: 30_000, maxMs: 60_000 } as const

function up(state: SyncState): SyncState {
  return { ...state, busy: null, line: state.cut ? 'down' : 'up' }
}

function keep(state: SyncState, effects: readonly SyncEffect[] = []): Step {
  return { state, effects }
}
