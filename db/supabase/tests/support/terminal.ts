import { createHash, createHmac, createPrivateKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto'

import { v5, v7 } from 'uuid'
import { z } from 'zod'

import type { OpResult, QuarantinedOp, RowWrite, SignedOp } from '../../../../shared/protocol/envelope.ts'
import {
  enrolReply,
  helloReply,
  type HelloReply,
  pullPage,
  type PullPage,
  pushReply,
  type PushReply,
  snapshotPage,
  type SnapshotPage,
} from '../../../../shared/protocol/pull.ts'
import { schemaVersion } from '../../../../shared/protocol/rows.ts'
import type { WireRecord } from '../../../../shared/protocol/wire.ts'
import type { Session, TestDatabase } from './database.ts'
import { today } from './hotel.ts'

export interface Meant {
  readonly name: string
  readonly actor: string
  /** Anything at all, to see what becomes of what is no write. */
  readonly writes: readonly unknown[]
  readonly opId?: string
  readonly businessDate?: string
  readonly wall?: string
  readonly serverOffsetMs?: number | null
  readonly schemaVersion?: number
}

/** What a device has made for itself, and its copy has too. */
export interface DeviceKeys {
  readonly secret: string
  /** Ed25519, SPKI in base64. */
  readonly publicKey: string
  /** PKCS 8 in base64. */
  readonly privateKey: string
  readonly signingKey: string
}

/** A terminal as the server sees one: its sign-in, its chain of commands, its calls. It keeps no rows. */
export interface TestTerminal {
  readonly id: string
  readonly series: string
  readonly userId: string
  readonly keys: DeviceKeys
  readonly session: Session
  /** Seals a command as the next of the chain. */
  seal(meant: Meant): SignedOp
  /** Seals any text as the next of the chain. */
  sealBody(body: string): SignedOp
  /** Seals and pushes one command, and gives its end. */
  do(meant: Meant): Promise<OpResult>
  push(ops: readonly (SignedOp | QuarantinedOp)[]): Promise<PushReply>
  hello(): Promise<HelloReply>
  snapshot(table: string, after?: string | null, limit?: number, to?: string | null): Promise<SnapshotPage>
  snapshotToday(): Promise<SnapshotPage>
  pull(base: string, target?: string | null, after?: unknown, limit?: number): Promise<PullPage>
  /** The end of the chain, to go back to or to copy. */
  chain: { seq: number; hash: string }
}

/** Enrols a terminal and opens a connection that acts as its device, as PostgREST would after its sign-in. */
export async function enrolTerminal(db: TestDatabase, name = 'Desk', scope = 'desk'): Promise<TestTerminal> {
  const code = z.string().parse(await db.value('select public.sync_new_enrolment_code($1)', [scope]))
  const anonymous = await db.connect()
  await anonymous.rows('set role anon')
  const keys = makeKeys()
  const reply = enrolReply.parse(
    await anonymous.value('select public.sync_enrol($1, $2, $3, $4, $5)', [
      code,
      name,
      keys.secret,
      keys.publicKey,
      keys.signingKey,
    ]),
  )
  await anonymous.close()
  const userId = z
    .string()
    .parse(await db.value('select auth_user_id from public.terminals where id = $1', [reply.terminalId]))
  return await actAsTerminal(db, { id: reply.terminalId, series: reply.series, userId, keys })
}

/** Enrols the copy of a terminal, with the sign-in that it has from it. */
export async function enrolAgain(db: TestDatabase, original: TestTerminal): Promise<TestTerminal> {
  const keys = makeKeys()
  const reply = enrolReply.parse(
    await original.session.value('select public.sync_enrol_again($1, $2, $3)', [
      keys.secret,
      keys.publicKey,
      keys.signingKey,
    ]),
  )
  const userId = z
    .string()
    .parse(await db.value('select auth_user_id from public.terminals where id = $1', [reply.terminalId]))
  return await actAsTerminal(db, { id: reply.terminalId, series: reply.series, userId, keys })
}

export function makeKeys(): DeviceKeys {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
  })
  return {
    secret: randomBytes(30).toString('base64url'),
    publicKey: publicKey.toString('base64'),
    privateKey: privateKey.toString('base64'),
    signingKey: randomBytes(32).toString('hex'),
  }
}

/** A hash with the device's two proofs that it is its own. */
export function signHash(keys: DeviceKeys, hash: string): Pick<SignedOp, 'hash' | 'mac' | 'signature'> {
  const key = createPrivateKey({
    key: Buffer.from(keys.privateKey, 'base64'),
    format: 'der',
    type: 'pkcs8',
  })
  return {
    hash,
    mac: createHmac('sha256', Buffer.from(keys.signingKey, 'hex')).update(hash).digest('hex'),
    signature: sign(null, Buffer.from(hash), key).toString('base64'),
  }
}

