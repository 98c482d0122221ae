import fc from 'fast-check'
import { expect, test } from 'vitest'
import { barContents, type BarWishes } from './bar-contents.ts'
import { createTextFit } from './use-text-fit.ts'

const letterPx = 8
const fit = createTextFit(16, (text) => text.length * letterPx)
const bar: BarWishes = { widthPx: 300, name: 'Ann First', more: '', owes: '', urgent: [], plain: [] }

test('a long bar says all of it', () => {
  const all: BarWishes = {
    ...bar,
    more: ' +1',
    owes: '€40.00',
    urgent: ['unsent'],
    plain: ['vip', 'hasNote'],
  }
  expect(barContents(all, fit)).toEqual({
    name: 'Ann First +1',
    owes: 'amount',
    signs: ['unsent', 'vip', 'hasNote'],
  })
})

test('a shorter bar cuts the name, then leaves out what is only good to know, and last what is urgent', () => {
  const all: BarWishes = { ...bar, owes: '€40.00', urgent: ['unsent'], plain: ['vip', 'hasNote'] }
  const at = (widthPx: number) => barContents({ ...all, widthPx }, fit)
  expect(at(170)).toEqual({ name: 'Ann Fir…', owes: 'sign', signs: ['unsent', 'vip', 'hasNote'] })
  expect(at(100)).toEqual({ name: 'Ann…', owes: 'sign', signs: ['unsent'] })
  expect(at(68)).toEqual({ name: '', owes: 'sign', signs: ['unsent'] })
  expect(at(44)).toEqual({ name: '', owes: null, signs: ['unsent'] })
  expect(at(20)).toEqual({ name: '', owes: null, signs: [] })
})

test('a cut never takes half of a letter', () => {
  expect(fit.cut('Zoë 👩‍👩‍👧 Smith', 96)).toBe('Zoë…')
  expect(fit.cut('Zoë 👩‍👩‍👧 Smith', 104)).toBe('Zoë 👩‍👩‍👧…')
})

test('what is said is never wider than the bar', () => {
  fc.assert(
    fc.property(fc.integer({ min: 6, max: 400 }), fc.string({ maxLength: 40 }), (widthPx, name) => {
      const contents = barContents({ ...bar, widthPx, name, urgent: ['unsent'], plain: ['vip'] }, fit)
      const signs = contents.signs.length * (0.875 + 0.3125) * 16
      const text = contents.name === '' ? 0 : contents.name.length * letterPx + 5
      if (signs + text > 0) expect(signs + text + 22).toBeLessThanOrEqual(widthPx)
    }),
  )
})
