import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatAmount, formatMoney, parseMoney } from './money.ts'

const read = (text: string, currency = 'EUR', locale = 'en-GB') => {
  const parsed = parseMoney(text, currency, locale)
  return parsed.ok ? parsed.value : parsed.error.code
}

test.each([
  ['12', 1200],
  ['12.5', 1250],
  ['12,50', 1250],
  ['12.', 1200],
  ['.5', 50],
  [' € 12,50 ', 1250],
  ['EUR 12', 1200],
  ['12 EUR', 1200],
  ['1.234,56', 123456],
  ['1,234.56', 123456],
  ['1 234,56', 123456],
  ['1\u202f234,56', 123456],
  ["1'234.56", 123456],
  ['1,234,567', 123456700],
  ['1.234.567,8', 123456780],
  ['0', 0],
])('%j is read as %d cents', (text, minor) => {
  expect(read(text)).toBe(minor)
})

test('a lone separator before three digits is read as the language writes it, and refused where that gives too many decimals', () => {
  expect(read('1,234', 'EUR', 'en-GB')).toBe(123400)
  expect(read('1.234', 'EUR', 'en-GB')).toBe('too_many_decimals')
  expect(read('1.234', 'EUR', 'pt-PT')).toBe(123400)
  expect(read('1,234', 'EUR', 'pt-PT')).toBe('too_many_decimals')
})

test.each([
  ['', 'empty'],
  ['  ', 'empty'],
  ['€', 'empty'],
  ['abc', 'not_an_amount'],
  ['1..2', 'not_an_amount'],
  ['-5', 'not_an_amount'],
  ['1e3', 'not_an_amount'],
  ['12,34,56', 'not_an_amount'],
  ['1234,567.00', 'not_an_amount'],
  ['12.345', 'too_many_decimals'],
  ['9999999999', 'too_large'],
])('%j is refused as %s', (text, code) => {
  expect(read(text)).toBe(code)
})

test('currencies without or with three decimals keep their own minor unit', () => {
  expect(read('1500', 'JPY')).toBe(1500)
  expect(read('15.5', 'JPY')).toBe('too_many_decimals')
  expect(read('1.234', 'KWD')).toBe(1234)
  expect(formatAmount('en-GB', 'JPY', 1500)).toBe('1,500')
  expect(formatAmount('en-GB', 'KWD', 1234)).toBe('1.234')
})

test('amounts are written in the language, sign and all', () => {
  expect(formatMoney('en-GB', 'EUR', 123450)).toBe('€1,234.50')
  expect(formatMoney('pt-PT', 'EUR', -5)).toBe('-0,05\u00a0€')
})

test('whatever is written is read back as the same amount, in every language and currency', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 99_999_999_999 }),
      fc.constantFrom('en-GB', 'en-US', 'pt-PT', 'pt-BR', 'de-CH', 'fr-FR'),
      fc.constantFrom('EUR', 'JPY', 'USD'),
      (minor, locale, currency) => {
        expect(read(formatAmount(locale, currency, minor), currency, locale)).toBe(minor)
      },
    ),
  )
})
