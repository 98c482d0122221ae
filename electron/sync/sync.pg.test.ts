import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { CommandInput } from '../commands/desk-command.ts'
import { assignRoom } from '../commands/assign-room.ts'
import { createBooking } from '../commands/create-booking.ts'
import { postCharge } from '../commands/post-charge.ts'
import { setHousekeeping } from '../commands/set-housekeeping.ts'
import { takePayment } from '../commands/take-payment.ts'
import type { CommandDone } from '../outbox/run-command.ts'
import { readSyncState } from '../store/sync-state.ts'
import type { Fault } from './testing/faults.ts'
import { startHotelServer, type HotelServer } from './testing/hotel-server.ts'
import { findBreaches } from './testing/laws.ts'
import { openTestDesk, throwAway, type DeskOptions, type TestDesk } from './testing/test-desk.ts'

let server: HotelServer
const desks: TestDesk[] = []

beforeAll(async () => {
  server = await startHotelServer()
})
afterAll(() => server.stop())
afterEach(async () => {
  for (const desk of desks.splice(0)) await throwAway(desk)
})

async function openDesk(options?: DeskOptions): Promise<TestDesk> {
  const desk = openTestDesk(server, options)
  desks.push(desk)
  const enrolled = await desk.sync.enrol(await server.enrolCode(), 'Desk')
  expect(enrolled.ok).toBe(true)
  await desk.until((line) => line.state === 'ok')
  return desk
}

let day = 0

/** A stay of one night that no other test has: each asks for another day. */
function aStay(overrides: Partial<CommandInput<'booking.create'>> = {}): CommandInput<'booking.create'> {
  day += 1
  const night = (offset: number): string =>
    new Date(Date.parse(server.businessDate) + (day + offset) * 86_400_000).toISOString().slice(0, 10)
  return {
    arrival: night(0),
    departure: night(1),
    adults: 2,
    children: 0,
    guest: { kind: 'new', fullName: 'Ada Guest', phone: '', email: '', nationality: '' },
    roomTypeId: server.roomTypeId,
    source: 'phone',
    specialRequests: '',
    internalNotes: '',
    overbook: false,
    ...overrides,
  }
}

function book(
  desk: TestDesk,
  overrides?: Partial<CommandInput<'booking.create'>>,
): CommandDone & { bookingId: string } {
  const done = desk.perform(createBooking, aStay(overrides))
  if (!done.ok || done.value.bookingId === null) throw new Error('not booked')
  return { ...done.value, bookingId: done.value.bookingId }
}

const terminalOf = (desk: TestDesk): string | null => readSyncState(desk.db, 'terminal_id')

const quiet = (desk: TestDesk) => desk.until((line) => line.pending === 0 && line.state !== 'offline')

/** All desks, and one that mirrors the server afresh, show the same, and no law is broken. */
async function expectLaws(...those: readonly TestDesk[]): Promise<void> {
  for (const desk of those) await caughtUp(desk)
  const witness = await openDesk()
  for (const desk of those) await caughtUp(desk)
  expect(await findBreaches(server, [...those, witness])).toEqual([])
}

/** Waits until the desk shows all that the server holds now. */
async function caughtUp(desk: TestDesk): Promise<void> {
  const [now] = await server.column('select pg_snapshot_xmax(pg_current_snapshot())::text::int')
  desk.sync.syncNow()
  // a snapshot's text is `xmin:xmax:...`
  await expect
    .poll(() => Number(readSyncState(desk.db, 'cursor')?.split(':')[1]), { timeout: 20_000 })
    .toBeGreaterThanOrEqual(Number(now))
  await expect
    .poll(() => desk.db.prepare('select count(*) from shadow').pluck().get(), { timeout: 20_000 })
    .toBe(0)
}

