import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { BookingDetail } from '../shared/contract/calls/booking.ts'
import type { CallInput, CallName, CallOutput } from '../shared/contract/index.ts'
import type { Terminal } from '../shared/contract/terminal.ts'
import { startHotelServer, type HotelServer } from './sync/testing/hotel-server.ts'
import { openTerminal } from './terminal.ts'

let server: HotelServer
const open: Terminal[] = []
const folders: string[] = []

beforeAll(async () => {
  server = await startHotelServer()
})
afterEach(async () => {
  for (const terminal of open.splice(0)) await terminal.close()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})
afterAll(() => server.stop())

/** A line that somebody can pull out of the wall. */
function createLine() {
  let isOut = false
  return {
    pull: () => {
      isOut = true
    },
    plugIn: () => {
      isOut = false
    },
    fetch: (async (input, init) => {
      if (isOut) throw new TypeError('fetch failed')
      return await fetch(input, init)
    }) satisfies typeof fetch,
  }
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'front-desk-terminal-'))
  folders.push(folder)
  return folder
}

async function openDesk(dataDir: string, line = createLine()): Promise<Desk> {
  const enrol = { code: await server.enrolCode(), terminalName: 'Desk' }
  const terminal = await openTerminal({ dataDir, server, enrol, fetch: line.fetch })
  open.push(terminal)
  return deskOf(terminal)
}

type Desk = ReturnType<typeof deskOf>

