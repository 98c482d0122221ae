import { expect, test } from 'vitest'
import { paymentMethods } from '../../shared/domain/folio/payment-method.ts'
import { changeOf, emptyPayment, methodForDigit, readPayment, type PaymentDraft } from './payment-draft.ts'

const style = { currency: 'EUR', locale: 'en-GB' }
const read = (draft: Partial<PaymentDraft>) => readPayment({ ...emptyPayment('120.00'), ...draft }, style)

test('cash without a tendered amount is taken as the exact amount', () => {
  expect(read({})).toEqual({ ok: true, value: { method: 'cash', amountMinor: 12000, reference: '' } })
})

test('cash tendered gives change', () => {
  const payment = read({ tendered: '150' })
  expect(payment.ok && changeOf(payment.value)).toBe(3000)
})

test('cash tendered that does not cover the amount is refused at its field', () => {
  expect(read({ tendered: '100' })).toEqual({ ok: false, error: { tendered: 'payment.tooLittle' } })
})

test('what was tendered is forgotten when the method is no longer cash', () => {
  expect(read({ method: 'card', tendered: '100', lastFour: '4471' })).toEqual({
    ok: true,
    value: { method: 'card', amountMinor: 12000, reference: '', cardLastFour: '4471' },
  })
})

test('nothing, and less than nothing, is no payment', () => {
  expect(read({ amount: '' })).toEqual({ ok: false, error: { amount: 'money.empty' } })
  expect(read({ amount: '0' })).toEqual({ ok: false, error: { amount: 'money.zero' } })
  expect(read({ amount: '-5' })).toEqual({ ok: false, error: { amount: 'money.not_an_amount' } })
})

test('every field at fault is named at once', () => {
  expect(read({ method: 'card', amount: 'x', lastFour: '12' })).toEqual({
    ok: false,
    error: { amount: 'money.not_an_amount', lastFour: 'payment.fourDigits' },
  })
})

test('a whole card number in the reference is refused, a long slip number is not', () => {
  expect(read({ reference: 'card 4111 1111 1111 1111' })).toEqual({
    ok: false,
    error: { reference: 'payment.noCardNumber' },
  })
  expect(read({ reference: 'slip 2026081300012' }).ok).toBe(true)
})

test('the digits on the keyboard stand for the methods in order', () => {
  expect(paymentMethods.map((_, index) => methodForDigit(String(index + 1)))).toEqual([...paymentMethods])
  expect(methodForDigit('8')).toBeUndefined()
  expect(methodForDigit('Enter')).toBeUndefined()
})
