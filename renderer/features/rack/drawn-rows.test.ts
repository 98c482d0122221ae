import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allRows, nextRows, type DrawnRow } from './drawn-rows.ts'
import { drawnOf, seenOf, type ChartSizes } from './rack-view.ts'

const sizes: ChartSizes = { dayPx: 20, rowPx: 32, sidePx: 152, topPx: 60, rows: 1000 }
const place = fc.record({
  left: fc.integer({ min: 0, max: 20_000 }),
  top: fc.integer({ min: 0, max: 31_000 }),
})

function at({ left, top }: { left: number; top: number }) {
  const viewport = { left, top, width: 1280, height: 800 }
  return { want: drawnOf(viewport, sizes, 60), seen: seenOf(viewport, sizes) }
}

test('wherever a scroll goes, what is in sight is drawn in the next frame', () => {
  fc.assert(
    fc.property(fc.array(place, { minLength: 1, maxLength: 10 }), (places) => {
      let rows: readonly DrawnRow[] = allRows(at({ left: 0, top: 0 }).want)
      for (const { want, seen } of places.map(at)) {
        rows = nextRows(rows, want, seen)
        const drawn = new Map(rows.map((row) => [row.index, row]))
        for (let index = seen.firstRow; index < seen.endRow; index++) {
          expect(drawn.get(index)?.firstDay).toBeLessThanOrEqual(seen.firstDay)
          expect(drawn.get(index)?.endDay).toBeGreaterThanOrEqual(seen.endDay)
        }
      }
    }),
  )
})

test('a scroll that rests ends with just what is wanted, and then draws nothing more', () => {
  fc.assert(
    fc.property(place, place, (from, to) => {
      const { want, seen } = at(to)
      let rows = allRows(at(from).want)
      for (let frame = 0; frame < 200; frame++) rows = nextRows(rows, want, seen)
      expect(rows).toEqual(allRows(want))
      expect(nextRows(rows, want, seen)).toBe(rows)
    }),
  )
})

test('a row scrolled draws no more than a few rows in one frame', () => {
  const before = allRows(at({ left: 8000, top: 3200 }).want)
  const { want, seen } = at({ left: 8000, top: 3200 + 4 * 32 })
  const next = nextRows(before, want, seen)
  expect(next.filter((row) => !before.includes(row)).length).toBeLessThanOrEqual(3)
})
