import { createHash } from 'node:crypto'

import { v5, v7 } from 'uuid'
import { z } from 'zod'

import type { OpResult, RowWrite } from '../../../../shared/protocol/envelope.ts'
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

export interface Op {
  readonly seq: number
  readonly body: string
  readonly hash: string
}

export interface Meant {
  readonly name: string
  readonly actor: string
  /** Anything at all, to see what becomes of what is no write. */
  readonly writes: readonly unknown[]
  readonly opId?: string
  readonly businessDate?: string
}

/** A terminal as the server sees one: its sign-in, its chain of commands, its calls. It keeps no rows. */
export interface TestTerminal {
  readonly id: string
  readonly series: string
  readonly userId: string
  readonly session: Session
  /** Seals a command as the next of the chain. */
  seal(meant: Meant): Op
  /** Seals and pushes one command, and gives its end. */
  do(meant: Meant): Promise<OpResult>
  push(ops: readonly Op[]): Promise<PushReply>
  hello(): Promise<HelloReply>
  snapshot(table: string, after?: string | null, limit?: number): Promise<SnapshotPage>
  snapshotToday(): Promise<SnapshotPage>
  pull(base: string, target?: string | null, after?: unknown, limit?: number): Promise<PullPage>
  /** The end of the chain, to go back to or to copy. */
  chain: { seq: number; hash: string }
}

/** Enrols a terminal and opens a connection that acts as its device, as PostgREST would after its sign-in. */
export async function enrolTerminal(db: TestDatabase, name = 'Desk'): Promise<TestTerminal> {
  const code = z.string().parse(await db.value('select public.sync_new_enrolment_code()'))
  const anonymous = await db.connect()
  await anonymous.rows('set role anon')
  const reply = enrolReply.parse(
    await anonymous.value('select public.sync_enrol($1, $2, $3)', [code, name, 'x'.repeat(40)]),
  )
  await anonymous.close()
  const userId = z
    .string()
    .parse(await db.value('select auth_user_id from public.terminals where id = $1', [reply.terminalId]))
  return await actAsTerminal(db, { id: reply.terminalId, series: reply.series, userId })
}

export async function actAsTerminal(
  db: TestDatabase,
  who: { readonly id: string; readonly series: string; readonly userId: string },
): Promise<TestTerminal> {
  const session = await db.connect()
  await actAs(session, who.userId)
  const chain = { seq: 0, hash: '0'.repeat(64) }

  const seal = (meant: Meant): Op => {
    const seq = chain.seq + 1
    const body = JSON.stringify({
      seq,
      opId: meant.opId ?? v7(),
      name: meant.name,
      args: {},
      actor: meant.actor,
      businessDate: meant.businessDate ?? today,
      at: { wall: '2026-08-13T14:05:06.789Z', monotonicMs: 1, serverOffsetMs: null },
      offline: true,
      schemaVersion,
      writes: meant.writes,
      prevHash: chain.hash,
    })
    chain.hash = createHash('sha256')
      .update(chain.hash + body, 'utf8')
      .digest('hex')
    chain.seq = seq
    return { seq, body, hash: chain.hash }
  }
  const push = async (ops: readonly Op[]): Promise<PushReply> =>
    pushReply.parse(await session.value('select public.sync_push($1)', [JSON.stringify(ops)]))

  return {
    ...who,
    session,
    chain,
    seal,
    push,
    async do(meant) {
      const [result] = (await push([seal(meant)])).results
      if (result === undefined) throw new Error('no result')
      return result
    },
    hello: async () => helloReply.parse(await session.value('select public.sync_hello(1)')),
    snapshot: async (table, after = null, limit = 5000) =>
      snapshotPage.parse(
        await session.value('select public.sync_snapshot($1, $2, $3)', [table, after, limit]),
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
