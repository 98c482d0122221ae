import { afterAll, beforeAll, expect, test } from 'vitest'

import { openTestDatabase, sqlStateOf, type TestDatabase } from './support/database.ts'
import { addBooking, addGuest, buildHotel, type Hotel } from './support/hotel.ts'

let db: TestDatabase
let hotel: Hotel
beforeAll(async () => {
  db = await openTestDatabase()
  hotel = await buildHotel(db)
})
afterAll(async () => await db.stop())

const trailOf = async (id: string) =>
  await db.rows(
    `select action, user_id, old_values, new_values, business_date from public.audit_logs where record_id = $1 order by created_at, id`,
    [id],
  )

test('what is written in SQL is audited: what changed, from what to what, by whom', async () => {
  const id = await addGuest(db, 'Ada Lovelace')
  await db.transaction(async () => {
    await db.rows(`select set_config('app.user_id', $1, true)`, [hotel.staff.manager])
    await db.rows(`update public.customers set phone = '555' where id = $1`, [id])
  })
  await db.rows(`delete from public.customers where id = $1`, [id])
  const trail = await trailOf(id)
  expect(trail.map((row) => row['action'])).toEqual(['INSERT', 'UPDATE', 'DELETE'])
  expect(trail[0]).toMatchObject({
    user_id: null,
    old_values: null,
    new_values: { full_name: 'Ada Lovelace' },
  })
  expect(trail[1]).toEqual({
    action: 'UPDATE',
    user_id: hotel.staff.manager,
    old_values: { phone: null },
    new_values: { phone: '555' },
    business_date: '2026-08-13',
  })
  expect(trail[2]).toMatchObject({
    old_values: { full_name: 'Ada Lovelace', phone: '555' },
    new_values: null,
  })
})

test('a setting left empty by a pool, or one that is no id, is nobody and stops no write', async () => {
  for (const setting of ['', 'nobody', '{}']) {
    await db.rows(
      `select set_config('app.user_id', $1, false), set_config('request.jwt.claims', '', false)`,
      [setting],
    )
    const id = await addGuest(db)
    expect((await trailOf(id))[0]).toMatchObject({ user_id: null })
  }
})

test('who asks through the API is who the verified claims say', async () => {
  const id = await addGuest(db)
  await db.transaction(async () => {
    await db.rows(
      `select set_config('request.jwt.claims', $1, true), set_config('request.headers', $2, true)`,
      [
        JSON.stringify({ sub: hotel.staff.admin }),
        JSON.stringify({ 'user-agent': 'Desk/1', 'x-forwarded-for': '203.0.113.9, 10.0.0.1' }),
      ],
    )
    await db.rows(`update public.customers set email = 'a@b.example' where id = $1`, [id])
  })
  expect(
    await db.rows(
      `select user_id, host(ip_address) as ip, user_agent from public.audit_logs where record_id = $1 and action = 'UPDATE'`,
      [id],
    ),
  ).toEqual([{ user_id: hotel.staff.admin, ip: '203.0.113.9', user_agent: 'Desk/1' }])
})

test('a secret never gets into the audit, but that it changed does', async () => {
  const id = await addGuest(db)
  await db.rows(
    `update public.customers set id_number = 'cipher-one', id_number_hash = 'hash-one' where id = $1`,
    [id],
  )
  await db.rows(`update public.customers set id_number = 'cipher-two' where id = $1`, [id])
  const trail = (await trailOf(id)).slice(1)
  expect(trail.map((row) => [row['old_values'], row['new_values']])).toEqual([
    [
      { id_number: null, id_number_hash: null },
      { id_number: '(secret)', id_number_hash: '(secret)' },
    ],
    [{ id_number: '(secret)' }, { id_number: '(secret)' }],
  ])
  const everything = await db.rows(
    `select old_values::text || new_values::text as text from public.audit_logs where record_id = $1`,
    [id],
  )
  expect(JSON.stringify(everything)).not.toContain(Buffer.from('cipher-one').toString('hex'))
})

test('sums that follow from other rows are not audited, and the audit is only added to', async () => {
  const id = await addBooking(db, { type: hotel.standard })
  expect((await trailOf(id)).map((row) => row['action'])).toEqual(['INSERT'])
  expect(Object.keys((await trailOf(id))[0]?.['new_values'] ?? {})).not.toContain('total_room_charge')
  expect(await sqlStateOf(db.rows(`delete from public.audit_logs where record_id = $1`, [id]))).toBe('23001')
  expect(
    await sqlStateOf(db.rows(`update public.audit_logs set user_id = null where record_id = $1`, [id])),
  ).toBe('23001')
})

test('nobody but the owner can switch the audit off', async () => {
  const id = await addGuest(db)
  await db.rows(`create role clerk_login login`)
  await db.rows(`grant usage on schema public, app to clerk_login`)
  await db.rows(`grant select, update on public.customers to clerk_login`)
  await db.rows(
    `grant execute on function app.is_quiet(), app.is_bulk(), app.norm(text), app.digits(text) to clerk_login`,
  )
  await db.rows(`create policy clerk on public.customers to clerk_login using (true)`)
  await db.transaction(async () => {
    await db.rows(`grant clerk_login to current_user`)
    await db.rows(`set local role clerk_login`)
    await db.rows(`set local app.bulk_load = 'on'`)
    await db.rows(`set local app.applying = 'on'`)
    await db.rows(`update public.customers set phone = '1' where id = $1`, [id])
  })
  expect((await trailOf(id)).map((row) => row['action'])).toEqual(['INSERT', 'UPDATE'])
})
