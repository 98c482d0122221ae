import { createHash } from 'node:crypto'

import { v7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'

import type { QuarantinedOp } from '../../../shared/protocol/envelope.ts'
import { chainReply, deliverReply, enrolReply } from '../../../shared/protocol/pull.ts'
import { verifySignatures } from '../../hub/audit/verify-signatures.ts'
import { runJob } from '../../hub/jobs.ts'
import { type Session, sqlStateOf } from './support/database.ts'
import { addBooking } from './support/hotel.ts'
import { openHotel } from './support/open-hotel.ts'
import {
  actAs,
  actAsTerminal,
  enrolAgain,
  enrolTerminal,
  insert,
  makeKeys,
  paymentWrites,
  signHash,
  type TestTerminal,
  update,
} from './support/terminal.ts'

const { db, hotel, actor } = await openHotel()

const aPayment = (terminal: TestTerminal, bookingId: string) => ({
  name: 'folio.takePayment',
  actor,
  writes: paymentWrites(terminal, actor, bookingId, '10.00'),
})
const paidOn = async (bookingId: string) =>
  await db.value(`select paid_amount from public.bookings where id = $1`, [bookingId])

describe('a command is its terminal’s own', () => {
  test('one that another device has sealed, or nobody, is refused with all of its batch', async () => {
    const terminal = await enrolTerminal(db)
    const bookingId = await addBooking(db, { type: hotel.standard })
    const [good, next] = [
      terminal.seal(aPayment(terminal, bookingId)),
      terminal.seal(aPayment(terminal, bookingId)),
    ]
    const { mac: _mac, ...withoutMac } = next
    const { signature: _signature, ...withoutSignature } = next
    for (const forged of [
      { ...next, ...signHash(makeKeys(), next.hash) },
      { ...next, mac: '0'.repeat(64) },
      { ...next, signature: 'no' },
      withoutMac,
      withoutSignature,
    ]) {
      expect(await sqlStateOf(terminal.push([good, forged]))).toBe('FD009')
    }
    expect(await paidOn(bookingId)).toBe('0.00')
    expect((await terminal.push([good, next])).lastSeq).toBe(2)
  })

  test('what stands at the server is proved by the public key alone, and a change by whoever owns the database is seen', async () => {
    const terminal = await enrolTerminal(db)
    const bookingId = await addBooking(db, { type: hotel.standard })
    for (let count = 0; count < 4; count += 1) await terminal.do(aPayment(terminal, bookingId))
    const publicKey = z
      .string()
      .parse(await db.value('select public_key from public.terminals where id = $1', [terminal.id]))
    const commands = async () =>
      z
        .array(
          z.object({
            seq: z.int(),
            body: z.string().nullable(),
            hash: z.string(),
            signature: z.string().nullable(),
          }),
        )
        .parse(
          await db.rows(
            'select seq, body, hash, signature from sync.ops where terminal_id = $1 order by seq',
            [terminal.id],
          ),
        )
    expect(verifySignatures(publicKey, await commands())).toEqual([])
    expect(await faults(terminal)).toEqual([])

    // the owner rewrites history as well as it can: text, hashes, macs, head, audit
    await rewriteHistory(terminal)
    expect(await faults(terminal)).toEqual([])
    expect(verifySignatures(publicKey, await commands())).toEqual([3, 4])
    const lines: string[] = []
    expect((await runJob(db.client, 'verify_chains', (line) => lines.push(line))).outcome).toBe(2)
    expect(lines.filter((line) => line.startsWith('audit:'))).toEqual(
      [3, 4].map((seq) => `audit: not as it was sent terminal=${terminal.id} seq=${seq} fault=signature`),
    )
    const held = chainReply.parse(await terminal.session.value('select public.sync_chain()'))
    expect(held.ops[3]?.hash).not.toBe(terminal.chain.hash)
  })

  test('a receipt shows what the server once had, and only the server can write one', async () => {
    const terminal = await enrolTerminal(db)
    const bookingId = await addBooking(db, { type: hotel.standard })
    const reply = await terminal.push([terminal.seal(aPayment(terminal, bookingId))])
    expect((await terminal.hello()).receipt).toBe(reply.receipt)
    const manager = await db.connect()
    await actAs(manager, hotel.staff.manager)
    const isOurs = async (seq: number, hash: string, receipt: string) =>
      await manager.value('select public.sync_check_receipt($1, $2, $3, $4)', [
        terminal.id,
        seq,
        hash,
        receipt,
      ])
    expect(await isOurs(1, terminal.chain.hash, reply.receipt)).toBe(true)
    expect(await isOurs(2, terminal.chain.hash, reply.receipt)).toBe(false)
    expect(await isOurs(1, '0'.repeat(64), reply.receipt)).toBe(false)
    expect(await isOurs(1, terminal.chain.hash, '0'.repeat(64))).toBe(false)
  })
})

/** As the owner could: the third command pays more than it did, and everything the database itself can make follows. */
async function rewriteHistory(terminal: TestTerminal): Promise<void> {
  await db.transaction(async () => {
    await db.rows('alter table sync.ops disable trigger ops_append_only')
    await db.rows('alter table public.audit_logs disable trigger audit_append_only')
    await db.rows(
      `update sync.ops set body = replace(body, '"10.00"', '"90.00"') where terminal_id = $1 and seq = 3`,
      [terminal.id],
    )
    for (const seq of [3, 4]) {
      await db.rows(
        `update sync.ops o set hash = h.hash, mac = encode(extensions.hmac(convert_to(h.hash, 'UTF8'), k.signing_key, 'sha256'), 'hex')
           from sync.ops b, private.terminal_keys k,
                lateral (select encode(sha256(convert_to(b.hash || (select body from sync.ops where terminal_id = $1 and seq = $2), 'UTF8')), 'hex') as hash) h
          where o.terminal_id = $1 and o.seq = $2 and b.terminal_id = $1 and b.seq = $2 - 1 and k.terminal_id = $1`,
        [terminal.id, seq],
      )
    }
    await db.rows(
      `update sync.terminal_state s set last_hash = o.hash from sync.ops o where s.terminal_id = $1 and o.terminal_id = $1 and o.seq = 4`,
      [terminal.id],
    )
    await db.rows(
      `update public.audit_logs a set new_values = replace(a.new_values::text, '"10.00"', '"90.00"')::jsonb
         from sync.ops o where o.terminal_id = $1 and o.seq = 3 and a.op_id = o.op_id`,
      [terminal.id],
    )
    await db.rows('alter table sync.ops enable trigger ops_append_only')
    await db.rows('alter table public.audit_logs enable trigger audit_append_only')
  })
}

const faults = async (terminal: TestTerminal) =>
  await db.rows('select seq, fault from sync.verify_chain($1) order by seq, fault', [terminal.id])

describe('the chain at the server', () => {
  test('is clean after commands of every end, and each kind of tampering is found', async () => {
    const terminal = await enrolTerminal(db)
    const bookingId = await addBooking(db, { type: hotel.standard })
    await terminal.do(aPayment(terminal, bookingId))
    await terminal.do({ ...aPayment(terminal, v7()) })
    await terminal.do({ name: 'no.such', actor, writes: [] })
    const room = update(
      'rooms',
      hotel.room('101'),
      { housekeeping_status: 'dirty' },
      { housekeeping_status: 'clean' },
    )
    await terminal.do({ name: 'room.setHousekeeping', actor, writes: [room] })
    await terminal.push([terminal.sealBody('not json')])
    await terminal.do(aPayment(terminal, bookingId))
    expect(await faults(terminal)).toEqual([])
    const mine = `terminal_id = '${terminal.id}'`

    for (const [statement, found] of [
      [`update sync.ops set body = body || ' ' where ${mine} and seq = 4`, [{ seq: 4, fault: 'hash' }]],
      [`update sync.ops set mac = repeat('0', 64) where ${mine} and seq = 2`, [{ seq: 2, fault: 'mac' }]],
      [`update sync.ops set signature = null where ${mine} and seq = 2`, [{ seq: 2, fault: 'signature' }]],
      [
        `update sync.terminal_state set last_hash = repeat('0', 64) where ${mine}`,
        [{ seq: 6, fault: 'head' }],
      ],
      [
        `update sync.terminal_state set last_seq = 5, last_hash = (select hash from sync.ops where ${mine} and seq = 5) where ${mine}`,
        [{ seq: 5, fault: 'head' }],
      ],
      [
        `update public.audit_logs set new_values = new_values || '{"amount": "90.00"}' where table_name = 'payments' and op_id = (select op_id from sync.ops where ${mine} and seq = 6)`,
        [{ seq: 6, fault: 'audit' }],
      ],
      [
        `delete from public.audit_logs where table_name = 'rooms' and op_id = (select op_id from sync.ops where ${mine} and seq = 4)`,
        [{ seq: 4, fault: 'audit' }],
      ],
      [
        `insert into public.audit_logs (table_name, action, terminal_id, op_id) values ('rooms', 'UPDATE', '${terminal.id}', gen_random_uuid())`,
        [{ seq: null, fault: 'audit_unknown' }],
      ],
      [
        `delete from sync.ops where ${mine} and seq = 2`,
        [
          { seq: 3, fault: 'gap' },
          { seq: 3, fault: 'hash' },
          { seq: null, fault: 'audit_unknown' },
          { seq: null, fault: 'audit_unknown' },
        ],
      ],
    ] as const) {
      await db.rows('begin')
      for (const table of ['sync.ops', 'public.audit_logs'])
        await db.rows(`alter table ${table} disable trigger user`)
      await db.rows(statement)
      expect(await faults(terminal), statement).toEqual(found)
      await db.rows('rollback')
    }
    expect(await faults(terminal)).toEqual([])
  })
})

describe('a copy of a terminal', () => {
  test('enrols again by itself under a new series; its work goes up under the same ids and counts once', async () => {
    const bookingId = await addBooking(db, { type: hotel.standard })
    const original = await enrolTerminal(db)
    const shared = { ...aPayment(original, bookingId), opId: v7() }
    const copy = await actAsTerminal(db, original)
    await original.do(shared)
    expect(await sqlStateOf(copy.do(aPayment(copy, bookingId)))).toBe('FD002')

    const fork = await enrolAgain(db, original)
    expect(fork.series).not.toBe(original.series)
    expect(fork.id).not.toBe(original.id)
    const again = await fork.do(shared)
    expect(again).toMatchObject({ status: 'applied', seq: 1 })
    const own = await fork.do({
      name: 'folio.takePayment',
      actor,
      writes: [
        ...paymentWrites(fork, actor, bookingId, '5.00'),
        insert('number_series', v7(), {
          terminal_id: fork.id,
          document_type: 'receipt',
          year: 2026,
          last_number: 1,
        }),
      ],
    })
    expect(own.status).toBe('applied')
    expect(await paidOn(bookingId)).toBe('15.00')
    // the original goes on under its own series, and each series is its terminal's alone
    expect((await original.do(aPayment(original, bookingId))).status).toBe('applied')
    const theirs = await fork.do({
      name: 'folio.takePayment',
      actor,
      writes: [
        ...paymentWrites(fork, actor, bookingId, '5.00'),
        insert('number_series', v7(), {
          terminal_id: original.id,
          document_type: 'receipt',
          year: 2026,
          last_number: 9,
        }),
      ],
    })
    expect(theirs).toMatchObject({ status: 'refused', reason: 'not_permitted' })
    expect(
      await db.value('select count(*)::integer from public.number_series where terminal_id = $1', [
        original.id,
      ]),
    ).toBe(0)
  })

  test('is answered again when the answer was lost, goes with the one it was copied from, and cannot be made without end', async () => {
    const original = await enrolTerminal(db)
    const keys = makeKeys()
    const ask = async (withKeys = keys) =>
      enrolReply.parse(
        await original.session.value('select public.sync_enrol_again($1, $2, $3)', [
          withKeys.secret,
          withKeys.publicKey,
          withKeys.signingKey,
        ]),
      )
    const first = await ask()
    expect(await ask()).toEqual(first)
    for (let count = 0; count < 4; count += 1) await ask(makeKeys())
    expect(await sqlStateOf(ask(makeKeys()))).toBe('FD005')
    await db.rows('update public.terminals set revoked_at = now() where id = $1', [original.id])
    expect(
      await db.value('select revoked_at is not null from public.terminals where id = $1', [first.terminalId]),
    ).toBe(true)
    // one that is made now is sent away from the first, and there are no more of them for that
    expect(await sqlStateOf(ask(makeKeys()))).toBe('FD005')
  })
})

describe('a command that cannot be carried', () => {
  test('is left out by its hash: the chain goes on, a card tells of it, and its text is known again when it comes', async () => {
    const terminal = await enrolTerminal(db)
    const bookingId = await addBooking(db, { type: hotel.standard })
    const [first, poison, last] = [1, 2, 3].map(() => terminal.seal(aPayment(terminal, bookingId)))
    if (first === undefined || poison === undefined || last === undefined) throw new Error('no op')
    const inPlace = leftOut(terminal, poison.seq, poison.hash)
    const reply = await terminal.push([first, inPlace, last])
    expect(reply.results.map(({ status, reason }) => [status, reason])).toEqual([
      ['applied', null],
      ['refused', 'quarantined'],
      ['applied', null],
    ])
    expect(await terminal.push([first, inPlace, last])).toEqual(reply)
    expect(await paidOn(bookingId)).toBe('20.00')
    expect(
      await db.rows(
        'select kind, command, user_id, theirs from public.sync_conflicts where terminal_id = $1',
        [terminal.id],
      ),
    ).toEqual([
      { kind: 'quarantined', command: 'folio.takePayment', user_id: actor, theirs: { why: 'too_large' } },
    ])
    expect(await faults(terminal)).toEqual([])

    const deliver = async (seq: number, body: string) =>
      deliverReply.parse(
        await terminal.session.value('select public.sync_deliver_quarantined($1, $2)', [seq, body]),
      ).matches
    expect(await deliver(2, poison.body.replace('10.00', '90.00'))).toBe(false)
    expect(await deliver(3, last.body)).toBe(false)
    expect(await deliver(2, poison.body)).toBe(true)
    expect(await deliver(2, poison.body)).toBe(true)
    expect(
      await db.value('select body from sync.delivered_bodies where terminal_id = $1', [terminal.id]),
    ).toBe(poison.body)
  })

  test('cannot be used to leave out what the server has, nor by anybody else, nor to break the chain', async () => {
    const terminal = await enrolTerminal(db)
    const bookingId = await addBooking(db, { type: hotel.standard })
    const first = terminal.seal(aPayment(terminal, bookingId))
    await terminal.push([first])
    const other = createHash('sha256').update('other').digest('hex')
    expect(await sqlStateOf(terminal.push([leftOut(terminal, 1, other)]))).toBe('FD002')
    const next = terminal.seal(aPayment(terminal, bookingId))
    const after = terminal.seal(aPayment(terminal, bookingId))
    expect(
      await sqlStateOf(
        terminal.push([{ ...leftOut(terminal, 2, next.hash), ...signHash(makeKeys(), next.hash) }]),
      ),
    ).toBe('FD009')
    expect(await sqlStateOf(terminal.push([leftOut(terminal, 2, other), after]))).toBe('FD007')
    expect((await terminal.push([leftOut(terminal, 2, next.hash), after])).lastSeq).toBe(3)
  })
})

function leftOut(terminal: TestTerminal, seq: number, hash: string): QuarantinedOp {
  return {
    seq,
    ...signHash(terminal.keys, hash),
    quarantined: {
      opId: v7(),
      name: 'folio.takePayment',
      actor,
      businessDate: '2026-08-13',
      reason: 'too_large',
    },
  }
}

test('nobody but managers and terminals reaches the trust functions, and no device those of managers', async () => {
  const terminal = await enrolTerminal(db)
  const anonymous = await db.connect()
  await anonymous.rows('set role anon')
  const clerk = await db.connect()
  await actAs(clerk, hotel.staff.front_desk)
  const refusedTo = async (session: Session, text: string) => await sqlStateOf(session.rows(text))
  for (const text of [
    `select public.sync_stop_waiting()`,
    `select public.sync_set_scope('${terminal.id}', 'housekeeping')`,
    `select public.sync_check_receipt('${terminal.id}', 1, '', '')`,
  ]) {
    for (const session of [anonymous, clerk, terminal.session])
      expect(await refusedTo(session, text), text).toBe('42501')
  }
  for (const text of [
    `select public.sync_chain()`,
    `select public.sync_deliver_quarantined(1, '')`,
    `select public.sync_salvage('[]')`,
    `select public.sync_digest('rooms', '3:3:', '{id}')`,
    `select public.sync_enrol_again('', '', '')`,
  ]) {
    expect(await refusedTo(anonymous, text), text).toBe('42501')
    expect(await refusedTo(clerk, text), text).toBe('FD004')
  }
})
