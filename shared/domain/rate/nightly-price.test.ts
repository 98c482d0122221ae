import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nightlyPrices, priceOfNight, type Rates } from './nightly-price.ts'

const rates: Rates = {
  baseMinor: 100_00,
  weekendMinor: 150_00,
  extraBedMinor: 20_00,
  maxOccupancy: 2,
  seasons: [],
  roomBaseMinor: null,
  weekendNights: [5, 6],
}
const summer = {
  startsOn: '2026-07-01',
  endsOn: '2026-09-01',
  baseMinor: 180_00,
  weekendMinor: null,
  extraBedMinor: null,
}

describe('the price of a night', () => {
  test('the weekend is Friday and Saturday night, and Sunday night is a weekday', () => {
    // Thursday to Monday
    expect(nightlyPrices('2026-08-13', '2026-08-17', 2, rates)).toEqual([
      { night: '2026-08-13', amountMinor: 100_00 },
      { night: '2026-08-14', amountMinor: 150_00 },
      { night: '2026-08-15', amountMinor: 150_00 },
      { night: '2026-08-16', amountMinor: 100_00 },
    ])
  })

  test('the hotel says which nights are its weekend', () => {
    expect(priceOfNight('2026-08-13', 2, { ...rates, weekendNights: [4] })).toBe(150_00)
  })

  test('without a weekend rate every night costs the same', () => {
    expect(priceOfNight('2026-08-14', 2, { ...rates, weekendMinor: null })).toBe(100_00)
  })

  test('every guest above the occupancy pays an extra bed, and fewer pay no less', () => {
    expect(priceOfNight('2026-08-13', 4, rates)).toBe(140_00)
    expect(priceOfNight('2026-08-13', 1, rates)).toBe(100_00)
  })

  test('a season replaces the type’s rates from its first day up to its last, that one left out', () => {
    const seasonal = { ...rates, seasons: [summer] }
    expect(priceOfNight('2026-06-30', 2, seasonal)).toBe(100_00)
    expect(priceOfNight('2026-07-01', 2, seasonal)).toBe(180_00)
    expect(priceOfNight('2026-08-31', 2, seasonal)).toBe(180_00)
    expect(priceOfNight('2026-09-01', 2, seasonal)).toBe(100_00)
  })

  test('a season without a weekend rate costs its own base at the weekend, not the type’s weekend rate', () => {
    expect(priceOfNight('2026-08-14', 2, { ...rates, seasons: [summer] })).toBe(180_00)
  })

  test('a season may have its own extra bed', () => {
    const dear = { ...summer, extraBedMinor: 35_00 }
    expect(priceOfNight('2026-08-13', 3, { ...rates, seasons: [dear] })).toBe(215_00)
    expect(priceOfNight('2026-08-13', 3, { ...rates, seasons: [summer] })).toBe(200_00)
  })

  test('a room with a rate of its own costs that every night, extra beds on top', () => {
    const suite = { ...rates, roomBaseMinor: 300_00, seasons: [summer] }
    expect(priceOfNight('2026-08-14', 3, suite)).toBe(320_00)
  })

  test('a stay costs the sum of its halves, wherever it is cut', () => {
    const day = (offset: number) => new Date(Date.UTC(2026, 5, 1 + offset)).toISOString().slice(0, 10)
    fc.assert(
      fc.property(
        fc.nat(90),
        fc.nat(30),
        fc.nat(30),
        fc.integer({ min: 1, max: 6 }),
        (start, a, b, guests) => {
          const seasonal = { ...rates, seasons: [summer] }
          const whole = nightlyPrices(day(start), day(start + a + b), guests, seasonal)
          const halves = [
            ...nightlyPrices(day(start), day(start + a), guests, seasonal),
            ...nightlyPrices(day(start + a), day(start + a + b), guests, seasonal),
          ]
          expect(whole).toEqual(halves)
          expect(whole.every(({ amountMinor }) => Number.isSafeInteger(amountMinor))).toBe(true)
        },
      ),
    )
  })
})
