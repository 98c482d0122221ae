import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { checkHouse } from '../../shared/testing/check-house.ts'
import { aHotel, type TestHotel } from '../../shared/testing/hotel.ts'
import { aStay } from '../../shared/testing/stay.ts'
import { testCalls } from './testing/test-calls.ts'

/** A hotel whose terminal may end the day without a line, as the line of these tests is down. */
async function aDay(build: (hotel: TestHotel) => void = () => {}) {
  const hotel = aHotel()
  hotel.db.prepare('update hotel_settings set roll_terminal_id = ?').run(hotel.terminalId)
  build(hotel)
  const calls = testCalls(hotel)
  await calls.signIn()
  const close = (more: object = {}, businessDate = '2026-08-13', requestId: string = randomUUID()) =>
    calls.call('day.close', { requestId, businessDate, ...more })
  const rows = (sql: string) => hotel.db.prepare<[], Record<string, unknown>>(sql).all()
  return { hotel, ...calls, close, rows }
}

const inHouse = { arrival: '2026-08-12', departure: '2026-08-15', room: '101', status: 'checked_in' } as const

describe('the end of the day', () => {
  test('posts each night once, leaves stay-overs to be cleaned, and opens the next day', async () => {
    const { ask, close, rows, hotel } = await aDay((house) => {
      aStay(house, inHouse)
      aStay(house, { ...inHouse, room: '102', nightsPosted: 1, rateMinor: 80_00 })
    })
    expect(await ask('day.status', {})).toMatchObject({
      nextDate: '2026-08-14',
      mayClose: true,
      nightsToPost: 3,
      nightsToPostMinor: 280_00,
    })
    const requestId = randomUUID()
    const done = { ok: true, value: { businessDate: '2026-08-14' } }
    expect(await close({}, '2026-08-13', requestId)).toEqual(done)
    expect(rows('select sum(amount) as sum, count(*) as count from transactions')).toEqual([
      { sum: 360_00, count: 4 },
    ])
    expect(rows(`select business_date, status from business_days order by business_date`)).toEqual([
      { business_date: '2026-08-13', status: 'closed' },
      { business_date: '2026-08-14', status: 'open' },
    ])
    expect(rows(`select room_number from rooms where housekeeping_status = 'dirty' order by 1`)).toEqual([
      { room_number: '101' },
      { room_number: '102' },
    ])
    // the same click again
    expect(await close({}, '2026-08-13', requestId)).toEqual(done)
    expect(await close()).toEqual({
      ok: false,
      error: { code: 'day_closed', data: { businessDate: '2026-08-14' } },
    })
    expect((await ask('day.status', {})).nightsToPost).toBe(2)
    expect(checkHouse(hotel.db)).toEqual([])
  })

  test('waits for a decision about everybody who should have left or come', async () => {
    let overdue = ''
    let late = ''
    let short = ''
    const { ask, close, hotel } = await aDay((house) => {
      overdue = aStay(house, { ...inHouse, departure: '2026-08-13' }).bookingId
      late = aStay(house, { arrival: '2026-08-13', departure: '2026-08-15', room: '102' }).bookingId
      short = aStay(house, { arrival: '2026-08-13', departure: '2026-08-14', room: '103' }).bookingId
    })
    const status = await ask('day.status', {})
    expect(status.dueOut.map((row) => row.bookingId)).toEqual([overdue])
    expect(status.mustDecide).toEqual([short])
    expect(await close()).toMatchObject({ error: { code: 'day_not_ready', data: { dueOut: [overdue] } } })
    await ask('booking.changeDates', {
      requestId: randomUUID(),
      bookingId: overdue,
      departure: '2026-08-14',
      price: 'keep',
    })
    expect(await close({ keepExpected: [late] })).toMatchObject({
      error: { code: 'day_not_ready', data: { undecided: [short] } },
    })
    // nothing would be left of a stay of one night
    expect(await close({ keepExpected: [late, short] })).toMatchObject({ error: { code: 'day_not_ready' } })
    expect(
      await close({ keepExpected: [late], noShows: [{ bookingId: short, chargeFee: false }] }),
    ).toMatchObject({ ok: true })
    expect((await ask('booking.get', { bookingId: short })).booking.status).toBe('no_show')
    expect((await ask('booking.get', { bookingId: late })).booking.status).toBe('confirmed')
    expect(checkHouse(hotel.db)).toEqual([])
  })

  test('is not for a terminal without a line, unless it is the one that may', async () => {
    const { hotel, close, ask } = await aDay()
    hotel.db.prepare('update hotel_settings set roll_terminal_id = null').run()
    expect((await ask('day.status', {})).mayClose).toBe(false)
    expect(await close()).toEqual({ ok: false, error: { code: 'offline' } })
  })

  test('waits while money is waiting for its booking', async () => {
    const { hotel, close } = await aDay()
    hotel.add('sync_conflicts', {
      id: randomUUID(),
      kind: 'suspense',
      outcome: 'merged',
      op_id: randomUUID(),
      command: 'folio.takePayment',
      terminal_id: hotel.terminalId,
      table_name: 'payments',
      mine: '[]',
      theirs: '{}',
    })
    expect(await close()).toMatchObject({ error: { code: 'day_not_ready', data: { moneyConflicts: 1 } } })
  })

  test('posts taxes that come on top, once a night and for as many nights as they are due', async () => {
    const { close, rows } = await aDay((house) => {
      aStay(house, { ...inHouse, booking: { adults: 2, children: 1 } })
      house.add('tax_rules', {
        id: house.ids.fresh(),
        code: 'CITY',
        name: 'City tax',
        kind: 'city_tax',
        amount_per_person_night: 2_00,
        exempt_under_age: 13,
        max_nights: 1,
      })
      house.add('tax_rules', {
        id: house.ids.fresh(),
        code: 'VAT',
        name: 'VAT',
        kind: 'vat',
        rate_percent: 6,
      })
    })
    await close()
    expect(rows(`select description, amount from transactions where type = 'tax'`)).toEqual([
      { description: 'City tax, night of 2026-08-12', amount: 4_00 },
    ])
  })

  test('leaves rooms to be looked at that nobody has been in for days', async () => {
    const { hotel, close, rows } = await aDay()
    hotel.db.prepare('update hotel_settings set dirty_after_vacant_days = 3').run()
    hotel.db.prepare(`update rooms set last_cleaned = '2026-08-13T09:00:00.000Z'`).run()
    hotel.db
      .prepare(`update rooms set last_cleaned = '2026-08-10T09:00:00.000Z' where room_number = '104'`)
      .run()
    await close()
    expect(rows(`select room_number from rooms where housekeeping_status = 'dirty'`)).toEqual([
      { room_number: '104' },
    ])
  })
})
