import { afterAll, beforeAll, expect, test } from 'vitest'

import { openTestDatabase, type TestDatabase } from './support/database.ts'
import { addGuest, buildHotel, type Hotel, today } from './support/hotel.ts'

let db: TestDatabase
let hotel: Hotel
beforeAll(async () => {
  db = await openTestDatabase()
  hotel = await buildHotel(db)
})
afterAll(async () => await db.stop())

const derived = `
  select
    (select jsonb_agg(jsonb_build_array(b.id, b.total_room_charge, b.extra_charges, b.discounts, b.taxes, b.paid_amount) order by b.id)
       from public.bookings b) as bookings,
    (select jsonb_agg(jsonb_build_array(c.id, c.total_stays, c.total_spent, c.last_stay_date) order by c.id) from public.customers c) as customers,
    (select jsonb_agg(jsonb_build_array(n.id, n.room_id, n.amount, n.holds_room) order by n.id) from public.booking_nights n) as nights,
    (select jsonb_agg(jsonb_build_array(t.id, t.amount, t.type) order by t.id) from public.transactions t) as ledger,
    (select jsonb_agg(jsonb_build_array(r.room_number, r.status) order by r.room_number) from public.rooms r) as rooms`

/** Stays of every kind, one after the other in a room, with a payment each. */
async function load(guest: string): Promise<void> {
  await db.rows(
    `insert into public.bookings (id, customer_id, room_type_id, room_id, check_in_date, check_out_date, status, room_rate, cancelled_at)
     select md5('b' || i)::uuid, $1, $2, $3, date '2026-06-01' + i * 3, date '2026-06-01' + i * 3 + i % 4,
            (case when i % 7 = 0 then 'cancelled'
                  when date '2026-06-01' + i * 3 + i % 4 <= $4::date then 'checked_out'
                  when date '2026-06-01' + i * 3 <= $4::date then 'checked_in'
                  else 'confirmed' end)::public.booking_status_enum,
            80 + i, case when i % 7 = 0 then now() end
       from generate_series(1, 40) i`,
    [guest, hotel.standard, hotel.room('101'), today],
  )
  await db.rows(
    `insert into public.payments (id, payment_code, booking_id, amount, payment_method, business_date, status)
     select md5('p' || i)::uuid, 'P' || i, md5('b' || i)::uuid, 50 + i, 'card', $1, 'completed' from generate_series(1, 40) i`,
    [today],
  )
}

test('what is loaded in bulk and refreshed equals what the triggers make row by row', async () => {
  const guest = await addGuest(db)
  const results: unknown[] = []
  for (const bulk of [false, true]) {
    await db.rows('begin')
    if (bulk) await db.rows(`set local app.bulk_load = 'on'`)
    await load(guest)
    if (bulk) {
      expect(await db.value(`select count(*)::int from public.booking_nights`)).toBe(0)
      await db.rows(`select app.refresh_derived()`)
      expect(
        await db.value(
          `select count(*)::int from public.audit_logs where table_name in ('bookings', 'payments', 'transactions')`,
        ),
      ).toBe(0)
    }
    results.push((await db.rows(derived))[0])
    await db.rows('rollback')
  }
  expect(results[1]).toEqual(results[0])
})

test('the switch ends with its transaction, and refreshing again writes nothing', async () => {
  const guest = await addGuest(db)
  await db.transaction(async () => {
    await db.rows(`set local app.bulk_load = 'on'`)
    await load(guest)
    await db.rows(`select app.refresh_derived()`)
  })
  expect(await db.value(`select app.is_bulk()`)).toBe(false)
  const stamps = `select max(xid::text::bigint)::text from sync.row_versions`
  const before = await db.value(stamps)
  await db.rows(`select app.refresh_derived()`)
  expect(await db.value(stamps)).toBe(before)
})
