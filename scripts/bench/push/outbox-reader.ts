import Database from 'better-sqlite3'
import { z } from 'zod'
import { rowWrite } from '../../../shared/protocol/envelope.ts'
import type { PeerRow, PeerTable } from '../local-peers/local-peer.ts'

/** A command that was done, and all rows that it wrote: its own, one of the audit for each, and the one of the outbox. */
export interface DoneOp {
  readonly name: string
  readonly writes: readonly z.output<typeof rowWrite>[]
  /** As text, one for each row. */
  readonly rows: readonly string[]
}

export interface OutboxReader {
  readonly lastSeq: () => number
  readonly last: () => DoneOp
  readonly since: (seq: number) => readonly DoneOp[]
  readonly applied: (seq: number) => number
  readonly close: () => void
}

const storedOp = z.object({ name: z.string(), body: z.string(), writes: z.string() })

/** Reads a terminal's outbox beside the terminal. */
export function openOutbox(file: string): OutboxReader {
  const db = new Database(file, { readonly: true })
  const read = db.prepare('select name, body, writes from outbox where seq > ? order by seq')
  const lastSeq = (): number => Number(db.prepare('select coalesce(max(seq), 0) from outbox').pluck().get())
  const since = (seq: number): readonly DoneOp[] => z.array(storedOp).parse(read.all(seq)).map(doneOp)
  return {
    lastSeq,
    since,
    last: () => {
      const [op] = since(lastSeq() - 1)
      if (op === undefined) throw new Error('nothing has been done here')
      return op
    },
    applied: (seq) =>
      Number(
        db
          .prepare(`select count(*) from outbox where seq > ? and status in ('applied', 'merged')`)
          .pluck()
          .get(seq),
      ),
    close: () => void db.close(),
  }
}

function doneOp({ name, body, writes: text }: z.output<typeof storedOp>): DoneOp {
  const writes = z.array(rowWrite).parse(JSON.parse(text))
  const rows = writes.map(({ set }) => JSON.stringify(set))
  // the audit's row holds what was written once more
  return { name, writes, rows: [...rows, ...rows, body] }
}

/** What it added, as rows for a peer. */
export function peerRowsOf({ writes }: DoneOp): readonly PeerTable[] {
  const tables = new Map<string, PeerRow[]>()
  for (const { table, id, verb, set } of writes) {
    if (verb !== 'insert') continue
    const columns: Omit<PeerRow, 'id'> = Object.fromEntries(
      Object.entries(set).map(([name, value]) => [name, storedValue(value)] as const),
    )
    tables.set(table, [...(tables.get(table) ?? []), { ...columns, id }])
  }
  return [...tables].map(([name, rows]) => ({ name, rows }))
}

function storedValue(value: unknown): string | number | null {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value
  return typeof value === 'boolean' ? Number(value) : JSON.stringify(value)
}

/** A row of each table with every column that any of them has. */
export function shapeOf(works: readonly (readonly PeerTable[])[]): readonly PeerTable[] {
  const shape = new Map<string, PeerRow>()
  for (const { name, rows } of works.flat())
    for (const row of rows) shape.set(name, { ...shape.get(name), ...row })
  return [...shape].map(([name, row]) => ({ name, rows: [row] }))
}
