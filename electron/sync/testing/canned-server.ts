import { z } from 'zod'
import { envelope } from '../../../shared/protocol/envelope.ts'
import { schemaVersion, tables } from '../../../shared/protocol/rows.ts'
import type { WireValue } from '../../../shared/protocol/wire.ts'
import { firstHash } from '../../outbox/envelope.ts'
import { openSmallHotel, roomId } from '../../outbox/testing/small-hotel.ts'
import type { Fetch } from '../../remote/gate.ts'
import { columnsOf, storedToWire, type StoredRecord } from '../../store/codec.ts'

const cannedTerminalId = '00000000-0000-7000-8000-0000000000a9'
export const cannedRoomId = roomId

/** What an answer is turned into before it is given. */
export type Lie = (answer: object) => unknown

export interface CannedServer {
  readonly fetch: Fetch
  /** From now on answers to this function are lies; null makes it honest again. */
  readonly tell: (rpc: string, lie: Lie | null) => void
  /** Hashes of the commands that it has taken, in order. */
  readonly taken: () => readonly string[]
  /** The answers it gave, counted. */
  readonly asked: (rpc: string) => number
}

/** The smallest server that a terminal can be enrolled at: one clean room, and everything sent is taken as it is. */
export function createCannedServer(): CannedServer {
  const lies = new Map<string, Lie>()
  const asked = new Map<string, number>()
  const taken: { readonly seq: number; readonly opId: string; readonly hash: string }[] = []
  const head = { epoch: 'epoch-1', scope: 'scope-1' }
  const serverTime = '2026-08-13T14:00:00.000Z'

  const result = (op: (typeof taken)[number]) => ({
    ...op,
    status: 'applied',
    reason: null,
    detail: {},
    order: op.seq,
  })

  function push(args: Readonly<Record<string, unknown>>): object {
    const results = pushed.parse(args['p_ops']).map(({ seq, body, hash }) => {
      const known = taken.find((op) => op.seq === seq)
      const op = known ?? { seq, opId: envelope.parse(JSON.parse(body)).opId, hash }
      if (known === undefined) taken.push(op)
      return result(op)
    })
    return { ...head, lastSeq: taken.length, results, held: 0, receipt: 'r' }
  }

  const answers: Readonly<Record<string, (args: Readonly<Record<string, unknown>>) => object>> = {
    sync_enrol: () => ({ terminalId: cannedTerminalId, series: 'A', email: 'terminal@terminals.invalid' }),
    sync_hello: () => ({
      ...head,
      protocol: { min: 1, max: 1 },
      schemaVersion,
      oldestSchemaVersion: schemaVersion,
      serverTime,
      terminalId: cannedTerminalId,
      series: 'A',
      lastSeq: taken.length,
      lastHash: taken.at(-1)?.hash ?? firstHash,
      receipt: 'r',
      tables: Object.entries(tables).map(([name, { columns }]) => ({
        name,
        columns: columns.map((column) => column.name),
        rows: 1,
      })),
    }),
    sync_snapshot_today: () => ({ ...head, snapshot: '10:10:', rows: cannedRows(), after: null }),
    sync_snapshot: (args) => {
      const table = String(args['p_table'])
      return { ...head, snapshot: '10:10:', rows: { [table]: cannedRows()[table] ?? [] }, after: null }
    },
    sync_pull: () => ({
      ...head,
      target: '11:11:',
      rows: {},
      gone: {},
      ackedSeq: 0,
      results: taken.map(result),
      after: null,
      serverTime,
    }),
    sync_push: push,
  }

  return {
    fetch: async (input, init) => {
      const url = input instanceof Request ? input.url : String(input)
      if (url.includes('/auth/')) return Response.json(session)
      const name = /\/rpc\/(\w+)/.exec(url)?.[1] ?? ''
      asked.set(name, (asked.get(name) ?? 0) + 1)
      const args = z
        .record(z.string(), z.unknown())
        .parse(JSON.parse(typeof init?.body === 'string' ? init.body : '{}'))
      const before = taken.length
      const answer = answers[name]?.(args) ?? {}
      const lie = lies.get(name)
      const said = lie === undefined ? answer : lie(answer)
      // who lies has not done it
      if (lie !== undefined) taken.length = before
      return said instanceof Response ? said : Response.json(said)
    },
    tell: (rpc, lie) => {
      if (lie === null) lies.delete(rpc)
      else lies.set(rpc, lie)
    },
    taken: () => taken.map(({ hash }) => hash),
    asked: (rpc) => asked.get(rpc) ?? 0,
  }
}

const pushed = z.array(z.object({ seq: z.int(), body: z.string(), hash: z.string() }))

const session = {
  access_token: 'a',
  refresh_token: 'r',
  token_type: 'bearer',
  expires_in: 3600,
  user: { id: cannedTerminalId, aud: 'authenticated', created_at: '2026-01-01T00:00:00Z' },
}

/** The rows of the smallest hotel, as they travel. */
export function cannedRows(): Readonly<Record<string, readonly (readonly WireValue[])[]>> {
  rows ??= readRows()
  return rows
}

let rows: ReturnType<typeof readRows> | undefined

function readRows(): Readonly<Record<string, readonly (readonly WireValue[])[]>> {
  const hotel = openSmallHotel()
  try {
    return Object.fromEntries(
      (['business_days', 'room_types', 'rooms'] as const).map((table) => [
        table,
        hotel.db
          .prepare<[], StoredRecord>(`select * from ${table}`)
          .all()
          .map((row) => columnsOf(table).map((column) => storedToWire(column, row[column.name] ?? null))),
      ]),
    )
  } finally {
    hotel.throwAway()
  }
}
