import { expect, test } from 'vitest'
import {
  cancellationText,
  dayUseText,
  lateCheckOutText,
  nightText,
  noShowText,
  paymentText,
  readLineText,
  reversalText,
  taxText,
} from './line-text.ts'
import { paymentCode } from '../stay/booking-code.ts'
import { paymentMethods } from './payment-method.ts'

test('what the books say of a line can be taken apart again', () => {
  expect(readLineText(nightText('2026-08-13'))).toEqual({ kind: 'night', day: '2026-08-13' })
  expect(readLineText(dayUseText('2026-08-13'))).toEqual({ kind: 'dayUse', day: '2026-08-13' })
  expect(readLineText(taxText('City tax', '2026-08-13'))).toEqual({
    kind: 'tax',
    name: 'City tax',
    day: '2026-08-13',
  })
  expect(readLineText(lateCheckOutText('14:00'))).toEqual({ kind: 'lateCheckOut', until: '14:00' })
  expect([readLineText(noShowText), readLineText(cancellationText)]).toEqual([
    { kind: 'noShow' },
    { kind: 'cancellation' },
  ])
  expect(readLineText(reversalText(nightText('2026-08-13')))).toEqual({
    kind: 'reversal',
    of: { kind: 'night', day: '2026-08-13' },
  })
  for (const method of paymentMethods) {
    const code = paymentCode('A', 7)
    expect(readLineText(paymentText(method, code))).toEqual({ kind: 'payment', method, code })
  }
})

test('what somebody typed stays as it is', () => {
  for (const text of ['Minibar', 'Card for the spa', 'Room, sea view', ''])
    expect(readLineText(text)).toEqual({ kind: 'typed', text })
})
