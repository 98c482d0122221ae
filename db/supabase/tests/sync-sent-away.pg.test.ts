import { v7 } from 'uuid'
import { describe, expect, test } from 'vitest'

import type { QuarantinedOp, SignedOp } from '../../../shared/protocol/envelope.ts'
import { salvageReply, type SalvageReply } from '../../../shared/protocol/pull.ts'
import { sqlStateOf } from './support/database.ts'
import { addBooking, addStaff } from './support/hotel.ts'
import { openHotel } from './support/open-hotel.ts'
import {
  actAsTerminal,
  enrolAgain,
  enrolTerminal,
  insert,
  makeKeys,
  paymentWrites,
  signHash,
  stayWrites,
  type TestTerminal,
  update,
} from './support/terminal.ts'

const { db, hotel, actor } = await openHotel()

const paymentOf = (terminal: TestTerminal, bookingId: string, paymentId = v7(), by = actor) => ({
  name: 'folio.takePayment',
  actor: by,
  writes: paymentWrites(terminal, by, bookingId, '10.00', paymentId),
})
const stayOf = (terminal: TestTerminal, bookingId: string, by = actor) => ({
  name: 'booking.create',
  actor: by,
  writes: stayWrites(terminal, by, { bookingId, type: hotel.standard, room: hotel.room('101') }),
})
const suspenseOf = async (paymentId: string) =>
  await db.value('select suspense_reason from public.payments where id = $1', [paymentId])

const waiting = `select count(*)::int from pg_stat_activity
  where datname = current_database() and wait_event_type = 'Lock' and query like '%sync_push%'`

