import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, sqlStateOf, type TestDatabase } from '../../db/supabase/tests/support/database.ts'
import { addBooking } from '../../db/supabase/tests/support/hotel.ts'
import { personalColumns } from '../../shared/protocol/personal-columns.ts'
import { cancel } from './cancel.ts'
import { checkIn } from './check-in.ts'
import { checkOut } from './check-out.ts'
import { closeDay } from './close-day.ts'
import { addCompanion, removeCompanion } from './companions.ts'
import { confirmHold } from './confirm-hold.ts'
import { createBooking } from './create-booking.ts'
import { addNote, doneNote } from './desk-notes.ts'
import { setDeposit } from './deposit.ts'
import { createGroup, updateGroup } from './group-create.ts'
import { payGroup } from './group-pay.ts'
import { anonymiseGuest, setBlacklist, updateGuest } from './guest-commands.ts'
import { lateCheckOut } from './late-check-out.ts'
import { mergeGuests } from './merge-guests.ts'
import { nameGuests } from './name-guests.ts'
import { noShow } from './no-show.ts'
import { postNights } from './post-nights.ts'
import { reinstate } from './reinstate.ts'
import { prolongHold } from './prolong-hold.ts'
import { releaseHold } from './release-hold.ts'
import { blockRoom, changeBlock, releaseRoom, saySeen } from './room-blocks.ts'
import { takeBack } from './take-back.ts'
import { takePayment } from './take-payment.ts'
import { applied } from './testing/applied.ts'
import { aServerDesk, type ServerDesk } from './testing/server-desk.ts'
import { undo } from './undo.ts'
import { undoCheckIn } from './undo-check-in.ts'
import { addWaiting, dropWaiting } from './waitlist.ts'

let server: TestDatabase
let desk: ServerDesk
beforeAll(async () => {
  server = await openTestDatabase()
  desk = await aServerDesk(server)
  await server.rows(
    `insert into public.rate_plans (code, name, is_default, no_show_fee_nights, cancellation_fee_nights)
     values ('BAR', 'Best', true, 1, 1)`,
  )
  await server.rows(
    `insert into public.tax_rules (code, name, kind, amount_per_person_night) values ('CITY', 'City tax', 'city_tax', 2)`,
  )
  await desk.mirror()
})
afterAll(() => server.stop())

async function book(number: string, arrival: string, departure: string, more: object = {}): Promise<string> {
  const { bookingId } = await applied(desk, createBooking, {
    arrival,
    departure,
    adults: 2,
    children: 0,
    guest: { kind: 'new', fullName: 'Ada Guest', phone: '', email: '', nationality: 'PT' },
    roomTypeId: desk.hotel.standard,
    roomId: desk.hotel.room(number),
    source: 'phone',
    specialRequests: '',
    internalNotes: '',
    overbook: false,
    ...more,
  })
  return bookingId ?? ''
}