test('what one desk does appears at the other, once the server has it', async () => {
  const [one, two] = [await openDesk(), await openDesk()]
  const { bookingId, subject } = book(one)
  await two.untilRows(
    `select booking_code from bookings where id = '${bookingId}'`,
    ([code]) => code === subject,
  )
  expect(
    await server.column(
      'select status from sync.ops where op_id in (select op_id from audit_logs where record_id = $1)',
      [bookingId],
    ),
  ).toEqual(['applied'])
  two.perform(postCharge, { bookingId, description: 'Minibar', quantity: 2, unitPriceMinor: 450 })
  await one.untilRows(
    `select amount from transactions where booking_id = '${bookingId}'`,
    ([amount]) => amount === 900,
  )
  await expectLaws(one, two)
})

test('a desk hears at once what another does, also after its line was cut and let back', async () => {
  const [one, two] = [await openDesk(), await openDesk()]
  for (let turn = 0; turn < 3; turn += 1) {
    await two.sync.practise(true)
    await two.sync.practise(false)
    await two.until((line) => line.state === 'ok')
    await expect.poll(() => two.joins()).toBe(turn + 2)
    const before = two.pokes()
    book(one)
    await expect.poll(() => two.pokes()).toBeGreaterThan(before)
  }
})

const faults: readonly (readonly [string, readonly Fault[]])[] = [
  ['whose request is lost', ['lost']],
  ['whose answer is lost after the server had it', ['answer_lost']],
  ['whose answer is lost twice', ['answer_lost', 'answer_lost']],
  ['that arrives twice', ['doubled']],
  ['whose answer is cut in half', ['truncated']],
  ['that a captive portal answers', ['html']],
  ['that meets a server error', [{ status: 500 }]],
  ['that comes too soon', [{ status: 429 }]],
  ['that is too large for a gateway', [{ status: 413 }]],
  ['whose token has run out', [{ status: 401 }]],
]

test.each(faults)('a command %s is done once', async (_, planned) => {
  const desk = await openDesk()
  desk.line.plan('sync_push', ...planned)
  const { bookingId, opId } = book(desk)
  desk.perform(takePayment, { bookingId, payment: { method: 'cash', amountMinor: 5000, reference: '' } })
  await quiet(desk)
  expect(await server.column('select count(*)::int from sync.ops where op_id = $1', [opId])).toEqual([1])
  expect(await server.column('select count(*)::int from bookings where id = $1', [bookingId])).toEqual([1])
  expect(
    await server.column('select sum(amount)::text from payments where booking_id = $1', [bookingId]),
  ).toEqual(['50.00'])
  await expectLaws(desk)
})

test('a desk without a line works on, survives a restart, and delivers all when the line is back', async () => {
  const desk = await openDesk()
  await desk.sync.practise(true)
  const { bookingId } = book(desk)
  desk.perform(postCharge, { bookingId, description: 'Parking', quantity: 1, unitPriceMinor: 1500 })
  expect(await desk.until((line) => line.pending === 2)).toMatchObject({ state: 'offline', practising: true })
  await desk.shutDown()
  desks.splice(0)

  const again = openTestDesk(server, { file: desk.file })
  desks.push(again)
  again.line.plan('sync_hello', 'lost', 'lost', 'lost')
  expect(again.db.prepare('select count(*) from bookings where id = ?').pluck().get(bookingId)).toBe(1)
  expect((await again.until((line) => line.state === 'offline')).pending).toBe(2)
  again.sync.syncNow()
  await quiet(again)
  expect(await server.column(`select offline from audit_logs where record_id = $1`, [bookingId])).toEqual([
    true,
  ])
  await expectLaws(again)
})

