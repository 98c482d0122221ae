import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { openTestDatabase, type TestDatabase } from '../supabase/tests/support/database.ts'
import { addBooking, addGuest, buildHotel, type Hotel } from '../supabase/tests/support/hotel.ts'
import { addSettledStay } from '../supabase/tests/support/settled-stay.ts'
import { dueJobs, isJobName, jobNames, runJob } from './jobs.ts'

let db: TestDatabase
let hotel: Hotel
beforeAll(async () => {
  db = await openTestDatabase()
  hotel = await buildHotel(db)
})
afterAll(async () => await db.stop())

const quiet = (): void => {}

test('the jobs that the runner knows are those of the table, and each may be named', async () => {
  const rows = await db.rows(`select name from app.jobs order by name`)
  expect(rows.map((row) => row['name'])).toEqual([...jobNames].toSorted())
  expect([isJobName('vacuum'), isJobName('drop_everything')]).toEqual([true, false])
})

test.each(jobNames)('%s runs, says so, and may run again at once', async (name) => {
  const lines: string[] = []
  await runJob(db.client, name, (line) => lines.push(line))
  await runJob(db.client, name, (line) => lines.push(line))
  expect(lines.every((line) => line.startsWith(`jobs: done name=${name} outcome=`))).toBe(true)
  const [row] = await db.rows(
    `select finished_at >= started_at as finished, error from app.jobs where name = $1`,
    [name],
  )
  expect(row).toEqual({ finished: true, error: null })
})

test('two of one name never run at once', async () => {
  const other = await db.connect()
  await other.rows(`select pg_advisory_lock($1, hashtext('analyze'))`, [0x6a6f62])
  expect(await runJob(db.client, 'analyze', quiet)).toEqual({ name: 'analyze', outcome: null })
  await other.close()
  expect((await runJob(db.client, 'analyze', quiet)).outcome).toBeGreaterThan(0)
})

test('one that fails says with which code, and is let go of', async () => {
  await db.rows(
    `alter table public.bookings add constraint no_expiry check (cancellation_reason <> 'hold_expired')`,
  )
  await expired()
  await expect(runJob(db.client, 'expire_holds', quiet)).rejects.toMatchObject({ code: '23514' })
  expect(await db.value(`select error from app.jobs where name = 'expire_holds'`)).toBe('23514')
  await db.rows(`alter table public.bookings drop constraint no_expiry`)
  expect((await runJob(db.client, 'expire_holds', quiet)).outcome).toBe(1)
})

test('a job is due when it never ran or its time has passed', async () => {
  await db.rows(`update app.jobs set started_at = clock_timestamp()`)
  expect(await dueJobs(db.client)).toEqual([])
  await db.rows(`update app.jobs set started_at = null where name = 'vacuum'`)
  await db.rows(
    `update app.jobs set started_at = clock_timestamp() - every - interval '1 second'
      where name in ('analyze', 'expire_holds')`,
  )
  expect((await dueJobs(db.client)).toSorted()).toEqual(['analyze', 'expire_holds', 'vacuum'])
})

async function expired(): Promise<string> {
  const id = await addBooking(db, { type: hotel.standard, room: hotel.room('102'), status: 'pending' })
  await db.rows(`update public.bookings set hold_expires_at = now() - interval '1 minute' where id = $1`, [
    id,
  ])
  return id
}

describe('design: Maintenance Tasks, and what else keeps the house', () => {
  test('a courtesy hold that nobody confirmed or paid is let go, and its room with it', async () => {
    const id = await expired()
    const kept = await addBooking(db, { type: hotel.standard, room: hotel.room('103'), status: 'pending' })
    await db.rows(`update public.bookings set hold_expires_at = now() + interval '1 day' where id = $1`, [
      kept,
    ])
    const paid = await addBooking(db, { type: hotel.standard, room: hotel.room('104'), status: 'pending' })
    await db.rows(`update public.bookings set hold_expires_at = now() - interval '1 day' where id = $1`, [
      paid,
    ])
    await db.rows(
      `insert into public.payments (payment_code, booking_id, amount, payment_method, business_date, status) values ('P1', $1, 5, 'cash', current_date, 'completed')`,
      [paid],
    )
    expect((await runJob(db.client, 'expire_holds', quiet)).outcome).toBe(1)
    const statuses = await db.rows(`select id, status::text from public.bookings where id in ($1, $2, $3)`, [
      id,
      kept,
      paid,
    ])
    expect(Object.fromEntries(statuses.map((row) => [String(row['id']), row['status']]))).toEqual({
      [id]: 'cancelled',
      [kept]: 'pending',
      [paid]: 'pending',
    })
    expect(
      await db.value(`select bool_or(holds_room) from public.booking_nights where booking_id = $1`, [id]),
    ).toBe(false)
  })

  test('rooms that a group named nobody for go back on its release date, and no others', async () => {
    const leader = await addGuest(db, 'Leo Leader')
    const group = async (code: string, days: number): Promise<unknown> =>
      await db.value(
        `insert into public.booking_groups (group_code, name, contact_customer_id, release_date)
         select $1, 'Choir', $2, d.business_date + $3::integer from public.business_days d where d.status = 'open'
         returning id`,
        [code, leader, days],
      )
    const [due, later] = [await group('G-1', 0), await group('G-2', 1)]
    const member = async (groupId: unknown, guest: string, status = 'confirmed'): Promise<string> => {
      const id = await addBooking(db, { type: hotel.standard, guest, status })
      await db.rows(`update public.bookings set booking_group_id = $2 where id = $1`, [id, groupId])
      return id
    }
    const unnamed = await member(due, leader)
    const kept = [
      await member(due, await addGuest(db, 'Ann Alto')),
      await member(due, leader, 'guaranteed'),
      await member(later, leader),
    ]
    expect((await runJob(db.client, 'expire_holds', quiet)).outcome).toBe(1)
    expect(
      await db.rows(
        `select id, cancellation_reason from public.bookings where status = 'cancelled' and id = any ($1)`,
        [[unnamed, ...kept]],
      ),
    ).toEqual([{ id: unnamed, cancellation_reason: 'group_released' }])
  })

  test('stays are archived batch by batch until none is left', async () => {
    const guest = await addGuest(db)
    await addSettledStay(db, hotel, { guest, arrival: '2024-02-01', departure: '2024-02-03' })
    await addSettledStay(db, hotel, { guest, arrival: '2024-02-05', departure: '2024-02-07' })
    expect((await runJob(db.client, 'archive_stays', quiet)).outcome).toBe(2)
  })

  test('tombstones older than ninety days are forgotten, younger ones are kept', async () => {
    const [old, young] = [await addGuest(db), await addGuest(db)]
    await db.rows(`delete from public.customers where id in ($1, $2)`, [old, young])
    await db.rows(`update sync.row_versions set gone_at = now() - interval '91 days' where row_id = $1`, [
      old,
    ])
    expect((await runJob(db.client, 'prune_tombstones', quiet)).outcome).toBe(1)
    expect(
      await db.value(`select count(*)::int from sync.row_versions where row_id in ($1, $2)`, [old, young]),
    ).toBe(1)
  })
})
