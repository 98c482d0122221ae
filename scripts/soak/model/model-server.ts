/** A command of the model: it claims a room for a night, takes money, or says how clean a room is. */
export interface ModelOp {
  readonly terminal: number
  readonly seq: number
  readonly id: string
  readonly kind: 'claim' | 'pay' | 'clean'
  /** The room-night, the payment, the room. */
  readonly key: string
  readonly value: string
  /** What its author saw there: made anew when it is run again. */
  readonly was: string | null
  readonly prevHash: number
  readonly hash: number
}

export interface ModelResult {
  readonly seq: number
  readonly id: string
  readonly status: 'applied' | 'parked'
}

/** Which transactions are visible: all below `xmax` but those that were under way. */
export interface Snapshot {
  readonly xmax: number
  readonly underWay: ReadonlySet<number>
}

export interface Pulled {
  readonly epoch: number
  readonly target: Snapshot
  readonly rows: readonly (readonly [key: string, value: string])[]
  readonly ackedSeq: number
  readonly results: readonly ModelResult[]
}

export type PushAnswer =
  | { readonly epoch: number; readonly results: readonly ModelResult[] }
  | 'gap'
  | 'other_content'

/** What a careless server or terminal would do: each must be found out. */
export type Flaw =
  | 'none'
  /** The server does again what it has done. */
  | 'redoes_replays'
  /** The cursor is the highest transaction seen, not a snapshot. */
  | 'cursor_by_number'
  /** A terminal makes commands anew that it has given to the line. */
  | 'rewrites_sent'
  /** A terminal takes no answer for a yes. */
  | 'trusts_silence'
  /** A terminal does not notice that the server went back. */
  | 'ignores_epoch'

interface Row {
  readonly value: string
  readonly xid: number
}

interface Life {
  readonly ops: Map<number, { readonly op: ModelOp; readonly result: ModelResult; readonly xid: number }[]>
  readonly rows: Map<string, Row>
}

export interface ModelServer {
  readonly hello: (terminal: number) => { readonly epoch: number; readonly lastSeq: number }
  readonly snapshot: () => Snapshot
  readonly rowsIn: (snapshot: Snapshot) => readonly (readonly [key: string, value: string])[]
  readonly pull: (terminal: number, base: Snapshot) => Pulled | 'stale'
  /** Begins now and commits when the returned function is called: others may be quicker. */
  readonly beginPush: (ops: readonly ModelOp[]) => () => PushAnswer
  readonly backUp: () => void
  readonly goBack: () => void
  readonly ops: (terminal: number) => readonly ModelOp[]
  readonly rows: () => ReadonlyMap<string, string>
}

export function createModelServer(flaw: Flaw): ModelServer {
  let life: Life = { ops: new Map(), rows: new Map() }
  let backup = copyOf(life)
  let epoch = 1
  let nextXid = 1
  let underWay = new Set<number>()

  const opsOf = (terminal: number): Life['ops'] extends Map<number, infer List> ? List : never => {
    const known = life.ops.get(terminal) ?? []
    life.ops.set(terminal, known)
    return known
  }
  const isIn = (xid: number, { xmax, underWay: running }: Snapshot): boolean =>
    xid < xmax && !running.has(xid)
  const snapshot = (): Snapshot => ({ xmax: nextXid, underWay: new Set(underWay) })

  function apply(op: ModelOp, xid: number): ModelResult {
    const there = life.rows.get(op.key)
    const isTaken = op.kind === 'claim' && there !== undefined && there.value !== op.value
    if (isTaken) life.rows.set(`parked ${op.id}`, { value: op.key, xid })
    else if (op.kind === 'pay' && flaw === 'redoes_replays' && there !== undefined)
      life.rows.set(`${op.key} again`, { value: op.value, xid })
    else life.rows.set(op.key, { value: op.value, xid })
    return { seq: op.seq, id: op.id, status: isTaken ? 'parked' : 'applied' }
  }

  function commit(ops: readonly ModelOp[], xid: number): PushAnswer {
    const results: ModelResult[] = []
    for (const op of ops) {
      const done = opsOf(op.terminal)
      const before = done[op.seq - 1]
      if (before !== undefined) {
        if (before.op.hash !== op.hash) return 'other_content'
        if (flaw === 'redoes_replays') apply(op, xid)
        results.push(before.result)
        continue
      }
      if (op.seq !== done.length + 1) return 'gap'
      if (op.prevHash !== (done.at(-1)?.op.hash ?? 0)) return 'other_content'
      const result = apply(op, xid)
      done.push({ op, result, xid })
      results.push(result)
    }
    return { epoch, results }
  }

  return {
    hello: (terminal) => ({ epoch, lastSeq: opsOf(terminal).length }),
    snapshot,
    rowsIn: (at) =>
      [...life.rows].filter(([, { xid }]) => isIn(xid, at)).map(([key, { value }]) => [key, value] as const),
    pull: (terminal, base) => {
      if (base.xmax > nextXid) return 'stale'
      const target = snapshot()
      const isNew = (xid: number): boolean =>
        flaw === 'cursor_by_number'
          ? xid >= base.xmax && isIn(xid, target)
          : isIn(xid, target) && !isIn(xid, base)
      const done = opsOf(terminal).filter(({ xid }) => isIn(xid, target))
      return {
        epoch,
        target,
        rows: [...life.rows]
          .filter(([, { xid }]) => isNew(xid))
          .map(([key, { value }]) => [key, value] as const),
        ackedSeq: done.at(-1)?.op.seq ?? 0,
        results: done.filter(({ xid }) => !isIn(xid, base)).map(({ result }) => result),
      }
    },
    beginPush: (ops) => {
      const xid = nextXid
      const begunIn = epoch
      nextXid += 1
      underWay.add(xid)
      return () => {
        // a restore ends whatever was under way
        if (begunIn !== epoch) return 'gap'
        underWay.delete(xid)
        return commit(ops, xid)
      }
    },
    backUp: () => {
      backup = copyOf(life)
    },
    goBack: () => {
      life = copyOf(backup)
      epoch += 1
      underWay = new Set()
    },
    ops: (terminal) => opsOf(terminal).map(({ op }) => op),
    rows: () => new Map([...life.rows].map(([key, { value }]) => [key, value])),
  }
}

function copyOf({ ops, rows }: Life): Life {
  return { ops: new Map([...ops].map(([terminal, list]) => [terminal, [...list]])), rows: new Map(rows) }
}
