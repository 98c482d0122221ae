import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bookingCode, isBookingCode, paymentCode } from './booking-code.ts'

const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ')
const anyCode = fc
  .tuple(
    fc.array(fc.constantFrom(...letters), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('')),
    fc.oneof(fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: 100_000, max: 99_999_999 })),
  )
  .map(([series, number]) => bookingCode(series, number))

describe('the booking code', () => {
  test('reads as series, counter and check character', () => {
    expect(bookingCode('A', 42)).toMatch(/^A00042-[2-9A-HJ-NP-TV-Z]$/)
    expect(bookingCode('AB', 1_234_567)).toMatch(/^AB01234567-/)
  })

  test('keeps its value for ever: a change of the rule would orphan every printed code', () => {
    expect([bookingCode('A', 1), bookingCode('A', 42), bookingCode('ZZ', 99_999)]).toMatchInlineSnapshot(`
      [
        "A00001-J",
        "A00042-E",
        "ZZ99999-7",
      ]
    `)
  })

  test('a payment code is no booking code', () => {
    expect(paymentCode('A', 42)).toBe(`P-${bookingCode('A', 42)}`)
    expect(isBookingCode(paymentCode('A', 42))).toBe(false)
  })

  test('every code is whole', () => {
    fc.assert(
      fc.property(anyCode, (code) => {
        expect(isBookingCode(code)).toBe(true)
      }),
    )
  })

  test('any one wrong character is heard', () => {
    const heard = [...letters, ...Array.from('0123456789- ')]
    fc.assert(
      fc.property(anyCode, fc.nat(), fc.constantFrom(...heard), (code, place, character) => {
        const at = place % code.length
        fc.pre(code[at] !== character)
        expect(isBookingCode(code.slice(0, at) + character + code.slice(at + 1))).toBe(false)
      }),
      { numRuns: 5_000 },
    )
  })

  test('any two neighbours swapped are heard', () => {
    fc.assert(
      fc.property(anyCode, fc.nat(), (code, place) => {
        const at = place % (code.length - 1)
        const [left, right] = [code.charAt(at), code.charAt(at + 1)]
        fc.pre(left !== right)
        expect(isBookingCode(code.slice(0, at) + right + left + code.slice(at + 2))).toBe(false)
      }),
      { numRuns: 5_000 },
    )
  })
})