test('a day at the desk, as the server takes it', async () => {
  const one = await book('101', '2026-08-13', '2026-08-15')
  const other = await book('102', '2026-08-13', '2026-08-14')
  const third = await book('103', '2026-08-13', '2026-08-15', { holdHours: 2 })
  await applied(desk, confirmHold, { bookingId: third, guaranteed: false })
  await applied(desk, confirmHold, { bookingId: third, guaranteed: true })
  const courtesy = await book('102', '2026-09-20', '2026-09-22', { holdHours: 2 })
  await applied(desk, prolongHold, { bookingId: courtesy, holdHours: 72 })
  await applied(desk, releaseHold, { bookingId: courtesy })

  await applied(desk, checkIn, { bookingId: one })
  await applied(desk, undoCheckIn, { bookingId: one, roomUsed: true })
  await applied(desk, checkIn, { bookingId: one, override: { reason: 'it is only just made' } })
  const deposit = { amountMinor: 50_00, dueOn: '2026-08-13' }
  await applied(desk, setDeposit, { bookingId: other, deposit })
  await applied(desk, undo, { bookingId: other })
  await applied(desk, setDeposit, { bookingId: other, deposit })
  await applied(desk, noShow, { bookingId: other, chargeFee: true })
  await applied(desk, reinstate, { bookingId: other })
  await applied(desk, noShow, { bookingId: other, chargeFee: true })
  await applied(desk, cancel, { bookingId: third, reason: 'ill', chargeFee: true })
  await applied(desk, reinstate, { bookingId: third })
  await applied(desk, noShow, { bookingId: third, chargeFee: false })
  await applied(desk, undo, { bookingId: third })
  await applied(desk, checkIn, { bookingId: third })
  await applied(desk, lateCheckOut, {
    bookingId: third,
    until: '15:00',
    feeMinor: 20_00,
    acceptPromised: false,
    reason: 'the flight is late',
  })
  const fee = String(
    desk.db
      .prepare(`select id from transactions where description like 'Late check-out%' and booking_id = ?`)
      .pluck()
      .get(third),
  )
  await applied(desk, takeBack, { bookingId: third, transactionId: fee, reason: 'it was ours' })
  expect(await desk.differences()).toEqual([])

  await applied(desk, postNights, { businessDate: '2026-08-13', bookingIds: [one, third] })
  const close = { businessDate: '2026-08-13', noShows: [], keepExpected: [] }
  await applied(desk, closeDay, close)
  expect(await desk.differences()).toEqual([])
  expect(
    await server.rows('select business_date, status from public.business_days order by business_date'),
  ).toEqual([
    { business_date: '2026-08-13', status: 'closed' },
    { business_date: '2026-08-14', status: 'open' },
  ])
  expect(
    await server.rows(
      'select type::text, amount from public.transactions where booking_id = $1 order by type::text',
      [one],
    ),
  ).toEqual([
    { type: 'room_charge', amount: '100.00' },
    { type: 'tax', amount: '4.00' },
  ])

  const payment = { method: 'card', amountMinor: 104_00, reference: '' } as const
  await applied(desk, takePayment, { bookingId: one, payment })
  await applied(desk, checkOut, { bookingId: one })
  await applied(desk, reinstate, { bookingId: one })
  await applied(desk, checkOut, { bookingId: one })
  expect(await desk.differences()).toEqual([])
})

test('a day that another terminal has ended already is ended once, with the nights posted once', async () => {
  const [open] = await server.rows(`select id, business_date from public.business_days where status = 'open'`)
  const stay = await addBooking(server, {
    type: desk.hotel.standard,
    room: desk.hotel.room('104'),
    arrival: '2026-08-14',
    departure: '2026-08-17',
    status: 'checked_in',
  })
  await desk.mirror()
  const inHouse = await server.rows(
    `select id from public.bookings where status = 'checked_in' and id <> $1`,
    [stay],
  )
  for (const { id } of inHouse) {
    await server.rows(`update public.bookings set check_out_date = '2026-08-17' where id = $1`, [id])
  }
  await desk.mirror()
  // another terminal was quicker, and this one has not heard of it
  await server.rows(
    `insert into public.transactions (id, booking_id, booking_night_id, type, description, business_date, amount, unit_price, created_at)
     select app.derived_id(n.id, 'room_charge'), n.booking_id, n.id, 'room_charge', 'Room', n.night, n.amount, n.amount, now()
       from public.booking_nights n where n.booking_id = $1 and n.night = '2026-08-14'`,
    [stay],
  )
  await server.rows(
    `update public.business_days set status = 'closed', closed_at = '2026-08-14T23:00:00Z' where id = $1`,
    [open?.['id']],
  )
  await server.rows(
    `insert into public.business_days (id, business_date, opened_at)
     values (app.derived_id($1, '2026-08-15'), '2026-08-15', '2026-08-14T23:00:00Z')`,
    [open?.['id']],
  )
  const businessDate = '2026-08-14'
  const posted = await desk.do(postNights, { businessDate, bookingIds: [stay] })
  expect(posted.done).toMatchObject({ ok: true })
  expect(posted.result).toMatchObject({ status: 'merged' })
  for (const { id } of inHouse) await desk.do(postNights, { businessDate, bookingIds: [String(id)] })
  const closed = await desk.do(closeDay, { businessDate, noShows: [], keepExpected: [] })
  expect(closed.done).toMatchObject({ ok: true })
  expect(closed.result).toMatchObject({ status: 'merged' })
  expect(await server.value(`select business_date from public.business_days where status = 'open'`)).toBe(
    '2026-08-15',
  )
  expect(
    await server.value(
      `select count(*)::int from public.transactions where booking_id = $1 and type = 'room_charge'`,
      [stay],
    ),
  ).toBe(1)
})

