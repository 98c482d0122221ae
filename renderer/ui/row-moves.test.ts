import { expect, test } from 'vitest'
import { currentRow, rowAfterKey } from './row-moves.ts'

test('arrows stop at the ends, pages and ends jump', () => {
  expect(rowAfterKey('ArrowDown', 0, 3, 10)).toBe(1)
  expect(rowAfterKey('ArrowDown', 2, 3, 10)).toBe(2)
  expect(rowAfterKey('ArrowUp', 0, 3, 10)).toBe(0)
  expect(rowAfterKey('PageDown', 5, 100, 10)).toBe(15)
  expect(rowAfterKey('PageDown', 95, 100, 10)).toBe(99)
  expect(rowAfterKey('PageUp', 5, 100, 10)).toBe(0)
  expect(rowAfterKey('Home', 50, 100, 10)).toBe(0)
  expect(rowAfterKey('End', 50, 100, 10)).toBe(99)
})

test('other keys, and an empty list, move nothing', () => {
  expect(rowAfterKey('i', 0, 3, 10)).toBeNull()
  expect(rowAfterKey('ArrowDown', 0, 0, 10)).toBeNull()
})

test('a row that is gone leaves its place to the next, at the end to the one before', () => {
  expect(currentRow(['a', 'b', 'c'], 'b', 0)).toBe(1)
  expect(currentRow(['a', 'c'], 'b', 1)).toBe(1)
  expect(currentRow(['a', 'b'], 'c', 2)).toBe(1)
  expect(currentRow([], 'a', 0)).toBe(-1)
  expect(currentRow(['a'], null, -1)).toBe(0)
})
