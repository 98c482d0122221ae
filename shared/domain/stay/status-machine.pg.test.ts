import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestDatabase } from '../../../db/stack/testing.ts'
import { mayMove } from './status-machine.ts'
import { bookingStatuses, holdsRoom } from './status.ts'

let database: Awaited<ReturnType<typeof startTestDatabase>>
let client: pg.Client

beforeAll(async () => {
  database = await startTestDatabase()
  client = new pg.Client({ connectionString: database.databaseUrl })
  await client.connect()
})
afterAll(async () => {
  await client.end()
  await database.stop()
})

test('the server knows the same statuses, and allows the same moves', async () => {
  const { rows } = await client.query<{ from: string; to: string; may: boolean }>(
    `select a.status::text as from, b.status::text as to, app.may_move(a.status, b.status) as may
       from unnest(enum_range(null::public.booking_status_enum)) a (status)
       cross join unnest(enum_range(null::public.booking_status_enum)) b (status)`,
  )
  const ours = bookingStatuses.flatMap((from) =>
    bookingStatuses.map((to) => ({ from, to, may: mayMove(from, to) })),
  )
  expect(new Set(rows.map((row) => JSON.stringify(row)))).toEqual(
    new Set(ours.map((row) => JSON.stringify(row))),
  )
})

test('the server lets the same stays hold their rooms', async () => {
  const { rows } = await client.query<{ status: string; holds: boolean }>(
    `select s.status::text as status, app.holds_room(s.status, '2026-08-13', '2026-08-14', '2026-08-13') as holds
       from unnest(enum_range(null::public.booking_status_enum)) s (status)`,
  )
  expect(rows).toEqual(bookingStatuses.map((status) => ({ status, holds: holdsRoom(status) })))
})
