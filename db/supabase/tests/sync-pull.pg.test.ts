import { afterAll, beforeAll, expect, test } from 'vitest'

import { openTestDatabase, type TestDatabase } from './support/database.ts'
import { addBooking, buildHotel, type Hotel } from './support/hotel.ts'
import { enrolTerminal, type TestTerminal } from './support/terminal.ts'

let db: TestDatabase
let hotel: Hotel
let terminal: TestTerminal
beforeAll(async () => {
  db = await openTestDatabase()
  hotel = await buildHotel(db)
  terminal = await enrolTerminal(db)
})
afterAll(async () => await db.stop())

test('a terminal says hello, mirrors page by page, and pulls what changed since its first page', async () => {
  for (const room of ['101', '102', '103']) await addBooking(db, { type: hotel.standard, room: hotel.room(room) })
  const hello = await terminal.hello()
  expect(hello).toMatchObject({ terminalId: terminal.id, series: terminal.series, lastSeq: 0, lastHash: '0'.repeat(64) })
  expect(hello.tables.find((table) => table.name === 'bookings')?.rows).toBe(3)

  const first = await terminal.snapshot('bookings', null, 2)
  const second = await terminal.snapshot('bookings', first.after, 2)
  expect(first.rows['bookings']).toHaveLength(2)
  expect(second.rows['bookings']).toHaveLength(1)
  expect(second.after).toBeNull()

  const late = await addBooking(db, { type: hotel.standard, room: hotel.room('104') })
  const page = await terminal.pull(first.snapshot)
  expect(page.after).toBeNull()
  expect(page.rows['bookings']).toHaveLength(1)
  const idColumn = hello.tables.find((table) => table.name === 'bookings')?.columns.indexOf('id') ?? -1
  expect(page.rows['bookings']?.[0]?.[idColumn]).toBe(late)
  expect(page.rows['booking_nights']).toHaveLength(2)

  const quiet = await terminal.pull(page.target)
  expect(quiet.rows).toEqual({})

  const today = await terminal.snapshotToday()
  expect(today.rows['bookings']).toHaveLength(4)
  expect(today.rows['rooms']).toHaveLength(5)
})
