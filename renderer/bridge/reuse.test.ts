import fc from 'fast-check'
import { expect, test } from 'vitest'
import { reuse } from './reuse.ts'

test('an equal value is the last value itself', () => {
  const last = {
    rows: [
      { id: 1, room: null },
      { id: 2, room: { clean: true } },
    ],
  }
  expect(reuse(last, structuredClone(last))).toBe(last)
})

test('of a list, the rows that did not change keep their identity', () => {
  const last = [
    { id: 1, n: 1 },
    { id: 2, n: 2 },
  ]
  const next = reuse(last, [
    { id: 1, n: 1 },
    { id: 2, n: 3 },
  ])
  expect(next[0]).toBe(last[0])
  expect(next[1]).not.toBe(last[1])
})

test('a field that went away is not kept', () => {
  expect(reuse({ a: 1, b: 2 }, { a: 1 })).toEqual({ a: 1 })
  expect(reuse([1, 2], [1])).toEqual([1])
})

test('whatever it is made of, the value is the next one', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (last, next) => {
      expect(reuse(last, next)).toEqual(next)
      expect(reuse(next, structuredClone(next))).toEqual(next)
    }),
  )
})