describe('a terminal that was sent away', () => {
  const sendAway = async (terminal: TestTerminal) =>
    await db.rows('update public.terminals set revoked_at = now() where id = $1', [terminal.id])
  const salvage = async (
    terminal: TestTerminal,
    ops: readonly (SignedOp | QuarantinedOp)[],
    done = false,
  ): Promise<SalvageReply> =>
    salvageReply.parse(
      await terminal.session.value('select public.sync_salvage($1, $2)', [JSON.stringify(ops), done]),
    )

  test('is sent away before what it brings or after it, and not in the middle', async () => {
    const terminal = await enrolTerminal(db)
    const known = await addBooking(db, { type: hotel.standard })
    const manager = await db.connect()
    const leave = async () =>
      await manager.rows('update public.terminals set revoked_at = now() where id = $1', [terminal.id])
    await terminal.session.rows('begin')
    await terminal.do(paymentOf(terminal, known))
    await manager.rows(`set lock_timeout = '200ms'`)
    expect(await sqlStateOf(leave())).toBe('55P03')
    await terminal.session.rows('commit')

    await manager.rows('begin')
    await leave()
    const late = sqlStateOf(terminal.push([terminal.seal(paymentOf(terminal, known))]))
    await expect.poll(() => db.value(waiting)).toBe(1)
    await manager.rows('commit')
    expect(await late).toBe('FD003')
    expect(
      await db.value(
        `select bool_and(o.received_at <= t.revoked_at) from sync.ops o join public.terminals t on t.id = o.terminal_id
          where t.id = $1`,
        [terminal.id],
      ),
    ).toBe(true)
    await manager.close()
  })

  test('gets nothing more and changes nothing more; its outbox is taken in once, its money in suspense, and then it is to forget the hotel', async () => {
    const terminal = await enrolTerminal(db)
    const known = await addBooking(db, { type: hotel.standard })
    await terminal.do(paymentOf(terminal, known))
    const [paid, paidUnknown, unheard] = [v7(), v7(), v7()]
    const batch = [
      terminal.seal(stayOf(terminal, unheard)),
      terminal.seal(paymentOf(terminal, known, paid)),
      terminal.seal(paymentOf(terminal, unheard, paidUnknown)),
      terminal.seal({
        name: 'room.setHousekeeping',
        actor,
        writes: [
          update(
            'rooms',
            hotel.room('102'),
            { housekeeping_status: 'clean' },
            { housekeeping_status: 'dirty' },
          ),
        ],
      }),
    ]
    await sendAway(terminal)
    expect(await sqlStateOf(terminal.push(batch))).toBe('FD003')
    expect(await sqlStateOf(terminal.hello())).toBe('FD003')

    const first = await salvage(terminal, batch)
    expect(first.wipe).toBe(false)
    expect(first.results.map(({ status, reason }) => [status, reason])).toEqual(
      batch.map(() => ['refused', 'revoked']),
    )
    expect(first.results.map((result) => result.detail)).toMatchObject([
      { terminal: true },
      { terminal: true, suspense: [paid] },
      { terminal: true, suspense: [paidUnknown] },
      { terminal: true },
    ])
    // an answer that was lost is given again, and counts once
    expect(await salvage(terminal, batch)).toEqual(first)

    expect(await db.value('select count(*)::integer from public.bookings where id = $1', [unheard])).toBe(0)
    expect(
      await db.value('select housekeeping_status from public.rooms where id = $1', [hotel.room('102')]),
    ).toBe('clean')
    expect([await suspenseOf(paid), await suspenseOf(paidUnknown)]).toEqual([
      'terminal_revoked',
      'terminal_revoked',
    ])
    expect(
      await db.value('select sum(amount) from public.transactions where payment_id = any ($1)', [
        [paid, paidUnknown],
      ]),
    ).toBe('-20.00')
    expect(
      await db.rows(
        `select kind, count(*)::integer as cards from public.sync_conflicts where terminal_id = $1 group by 1`,
        [terminal.id],
      ),
    ).toEqual([{ kind: 'revoked', cards: 4 }])

    expect(await salvage(terminal, [], true)).toMatchObject({ wipe: true, lastSeq: 5 })
  })

  test('and every copy of its disk hands in its own: what follows is taken under its name, what does not under another, sent away from the first', async () => {
    const terminal = await enrolTerminal(db)
    const known = await addBooking(db, { type: hotel.standard })
    const shared = { ...paymentOf(terminal, known), opId: v7() }
    const copies = [await actAsTerminal(db, terminal), await actAsTerminal(db, terminal)]
    const [idle, busy] = copies
    if (idle === undefined || busy === undefined) throw new Error('no copies')
    await sendAway(terminal)

    // the first had nothing to bring, the second has, and the third has something else in the same place
    expect(await salvage(idle, [], true)).toEqual({ wipe: true, lastSeq: 0, results: [] })
    const [paid, paidElsewhere] = [v7(), v7()]
    const first = [terminal.seal(shared), terminal.seal(paymentOf(terminal, known, paid))]
    const taken = await salvage(terminal, first, true)
    expect(taken).toMatchObject({ wipe: true, lastSeq: 2 })
    expect(taken.results.map(({ status, reason }) => [status, reason])).toEqual([
      ['refused', 'revoked'],
      ['refused', 'revoked'],
    ])
    const other = [busy.seal(shared), busy.seal(paymentOf(busy, known, paidElsewhere))]
    expect(await sqlStateOf(salvage(busy, other, true))).toBe('FD002')

    const fork = await enrolAgain(db, busy)
    expect(
      await db.rows('select t.revoked_at is not null as gone from public.terminals t where t.id = $1', [
        fork.id,
      ]),
    ).toEqual([{ gone: true }])
    expect(await sqlStateOf(fork.hello())).toBe('FD003')
    const own = [fork.seal(shared), fork.seal(paymentOf(fork, known, paidElsewhere))]
    expect(await sqlStateOf(fork.push(own))).toBe('FD003')
    const brought = await salvage(fork, own, true)
    expect(brought).toMatchObject({ wipe: true, lastSeq: 2 })
    expect(brought.results[0]).toMatchObject({
      opId: shared.opId,
      status: 'refused',
      reason: 'revoked',
      detail: taken.results[0]?.detail,
    })
    expect(brought.results[1]).toMatchObject({ detail: { suspense: [paidElsewhere] } })

    // whoever asks again is told the same, and everything counts once
    expect(await salvage(terminal, first, true)).toEqual(taken)
    expect(await salvage(fork, own, true)).toEqual(brought)
    expect([await suspenseOf(paid), await suspenseOf(paidElsewhere)]).toEqual([
      'terminal_revoked',
      'terminal_revoked',
    ])
    const forTerminals = [[terminal.id, fork.id]]
    expect(
      await db.value(
        `select count(*)::integer from public.payments p where p.suspense_reason is not null and p.id in (
           select (w ->> 'id')::uuid from sync.ops o, jsonb_array_elements(o.body::jsonb -> 'writes') w
            where o.terminal_id = any ($1))`,
        forTerminals,
      ),
    ).toBe(3)
    expect(
      await db.value(
        'select count(*)::integer from public.sync_conflicts where terminal_id = any ($1)',
        forTerminals,
      ),
    ).toBe(3)
    expect(
      await db.rows(
        'select seq, fault from unnest($1::uuid[]) t (id), sync.verify_chain(t.id)',
        forTerminals,
      ),
    ).toEqual([])
  })

  test('keeps the numbers that it gave, so that nobody gives them again', async () => {
    const terminal = await enrolTerminal(db)
    const id = v7()
    const op = terminal.seal({
      name: 'folio.takePayment',
      actor,
      writes: [
        insert('number_series', id, {
          terminal_id: terminal.id,
          document_type: 'receipt',
          year: 2026,
          last_number: 7,
        }),
      ],
    })
    await sendAway(terminal)
    await salvage(terminal, [op], true)
    expect(await db.value('select last_number from public.number_series where id = $1', [id])).toBe(7)
  })

  test('brings only what is its own, and the door is closed to one that was not sent away', async () => {
    const terminal = await enrolTerminal(db)
    const bookingId = await addBooking(db, { type: hotel.standard })
    const op = terminal.seal(paymentOf(terminal, bookingId))
    expect(await sqlStateOf(salvage(terminal, [op]))).toBe('22023')
    await sendAway(terminal)
    expect(await sqlStateOf(salvage(terminal, [{ ...op, ...signHash(makeKeys(), op.hash) }]))).toBe('FD009')
    expect((await salvage(terminal, [op], true)).wipe).toBe(true)
  })
})

