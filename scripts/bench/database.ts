import { fullScansOf, pagesOf } from '../../db/supabase/tests/support/plans/full-scans.ts'
import type { ProductQuery } from '../../db/supabase/tests/support/plans/ten-queries.ts'
import { openWatchedHotel, type WatchedHotel } from '../../db/supabase/tests/support/plans/watched-hotel.ts'
import { type BenchReport, rounded, timed } from './report.ts'

const size = { rooms: 1_000, bookings: 2_000_000, customers: 1_000_000 }

/** From the sixth time on Postgres may keep one plan for all values, so a question is asked more often than that. */
const warmUps = 7
const rounds = 15
/** Fewer of what takes long: three at the least, and no more than fit in this. */
const enoughMs = 20_000

/**
 * The ten queries that the product runs, at a size that no front desk has: each beside rows fetched by key, or beside the
 * design's own statement, in the same run. The plans are those that really ran, down into the functions: one that reads
 * a big table from end to end fails the bench.
 */
export async function benchDatabase(log: (line: string) => void): Promise<BenchReport> {
  const { value: hotel, ms: loadMs } = await timed(() => openWatchedHotel(size, log))
  try {
    const measured: Measured[] = []
    for (const query of hotel.queries) {
      log(`bench: ${query.name} (${query.why})`)
      measured.push(await measure(hotel, query))
    }
    const scans = measured.flatMap(({ query, scans: found }) => found.map((scan) => `${query.name}: ${scan}`))
    for (const scan of scans) log(`bench: end to end: ${scan}`)
    return report(loadMs, measured, scans.length)
  } finally {
    await hotel.stop()
  }
}

interface Measured {
  readonly query: ProductQuery
  readonly ms: number
  readonly floorMs: number
  /** Pages of 8 kB that the question asked for, with everything that ran for it. */
  readonly pages: number
  readonly scans: readonly string[]
}

async function measure(hotel: WatchedHotel, query: ProductQuery): Promise<Measured> {
  const first = await hotel.watch(query.ask)
  for (let time = 0; time < warmUps; time += 1) await query.ask()
  await hotel.askFloor(query.floor)
  const times: number[] = []
  const floorTimes: number[] = []
  // in turn, so that what else the machine does falls on both
  const start = performance.now()
  while (times.length < 3 || (times.length < rounds && performance.now() - start < enoughMs)) {
    times.push((await timed(query.ask)).ms)
    floorTimes.push((await timed(() => hotel.askFloor(query.floor))).ms)
  }
  const kept = await hotel.watch(query.ask)
  return {
    query,
    ms: median(times),
    floorMs: median(floorTimes),
    pages: pagesOf(kept),
    scans: [...new Set([...fullScansOf(first, hotel.rowsOf), ...fullScansOf(kept, hotel.rowsOf)])],
  }
}

function report(loadMs: number, measured: readonly Measured[], scans: number): BenchReport {
  return {
    area: 'database',
    figures: {
      rooms: size.rooms,
      bookings: size.bookings,
      customers: size.customers,
      'loading, s': rounded(loadMs / 1000),
      ...Object.fromEntries(
        measured.flatMap(({ query, ms, floorMs, pages }) => [
          [`${query.name}, ms`, rounded(ms)],
          [`${query.name}: floor, ms`, rounded(floorMs)],
          [`${query.name}: pages`, pages],
        ]),
      ),
    },
    ratios: {
      ...Object.fromEntries(
        measured.map(({ query, ms, floorMs }) => [
          `${query.name} over ${floorName(query)}`,
          { value: rounded(ms / floorMs, 4), limit: query.limit },
        ]),
      ),
      'big tables read from end to end': { value: scans, limit: 0 },
    },
  }
}

function floorName({ floor }: ProductQuery): string {
  return floor.kind === 'the design' ? 'the design’s statement' : `${floor.count} ${floor.table} by key`
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0
}