test('money that was taken on a day that is closed by now counts for the day that is open', async () => {
  const stay = await addBooking(server, {
    type: desk.hotel.suite,
    arrival: '2026-08-20',
    departure: '2026-08-22',
  })
  await desk.mirror()
  const payment = { method: 'cash', amountMinor: 50_00, reference: '' } as const
  const [before] = await server.rows(`select business_date from public.business_days where status = 'open'`)
  // this terminal has not heard that its day is over
  desk.db
    .prepare(`update business_days set status = 'open', closed_at = null where business_date = '2026-08-14'`)
    .run()
  await applied(desk, takePayment, { bookingId: stay, payment })
  expect(
    await server.rows(
      `select p.business_date, t.business_date as line, t.created_at::date::text as made
         from public.payments p join public.transactions t on t.payment_id = p.id where p.booking_id = $1`,
      [stay],
    ),
  ).toEqual([
    { business_date: before?.['business_date'], line: before?.['business_date'], made: '2026-08-13' },
  ])
})

test('notes, blocks, company and what housekeeping found, as the server takes them', async () => {
  await desk.mirror()
  const bookingId = await book('104', '2026-08-25', '2026-08-27')
  const note = { bookingId, body: 'Quiet room', urgent: false }
  const { reply } = await applied(desk, addNote, { ...note, kind: 'alert', popsUp: 'check_in' })
  await applied(desk, doneNote, { noteId: String(reply['noteId']) })
  await applied(desk, addNote, { ...note, kind: 'wake_up', dueOn: '2026-08-26', dueAt: '06:30' })
  await applied(
    desk,
    addNote,
    { kind: 'task', department: 'housekeeping', body: 'Cot', dueOn: '2026-08-26', urgent: true },
    'housekeeping',
  )
  await applied(desk, addCompanion, { bookingId, fullName: 'Bob', nationality: '', isChild: true })
  const companion = String(desk.db.prepare('select id from booking_guests').pluck().get())
  await applied(desk, removeCompanion, { bookingId, bookingGuestId: companion })
  const block = await applied(desk, blockRoom, {
    roomId: desk.hotel.room('201'),
    kind: 'out_of_order',
    from: '2026-08-24',
    to: '2026-08-30',
    reason: 'Water',
    returnStatus: 'dirty',
  })
  await applied(desk, changeBlock, {
    blockId: String(block.reply['blockId']),
    kind: 'out_of_service',
    from: '2026-08-25',
    to: '2026-08-29',
    reason: 'Water, then paint',
    returnStatus: 'pickup',
  })
  await applied(desk, releaseRoom, { blockId: String(block.reply['blockId']) })
  await applied(desk, saySeen, { roomId: desk.hotel.room('201'), occupied: true }, 'housekeeping')
  await applied(desk, saySeen, { roomId: desk.hotel.room('201'), occupied: null })
  expect((await desk.differences()).filter((difference) => !difference.startsWith('transactions'))).toEqual(
    [],
  )
})