/** A terminal whose refusals fail the test, and what a clerk does at it. */
function deskOf(terminal: Terminal) {
  async function ask<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>> {
    const reply = await terminal.call(name, input)
    if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.error)}`)
    return reply.value
  }

  /** Asks again at each change until it is as wanted. */
  async function until<T>(read: () => Promise<T>, isSo: (value: T) => boolean): Promise<T> {
    let heard = (): void => {}
    const stops = [terminal.on('line', () => heard()), terminal.on('changed', () => heard())]
    try {
      for (;;) {
        const news = new Promise<void>((resolve) => {
          heard = resolve
        })
        const value = await read()
        if (isSo(value)) return value
        await news
      }
    } finally {
      for (const stop of stops) stop()
    }
  }

  const status = () => ask('terminal.status', {})
  return {
    terminal,
    ask,
    until,
    ready: () => until(status, (now) => now.ready && now.line.state === 'ok'),
    sent: () => until(status, (now) => now.line.state === 'ok' && now.line.pending === 0),
    signIn: () => ask('session.signIn', { username: 'maria', password: 'maria-demo-2024' }),
    booking: async (bookingId: string) => (await ask('booking.get', { bookingId })).booking,
    book: async (more: Partial<CallInput<'booking.create'>> = {}) => {
      const { booking } = await ask('booking.create', {
        requestId: randomUUID(),
        arrival: server.businessDate,
        departure: '2026-08-15',
        adults: 2,
        guest: { kind: 'new', fullName: 'Ada Byron', nationality: 'GBR' },
        roomTypeId: server.roomTypeId,
        source: 'phone',
        ...more,
      })
      return booking
    },
    step: async (
      name: 'booking.checkIn' | 'booking.checkOut' | 'booking.undo',
      { bookingId }: BookingDetail,
    ): Promise<BookingDetail> => (await ask(name, { requestId: randomUUID(), bookingId })).booking,
    give: async ({ bookingId }: BookingDetail, room: string) => {
      const roomId = server.rooms.get(room) ?? ''
      return (await ask('booking.assignRoom', { requestId: randomUUID(), bookingId, roomId })).booking
    },
    charge: async ({ bookingId }: BookingDetail, unitPriceMinor: number) =>
      (
        await ask('folio.postCharge', {
          requestId: randomUUID(),
          bookingId,
          description: 'Minibar',
          unitPriceMinor,
        })
      ).booking,
    pay: ({ bookingId }: BookingDetail, amountMinor: number, tenderedMinor?: number) =>
      ask('folio.takePayment', {
        requestId: randomUUID(),
        bookingId,
        payment: { method: 'cash', amountMinor, ...(tenderedMinor === undefined ? {} : { tenderedMinor }) },
      }),
  }
}

describe('a terminal and its server', () => {
  test('from enrolment to the guest who has left, and Postgres has it all', async () => {
    const desk = await openDesk(newFolder())
    await desk.ready()
    expect(await desk.signIn()).toMatchObject({
      offline: false,
      staff: { username: 'maria', role: 'front_desk' },
    })

    const booked = await desk.book()
    expect(booked).toMatchObject({
      status: 'confirmed',
      nights: 2,
      roomTotalMinor: 200_00,
      unpostedMinor: 200_00,
    })
    expect(booked.blockers).toEqual(['no_room'])
    await desk.give(booked, '101')
    expect((await desk.step('booking.checkIn', booked)).status).toBe('checked_in')
    expect((await desk.charge(booked, 4_50)).balanceMinor).toBe(4_50)
    expect(await desk.pay(booked, 104_50, 110_00)).toMatchObject({ changeMinor: 5_50 })
    const bill = await desk.ask('document.bill', { bookingId: booked.bookingId })
    expect(Buffer.from(bill.base64, 'base64').subarray(0, 5).toString()).toBe('%PDF-')
    await desk.sent()

    expect(
      await server.column(
        `select concat_ws(' ', b.status, r.room_number, b.paid_amount, b.extra_charges, u.username)
           from public.bookings b join public.rooms r on r.id = b.room_id join public.user_profiles u on u.id = b.created_by
          where b.id = $1`,
        [booked.bookingId],
      ),
    ).toEqual(['checked_in 101 104.50 4.50 maria'])
    const walkedIn = await desk.ask('booking.walkIn', {
      requestId: randomUUID(),
      departure: '2026-08-14',
      adults: 1,
      guest: { kind: 'new', fullName: 'Grace Hopper', nationality: 'USA' },
      roomId: server.rooms.get('102') ?? '',
      payment: { method: 'card', amountMinor: 100_00, cardLastFour: '4242' },
    })
    expect(walkedIn.booking).toMatchObject({ status: 'checked_in', balanceMinor: -100_00 })
    // leaves at once: the day is charged, and was paid
    expect((await desk.step('booking.checkOut', walkedIn.booking)).status).toBe('checked_out')
    await desk.sent()
    expect(await desk.ask('terminal.commands', {})).toEqual({ commands: [] })
    expect(
      await server.column(`select status::text from public.bookings where id = $1`, [
        walkedIn.booking.bookingId,
      ]),
    ).toEqual(['checked_out'])
    expect(await desk.ask('terminal.status', {})).toMatchObject({ line: { attention: 0 } })
  })

  test('cancelled and undone, back and forth, with every op applied as it was', async () => {
    const desk = await openDesk(newFolder())
    await desk.ready()
    await desk.signIn()
    const booked = await desk.book({ roomId: server.rooms.get('103') ?? '' })
    await desk.ask('booking.cancel', {
      requestId: randomUUID(),
      bookingId: booked.bookingId,
      reason: 'changed plans',
    })
    expect((await desk.step('booking.undo', booked)).status).toBe('confirmed')
    expect((await desk.step('booking.checkIn', booked)).undo).toMatchObject({ name: 'booking.checkIn' })
    await desk.sent()
    // undone after the server had it
    expect((await desk.step('booking.undo', booked)).status).toBe('confirmed')
    await desk.sent()
    expect(
      await server.column(
        `select status from sync.ops where terminal_id = (select terminal_id from public.bookings where id = $1) order by seq`,
        [booked.bookingId],
      ),
    ).toEqual(['applied', 'applied', 'applied', 'applied', 'applied'])
    expect(
      await server.column(`select status::text from public.bookings where id = $1`, [booked.bookingId]),
    ).toEqual(['confirmed'])
    expect(
      await server.column(
        `select count(*)::int from public.booking_nights where booking_id = $1 and holds_room`,
        [booked.bookingId],
      ),
    ).toEqual([2])
  })

  test('overridden, overdue and reopened, and the server takes all of it', async () => {
    const desk = await openDesk(newFolder())
    await desk.ready()
    await desk.signIn()
    const roomId = server.rooms.get('106') ?? ''
    const booked = await desk.book({ roomId, departure: '2026-08-14' })
    const { bookingId } = booked
    await desk.ask('room.setHousekeeping', { roomId, housekeeping: 'dirty' })
    expect(await desk.terminal.call('booking.checkIn', { requestId: randomUUID(), bookingId })).toMatchObject(
      {
        error: { code: 'check_in_blocked', data: { blockers: ['room_dirty'] } },
      },
    )
    const override = { reason: 'will wait in the bar' }
    await desk.ask('booking.checkIn', { requestId: randomUUID(), bookingId, override })
    await desk.sent()

    const day = `update public.business_days set business_date = $1 where status = 'open'`
    await server.column(day, ['2026-08-16'])
    await desk.ask('terminal.syncNow', {})
    await desk.until(
      () => desk.ask('terminal.status', {}),
      (now) => now.businessDate === '2026-08-16',
    )
    // one night as booked, two past the departure
    expect(
      await desk.terminal.call('booking.checkOut', { requestId: randomUUID(), bookingId }),
    ).toMatchObject({
      error: { code: 'balance_open', data: { balanceMinor: 300_00 } },
    })
    await desk.pay(booked, 300_00)
    expect((await desk.step('booking.checkOut', booked)).departure).toBe('2026-08-16')
    await desk.sent()
    expect((await desk.step('booking.undo', booked)).departure).toBe('2026-08-14')
    expect(await desk.step('booking.checkOut', booked)).toMatchObject({
      departure: '2026-08-16',
      balanceMinor: 0,
    })
    await desk.sent()
    expect(
      await server.column(
        `select distinct o.status from sync.ops o, public.bookings b where b.id = $1 and o.terminal_id = b.terminal_id`,
        [bookingId],
      ),
    ).toEqual(['applied'])
    expect(
      await server.column(
        `select concat_ws(' ', status, check_out_date, total_room_charge, paid_amount, internal_notes)
           from public.bookings where id = $1`,
        [bookingId],
      ),
    ).toEqual(['checked_out 2026-08-16 300.00 300.00 Checked in despite room_dirty: will wait in the bar'])
    await server.column(day, [server.businessDate])
  })

  test('works through an outage and a restart, and Postgres then holds each thing once, as it was done', async () => {
    const line = createLine()
    const dataDir = newFolder()
    const before = await openDesk(dataDir, line)
    await before.ready()
    await before.signIn()
    const booked = await before.book({ roomId: server.rooms.get('104') ?? '' })
    await before.sent()
    line.pull()
    await before.ask('terminal.syncNow', {})
    await before.until(
      () => before.ask('terminal.status', {}),
      (now) => now.line.state === 'offline',
    )
    await before.step('booking.checkIn', booked)
    await before.charge(booked, 12_00)
    expect(await before.ask('terminal.status', {})).toMatchObject({ line: { state: 'offline', pending: 2 } })
    await before.terminal.close()

    const after = deskOf(await openTerminal({ dataDir, server, fetch: line.fetch }))
    open.push(after.terminal)
    expect(await after.ask('session.known', {})).toEqual({
      staff: [{ username: 'maria', fullName: 'Maria Santos', isManager: false, hasPin: false }],
    })
    expect(await after.terminal.call('session.signIn', { username: 'maria', password: 'wrong' })).toEqual({
      ok: false,
      error: { code: 'wrong_credentials' },
    })
    expect(await after.signIn()).toMatchObject({ offline: true })
    expect(await after.booking(booked.bookingId)).toMatchObject({
      status: 'checked_in',
      balanceMinor: 12_00,
      unsent: true,
    })
    const paid = await after.pay(booked, 212_00)
    expect(await after.ask('terminal.status', {})).toMatchObject({ line: { pending: 3 } })

    line.plugIn()
    await after.ask('terminal.syncNow', {})
    await after.sent()
    expect(await after.booking(booked.bookingId)).toMatchObject({ unsent: false, balanceMinor: -200_00 })
    expect(
      await server.column(
        `select a.command || ' ' || a.offline || ' ' || (a.user_id = $2) || ' ' || (a.terminal_id = b.terminal_id)
           || ' ' || (a.created_at < now()) from public.audit_logs a, public.bookings b
          where b.id = $1 and a.terminal_id = b.terminal_id and a.table_name in ('bookings', 'payments', 'transactions')
            and a.command <> 'booking.create'
          order by a.created_at, a.table_name`,
        [booked.bookingId, server.actorId],
      ),
    ).toEqual([
      'booking.checkIn true true true true',
      'folio.postCharge true true true true',
      'folio.takePayment true true true true',
      'folio.takePayment true true true true',
    ])
    expect(
      await server.column(`select payment_code from public.payments where booking_id = $1`, [
        booked.bookingId,
      ]),
    ).toEqual([paid.paymentCode])
    expect(
      await server.column(`select (b.actual_check_in = $2)::text from public.bookings b where b.id = $1`, [
        booked.bookingId,
        (await after.booking(booked.bookingId)).actualCheckIn,
      ]),
    ).toEqual(['true'])
  })

  test('a practised outage keeps the work here until it is over', async () => {
    const desk = await openDesk(newFolder())
    await desk.ready()
    await desk.signIn()
    expect(await desk.ask('terminal.practiseOutage', { on: true })).toMatchObject({ practising: true })
    const booked = await desk.book()
    expect(booked.unsent).toBe(true)
    await desk.until(
      () => desk.ask('terminal.status', {}),
      (now) => now.line.pending === 1,
    )
    expect(await server.column('select 1 from public.bookings where id = $1', [booked.bookingId])).toEqual([])
    await desk.ask('terminal.practiseOutage', { on: false })
    await desk.sent()
    expect(await server.column('select 1 from public.bookings where id = $1', [booked.bookingId])).toEqual([
      1,
    ])
  })

  test('two terminals see each other’s work, and undo each other’s steps', async () => {
    const [one, two] = await Promise.all([openDesk(newFolder()), openDesk(newFolder())])
    await Promise.all([one.ready(), two.ready()])
    await Promise.all([one.signIn(), two.signIn()])
    const booked = await one.book({ roomId: server.rooms.get('105') ?? '' })
    await one.step('booking.checkIn', booked)
    const seen = await two.until(
      async () => await two.terminal.call('booking.get', { bookingId: booked.bookingId }),
      (reply) => reply.ok && reply.value.booking.status === 'checked_in' && reply.value.booking.undo !== null,
    )
    expect(seen).toMatchObject({
      value: { booking: { code: booked.code, undo: { name: 'booking.checkIn' } } },
    })
    expect((await two.step('booking.undo', booked)).status).toBe('confirmed')
    await one.until(
      () => one.booking(booked.bookingId),
      (booking) => booking.status === 'confirmed',
    )
  })
})
