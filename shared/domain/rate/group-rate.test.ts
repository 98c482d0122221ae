import { expect, test } from 'vitest'
import { groupPrice } from './group-rate.ts'

const terms = { rates: { double: 70_00 }, arrival: '2026-08-13', departure: '2026-08-15' }
const sale = { roomTypeId: 'double', arrival: '2026-08-13', departure: '2026-08-14' }

test('a room added to a group costs what was agreed, and nobody answers for it a second time', () => {
  expect(groupPrice(terms, sale)).toEqual({ rateMinor: 70_00, unagreedMinor: undefined })
  expect(groupPrice(terms, { ...sale, rateMinor: 80_00 })).toEqual({
    rateMinor: 80_00,
    unagreedMinor: undefined,
  })
})

test('less than was agreed, or the same on other days than the group’s, is to be answered for', () => {
  expect(groupPrice(terms, { ...sale, rateMinor: 60_00 }).unagreedMinor).toBe(60_00)
  expect(groupPrice(terms, { ...sale, departure: '2026-08-16' })).toEqual({
    rateMinor: 70_00,
    unagreedMinor: 70_00,
  })
  expect(groupPrice({ ...terms, arrival: null, departure: null }, sale).unagreedMinor).toBe(70_00)
})

test('of a type nothing was agreed for the hotel’s own price stands', () => {
  expect(groupPrice(terms, { ...sale, roomTypeId: 'suite' })).toEqual({
    rateMinor: undefined,
    unagreedMinor: undefined,
  })
})
