import {
  initialState,
  step,
  type Activity,
  type SyncEffect,
  type SyncEvent,
  type SyncState,
  type TimerName,
} from '../../../electron/sync/machine.ts'
import type { Random } from '../../load/random.ts'
import type { Agenda } from './agenda.ts'
import type { Flaw, ModelOp, Snapshot } from './model-server.ts'
import type { ModelLine } from './model-line.ts'

/** What a terminal keeps through a crash. */
interface Disk {
  outbox: KeptModelOp[]
  mirror: Map<string, string>
  cursor: Snapshot | null
  epoch: number | null
  includedSeq: number
  numbers: number
}

interface KeptModelOp {
  op: ModelOp
  sent: boolean
  status: 'applied' | 'parked' | null
}

export interface ModelTerminal {
  readonly number: number
  /** The clerk does something: it is done when this returns. Answers its id, or null where the room is not free. */
  readonly perform: (kind: ModelOp['kind'], key: string, value: string) => string | null
  readonly hear: (event: SyncEvent) => void
  readonly crash: () => void
  /** What the clerk sees: the server's rows, and on them what is on its way. */
  readonly view: () => ReadonlyMap<string, string>
  readonly mirror: () => ReadonlyMap<string, string>
  readonly ops: () => readonly KeptModelOp[]
  readonly pending: () => number
  readonly isMirrored: () => boolean
}

export interface TerminalParts {
  readonly number: number
  readonly agenda: Agenda
  readonly random: Random
  readonly line: ModelLine
  readonly flaw: Flaw
  readonly pokeOthers: () => void
  readonly onApplied: () => void
}

