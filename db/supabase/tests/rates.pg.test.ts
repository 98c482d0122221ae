import fc from 'fast-check'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { addDays } from '../../../shared/domain/calendar/days.ts'
import { nightlyPrices, type Rates, stayPrice } from '../../../shared/domain/rate/nightly-price.ts'
import { openTestDatabase, sqlStateOf, type TestDatabase } from './support/database.ts'
import { buildHotel, type Hotel } from './support/hotel.ts'

let db: TestDatabase
let hotel: Hotel
beforeAll(async () => {
  db = await openTestDatabase()
  hotel = await buildHotel(db)
})
afterAll(async () => await db.stop())

const price = async (arrival: string | null, departure: string | null, guests = 2, type = hotel.standard) =>
  await db.value(`select public.calculate_room_rate($1, $2, $3, $4)`, [type, arrival, departure, guests])

describe('design: Calculate Room Rate', () => {
  test('Friday and Saturday are the weekend’s nights, not Saturday and Sunday; the departure day costs nothing', async () => {
    await db.transaction(async () => {
      await db.rows(`update public.room_types set weekend_rate = 150 where id = $1`, [hotel.standard])
      expect(await price('2026-08-14', '2026-08-16')).toBe('300.00')
      expect(await price('2026-08-16', '2026-08-17')).toBe('100.00')
      await db.rows(`update public.hotel_settings set weekend_nights = '{0}'`)
      expect(await price('2026-08-14', '2026-08-17')).toBe('350.00')
      await db.rows(`update public.hotel_settings set weekend_nights = '{5,6}'`)
      await db.rows(`update public.room_types set weekend_rate = null where id = $1`, [hotel.standard])
    })
  })

  test('guests above the occupancy pay for an extra bed a night', async () => {
    await db.rows(`update public.room_types set extra_bed_rate = 25 where id = $1`, [hotel.standard])
    expect(await price('2026-08-17', '2026-08-19', 2)).toBe('200.00')
    expect(await price('2026-08-17', '2026-08-19', 4)).toBe('300.00')
  })

  test('a room with a rate of its own costs that', async () => {
    await db.rows(`update public.rooms set base_rate = 77 where id = $1`, [hotel.room('104')])
    expect(
      await db.value(`select public.calculate_room_rate($1, '2026-08-14', '2026-08-16', 2, $2)`, [
        hotel.standard,
        hotel.room('104'),
      ]),
    ).toBe('154.00')
  })

  test('what cannot be priced is refused and not priced at nothing', async () => {
    const refusals = {
      'reversed dates': () => price('2026-08-16', '2026-08-14'),
      'no arrival': () => price(null, '2026-08-14'),
      'for ever': () => price('2026-08-14', 'infinity'),
      'more than ten years': () => price('2026-08-14', '2036-12-14'),
      nobody: () => price('2026-08-14', '2026-08-15', 0),
      'an unknown type': () => price('2026-08-14', '2026-08-15', 2, v7()),
    }
    for (const [name, asked] of Object.entries(refusals))
      expect(await sqlStateOf(asked()), name).toBe('22023')
  })

  test('seasons, weekends, extra beds and day use are what the terminals make of them', async () => {
    const cents = fc.integer({ min: 0, max: 50_000 })
    const perhaps = fc.option(cents)
    const day = fc.integer({ min: 0, max: 60 }).map((days) => addDays('2026-09-01', days))
    const season = fc.record({
      startsOn: day,
      length: fc.integer({ min: 1, max: 20 }),
      baseMinor: cents,
      weekendMinor: perhaps,
      extraBedMinor: perhaps,
    })
    const rates = fc.record({
      baseMinor: cents,
      weekendMinor: perhaps,
      extraBedMinor: cents,
      maxOccupancy: fc.integer({ min: 1, max: 4 }),
      roomBaseMinor: perhaps,
      weekendNights: fc.uniqueArray(fc.integer({ min: 0, max: 6 })),
      seasons: fc
        .uniqueArray(season, { maxLength: 1 })
        .map((seasons) =>
          seasons.map(({ length, ...one }) => ({ ...one, endsOn: addDays(one.startsOn, length) })),
        ),
    }) satisfies fc.Arbitrary<Rates>
    const [planRow] = await db.rows(
      `insert into public.rate_plans (code, name, is_default) values ('BAR', 'Best', true) returning id`,
    )
    await fc.assert(
      fc.asyncProperty(
        rates,
        day,
        fc.integer({ min: 0, max: 12 }),
        fc.integer({ min: 1, max: 6 }),
        async (rate, arrival, nights, guests) => {
          const departure = addDays(arrival, nights)
          await db.rows('begin')
          try {
            await db.rows(`update public.hotel_settings set weekend_nights = $1`, [rate.weekendNights])
            await db.rows(
              `update public.room_types set base_rate = $2::bigint / 100.0, weekend_rate = $3::bigint / 100.0, extra_bed_rate = $4::bigint / 100.0, max_occupancy = $5
              where id = $1`,
              [hotel.standard, rate.baseMinor, rate.weekendMinor, rate.extraBedMinor, rate.maxOccupancy],
            )
            await db.rows(`update public.rooms set base_rate = $2::bigint / 100.0 where id = $1`, [
              hotel.room('101'),
              rate.roomBaseMinor,
            ])
            for (const one of rate.seasons) {
              await db.rows(
                `insert into public.rate_seasons (rate_plan_id, room_type_id, name, starts_on, ends_on, base_rate, weekend_rate, extra_bed_rate)
               values ($1, $2, 'Season', $3, $4, $5::bigint / 100.0, $6::bigint / 100.0, $7::bigint / 100.0)`,
                [
                  planRow?.['id'],
                  hotel.standard,
                  one.startsOn,
                  one.endsOn,
                  one.baseMinor,
                  one.weekendMinor,
                  one.extraBedMinor,
                ],
              )
            }
            const asked = [hotel.standard, arrival, departure, guests, hotel.room('101')]
            const priced = await db.rows(
              `select night, (amount * 100)::int as minor from public.nightly_rates($1, $2, $3, $4, $5)`,
              asked,
            )
            if (nights > 0) {
              expect(priced).toEqual(
                nightlyPrices(arrival, departure, guests, rate).map((one) => ({
                  night: one.night,
                  minor: one.amountMinor,
                })),
              )
            }
            expect(
              await db.value(`select (public.calculate_room_rate($1, $2, $3, $4, $5) * 100)::int`, asked),
            ).toBe(stayPrice(arrival, departure, guests, rate))
          } finally {
            await db.rows('rollback')
          }
        },
      ),
      { numRuns: 60 },
    )
  })
})
