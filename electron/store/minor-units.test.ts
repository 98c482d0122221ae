import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { minorToDecimal, wireToMinor } from './minor-units.ts'

const amount = fc.integer({ min: -99_999_999_999_999, max: 99_999_999_999_999 })

describe('an amount', () => {
  test('comes back from its decimal text as it went', () => {
    fc.assert(
      fc.property(amount, (minor) => {
        expect(wireToMinor(minorToDecimal(minor))).toBe(minor)
      }),
    )
  })

  test('comes back from the JSON number that Postgres writes as it was', () => {
    fc.assert(
      fc.property(amount, (minor) => {
        const parsed: unknown = JSON.parse(minorToDecimal(minor))
        expect(wireToMinor(parsed)).toBe(minor)
      }),
    )
  })

  test('may be written with fewer places, or with zeros that say nothing', () => {
    expect(['-12.5', '7', '0.10', '3.1000'].map(wireToMinor)).toEqual([-1250, 700, 10, 310])
  })

  test('is never minus nothing', () => {
    for (const nothing of [-0, '-0', '-0.00', 0]) expect(Object.is(wireToMinor(nothing), 0)).toBe(true)
  })

  test('is refused when it is no amount, has parts of a cent, or is more than a column holds', () => {
    const bad = [
      '',
      ' 1',
      '1.005',
      '1e3',
      '.5',
      '5.',
      '--1',
      'NaN',
      '1000000000000',
      0.005,
      1e12,
      NaN,
      Infinity,
      true,
      null,
      {},
    ]
    expect(bad.map(wireToMinor)).toEqual(bad.map(() => undefined))
    expect(() => minorToDecimal(0.5)).toThrow(RangeError)
  })

  test('is refused when it is a number that is near a whole cent and not one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000 }), fc.constantFrom(1e-4, -1e-4), (minor, off) => {
        expect(wireToMinor(minor / 100 + off)).toBeUndefined()
      }),
    )
  })
})