/** The real machine over a disk of maps: its loop does what `create-sync.ts` does, without SQLite and without promises. */
export function createModelTerminal(parts: TerminalParts): ModelTerminal {
  const { number, agenda, random, line, flaw } = parts
  const disk: Disk = { outbox: [], mirror: new Map(), cursor: null, epoch: null, includedSeq: 0, numbers: 0 }
  const timers = new Map<TimerName, () => void>()
  let state: SyncState = { ...initialState, mode: 'greeting' }
  /** Changes with every crash: what is still under way then answers nobody. */
  let life = 0

  const pending = (): KeptModelOp[] => disk.outbox.filter(({ status }) => status === null)

  function dispatch(event: SyncEvent): void {
    const next = step(state, event)
    state = next.state
    for (const effect of next.effects) perform(effect)
  }

  function perform(effect: SyncEffect): void {
    switch (effect.type) {
      case 'run':
        return run(effect.activity, effect.batch)
      case 'wait':
        timers.get(effect.timer)?.()
        timers.set(
          effect.timer,
          agenda.after(effect.minMs + random.next() * (effect.maxMs - effect.minMs), () =>
            dispatch({ type: 'timer', timer: effect.timer }),
          ),
        )
        return
      case 'cancel':
        timers.get(effect.timer)?.()
        timers.delete(effect.timer)
        return
      case 'poke_others':
        return parts.pokeOthers()
      case 'cut':
        return line.cut(effect.on)
      case 'listen':
    }
  }

  function run(activity: Activity, batch: number): void {
    const mine = life
    const end = (event: SyncEvent): void => {
      if (mine === life) dispatch(event)
    }
    const fail = (failure: Extract<SyncEvent, { readonly type: 'failed' }>['failure']): void =>
      end({ type: 'failed', activity, failure })
    switch (activity) {
      case 'hello':
        return line.ask(
          (server) => server.hello(number),
          fail,
          (reply) => mine === life && end(greet(reply)),
        )
      case 'mirror':
        return line.ask(
          (server) => {
            const at = server.snapshot()
            return { at, epoch: server.hello(number).epoch, rows: server.rowsIn(at) }
          },
          fail,
          ({ at, epoch, rows }) => {
            if (mine !== life) return
            if (epoch !== disk.epoch) return fail({ type: 'stale' })
            disk.mirror = new Map(rows)
            disk.cursor = at
            rebase()
            end({ type: 'mirrored', complete: true })
          },
        )
      case 'pull': {
        const base = disk.cursor
        if (base === null) return fail({ type: 'stale' })
        return line.ask(
          (server) => server.pull(number, base),
          fail,
          (reply) => {
            if (mine !== life) return
            if (reply === 'stale' || (reply.epoch !== disk.epoch && flaw !== 'ignores_epoch')) {
              disk.cursor = null
              return fail({ type: 'stale' })
            }
            for (const [key, value] of reply.rows) disk.mirror.set(key, value)
            for (const { seq, status } of reply.results) settle(seq, status)
            disk.cursor = reply.target
            disk.includedSeq = reply.ackedSeq
            rebase()
            parts.onApplied()
            end({ type: 'pulled', pending: pending().length > 0 })
          },
        )
      }
      case 'push': {
        const ops = pending().slice(0, batch)
        if (ops.length === 0)
          return void agenda.after(0, () => end({ type: 'pushed', count: 0, more: false }))
        for (const kept of ops) kept.sent = true
        return line.push(
          ops.map(({ op }) => op),
          (failure) => {
            if (flaw === 'trusts_silence' && mine === life)
              for (const { op } of ops) settle(op.seq, 'applied')
            fail(failure)
          },
          (reply) => {
            if (mine !== life) return
            if (reply === 'gap') return fail({ type: 'trouble', reason: 'push_refused' })
            if (reply === 'other_content') return fail({ type: 'trouble', reason: 'push_refused' })
            for (const { seq, status } of reply.results) settle(seq, status)
            if (reply.epoch !== disk.epoch && flaw !== 'ignores_epoch') return fail({ type: 'stale' })
            end({ type: 'pushed', count: ops.length, more: pending().length > 0 })
          },
        )
      }
      case 'deliver':
        return void agenda.after(0, () => end({ type: 'delivered' }))
      case 'digest':
      case 'rejoin':
      case 'salvage':
        return void agenda.after(0, () => end({ type: 'compared', more: false }))
    }
  }

  function greet({ epoch, lastSeq }: { readonly epoch: number; readonly lastSeq: number }): SyncEvent {
    if (epoch !== disk.epoch && flaw !== 'ignores_epoch') {
      for (const kept of disk.outbox) if (kept.op.seq > lastSeq) kept.status = null
      disk.cursor = null
      disk.includedSeq = Math.min(disk.includedSeq, lastSeq)
    }
    disk.epoch = flaw === 'ignores_epoch' ? (disk.epoch ?? epoch) : epoch
    return { type: 'greeted', mirrored: disk.cursor !== null, pending: pending().length > 0 }
  }

  function settle(seq: number, status: 'applied' | 'parked'): void {
    const kept = disk.outbox[seq - 1]
    if (kept !== undefined) kept.status = status
  }

  /** What was given to the line keeps its bytes; the rest is made anew on the rows of now. */
  function rebase(): void {
    let head = 0
    for (const kept of disk.outbox) {
      if (!kept.sent || flaw === 'rewrites_sent') {
        kept.op = seal({ ...kept.op, was: disk.mirror.get(kept.op.key) ?? null, prevHash: head })
      }
      head = kept.op.hash
    }
  }

  function view(): ReadonlyMap<string, string> {
    const rows = new Map(disk.mirror)
    for (const { op, status } of disk.outbox) {
      if (op.seq > disk.includedSeq && status !== 'parked') rows.set(op.key, op.value)
    }
    return rows
  }

  return {
    number,
    perform: (kind, key, value) => {
      const now = view().get(key)
      if (kind === 'claim' && now !== undefined) return null
      const seq = disk.outbox.length + 1
      const id = `${number}:${seq}`
      disk.numbers += 1
      const op = seal({
        terminal: number,
        seq,
        id,
        kind,
        key: kind === 'pay' ? `${key} ${id}` : key,
        value: kind === 'claim' ? id : value,
        was: now ?? null,
        prevHash: disk.outbox.at(-1)?.op.hash ?? 0,
        hash: 0,
      })
      disk.outbox.push({ op, sent: false, status: null })
      dispatch({ type: 'committed' })
      return id
    },
    hear: dispatch,
    crash: () => {
      life += 1
      for (const cancel of timers.values()) cancel()
      timers.clear()
      line.cut(false)
      state = { ...initialState, mode: 'greeting' }
      dispatch({ type: 'started', enrolled: true })
    },
    view,
    mirror: () => disk.mirror,
    ops: () => disk.outbox,
    pending: () => pending().length,
    isMirrored: () => disk.cursor !== null,
  }
}

/** A hash that follows from the one before and from all that the command says. */
function seal(op: ModelOp): ModelOp {
  let hash = op.prevHash ^ 0x9e3779b9
  for (const text of [op.id, op.kind, op.key, op.value, op.was ?? '-']) {
    for (let index = 0; index < text.length; index += 1)
      hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return { ...op, hash: hash | 1 }
}
