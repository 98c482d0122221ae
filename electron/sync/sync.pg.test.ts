import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createBooking } from '../commands/create-booking.ts'
import { startHotelServer, type HotelServer } from './testing/hotel-server.ts'
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

test('a terminal enrols, mirrors the hotel, and what is booked there is at the server', async () => {
  const desk = await openDesk()
  expect(desk.db.prepare('select count(*) from rooms').pluck().get()).toBe(10)
  const done = desk.perform(createBooking, {
    arrival: server.businessDate,
    departure: '2026-08-15',
    adults: 2,
    children: 0,
    guest: { kind: 'new', fullName: 'Ada Guest', phone: '', email: '', nationality: '' },
    roomTypeId: server.roomTypeId,
    source: 'phone',
    specialRequests: '',
    internalNotes: '',
    overbook: false,
  })
  expect(done.ok).toBe(true)
  await desk.until((line) => line.pending === 0)
  expect(await server.column('select status from sync.ops')).toEqual(['applied'])
  console.log(desk.logs)
})
