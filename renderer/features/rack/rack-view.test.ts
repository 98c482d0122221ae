import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawnOf, isSameDrawn, scrolledTo, zooms, type ChartSizes } from './rack-view.ts'

const sizes: ChartSizes = { dayPx: 20, rowPx: 32, sidePx: 152, topPx: 60, rows: 1000 }
const viewport = fc.record({
  left: fc.integer({ min: 0, max: 20_000 }),
  top: fc.integer({ min: 0, max: 31_000 }),
  width: fc.integer({ min: 600, max: 3840 }),
  height: fc.integer({ min: 400, max: 2160 }),
})

test('what is in sight is always drawn, and what is drawn has always been asked for', () => {
  fc.assert(
    fc.property(viewport, fc.constantFrom(...zooms), (seen, zoom) => {
      const drawn = drawnOf(seen, sizes, zoom)
      const rightDay = (seen.left + seen.width - sizes.sidePx) / sizes.dayPx
      const bottomRow = (seen.top + seen.height - sizes.topPx) / sizes.rowPx
      expect(drawn.firstDay).toBeLessThanOrEqual(seen.left / sizes.dayPx)
      expect(drawn.endDay).toBeGreaterThanOrEqual(Math.min(rightDay, 1100))
      expect(drawn.firstRow).toBeLessThanOrEqual(seen.top / sizes.rowPx)
      expect(drawn.endRow).toBeGreaterThanOrEqual(Math.min(bottomRow, sizes.rows))
      expect(drawn.askFirst).toBeLessThanOrEqual(drawn.firstDay)
      expect(drawn.askEnd).toBeGreaterThanOrEqual(drawn.endDay)
      expect(drawn.askFirstRow).toBeLessThanOrEqual(drawn.firstRow)
      expect(drawn.askEndRow).toBeGreaterThanOrEqual(drawn.endRow)
    }),
  )
})

test('a scroll of a few pixels within a row and a day draws nothing anew', () => {
  const seen = { left: 8010, top: 3210, width: 1280, height: 800 }
  const before = drawnOf(seen, sizes, 60)
  expect(isSameDrawn(before, drawnOf({ ...seen, left: 8015, top: 3220 }, sizes, 60))).toBe(true)
})

test('showing a place scrolls no more than is needed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 0, max: 5000 }), (scroll, start) => {
      const next = scrolledTo(scroll, 500, { start, end: start + 32 })
      expect(next).toBeLessThanOrEqual(start)
      expect(next + 500).toBeGreaterThanOrEqual(start + 32)
      if (start >= scroll && start + 32 <= scroll + 500) expect(next).toBe(scroll)
    }),
  )
})
