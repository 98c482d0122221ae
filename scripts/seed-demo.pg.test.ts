import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestDatabase } from '../db/stack/testing.ts'
import { seedDemo } from './seed-demo.ts'

describe('the demonstration hotel', { timeout: 600_000 }, () => {
  const today = '2026-01-21'
  let database: Awaited<ReturnType<typeof startTestDatabase>>
  let client: pg.Client
  const log: string[] = []

  beforeAll(async () => {
    database = await startTestDatabase()
    await seedDemo({ databaseUrl: database.databaseUrl, today, log: (line) => log.push(line) })
    client = new pg.Client({ connectionString: database.databaseUrl })
    await client.connect()
  }, 600_000)

  afterAll(async () => {
    await client?.end()
    await database?.stop()
  })

  it('has 120 rooms of five types on six floors, and is at that day', async () => {
    expect(
      await one(
        `select count(*)::integer as rooms, count(distinct room_type_id)::integer as types,
                count(distinct floor)::integer as floors, hotel_today()::text as today from rooms`,
      ),
    ).toEqual({ rooms: 120, types: 5, floors: 6, today })
  })

  it('gives no room to two parties on one night, nor a room out of order to any', async () => {
    expect(
      await one(
        `select count(*)::integer as twice from (
           select from booking_nights n join bookings b on b.id = n.booking_id
            where n.room_id is not null and b.status not in ('cancelled', 'no_show')
            group by n.room_id, n.night having count(*) > 1) x`,
      ),
    ).toEqual({ twice: 0 })
    expect(
      await one(
        `select count(*)::integer as blocked from booking_nights n join room_blocks k
             on k.room_id = n.room_id and n.night >= k.starts_on and n.night < k.ends_on
          where n.holds_room and k.kind = 'out_of_order' and n.night >= hotel_today()`,
      ),
    ).toEqual({ blocked: 0 })
  })

  it('leaves something to do in every queue', async () => {
    const queues = await one(
      `with today as (select b.*, c.vip_status, c.blacklisted, r.housekeeping_status as made_up,
           exists (select from bookings o where o.room_id = b.room_id and o.status = 'checked_in') as taken,
           (select coalesce(sum(t.amount), 0) from transactions t where t.booking_id = b.id) as owed
         from bookings b join customers c on c.id = b.customer_id left join rooms r on r.id = b.room_id),
       due_in as (select * from today where status in ('pending', 'confirmed', 'guaranteed') and check_in_date = hotel_today()),
       due_out as (select * from today where status = 'checked_in' and check_out_date = hotel_today())
       select
         (select count(*) >= 8 from due_in) as due_in,
         (select count(*) >= 1 from due_in where room_id is null) as unassigned,
         (select count(*) >= 1 from due_in where made_up in ('clean', 'inspected') and not taken) as ready,
         (select count(*) >= 1 from due_in where made_up = 'dirty' and not taken) as dirty,
         (select count(*) >= 1 from due_in where vip_status) as vip,
         (select count(*) = 1 from due_in where blacklisted) as blacklisted,
         (select count(*) >= 1 from due_in where owed < 0) as deposits,
         (select count(*) >= 5 from due_out) as due_out,
         (select count(*) >= 1 from due_out where owed = 0) as due_out_paid,
         (select count(*) >= 1 from due_out where owed > 0) as due_out_owing,
         (select count(*) = 1 from today where status = 'checked_in' and check_out_date < hotel_today()) as overdue,
         (select count(*) >= 1 from today where status = 'checked_in' and check_in_date = hotel_today()) as arrived,
         (select count(*) >= 1 from today where status = 'checked_out' and check_out_date = hotel_today()) as left`,
    )
    expect(Object.entries(queues).filter(([, isThere]) => isThere !== true)).toEqual([])
  })

  it('has settled every stay that is over, to the cent', async () => {
    expect(
      await one(
        `select count(*) > 8000 as many, count(*) filter (where t.balance <> 0)::integer as unsettled,
                count(*) filter (where b.total_amount <> b.paid_amount)::integer as differing
           from bookings b
           cross join lateral (select coalesce(sum(amount), 0) as balance from transactions where booking_id = b.id) t
          where b.status = 'checked_out'`,
      ),
    ).toEqual({ many: true, unsettled: 0, differing: 0 })
  })

  it('has nothing left to derive: its sums, guests and rooms are as the server would count them', async () => {
    const before = await one(changes)
    await client.query('select app.refresh_derived()')
    expect(await one(changes)).toEqual(before)
  })

  it('is as full as such a hotel is, all year round', async () => {
    const months = await client.query<{ month: string; occupancy: number }>(
      `select to_char(n.night, 'YYYY-MM') as month,
              (count(*) / 120.0 / count(distinct n.night))::float8 as occupancy
         from booking_nights n join bookings b on b.id = n.booking_id
        where b.status in ('checked_out', 'checked_in') and n.night < hotel_today() and n.night >= hotel_today() - 330
        group by 1`,
    )
    expect(months.rows.length).toBeGreaterThan(10)
    for (const { occupancy } of months.rows) {
      expect(occupancy).toBeGreaterThan(0.55)
      expect(occupancy).toBeLessThan(0.96)
    }
  })

  it('loses bookings as the real hotel does: about a quarter is cancelled', async () => {
    const { part } = await one(
      `select (count(*) filter (where status = 'cancelled') / count(*)::float8) as part
         from bookings where check_in_date < hotel_today()`,
    )
    expect(part).toBeGreaterThan(0.22)
    expect(part).toBeLessThan(0.33)
  })

  it('is left alone by a second run', async () => {
    const before = await one(changes)
    await seedDemo({ databaseUrl: database.databaseUrl, today, log: (line) => log.push(line) })
    expect(await one(changes)).toEqual(before)
    expect(log.at(-1)).toBe('seed: the hotel is in use, no demonstration is made')
  })

  /** A stamp of every change that terminals would hear of. */
  const changes = `select count(*)::integer as rows, max(xid::text) as last from sync.row_versions`

  async function one(sql: string): Promise<Record<string, unknown>> {
    const found = await client.query<Record<string, unknown>>(sql)
    return found.rows[0] ?? {}
  }
})
