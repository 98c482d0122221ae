import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { mirrorTables } from '../../electron/store/mirror-tables.ts'
import { addDays } from '../../shared/domain/calendar/days.ts'
import { askEveryRead, type AnsweredRead } from './queries/ask-every-read.ts'
import { planOf, rowsOf } from './queries/plan-of.ts'
import { scannedBy, type Scanned } from './queries/scanned.ts'
import { makeYearsOfStays } from './queries/years-of-stays.ts'
import { quantile, rounded, timed, type BenchReport } from './report.ts'

const size = { rooms: 400, bookings: 200_000 }
const times = 5
const shown = 10
/** More rows than any hotel has rooms, or guests at one time: whoever reads them all reads the past. */
const big = 5_000
/** Of a read that finds nobody the floor would be nothing; of any it is at least a screen of rows. */
const leastRows = 100

/**
 * Everything that a window may ask, of a terminal with years of stays in its file: how long each takes beside as many
 * bookings fetched by their key, what SQLite is asked for it, and by which plan. A plan that reads a big table from end
 * to end fails the bench.
 */
export async function benchQueries(log: (line: string) => void): Promise<BenchReport> {
  const dir = mkdtempSync(join(tmpdir(), 'front-desk-bench-'))
  try {
    log(`bench: a hotel of ${size.rooms} rooms and ${size.bookings} bookings`)
    const { value: years, ms: loadMs } = await timed(() => makeYearsOfStays(size, join(dir, 'terminal.db')))
    const { db } = years.hotel
    const reads = await askEveryRead(years, times, (name) => log(`bench: ${name}`))
    const floorMs = measureFloor(db)
    // nobody looks further ahead than that for what is open to the past
    const day = addDays(years.hotel.businessDate, 31)
    const scans = scannedBy(db, reads, (scan) => rowsOf(db, scan, day) > big)
    logSlowest(db, reads, log)
    for (const { read, step, sql } of scans) log(`bench: end to end: ${read}: ${step} in ${sql}`)
    const result = report(db, loadMs, reads, floorMs, scans)
    db.close()
    return result
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

/** What one whole booking costs by its key, of those that the cache has. */
function measureFloor(db: Database): number {
  const ids = db.prepare<[], string>('select id from bookings order by random() limit 2000').pluck().all()
  const byKey = db.prepare('select * from bookings where id = ?')
  const rounds: number[] = []
  for (let round = 0; round < 9; round += 1) {
    const start = performance.now()
    for (const id of ids) byKey.get(id)
    rounds.push((performance.now() - start) / ids.length)
  }
  return quantile(rounds, 0.5)
}

/** The questions that took longest, each with its plan. */
function logSlowest(db: Database, reads: readonly AnsweredRead[], log: (line: string) => void): void {
  const slowest = new Map<string, { readonly read: string; readonly ms: number; readonly rows: number }>()
  for (const { name, queries } of reads) {
    for (const { sql, worstMs: ms, rows, times: asked } of queries) {
      if (ms > (slowest.get(sql)?.ms ?? 0))
        slowest.set(sql, { read: name, ms, rows: Math.round(rows / asked) })
    }
  }
  const ordered = [...slowest].toSorted(([, one], [, other]) => other.ms - one.ms).slice(0, shown)
  for (const [sql, { read, ms, rows }] of ordered) {
    log(`bench: ${rounded(ms)} ms, ${rows} rows: ${read}`)
    for (const line of sql.trim().split('\n')) log(`    ${line}`)
    for (const step of planOf(db, sql)) log(`      ${step}`)
  }
}

/** How many times as long as the same rows by their key, at the most. */
const limit = 25

function report(
  db: Database,
  loadMs: number,
  reads: readonly AnsweredRead[],
  floorMs: number,
  scans: readonly Scanned[],
): BenchReport {
  const slowest = reads.toSorted((one, other) => other.ms - one.ms).slice(0, shown)
  const countOf = (table: string): number =>
    db.prepare<[], number>(`select count(*) from ${table}`).pluck().get() ?? 0
  const sizes = mirrorTables
    .map((table): readonly [string, number] => [table, countOf(table)])
    .filter(([, rows]) => rows > big)
  return {
    area: 'queries',
    figures: {
      'building, s': rounded(loadMs / 1000),
      ...Object.fromEntries(sizes.map(([table, rows]) => [`rows of ${table}`, rows])),
      'reads asked': reads.length,
      'questions asked of SQLite': new Set(reads.flatMap(({ queries }) => queries.map(({ sql }) => sql)))
        .size,
      'a booking by its key, ms': rounded(floorMs, 4),
      'median of all reads, ms': rounded(
        quantile(
          reads.map(({ ms }) => ms),
          0.5,
        ),
      ),
      'reads over 10 ms': reads.filter(({ ms }) => ms > 10).length,
      ...Object.fromEntries(slowest.map(({ name, ms, rows }) => [`${name}, ms (${rows} rows)`, rounded(ms)])),
    },
    ratios: {
      ...Object.fromEntries(
        slowest.map(({ name, ms, rows }) => {
          const count = Math.max(leastRows, rows)
          return [`${name} over ${count} bookings by key`, { value: rounded(ms / (floorMs * count)), limit }]
        }),
      ),
      'big tables read from end to end': { value: scans.length, limit: 0 },
    },
  }
}
