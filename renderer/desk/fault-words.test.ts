import { expect, test } from 'vitest'
import { constraintFaults } from '../../shared/protocol/constraints.ts'
import { catalogues } from '../language/catalogue.ts'
import { english } from '../language/english.ts'
import { say } from '../language/say.ts'
import type { Words } from '../language/use-words.ts'
import { faultWords } from './fault-words.ts'

const t: Words = (key, values) => say('en-GB', english[key], values)

test('every field that a constraint of the server can be about has a word in every language', () => {
  const fields = new Set(
    Object.values(constraintFaults).flatMap((constraints) =>
      Object.values(constraints).map(([, field]) => `field.${field}`),
    ),
  )
  for (const catalogue of Object.values(catalogues))
    expect([...fields].filter((key) => !Object.hasOwn(catalogue, key))).toEqual([])
})

test('the value at fault is named, and never in the server’s words', () => {
  expect(faultWords(t, 'value_refused', { table: 'bookings', field: 'check_out_date' })).toBe(
    'the server refused a value: the departure date',
  )
  expect(faultWords(t, 'duplicate', { table: 'invoices', field: 'invoice_number' })).toBe(
    'the number is already in use: the invoice number',
  )
})

test('without a field, or with one of a newer server, the reason stands alone', () => {
  expect(faultWords(t, 'value_refused', null)).toBe('the server refused a value')
  expect(faultWords(t, 'value_refused', { table: 'bookings', field: 'of_tomorrow' })).toBe(
    'the server refused a value',
  )
})

test('a reason of a newer server is said as such, and its code is not shown as words', () => {
  expect(faultWords(t, 'violates check constraint "x"', null)).toBe('the server did not take it')
})