test('guests changed, listed, merged and forgotten, as the server takes them', async () => {
  const one = await book('102', '2026-09-01', '2026-09-02')
  const other = await book('103', '2026-09-01', '2026-09-02')
  const guestOf = (bookingId: string): string =>
    String(desk.db.prepare('select customer_id from bookings where id = ?').pluck().get(bookingId))
  const [guestId, otherGuestId] = [guestOf(one), guestOf(other)]
  await applied(desk, updateGuest, {
    guestId,
    phone: '+351 912',
    idType: 'passport',
    idLast4: '02C3',
    idExpiry: '2030-01-01',
    preferences: { pillow: 'hard' },
    tags: ['quiet'],
    vip: true,
  })
  await applied(desk, setBlacklist, { guestId: otherGuestId, blacklisted: true, reason: 'noise' }, 'manager')
  const accompanied = await book('103', '2026-11-20', '2026-11-21')
  const company = { bookingId: accompanied, guestId: otherGuestId, fullName: 'Ada', nationality: '' }
  const override = { reason: 'apologised' }
  await applied(desk, addCompanion, { ...company, isChild: false, override }, 'manager')
  await applied(desk, mergeGuests, { guestId, otherGuestId, takeFromOther: ['fullName'] })
  expect(await desk.differences()).toEqual([])

  // a desk that has not heard of the merge goes on booking for the one that is gone
  desk.db.prepare('update customers set merged_into = null, blacklisted = 0 where id = ?').run(otherGuestId)
  const late = await book('104', '2026-09-01', '2026-09-02', {
    guest: { kind: 'known', guestId: otherGuestId },
  })
  expect(await server.value('select customer_id from public.bookings where id = $1', [late])).toBe(guestId)
  // and goes on changing them: who they became is changed, and the audit says whom
  const stale = await desk.do(updateGuest, { guestId: otherGuestId, city: 'Faro' })
  expect(stale.result).toMatchObject({ status: 'merged' })
  expect(
    await server.rows('select id, city from public.customers where id = any ($1) order by city nulls last', [
      [guestId, otherGuestId],
    ]),
  ).toEqual([
    { id: guestId, city: 'Faro' },
    { id: otherGuestId, city: null },
  ])
  expect(
    await server.value('select record_id from public.audit_logs where op_id = $1', [stale.result?.opId]),
  ).toBe(guestId)
  await desk.mirror()

  for (const bookingId of [one, other, late]) await applied(desk, cancel, { bookingId, reason: 'gone' })
  await server.rows(`select public.set_customer_id_number($1, 'L898902C3')`, [guestId])
  await applied(desk, anonymiseGuest, { guestId }, 'admin')
  expect(
    await server.rows(
      'select full_name, phone, id_number, id_number_hash, tags from public.customers where id = $1',
      [guestId],
    ),
  ).toEqual([{ full_name: 'Anonymous', phone: null, id_number: null, id_number_hash: null, tags: [] }])

  // that something was done is still known, and nothing of whom, here as at the server; nor of who they were before
  const [mine, former] = [guestId, otherGuestId].map((id) => said(id))
  expect([mine?.length, former?.length]).toEqual([5, 4])
  const told = [mine, former, await saidThere(guestId), await saidThere(otherGuestId)].flat().join()
  for (const word of ['Ada', '912', '02C3', 'hard', 'quiet', 'Faro']) expect(told).not.toContain(word)
  expect(told).toContain('(anonymised)')

  // whoever has not heard of it changes nothing of somebody who is nobody
  desk.db.prepare('update customers set anonymised_at = null where id = ?').run(guestId)
  const tooLate = await desk.do(updateGuest, { guestId, phone: '+351 913' })
  expect(tooLate.result).toMatchObject({ status: 'conflict', reason: 'changed_meanwhile' })
  expect(await server.value('select phone from public.customers where id = $1', [guestId])).toBeNull()
  await desk.mirror()

  // and of the audit nothing else can be changed, nor anything of anybody else
  for (const change of [`new_values = '{}'`, 'user_id = null']) {
    expect(
      await sqlStateOf(server.rows(`update public.audit_logs set ${change} where record_id = $1`, [guestId])),
    ).toBe('23001')
  }
  expect(await server.rows('select * from sync.verify_chain($1)', [await ownTerminal()])).toEqual([])
})