describe('somebody who is not of the staff any more', () => {
  const ends = new Date('2026-08-13T12:00:00.000Z')
  const leave = async (username: string) => {
    const id = await addStaff(db, 'front_desk', username)
    await db.rows('update public.user_profiles set is_active = false where id = $1', [id])
    await db.rows('update sync.staff_ends set ended_at = $2 where user_id = $1', [id, ends])
    return id
  }

  test('did what was done before; what is dated later is refused, with its money in suspense', async () => {
    const terminal = await enrolTerminal(db)
    const bookingId = await addBooking(db, { type: hotel.standard })
    const gone = await leave('gone')
    const [before, after] = [v7(), v7()]
    expect(
      await terminal.do({
        ...paymentOf(terminal, bookingId, before, gone),
        wall: '2026-08-13T11:00:00.000Z',
      }),
    ).toMatchObject({ status: 'applied' })
    expect(
      await terminal.do({ ...paymentOf(terminal, bookingId, after, gone), wall: '2026-08-13T12:30:00.000Z' }),
    ).toMatchObject({ status: 'refused', reason: 'revoked', detail: { staff: true, suspense: [after] } })
    expect([await suspenseOf(before), await suspenseOf(after)]).toEqual([null, 'command_refused'])
  })

  test('is judged by the server’s clock: what the terminal’s is off by is taken away', async () => {
    const gone = await leave('early')
    const bookingId = await addBooking(db, { type: hotel.standard })
    const hoursOff = async (hours: number) => {
      const terminal = await enrolTerminal(db)
      return await terminal.do({
        ...paymentOf(terminal, bookingId, v7(), gone),
        wall: new Date(ends.getTime() + 60_000).toISOString(),
        serverOffsetMs: hours * 3_600_000,
      })
    }
    expect(await hoursOff(1)).toMatchObject({ status: 'applied' })
    expect(await hoursOff(-1)).toMatchObject({ reason: 'revoked' })
  })

  test('gains nothing by setting the clock back: a command is not older than the one before it', async () => {
    const terminal = await enrolTerminal(db)
    const bookingId = await addBooking(db, { type: hotel.standard })
    const gone = await leave('sly')
    await terminal.do({ ...paymentOf(terminal, bookingId), wall: '2026-08-13T13:00:00.000Z' })
    expect(
      await terminal.do({ ...paymentOf(terminal, bookingId, v7(), gone), wall: '2026-08-13T11:00:00.000Z' }),
    ).toMatchObject({ reason: 'revoked' })
    expect(
      await terminal.do({ ...paymentOf(terminal, bookingId, v7(), gone), wall: '2026-06-13T11:00:00.000Z' }),
    ).toMatchObject({ reason: 'revoked' })
    const fresh = await enrolTerminal(db)
    const { results } = await fresh.push([
      fresh.seal({ ...paymentOf(fresh, bookingId, v7(), gone), wall: '2026-08-13T11:00:00.000Z' }),
      fresh.seal({ ...paymentOf(fresh, bookingId), wall: '2026-08-13T13:00:00.000Z' }),
      fresh.seal({ ...paymentOf(fresh, bookingId, v7(), gone), wall: '2026-08-13T11:30:00.000Z' }),
    ])
    expect(results.map(({ reason }) => reason)).toEqual([null, null, 'revoked'])
  })

  test('may do again what the role allows, and no more, once back on the staff', async () => {
    const terminal = await enrolTerminal(db)
    const bookingId = await addBooking(db, { type: hotel.standard })
    const gone = await leave('back')
    await db.rows('update public.user_profiles set is_active = true where id = $1', [gone])
    expect(
      await terminal.do({
        ...paymentOf(terminal, bookingId, v7(), gone),
        wall: '2026-08-13T15:00:00.000Z',
      }),
    ).toMatchObject({ status: 'applied' })
  })
})