export async function actAsTerminal(
  db: TestDatabase,
  who: {
    readonly id: string
    readonly series: string
    readonly userId: string
    readonly keys: DeviceKeys
  },
): Promise<TestTerminal> {
  const session = await db.connect()
  await actAs(session, who.userId)
  const chain = { seq: 0, hash: '0'.repeat(64) }

  const sealBody = (body: string): SignedOp => {
    chain.hash = createHash('sha256')
      .update(chain.hash + body, 'utf8')
      .digest('hex')
    chain.seq += 1
    return { seq: chain.seq, body, ...signHash(who.keys, chain.hash) }
  }
  const seal = (meant: Meant): SignedOp =>
    sealBody(
      JSON.stringify({
        seq: chain.seq + 1,
        opId: meant.opId ?? v7(),
        name: meant.name,
        args: {},
        actor: meant.actor,
        businessDate: meant.businessDate ?? today,
        at: {
          wall: meant.wall ?? '2026-08-13T14:05:06.789Z',
          monotonicMs: 1,
          serverOffsetMs: meant.serverOffsetMs ?? null,
        },
        offline: true,
        schemaVersion: meant.schemaVersion ?? schemaVersion,
        writes: meant.writes,
        prevHash: chain.hash,
      }),
    )
  const push = async (ops: readonly (SignedOp | QuarantinedOp)[]): Promise<PushReply> =>
    pushReply.parse(await session.value('select public.sync_push($1)', [JSON.stringify(ops)]))

  return {
    ...who,
    session,
    chain,
    seal,
    sealBody,
    push,
    async do(meant) {
      const [result] = (await push([seal(meant)])).results
      if (result === undefined) throw new Error('no result')
      return result
    },
    hello: async () => helloReply.parse(await session.value('select public.sync_hello(1)')),
    snapshot: async (table, after = null, limit = 5000, to = null) =>
      snapshotPage.parse(
        await session.value('select public.sync_snapshot($1, $2, $3, $4)', [table, after, limit, to]),
      ),
    snapshotToday: async () => snapshotPage.parse(await session.value('select public.sync_snapshot_today()')),
    pull: async (base, target = null, after = null, limit = 5000) =>
      pullPage.parse(
        await session.value('select public.sync_pull($1, $2, $3, $4)', [
          base,
          target,
          after === null ? null : JSON.stringify(after),
          limit,
        ]),
      ),
  }
}

/** Everything this connection does from now on is done as the user with these claims. */
export async function actAs(session: Session, userId: string): Promise<void> {
  await session.rows(`select set_config('request.jwt.claims', $1, false)`, [
    JSON.stringify({ sub: userId, role: 'authenticated' }),
  ])
  await session.rows('set role authenticated')
}

export function insert(table: string, id: string, set: WireRecord): RowWrite {
  return { table, id, verb: 'insert', set, was: {} }
}

export function update(table: string, id: string, was: WireRecord, set: WireRecord): RowWrite {
  return { table, id, verb: 'update', set, was }
}

export interface StayToSell {
  readonly type: string
  readonly room?: string | null
  readonly arrival?: string
  readonly departure?: string
  readonly status?: string
  readonly rate?: string
  readonly bookingId?: string
  readonly guestId?: string
}

/** The rows that a new stay is made of, as a terminal writes them. */
export function stayWrites(terminal: TestTerminal, actor: string, stay: StayToSell): readonly RowWrite[] {
  const bookingId = stay.bookingId ?? v7()
  const guestId = stay.guestId ?? v7()
  const arrival = stay.arrival ?? today
  const departure = stay.departure ?? '2026-08-15'
  const room = stay.room ?? null
  const rate = stay.rate ?? '100.00'
  return [
    insert('customers', guestId, { full_name: 'Grace Traveller', created_at: '2026-08-13T14:05:06.789Z' }),
    insert('bookings', bookingId, {
      booking_code: `${terminal.series}-${bookingId.slice(-12)}`,
      customer_id: guestId,
      room_type_id: stay.type,
      room_id: room,
      check_in_date: arrival,
      check_out_date: departure,
      room_rate: rate,
      status: stay.status ?? 'confirmed',
      source: 'direct',
      created_by: actor,
      terminal_id: terminal.id,
      created_at: '2026-08-13T14:05:06.789Z',
      ...(stay.status === 'checked_in' ? { actual_check_in: '2026-08-13T14:05:06.789Z' } : {}),
    }),
    ...nightsBetween(arrival, departure).map((night) =>
      insert('booking_nights', nightId(bookingId, night), {
        booking_id: bookingId,
        night,
        room_id: room,
        room_type_id: stay.type,
        amount: rate,
        holds_room: true,
      }),
    ),
  ]
}

/** A payment and its line of the ledger, as a terminal writes them. */
export function paymentWrites(
  terminal: TestTerminal,
  actor: string,
  bookingId: string,
  amount: string,
  paymentId: string = v7(),
): readonly RowWrite[] {
  return [
    insert('payments', paymentId, {
      payment_code: `P-${paymentId.slice(-12)}`,
      booking_id: bookingId,
      amount,
      payment_method: 'cash',
      payment_date: '2026-08-13T14:05:06.789Z',
      business_date: today,
      terminal_id: terminal.id,
      status: 'completed',
      processed_by: actor,
    }),
    insert('transactions', v5('ledger', paymentId), {
      booking_id: bookingId,
      payment_id: paymentId,
      type: 'payment',
      description: 'Cash',
      business_date: today,
      amount: `-${amount}`,
      terminal_id: terminal.id,
      posted_by: actor,
    }),
  ]
}

export function nightId(bookingId: string, night: string): string {
  return v5(night, bookingId)
}

function nightsBetween(arrival: string, departure: string): readonly string[] {
  const nights: string[] = []
  for (let day = Date.parse(arrival); day < Date.parse(departure); day += 86_400_000) {
    nights.push(new Date(day).toISOString().slice(0, 10))
  }
  return nights
}
