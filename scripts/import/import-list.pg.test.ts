import { gzipSync } from 'node:zlib'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTestDatabase } from '../../db/stack/testing.ts'
import { bookingCode } from '../../shared/domain/stay/booking-code.ts'
import { assert } from '../../shared/kernel/assert.ts'
import { importList, type ImportOptions, type ImportReport, type ImportStep } from './import-list.ts'
import { demandFile, hotelDemand, otherFile, otherLayout, stayOf } from './testing/lists.ts'

let database: Awaited<ReturnType<typeof startTestDatabase>>
let client: pg.Client

beforeEach(async () => {
  database = await startTestDatabase()
  client = new pg.Client({ connectionString: database.databaseUrl })
  await client.connect()
})

afterEach(async () => {
  await client?.end()
  await database?.stop()
})

const good = { ...stayOf('2016-08-10', 5), lead_time: '30' }
const list = demandFile(
  good,
  { ...good, adr: 'free' },
  { ...stayOf('2016-08-13', 2), lead_time: '3', assigned_room_type: 'D' },
  { ...stayOf('2016-08-20', 2, '2016-08-11'), reservation_status: 'Canceled' },
)

describe('an import', () => {
  it('takes the good rows, tells the bad ones with their lines, and loses none', async () => {
    const report = await imported({ bytes: list })
    expect(report.rows).toBe(4)
    expect(report.imported.map(({ stay }) => stay.line)).toEqual([2, 4, 5])
    expect(report.rejected).toEqual([{ line: 3, reasons: ['price: "free" is no number'] }])
    expect(await rows('select status, count(*)::integer from bookings group by 1 order by 1')).toEqual([
      { status: 'checked_out', count: 2 },
      { status: 'cancelled', count: 1 },
    ])
  })

  it('writes each stay whole: guest, room, nights with their frozen price, sums', async () => {
    await imported({ bytes: demandFile({ ...good, adr: '80.55' }) })
    expect(
      await rows(
        `select b.booking_code, b.check_in_date::text as arrival, b.check_out_date::text as departure,
                b.total_room_charge::text as total, c.total_stays, c.total_spent::text as spent,
                r.room_number, (c.full_name <> '') as named
           from bookings b join customers c on c.id = b.customer_id join rooms r on r.id = b.room_id`,
      ),
    ).toEqual([
      {
        booking_code: bookingCode('RES', 1),
        arrival: '2016-08-10',
        departure: '2016-08-15',
        total: '402.75',
        total_stays: 1,
        spent: '402.75',
        room_number: '101',
        named: true,
      },
    ])
    expect(
      await rows(
        `select night::text, amount::text, holds_room, id = app.derived_id(booking_id, night::text) as derived
           from booking_nights order by night limit 2`,
      ),
    ).toEqual([
      { night: '2016-08-10', amount: '80.55', holds_room: false, derived: true },
      { night: '2016-08-11', amount: '80.55', holds_room: false, derived: true },
    ])
  })

  it('run twice brings nothing the second time', async () => {
    await imported({ bytes: list })
    const before = await everything()
    const report = await imported({ bytes: list })
    expect(report.imported).toEqual([])
    expect(report.alreadyPresent).toHaveLength(3)
    expect(report.rejected).toHaveLength(1)
    expect(report.made).toEqual({ roomTypes: 0, rooms: 0, guests: 0, nights: 0 })
    expect(await everything()).toEqual(before)
  })

  it('of a longer list brings the new rows, into the rooms there are', async () => {
    await imported({ bytes: demandFile(good) })
    const report = await imported({
      bytes: demandFile({ ...stayOf('2016-08-15', 4), lead_time: '30' }, good),
    })
    expect(report.imported.map(({ stay }) => stay.line)).toEqual([2])
    expect(report.made).toMatchObject({ rooms: 0, guests: 1, nights: 4 })
    expect(await rows('select distinct booking_code from bookings order by 1')).toEqual([
      { booking_code: bookingCode('RES', 1) },
      { booking_code: bookingCode('RES', 2) },
    ])
  })

  it('takes a packed file for the same rows', async () => {
    await imported({ bytes: list })
    const report = await imported({ bytes: gzipSync(list) })
    expect(report.alreadyPresent).toHaveLength(3)
  })

  it('tried dry tells the same and keeps nothing', async () => {
    const before = await everything()
    const dry = await imported({ bytes: list, dryRun: true })
    expect(dry.imported).toHaveLength(3)
    expect(await everything()).toEqual(before)
    const real = await imported({ bytes: list })
    expect(real).toEqual(dry)
  })

  it('as of a day brings the hotel as it stood, and opens that day', async () => {
    const report = await imported({
      bytes: demandFile(
        { ...stayOf('2016-08-10', 3), lead_time: '9' },
        { ...stayOf('2016-08-10', 5), lead_time: '9' },
        { ...stayOf('2016-08-13', 1), lead_time: '9' },
        { ...stayOf('2016-08-13', 1), lead_time: '0' },
        { ...stayOf('2016-08-08', 2), lead_time: '9' },
      ),
      asOf: '2016-08-13',
    })
    expect(report.notYetMade.map(({ line }) => line)).toEqual([5])
    expect(
      await rows(
        `select status, check_out_date = hotel_today() as due_out, count(*)::integer as count,
                bool_and(room_id is not null) as has_room
           from bookings group by 1, 2 order by 1, 2`,
      ),
    ).toEqual([
      { status: 'confirmed', due_out: false, count: 1, has_room: true },
      { status: 'checked_in', due_out: false, count: 1, has_room: true },
      { status: 'checked_in', due_out: true, count: 1, has_room: true },
      { status: 'checked_out', due_out: false, count: 1, has_room: true },
    ])
    expect(await rows(`select business_date::text, status from business_days`)).toEqual([
      { business_date: '2016-08-13', status: 'open' },
    ])
    expect(
      await rows(
        `select status, housekeeping_status, count(*)::integer from rooms group by 1, 2 order by 1, 2`,
      ),
    ).toEqual([{ status: 'occupied', housekeeping_status: 'dirty', count: 2 }])
    expect(await rows(`select hotel_name, time_zone, currency from hotel_settings`)).toEqual([
      { hotel_name: 'Resort Hotel', time_zone: 'Europe/Lisbon', currency: 'EUR' },
    ])
  })

  it('as of another day than the hotel is at is refused', async () => {
    await imported({ bytes: list, asOf: '2016-08-13' })
    expect(await refusal({ bytes: list, asOf: '2016-08-14' })).toEqual({
      code: 'day_differs',
      asOf: '2016-08-14',
      businessDate: '2016-08-13',
    })
  })

  it('of what has not happened yet for the hotel is refused', async () => {
    await imported({ bytes: demandFile(good), asOf: '2016-08-12' })
    expect(await refusal({ bytes: list })).toEqual({
      code: 'list_is_ahead',
      until: '2016-08-15',
      businessDate: '2016-08-12',
    })
  })

  it('in another currency than the hotel counts in is refused', async () => {
    await imported({ bytes: demandFile(good) })
    await client.query(`update hotel_settings set currency = 'CHF'`)
    expect(await refusal({ bytes: list })).toEqual({ code: 'currency_differs', list: 'EUR', hotel: 'CHF' })
  })

  it('of a file without its columns is refused before the database is touched', async () => {
    const bytes = Buffer.from('a,b\n1,2\n')
    expect(await refusal({ bytes, databaseUrl: 'postgres://nobody@127.0.0.1:1/none' })).toMatchObject({
      code: 'columns_missing',
      found: ['a', 'b'],
    })
  })

  it('that fails on the way leaves nothing', async () => {
    const before = await everything()
    const onProgress = ({ doing }: ImportStep) => {
      if (doing === 'finishing') throw new Error('the line broke')
    }
    await expect(importList({ ...options({ bytes: list }), onProgress })).rejects.toThrow('the line broke')
    expect(await everything()).toEqual(before)
  })

  it('by another profile takes guests and rooms as the list names them, and rejects a room given twice', async () => {
    const report = await imported({
      profile: otherLayout,
      bytes: otherFile(
        '1;im Haus;12.08.2026;15.08.2026;DZ;204;2;300,00;Jürgen Weiß;j@example.com',
        '2;reserviert;14.08.2026;16.08.2026;DZ;204;2;200,00;Eva Lang;-',
        '3;reserviert;15.08.2026;16.08.2026;DZ;204;2;100,00;Eva Lang;-',
        '4;reserviert;20.08.2026;22.08.2026;DZ;-;2;200,00;Jürgen Weiß;j@example.com',
      ),
      asOf: '2026-08-13',
    })
    expect(report.rejected).toEqual([
      { line: 3, reasons: ['roomNumber: 204 is taken by line 2 in that time'] },
    ])
    expect(
      await rows(
        `select c.full_name, b.status, r.room_number from bookings b
           join customers c on c.id = b.customer_id left join rooms r on r.id = b.room_id order by b.check_in_date`,
      ),
    ).toEqual([
      { full_name: 'Jürgen Weiß', status: 'checked_in', room_number: '204' },
      { full_name: 'Eva Lang', status: 'confirmed', room_number: '204' },
      { full_name: 'Jürgen Weiß', status: 'confirmed', room_number: '204' },
    ])
    expect(await rows('select count(*)::integer from customers')).toEqual([{ count: 2 }])
  })

  it('leaves one change of each row for terminals to pull, and no audit of its own', async () => {
    await imported({ bytes: list })
    expect(
      await rows(
        `select t.name, count(v.row_id)::integer as count
           from sync.tables t left join sync.row_versions v on v.table_id = t.id and v.gone_at is null
          where t.name in ('bookings', 'booking_nights', 'customers') group by 1 order by 1`,
      ),
    ).toEqual([
      { name: 'booking_nights', count: 9 },
      { name: 'bookings', count: 3 },
      { name: 'customers', count: 3 },
    ])
    expect(await rows('select count(*)::integer from audit_logs')).toEqual([{ count: 0 }])
  })
})

function options(change: Partial<ImportOptions>): ImportOptions {
  return {
    databaseUrl: database.databaseUrl,
    bytes: list,
    profile: hotelDemand,
    asOf: null,
    dryRun: false,
    now: new Date('2026-11-22T12:00:00Z'),
    ...change,
  }
}

async function imported(change: Partial<ImportOptions>): Promise<ImportReport> {
  const report = await importList(options(change))
  assert(report.ok, report.ok ? '' : JSON.stringify(report.error))
  return report.value
}

async function refusal(change: Partial<ImportOptions>) {
  const report = await importList(options(change))
  return report.ok ? null : report.error
}

async function rows(sql: string): Promise<unknown[]> {
  const found = await client.query<Record<string, unknown>>(sql)
  return found.rows
}

/** All there is of the hotel, to the last moment of change. */
async function everything(): Promise<ReadonlyMap<string, unknown>> {
  const found = new Map<string, unknown>()
  for (const table of tables) found.set(table, await rows(`select * from ${table} order by id`))
  return found
}

const tables = [
  'hotel_settings',
  'business_days',
  'room_types',
  'rooms',
  'customers',
  'bookings',
  'booking_nights',
]