test('work that is on its way stays in sight on top of what others changed, and goes up as it is then', async () => {
  const [one, two] = [await openDesk(), await openDesk()]
  const { bookingId } = book(one)
  await two.untilRows(`select 1 from bookings where id = '${bookingId}'`, (rows) => rows.length === 1)
  const release = one.line.hold('sync_push')
  one.perform(postCharge, { bookingId, description: 'Dinner', quantity: 1, unitPriceMinor: 3000 })
  // the first is held on its way: what is done now has not been sent
  await expect.poll(() => one.line.sent('sync_push').length).toBe(2)
  await one.sync.practise(true)
  release()
  const roomId = server.rooms.get('103') ?? ''
  one.perform(setHousekeeping, { roomId, housekeeping: 'dirty' })
  const before = one.db.prepare('select hash from outbox order by seq desc limit 1').pluck().get()
  two.perform(setHousekeeping, { roomId, housekeeping: 'clean' })
  await quiet(two)

  const letPush = one.line.hold('sync_push')
  await one.sync.practise(false)
  // the others' change has come in under mine: my room is still dirty, and was clean before
  await one.untilRows(
    `select json_extract(writes, '$[0].was.housekeeping_status') from outbox order by seq desc limit 1`,
    ([was]) => was === 'clean',
  )
  expect(one.db.prepare('select housekeeping_status from rooms where id = ?').pluck().get(roomId)).toBe(
    'dirty',
  )
  expect(
    one.db
      .prepare(`select json_extract(row, '$.housekeeping_status') from shadow where row_id = ?`)
      .pluck()
      .get(roomId),
  ).toBe('clean')
  expect(one.db.prepare('select hash from outbox order by seq desc limit 1').pluck().get()).not.toBe(before)
  letPush()
  await quiet(one)
  expect(await server.column('select housekeeping_status::text from rooms where id = $1', [roomId])).toEqual([
    'dirty',
  ])
  expect(await server.column('select distinct status from sync.ops')).not.toContain('refused')
  await expectLaws(one, two)
})

test('a command that may have arrived goes up again byte for byte, whatever has come in since', async () => {
  const [one, two] = [await openDesk(), await openDesk()]
  const roomId = server.rooms.get('104') ?? ''
  one.line.plan('sync_push', 'lost', 'lost', 'lost')
  one.perform(setHousekeeping, { roomId, housekeeping: 'dirty' })
  await expect.poll(() => one.line.sent('sync_push').length).toBeGreaterThan(0)
  two.perform(setHousekeeping, { roomId, housekeeping: 'clean' })
  await quiet(two)
  one.sync.syncNow()
  await quiet(one)
  const bodies = new Set(one.line.sent('sync_push'))
  expect(bodies.size).toBe(1)
  await expectLaws(one, two)
})

test('two desks that sell one room apart: both guests are kept, one without a room and in sight', async () => {
  const [one, two] = [await openDesk(), await openDesk()]
  const stay = aStay({ roomId: server.rooms.get('105') ?? '' })
  await one.sync.practise(true)
  await two.sync.practise(true)
  const mine = one.perform(createBooking, stay)
  const theirs = two.perform(createBooking, stay)
  if (!mine.ok || !theirs.ok) throw new Error('not booked')
  const loser = theirs.value.bookingId ?? ''
  two.perform(takePayment, {
    bookingId: loser,
    payment: { method: 'card', amountMinor: 2000, reference: 'slip 7' },
  })
  await one.sync.practise(false)
  await quiet(one)
  await two.sync.practise(false)
  expect(await two.until((line) => line.pending === 0)).toMatchObject({ state: 'attention', attention: 1 })
  await two.untilRows(
    `select room_id is null and wanted_room_id is not null from bookings where id = '${loser}'`,
    ([parked]) => parked === 1,
  )
  expect(two.db.prepare(`select status, reason from outbox order by seq limit 1`).get()).toEqual({
    status: 'parked',
    reason: 'room_taken',
  })
  expect(
    await server.column('select sum(amount)::text from payments where booking_id = $1', [loser]),
  ).toEqual(['20.00'])
  await one.untilRows(
    `select wanted_room_id from bookings where id = '${loser}'`,
    ([room]) => room === stay.roomId,
  )
  await expectLaws(one, two)
})

test('a stay that was parked needs nobody’s attention once it has a room, wherever that was given', async () => {
  const [one, two] = [await openDesk(), await openDesk()]
  const stay = aStay({ roomId: server.rooms.get('108') ?? '' })
  await two.sync.practise(true)
  const late = two.perform(createBooking, stay)
  one.perform(createBooking, stay)
  if (!late.ok) throw new Error('not booked')
  await quiet(one)
  await two.sync.practise(false)
  await two.until((line) => line.attention === 1)
  const bookingId = late.value.bookingId ?? ''
  await one.untilRows(
    `select wanted_room_id from bookings where id = '${bookingId}'`,
    ([room]) => room === stay.roomId,
  )
  one.perform(assignRoom, { bookingId, roomId: server.rooms.get('109') ?? '' })
  await two.until((line) => line.attention === 0 && line.state === 'ok')
  await expectLaws(one, two)
})

