import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTestDatabase } from '../../db/stack/testing.ts'
import { assert } from '../../shared/kernel/assert.ts'
import { root } from '../root.ts'
import { importList, type ImportReport } from './import-list.ts'
import { hotelDemand } from './testing/lists.ts'

/** 40,060 real bookings, kept outside the repository. */
const file = join(root, '..', 'shared', 'data', 'resort.csv.gz')
const isHere = existsSync(file)
if (!isHere) console.warn('import: ../shared/data/resort.csv.gz is not here, so the real list is not tested')

describe.skipIf(!isHere)('the real list', { timeout: 900_000 }, () => {
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

  it('as of 13 August 2016 has the due-ins, guests and due-outs of the file, each in a room of their own', async () => {
    const counted = countAsOf('2016-08-13')
    expect(counted).toMatchObject({ dueIn: 41, inHouse: 182, dueOut: 40 })
    const report = await importResort('2016-08-13')
    expect(report.rejected).toEqual([])
    expect(report.imported).toHaveLength(counted.made)
    expect(report.notYetMade).toHaveLength(40_060 - counted.made)
    expect(
      await one(
        `select
           count(*) filter (where status = 'confirmed' and check_in_date = hotel_today())::integer as "dueIn",
           count(*) filter (where status = 'checked_in')::integer as "inHouse",
           count(*) filter (where status = 'checked_in' and check_out_date = hotel_today())::integer as "dueOut",
           count(distinct room_id) filter (where status = 'checked_in')::integer as "roomsInUse",
           (select count(*)::integer from rooms where status = 'occupied') as "roomsOccupied",
           (select business_date::text from business_days where status = 'open') as "businessDate"
         from bookings`,
      ),
    ).toEqual({
      dueIn: 41,
      inHouse: 182,
      dueOut: 40,
      roomsInUse: 182,
      roomsOccupied: 182,
      businessDate: '2016-08-13',
    })
    expect(await one(givenTwice)).toEqual({ nights: 0 })
  })

  it('to its end is taken whole, and ends in the hotel as it ends in the file', async () => {
    const report = await importResort(null)
    expect(report.imported.length + report.rejected.length).toBe(40_060)
    expect(report.rejected).toEqual([])
    const found = await client.query<{ status: string; count: number }>(
      'select status, count(*)::integer from bookings group by 1',
    )
    expect(Object.fromEntries(found.rows.map(({ status, count }) => [status, count]))).toEqual(countEnds())
    expect(await one(givenTwice)).toEqual({ nights: 0 })
    // every stay's nights, and what they cost, to the cent
    expect(
      await one(
        `select count(*)::integer as nights, sum(amount)::text as amount,
                count(*) filter (where holds_room)::integer as held from booking_nights`,
      ),
    ).toEqual({ ...countNights(), held: 0 })
    expect(await one('select count(*)::integer as lines from transactions')).toEqual({ lines: 0 })
  })

  async function importResort(asOf: string | null): Promise<ImportReport> {
    const report = await importList({
      databaseUrl: database.databaseUrl,
      bytes: readFileSync(file),
      profile: hotelDemand,
      asOf,
      dryRun: false,
      now: new Date('2026-11-22T12:00:00Z'),
    })
    assert(report.ok, report.ok ? '' : JSON.stringify(report.error))
    return report.value
  }

  async function one(sql: string): Promise<unknown> {
    const found = await client.query<Record<string, unknown>>(sql)
    return found.rows[0]
  }
})

/** Nights for which a room was given to two stays that were not called off. */
const givenTwice = `
  select count(*)::integer as nights from (
    select n.room_id, n.night
      from booking_nights n join bookings b on b.id = n.booking_id
     where n.room_id is not null and b.status not in ('cancelled', 'no_show')
     group by 1, 2 having count(*) > 1) twice`

/** What the file says, read without any of the code under test. */
interface FileRow {
  readonly ends: string
  readonly endedOn: number
  readonly madeOn: number
  readonly arrival: number
  readonly nights: number
  readonly cents: number
}

function countAsOf(date: string) {
  const day = Date.parse(date)
  const made = readFile().filter(({ madeOn }) => madeOn < day)
  const came = made.filter(({ ends, arrival }) => ends === 'Check-Out' && arrival < day)
  const departureOf = ({ arrival, nights }: FileRow) => arrival + nights * 86_400_000
  return {
    made: made.length,
    dueIn: made.filter(
      ({ arrival, ends, endedOn }) => arrival === day && (ends === 'Check-Out' || endedOn >= day),
    ).length,
    inHouse: came.filter((row) => departureOf(row) >= day).length,
    dueOut: came.filter((row) => departureOf(row) === day).length,
  }
}

function countEnds(): Record<string, number> {
  const all = readFile()
  const count = (end: string) => all.filter(({ ends }) => ends === end).length
  return { checked_out: count('Check-Out'), cancelled: count('Canceled'), no_show: count('No-Show') }
}

function countNights() {
  const all = readFile()
  const cents = all.reduce((sum, row) => sum + row.nights * Math.max(0, row.cents), 0)
  return { nights: all.reduce((sum, { nights }) => sum + nights, 0), amount: (cents / 100).toFixed(2) }
}

function readFile(): readonly FileRow[] {
  const [header = '', ...lines] = gunzipSync(readFileSync(file)).toString().trim().split(/\r?\n/)
  const columns = header.split(',')
  return lines.map((line) => {
    const cells = line.split(',')
    const cell = (column: string) => cells[columns.indexOf(column)] ?? ''
    const arrival = Date.parse(
      `${cell('arrival_date_day_of_month')} ${cell('arrival_date_month')} ${cell('arrival_date_year')} UTC`,
    )
    return {
      ends: cell('reservation_status'),
      endedOn: Date.parse(`${cell('reservation_status_date')} UTC`),
      madeOn: arrival - Number(cell('lead_time')) * 86_400_000,
      arrival,
      nights: Number(cell('stays_in_weekend_nights')) + Number(cell('stays_in_week_nights')),
      cents: Math.round(Number(cell('adr')) * 100),
    }
  })
}
