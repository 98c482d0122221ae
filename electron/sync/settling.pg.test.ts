import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { acknowledge } from '../commands/conflict/acknowledge.ts'
import { giveRoom } from '../commands/conflict/give-room.ts'
import { createBooking } from '../commands/create-booking.ts'
import { takePayment } from '../commands/take-payment.ts'
import { countConflictCards, listConflictCards } from '../store/reads/conflict-cards.ts'
import { readSyncState } from '../store/sync-state.ts'
import { startHotelServer, type HotelServer } from './testing/hotel-server.ts'
import { findBreaches } from './testing/laws.ts'
import { openTestDesk, throwAway, type DeskOptions, type TestDesk } from './testing/test-desk.ts'

let server: HotelServer
const desks: TestDesk[] = []

beforeAll(async () => {
  server = await startHotelServer({ leaseRooms: 2 })
})
afterAll(() => server.stop())
beforeEach(async () => {
  await server.column(`update public.bookings set status = 'cancelled' where status = 'confirmed'`)
  await server.column(`delete from public.room_leases`)
})
afterEach(async () => {
  for (const desk of desks.splice(0)) await throwAway(desk)
})

async function openDesk(options?: DeskOptions): Promise<TestDesk> {
  const desk = openTestDesk(server, options)
  desks.push(desk)
  expect((await desk.sync.enrol(await server.enrolCode(), 'Desk')).ok).toBe(true)
  await desk.until((line) => line.state === 'ok')
  return desk
}

const roomOf = (number: string): string => server.rooms.get(number) ?? ''

function sell(desk: TestDesk, roomId?: string) {
  return desk.perform(createBooking, {
    arrival: '2026-08-13',
    departure: '2026-08-15',
    adults: 2,
    children: 0,
    guest: { kind: 'new', fullName: 'Ada Guest', phone: '', email: '', nationality: '' },
    roomTypeId: server.roomTypeId,
    ...(roomId === undefined ? {} : { roomId }),
    source: 'phone',
    specialRequests: '',
    internalNotes: '',
    overbook: false,
  })
}

function sold(desk: TestDesk, roomId?: string): string {
  const done = sell(desk, roomId)
  if (!done.ok || done.value.bookingId === null) throw new Error(`not sold: ${JSON.stringify(done)}`)
  return done.value.bookingId
}

async function cutOff(...those: readonly TestDesk[]): Promise<void> {
  for (const desk of those) {
    await desk.sync.practise(true)
    await desk.until((line) => !line.online)
  }
}

async function letBack(...those: readonly TestDesk[]): Promise<void> {
  for (const desk of those) {
    await desk.sync.practise(false)
    await desk.until((line) => line.online && line.pending === 0)
  }
}

/** Waits until all desks show all that the server holds. */
async function level(...those: readonly TestDesk[]): Promise<void> {
  const [now] = await server.column('select pg_snapshot_xmax(pg_current_snapshot())::text::int')
  for (const desk of those) {
    desk.sync.syncNow()
    await expect
      .poll(() => Number(readSyncState(desk.db, 'cursor')?.split(':')[1]), { timeout: 20_000 })
      .toBeGreaterThanOrEqual(Number(now))
  }
}

const stay = (desk: TestDesk, bookingId: string) =>
  desk.db
    .prepare(
      `select r.room_number as room, b.to_be_confirmed as doubtful from bookings b left join rooms r on r.id = b.room_id where b.id = ?`,
    )
    .get(bookingId)

const leasedRooms = (desk: TestDesk) =>
  desk.db
    .prepare<[string | null], string>(
      `select distinct r.room_number from room_leases l join rooms r on r.id = l.room_id where l.terminal_id = ? order by 1`,
    )
    .pluck()
    .all(readSyncState(desk.db, 'terminal_id'))

test('without a line a desk sells first what it alone may sell, and says of the rest that it is to be confirmed', async () => {
  const one = await openDesk({ leasesRooms: true })
  const two = await openDesk({ leasesRooms: true })
  for (const desk of [one, two]) {
    await expect.poll(() => leasedRooms(desk).length, { timeout: 20_000 }).toBe(2)
  }
  await level(one, two)
  expect(new Set([...leasedRooms(one), ...leasedRooms(two)]).size).toBe(4)

  await cutOff(one)
  const [first = '', second = ''] = leasedRooms(one)
  const promised = [sold(one), sold(one)]
  expect(promised.map((id) => stay(one, id))).toEqual([
    { room: first, doubtful: 0 },
    { room: second, doubtful: 0 },
  ])
  const beyond = [sold(one), sold(one, roomOf('110'))]
  expect(beyond.map((id) => stay(one, id))).toEqual([
    { room: null, doubtful: 1 },
    { room: '110', doubtful: 1 },
  ])

  const refused = sell(two, roomOf(first))
  expect(refused.ok ? null : refused.error.code).toBe('room_leased')

  await letBack(one)
  await level(one, two)
  for (const id of [...promised, ...beyond]) expect(stay(two, id)).toMatchObject({ doubtful: 0 })
  expect(countConflictCards(two.db)).toBe(0)
  await expect.poll(() => findBreaches(server, [one, two]), { timeout: 20_000 }).toEqual([])
})

test('a room sold by two desks that could not hear each other is one card, with its payments; settled by both, the first counts and the second is told', async () => {
  const one = await openDesk()
  const two = await openDesk()
  await cutOff(one, two)
  sold(one, roomOf('105'))
  const late = sold(two, roomOf('105'))
  expect(
    two.perform(takePayment, {
      bookingId: late,
      payment: { method: 'cash', amountMinor: 70_00, reference: '' },
    }).ok,
  ).toBe(true)
  await letBack(one)
  await letBack(two)
  await level(one, two)
  for (const desk of [one, two]) {
    expect(listConflictCards(desk.db)).toMatchObject([
      {
        state: 'open',
        kind: 'room_taken',
        bookingId: late,
        wantedRoom: '105',
        offline: true,
        hangsOn: { payments: 1, paidMinor: 70_00 },
      },
    ])
  }

  await cutOff(one, two)
  expect(one.perform(giveRoom, { bookingId: late, roomId: roomOf('106') }).ok).toBe(true)
  expect(two.perform(giveRoom, { bookingId: late, roomId: roomOf('107') }).ok).toBe(true)
  await letBack(one)
  await letBack(two)
  await level(one, two)
  for (const desk of [one, two]) {
    expect(stay(desk, late)).toEqual({ room: '106', doubtful: 0 })
    expect(listConflictCards(desk.db)).toMatchObject([
      { state: 'open', kind: 'already_settled', bookingId: late },
      { state: 'settled', settled: { resolution: 'room_given' } },
    ])
  }

  const [told] = listConflictCards(two.db)
  expect(two.perform(acknowledge, { conflictId: told?.cardId ?? '' }).ok).toBe(true)
  await level(one, two)
  await expect.poll(() => countConflictCards(one.db), { timeout: 20_000 }).toBe(0)
  await expect.poll(() => findBreaches(server, [one, two]), { timeout: 20_000 }).toEqual([])
})
