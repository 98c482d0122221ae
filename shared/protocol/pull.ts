import { z } from 'zod'
import { opResult } from './envelope.ts'
import { wireValue, type WireValue } from './wire.ts'

/** `sync_enrol(p_code, p_name, p_secret, p_public_key)`: makes the terminal and its own sign-in. */
export const enrolReply = z.object({
  terminalId: z.uuid(),
  series: z.string(),
  /** The device signs in with this address and the secret it chose. */
  email: z.string(),
})

/** `sync_hello(p_protocol)`: who I am to the server, and what it would have me mirror. */
export const helloReply = z.object({
  protocol: z.object({ min: z.int(), max: z.int() }),
  /** Newest migration, as a number: envelopes carry it. */
  schemaVersion: z.int(),
  epoch: z.string(),
  serverTime: z.iso.datetime({ offset: true }),
  terminalId: z.uuid(),
  series: z.string(),
  /** The last command the server has from this terminal, and its hash. */
  lastSeq: z.int(),
  lastHash: z.string().length(64),
  /** In the order in which parents come before children; `rows` is an estimate for progress. */
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()), rows: z.int() })),
})

/**
 * A page of rows: per table, arrays in the order of the table's columns in `helloReply`. What a row holds has come out of
 * JSON and is not looked through here, which took five times as long as reading it: the store checks each value by its column.
 */
const rowsByTable = z.record(z.string(), z.array(z.custom<readonly WireValue[]>(Array.isArray)))

/**
 * `sync_snapshot(p_table, p_after, p_limit)`: the first mirror, one table by primary key.
 * `sync_snapshot_today()`: the same shape over all tables at once: the house, the stays of today and all they hang on.
 */
export const snapshotPage = z.object({
  epoch: z.string(),
  /** `pg_current_snapshot()` of this page; the first page's becomes the cursor. */
  snapshot: z.string(),
  rows: rowsByTable,
  /** The id to go on after, or null at the end of the table. */
  after: z.uuid().nullable(),
})

/** `sync_pull(p_base, p_target, p_after, p_limit)`: what changed between two snapshots. */
export const pullPage = z.object({
  epoch: z.string(),
  /** The snapshot that this round leads to: sent back as `p_target` for the round's next page. */
  target: z.string(),
  rows: rowsByTable,
  /** Ids of rows that are gone or have left this terminal's scope. */
  gone: z.record(z.string(), z.array(z.uuid())),
  /** My commands up to this seq are included in `target`. */
  ackedSeq: z.int(),
  /** Results of my commands that were stored since `p_base` (or all unacknowledged ones). */
  results: z.array(opResult),
  /** Opaque place to go on from, or null when the round is complete. */
  after: wireValue,
  serverTime: z.iso.datetime({ offset: true }),
})

/** `sync_push(p_ops)`: at most 50 ops, in one transaction, a savepoint each. */
export const pushReply = z.object({
  epoch: z.string(),
  lastSeq: z.int(),
  results: z.array(opResult),
})

export type EnrolReply = z.output<typeof enrolReply>
export type HelloReply = z.output<typeof helloReply>
export type SnapshotPage = z.output<typeof snapshotPage>
export type PullPage = z.output<typeof pullPage>
export type PushReply = z.output<typeof pushReply>