test('terminals and server agree on what names a person', async () => {
  for (const [table, columns] of Object.entries(personalColumns)) {
    expect(await server.value('select app.personal_columns($1)', [table])).toEqual(columns)
  }
})

const said = (id: string): readonly unknown[] =>
  desk.db
    .prepare(
      `select coalesce(old_values, '') || coalesce(new_values, '') from audit_logs where record_id = ?`,
    )
    .pluck()
    .all(id)

async function saidThere(id: string): Promise<readonly unknown[]> {
  const rows = await server.rows(
    'select coalesce(old_values::text, $2) || coalesce(new_values::text, $2) as said from public.audit_logs where record_id = $1',
    [id, ''],
  )
  return rows.map((row) => row['said'])
}

const ownTerminal = async (): Promise<unknown> =>
  await server.value('select id from public.terminals limit 1')

test('groups and the waitlist, as the server takes them', async () => {
  await desk.mirror()
  const { standard, suite, room } = desk.hotel
  const contact = { kind: 'new', fullName: 'Ada Party', phone: '', email: '', nationality: '' } as const
  const dates = { arrival: '2026-10-01', departure: '2026-10-03' }
  const { reply } = await applied(desk, createGroup, {
    name: 'Wedding',
    contact,
    ...dates,
    source: 'group',
    notes: 'cake',
    rooms: [
      {
        roomTypeId: standard,
        roomId: room('101'),
        guest: { ...contact, fullName: 'Bob' },
        adults: 2,
        children: 0,
      },
      { roomTypeId: suite, adults: 1, children: 1 },
    ],
  })
  await applied(desk, updateGroup, { groupId: String(reply['groupId']), releaseDate: '2026-09-20' })
  const members = await server.rows(
    'select id from public.bookings where booking_group_id = $1 order by booking_code',
    [String(reply['groupId'])],
  )
  await applied(desk, nameGuests, {
    groupId: String(reply['groupId']),
    names: members.map(({ id }, index) => ({
      bookingId: String(id),
      guest: { ...contact, fullName: `Guest ${index}` },
    })),
  })
  expect(
    await server.rows(
      `select c.full_name from public.bookings b join public.customers c on c.id = b.customer_id
       where b.booking_group_id = $1 order by 1`,
      [String(reply['groupId'])],
    ),
  ).toEqual([{ full_name: 'Guest 0' }, { full_name: 'Guest 1' }])
  const paid = await applied(desk, payGroup, {
    groupId: String(reply['groupId']),
    payment: { method: 'bank_transfer', amountMinor: 150_00, reference: 'wire 7' },
  })
  expect(paid.reply['payments']).toBe(1)
  expect(
    await server.rows(
      'select amount, payment_method::text as how from public.payments where transaction_reference = $1',
      ['wire 7'],
    ),
  ).toEqual([{ amount: '150.00', how: 'bank_transfer' }])
  const waiting = { guest: contact, ...dates, adults: 1, children: 0, notes: '' }
  const first = await applied(desk, addWaiting, waiting)
  await applied(desk, dropWaiting, { entryId: String(first.reply['entryId']), reason: 'Found another' })
  const second = await applied(desk, addWaiting, { ...waiting, roomTypeId: standard })
  await book('103', '2026-10-01', '2026-10-03', { waitlistEntryId: String(second.reply['entryId']) })
  expect(await server.rows('select status from public.waitlist_entries order by status')).toEqual([
    { status: 'booked' },
    { status: 'dropped' },
  ])
  expect(
    (await desk.differences()).filter((difference) => /group|waitlist|bookings/.test(difference)),
  ).toEqual([])
})