test('a command that cannot be done any more is marked before the server says so, and kept', async () => {
  const [one, two] = [await openDesk(), await openDesk()]
  const stay = aStay({ roomId: server.rooms.get('106') ?? '' })
  await two.sync.practise(true)
  const late = two.perform(createBooking, stay)
  if (!late.ok) throw new Error('not booked')
  one.perform(createBooking, stay)
  await quiet(one)
  const release = two.line.hold('sync_push')
  await two.sync.practise(false)
  await two.untilRows('select trouble from outbox', ([trouble]) => trouble === 'room_not_available')
  // still in sight, and still with its number
  expect(
    two.db.prepare('select booking_code from bookings where id = ?').pluck().get(late.value.bookingId),
  ).toBe(late.value.subject)
  release()
  await two.until((line) => line.attention === 1)
  await expectLaws(one, two)
})

test('a server that refuses every push keeps nobody else’s changes out', async () => {
  const [one, two] = [await openDesk(), await openDesk()]
  one.line.plan('sync_push', ...Array.from({ length: 50 }, () => ({ status: 500 })))
  book(one)
  await expect.poll(() => one.line.sent('sync_push').length).toBeGreaterThan(1)
  const { bookingId } = book(two)
  await one.untilRows(`select 1 from bookings where id = '${bookingId}'`, (rows) => rows.length === 1)
  expect(one.sync.status()).toMatchObject({ state: 'syncing', pending: 1 })
})

test('a first mirror goes on after a restart from where it was', async () => {
  const desk = openTestDesk(server, { pageRows: 2 })
  desks.push(desk)
  let pages = 0
  const enough = desk.line.hold('sync_snapshot')
  const enrolled = desk.sync.enrol(await server.enrolCode(), 'Slow desk')
  await enrolled
  // the desk is open before the rest is there
  await desk.untilRows(`select count(*) from sync_state where key = 'ready'`, ([ready]) => ready === 1)
  expect(desk.sync.status()).toMatchObject({ state: 'mirroring' })
  enough()
  await desk.untilRows(
    `select json_extract(value, '$.table') from sync_state where key = 'mirror_progress'`,
    ([table]) => table === 'rooms',
  )
  await desk.shutDown()
  desks.splice(0)
  pages = desk.line.sent('sync_snapshot').length

  const again = openTestDesk(server, { file: desk.file, pageRows: 2 })
  desks.push(again)
  await quiet(again)
  await again.until((line) => line.state === 'ok')
  expect(again.line.sent('sync_snapshot_today')).toEqual([])
  expect(again.line.sent('sync_snapshot')[0]).toContain('"p_table":"rooms"')
  expect(pages).toBeGreaterThan(3)
  await expectLaws(again)
})

test('changes of many pages become visible together', async () => {
  const [one, two] = [await openDesk(), await openDesk({ pageRows: 3 })]
  await two.sync.practise(true)
  for (let count = 0; count < 8; count += 1) book(one)
  await quiet(one)
  const counts = new Set<unknown>()
  const before = Number(two.db.prepare('select count(*) from bookings').pluck().get())
  await two.sync.practise(false)
  await two.untilRows('select count(*) from bookings', ([count]) => {
    counts.add(Number(count) - before)
    return Number(count) === before + 8
  })
  expect([...counts].every((count) => count === 0 || count === 8)).toBe(true)
  await expectLaws(one, two)
})

