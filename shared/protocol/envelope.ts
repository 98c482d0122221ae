import { z } from 'zod'
import { wireRecord } from './wire.ts'

/** One row that a command made or changed. Rows are never deleted by a terminal. */
export const rowWrite = z.object({
  table: z.string(),
  id: z.uuid(),
  verb: z.enum(['insert', 'update']),
  /** Columns as the command left them; for an insert every column the command gave. */
  set: wireRecord,
  /** For an update, the same columns as the command found them: the base of the server's three-way merge. */
  was: wireRecord,
})

export type RowWrite = z.output<typeof rowWrite>

/** A command as it goes up: what was meant (`name`, `args`) and what it changed (`writes`). */
export const envelope = z.object({
  /** 1, 2, 3 ... per terminal, without a gap. */
  seq: z.int().positive(),
  opId: z.uuid(),
  /** The contract's name of the command, for example `booking.checkIn`. */
  name: z.string(),
  args: z.json(),
  /** The member of staff who did it: a user_profiles id. */
  actor: z.uuid(),
  businessDate: z.iso.date(),
  at: z.object({
    /** The terminal's wall clock. */
    wall: z.iso.datetime(),
    monotonicMs: z.number(),
    /** Terminal clock minus server clock as last measured, or null before it ever was. */
    serverOffsetMs: z.int().nullable(),
  }),
  /** Done while the terminal had no line. */
  offline: z.boolean(),
  schemaVersion: z.int(),
  writes: z.array(rowWrite),
  /** The hash of the command before, or 64 zeros for the first of this terminal. */
  prevHash: z.string().length(64),
})

export type Envelope = z.output<typeof envelope>

/** SHA-256 in hex. */
const hashText = z.string().regex(/^[0-9a-f]{64}$/)

/** That it was this device: for the server at once, and for anybody who has its public key at any time. */
const proof = {
  hash: hashText,
  /** HMAC-SHA256 in hex over the text of `hash`, by the key that the device gave the server when it enrolled. */
  mac: hashText.optional(),
  /** Ed25519 in base64 over the text of `hash`. The server keeps it: not even the server can make one. */
  signature: z.string().optional(),
  /** Where it stood among all commands, for one that the server has acknowledged before it was restored. */
  order: z.int().nonnegative().optional(),
}

/**
 * An envelope on the wire. `body` is the envelope in canonical JSON (RFC 8785) and `hash` is the SHA-256, in hex, of
 * `prevHash` followed by `body`: the server checks the very bytes the terminal hashed, and neither can rewrite alone.
 */
const sealedOp = z.object({
  seq: z.int().positive(),
  body: z.string(),
  ...proof,
})

/**
 * In the place of a command that cannot be carried: its hash, so that the chain goes on and later commands keep their
 * bytes, and what a person needs to know of it. Its text can be handed in later and is then known by its hash.
 */
const quarantinedOp = z.object({
  seq: z.int().positive(),
  ...proof,
  quarantined: z.object({
    opId: z.uuid(),
    name: z.string(),
    actor: z.uuid(),
    businessDate: z.iso.date(),
    /** A word: `too_large`, `not_carried`. */
    reason: z.string().max(30),
  }),
})

export const signedOp = z.union([sealedOp, quarantinedOp])

export type SignedOp = z.output<typeof sealedOp>
export type QuarantinedOp = z.output<typeof quarantinedOp>

/** How a command ended at the server. None is ever dropped. */
export const opStatuses = ['applied', 'merged', 'parked', 'conflict', 'refused'] as const
export type OpStatus = (typeof opStatuses)[number]

export const opResult = z.object({
  seq: z.int(),
  opId: z.uuid(),
  status: z.enum(opStatuses),
  /** Why it was not simply applied: one of `refusalCodes`. */
  reason: z.string().nullable(),
  /** Facts for the conflict card: who holds the room, the server's version of the columns. */
  detail: z.json(),
  /** Its place among the commands of all terminals: sent back with it should the server ever forget it. */
  order: z.int().nonnegative(),
})

export type OpResult = z.output<typeof opResult>
