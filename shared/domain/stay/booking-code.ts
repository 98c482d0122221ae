import { assert } from '../../kernel/assert.ts'

/**
 * A booking's code as guests say it on the telephone: the terminal's series, a counter, a check character: `A00042-E`.
 *
 * The check character is the body's characters, weighted by powers of 3, modulo the prime 31, written in an alphabet
 * without look-alikes (no 0, 1, I, O, U). 3 generates all of 1..30 modulo 31, so neighbours never weigh the same and no
 * weight is nought: every wrong character and every swap of two neighbours gives another check character. Letters and
 * digits would need 36 values, so a letter taken for a digit must break the form instead: the counter has five digits
 * and, when those are used up, eight, never one more or less.
 */
export function bookingCode(series: string, number: number): string {
  assert(number > 0 && number < 100_000_000, 'a counter of one to eight digits')
  const body = `${series}${String(number).padStart(number < 100_000 ? 5 : 8, '0')}`
  return `${body}-${checkCharacter(body)}`
}

/** Is this a whole and rightly heard booking code? */
export function isBookingCode(text: string): boolean {
  const match = /^([A-Z]{1,4}(?:\d{5}|\d{8}))-(.)$/.exec(text)
  const body = match?.[1]
  return body !== undefined && match?.[2] === checkCharacter(body)
}

/** A payment's code: `P` before the terminal's series, so that a receipt is not taken for a booking. */
export function paymentCode(series: string, number: number): string {
  return `P-${bookingCode(series, number)}`
}

const alphabet = '23456789ABCDEFGHJKLMNPQRSTVWXYZ'
const modulus = alphabet.length

function checkCharacter(body: string): string {
  let weight = 1
  let sum = 0
  for (const character of body) {
    weight = (weight * 3) % modulus
    sum = (sum + weight * valueOf(character)) % modulus
  }
  return alphabet.charAt(sum)
}

/** Letters 0 to 25 and digits 0 to 9: they may share values, because they never share places. */
function valueOf(character: string): number {
  const code = character.charCodeAt(0)
  return code >= 65 ? code - 65 : code - 48
}
