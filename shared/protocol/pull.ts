import { z } from 'zod'
import { opResult } from './envelope.ts'
import { wireValue, type WireValue } from './wire.ts'

/**
 * `sync_enrol(p_code, p_name, p_secret, p_public_key, p_signing_key)`: makes the terminal and its own sign-in.
 * `sync_enrol_again(p_secret, p_public_key, p_signing_key)`: the copy of a terminal becomes one of its own.
 */
export const enrolReply = z.object({
  terminalId: z.uuid(),
  series: z.string(),
  /** The device signs in with this address and the secret it chose. */
  email: z.string(),
})

/** The server's own signature of the last command it has: it cannot deny it later, and nobody else can make it. */
const receipt = z.string()

/** Which tables and columns this terminal mirrors, as a hash: another one than before means to mirror afresh. */
const scope = z.string()

/** `sync_hello(p_protocol)`: who I am to the server, and what it would have me mirror. */
export const helloReply = z.object({
  protocol: z.object({ min: z.int(), max: z.int() }),
  /** Newest migration, as a number. */
  schemaVersion: z.int(),
  /** The oldest whose envelopes it still understands. */
  oldestSchemaVersion: z.int(),
  epoch: z.string(),
  serverTime: z.iso.datetime({ offset: true }),
  terminalId: z.uuid(),
  series: z.string(),
  /** The last command the server has from this terminal, and its hash. */
  lastSeq: z.int(),
  lastHash: z.string().length(64),
  receipt,
  scope,
  /** In the order in which parents come before children; `rows` is an estimate for progress. */
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()), rows: z.int() })),
})

/**
 * A page of rows: per table, arrays in the order of the table's columns in `helloReply`. What a row holds has come out of
 * JSON and is not looked through here, which took five times as long as reading it: the store checks each value by its column.
 */
const rowsByTable = z.record(z.string(), z.array(z.custom<readonly WireValue[]>(Array.isArray)))

/**
 * `sync_snapshot(p_table, p_after, p_limit, p_to, p_more)`: the first mirror, by primary key, of one table and, where it
 * ends within the page, of those of `p_more` that follow; or a range of it again. `rows` has each table that was begun.
 * `sync_snapshot_today()`: the same shape over all tables at once: the house, the stays of today and all they hang on.
 */
export const snapshotPage = z.object({
  epoch: z.string(),
  scope,
  /** `pg_current_snapshot()` of this page; the first page's becomes the cursor. */
  snapshot: z.string(),
  rows: rowsByTable,
  /** The id to go on after in the last of the tables, or null at its end. */
  after: z.uuid().nullable(),
})

/** `sync_pull(p_base, p_target, p_after, p_limit)`: what changed between two snapshots. */
export const pullPage = z.object({
  epoch: z.string(),
  scope,
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

/** `sync_push(p_ops)`: at most 50 ops, in one transaction. */
export const pushReply = z.object({
  epoch: z.string(),
  lastSeq: z.int(),
  results: z.array(opResult),
  /**
   * How many at the end of the batch were not taken yet: the server was restored, and something that another terminal
   * did before them has not come back. To be sent again.
   */
  held: z.int().nonnegative(),
  receipt,
})

/** `sync_salvage(p_ops, p_done)`: the one thing that a terminal which was sent away may still do. */
export const salvageReply = z.object({
  lastSeq: z.int(),
  results: z.array(opResult),
  /** The door is closed: nothing of the hotel may stay on this device. */
  wipe: z.boolean(),
})

const digestChunks = z.array(
  z.object({
    /** The ids after this one, or from the first on, */
    from: z.uuid().nullable(),
    /** up to this one, or to the last. */
    to: z.uuid().nullable(),
    count: z.int(),
    hash: z.string().length(32),
    /** Changed or gone since `p_base`: not in the hash, whatever is there. */
    changed: z.array(z.uuid()),
  }),
)

/**
 * `sync_digest(p_table, p_base, p_columns, p_after, p_chunks, p_rows, p_more)`: what the rows hash to, range by range, and,
 * where the table ends before enough is compared, those of the tables of `p_more` that follow.
 */
export const digestReply = z.object({
  epoch: z.string(),
  scope,
  chunks: digestChunks,
  more: z.array(z.object({ table: z.string(), chunks: digestChunks })),
  /** The id to go on after in the last of the tables, or null at its end. */
  after: z.uuid().nullable(),
})

/** `sync_lease(p_seq)`: the room nights that this terminal alone may sell; the leases themselves come with the next pull. */
export const leaseReply = z.object({
  /** The server has not got all that this terminal did: nothing was changed. */
  behind: z.boolean(),
  nights: z.int(),
  expiresAt: z.string().nullable(),
})

/** `sync_chain(p_after, p_limit)`: what the server holds of this terminal's commands. */
export const chainReply = z.object({
  lastSeq: z.int(),
  receipt,
  ops: z.array(
    z.object({ seq: z.int(), opId: z.uuid(), hash: z.string().length(64), signature: z.string().nullable() }),
  ),
})

/** `sync_deliver_quarantined(p_seq, p_body)`: is it the text that was left out? */
export const deliverReply = z.object({ matches: z.boolean() })

export type EnrolReply = z.output<typeof enrolReply>
export type HelloReply = z.output<typeof helloReply>
export type SnapshotPage = z.output<typeof snapshotPage>
export type PullPage = z.output<typeof pullPage>
export type PushReply = z.output<typeof pushReply>
export type SalvageReply = z.output<typeof salvageReply>
export type DigestReply = z.output<typeof digestReply>
export type LeaseReply = z.output<typeof leaseReply>
export type ChainReply = z.output<typeof chainReply>
export type DeliverReply = z.output<typeof deliverReply>
