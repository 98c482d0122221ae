import { afterAll, beforeAll, expect, test } from 'vitest'

import { openTestDatabase, type Session, sqlStateOf, type TestDatabase } from './support/database.ts'
import { addGuest, buildHotel, type Hotel } from './support/hotel.ts'

const desks = 50
const rounds = 30

let db: TestDatabase
let hotel: Hotel
let sessions: readonly Session[]
beforeAll(async () => {
  db = await openTestDatabase()
  hotel = await buildHotel(db)
  sessions = await Promise.all(Array.from({ length: desks }, async () => await db.connect()))
})
afterAll(async () => await db.stop())

const book = `insert into public.bookings (customer_id, room_type_id, room_id, check_in_date, check_out_date, room_rate)
  values ($1, $2, $3, $4, $5, 100)`

test('fifty desks that sell one room for overlapping nights: exactly one does, the others hear so, none is killed', async () => {
  const guest = await addGuest(db)
  for (let round = 0; round < rounds; round++) {
    const month = `${2027 + Math.floor(round / 12)}-${String((round % 12) + 1).padStart(2, '0')}`
    const ends = await Promise.all(
      sessions.map(async (session, desk) => {
        const arrival = `${month}-${10 + (desk % 3)}`
        return await sqlStateOf(
          session.rows(book, [guest, hotel.standard, hotel.room('101'), arrival, `${month}-15`]),
        )
      }),
    )
    expect(ends.filter((end) => end === null)).toHaveLength(1)
    expect(ends.filter((end) => end === '23P01')).toHaveLength(desks - 1)
  }
})

test('fifty desks that let their guest into one room: exactly one does', async () => {
  const guest = await addGuest(db)
  const ids = await Promise.all(
    sessions.map(async (session, desk) => {
      const arrival = new Date(Date.parse('2026-08-13') - desk * 86_400_000).toISOString().slice(0, 10)
      const departure = new Date(Date.parse('2026-08-14') - desk * 86_400_000).toISOString().slice(0, 10)
      return await session.value(`${book} returning id`, [
        guest,
        hotel.standard,
        hotel.room('102'),
        arrival,
        departure,
      ])
    }),
  )
  const ends = await Promise.all(
    sessions.map(
      async (session, desk) =>
        await sqlStateOf(
          session.rows(`update public.bookings set status = 'checked_in' where id = $1`, [ids[desk]]),
        ),
    ),
  )
  expect(ends.filter((end) => end === null)).toHaveLength(1)
  expect(ends.filter((end) => end === '23P01')).toHaveLength(desks - 1)
})

test('without the lock on the room the same race ends in deadlocks, so the lock is what prevents them', async () => {
  await db.rows(
    `create or replace function app.lock_room(p_room_id uuid) returns void language plpgsql as $$ begin end $$`,
  )
  const guest = await addGuest(db)
  const ends: (string | null)[] = []
  for (let round = 0; round < rounds && !ends.includes('40P01'); round++) {
    ends.push(
      ...(await Promise.all(
        sessions
          .slice(0, 15)
          .map(
            async (session) =>
              await sqlStateOf(
                session.rows(book, [
                  guest,
                  hotel.standard,
                  hotel.room('103'),
                  `${2030 + round}-01-01`,
                  `${2030 + round}-01-05`,
                ]),
              ),
          ),
      )),
    )
  }
  expect(ends).toContain('40P01')
})