test('a server in another life is mirrored afresh, and gets again what it has forgotten', async () => {
  const [one, two] = [await openDesk(), await openDesk()]
  const roomId = server.rooms.get('107') ?? ''
  one.perform(setHousekeeping, { roomId, housekeeping: 'dirty' })
  await quiet(one)
  const forgotten = one.perform(setHousekeeping, { roomId, housekeeping: 'clean' })
  if (!forgotten.ok) throw new Error('not done')
  await quiet(one)
  await caughtUp(one)
  await one.sync.practise(true)
  one.perform(setHousekeeping, { roomId, housekeeping: 'inspected' })

  // as a restore to before the second command leaves it
  await server.column('alter table audit_logs disable trigger audit_append_only')
  await server.column('delete from audit_logs where op_id = $1', [forgotten.value.opId])
  await server.column('alter table audit_logs enable trigger audit_append_only')
  await server.column('alter table sync.ops disable trigger user')
  await server.column('delete from sync.ops where op_id = $1', [forgotten.value.opId])
  await server.column('alter table sync.ops enable trigger user')
  await server.column(`update rooms set housekeeping_status = 'dirty' where id = $1`, [roomId])
  await server.column(
    `update sync.terminal_state s set last_seq = 1, last_hash = (select o.hash from sync.ops o where o.terminal_id = s.terminal_id and o.seq = 1)
     where s.terminal_id = $1`,
    [terminalOf(one)],
  )
  await server.column('select sync.renew_epoch()')

  await one.sync.practise(false)
  await one.until((line) => line.state === 'ok' && line.pending === 0)
  expect(await server.column('select housekeeping_status::text from rooms where id = $1', [roomId])).toEqual([
    'inspected',
  ])
  expect(
    await server.column('select count(*)::int from audit_logs where op_id = $1', [forgotten.value.opId]),
  ).toEqual([1])
  await two.until((line) => line.state === 'ok')
  await expectLaws(one, two)
})

test('a cursor that the server has forgotten is mended by mirroring afresh, and takes away what is gone', async () => {
  const desk = await openDesk()
  const [code] = await server.column(`insert into amenities (code, name) values ('SPA', 'Spa') returning id`)
  await desk.untilRows('select id from amenities', ([id]) => id === code)
  await desk.sync.practise(true)
  await server.column('delete from amenities where id = $1', [code])
  await server.column(`select sync.prune_tombstones(now() + interval '1 day')`)
  const { bookingId } = book(desk)
  await desk.sync.practise(false)
  await desk.untilRows('select count(*) from amenities', ([count]) => count === 0)
  await quiet(desk)
  expect(desk.line.sent('sync_snapshot_today').length).toBe(2)
  expect(await server.column('select count(*)::int from bookings where id = $1', [bookingId])).toEqual([1])
  await expectLaws(desk)
})

test('a clock three days off is measured, shown, and trusted with nothing', async () => {
  const threeDays = 3 * 86_400_000
  const desk = await openDesk({
    clock: { now: () => Date.now() + threeDays, monotonic: () => performance.now() },
  })
  book(desk)
  await quiet(desk)
  expect(Math.round((desk.sync.status().clockDriftMs ?? 0) / 60_000)).toBe(threeDays / 60_000)
  await expectLaws(desk)
})

test('each law’s checker sees the law broken', async () => {
  const [one, two] = [await openDesk(), await openDesk()]
  const { opId } = book(one)
  await quiet(one)
  await caughtUp(one)
  await caughtUp(two)
  const breaches = async (): Promise<readonly string[]> => await findBreaches(server, [one, two])
  expect(await breaches()).toEqual([])

  one.db.prepare(`update outbox set hash = replace(hash, substr(hash, 1, 1), 'x')`).run()
  expect(await breaches()).toEqual([expect.stringContaining('differ'), expect.stringContaining('broken')])
  one.db.prepare('delete from outbox').run()
  expect(await breaches()).toEqual([expect.stringContaining('differ')])
  two.db.prepare(`update bookings set adults = adults + 1`).run()
  expect(await breaches()).toContain('bookings differs between desks')
  two.db.pragma('foreign_keys = off')
  two.db.prepare(`delete from customers`).run()
  expect(await breaches()).toContain('a reference leads nowhere')
  await server.column('alter table audit_logs disable trigger audit_append_only')
  await server.column('delete from audit_logs where op_id = $1', [opId])
  await server.column('alter table audit_logs enable trigger audit_append_only')
  expect(await breaches()).toContain(`audit of ${opId} is not one row per write`)
})
