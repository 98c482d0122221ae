import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { fullScansOf, indexesOf } from './support/plans/full-scans.ts'
import type { ProductQuery } from './support/plans/ten-queries.ts'
import { openWatchedHotel, type WatchedHotel } from './support/plans/watched-hotel.ts'

// Less than a hundredth of what `npm run bench -- database` measures, and still so much that an index pays.
let hotel: WatchedHotel
beforeAll(async () => {
  hotel = await openWatchedHotel({ rooms: 50, bookings: 16_000, customers: 10_000 })
})
afterAll(async () => await hotel.stop())

function query(name: string): ProductQuery {
  const found = hotel.queries.find((each) => each.name.startsWith(name))
  if (found === undefined) throw new Error(`nobody asks ${name}`)
  return found
}

const scansOf = async (name: string): Promise<readonly string[]> =>
  fullScansOf(await hotel.watch(query(name).ask), hotel.rowsOf)

const names = [
  'sync_pull',
  'sync_push',
  'sync_snapshot,',
  'sync_snapshot_today',
  'check_room_availability',
  'room_type_availability',
  'search_customers',
  'all_bookings',
  'room_availability',
  'daily_revenue',
] as const

describe('none of the ten queries of the product reads a big table from end to end', () => {
  test('there are ten, and each is looked at', () => {
    expect(hotel.queries.map(({ name }) => name.replace(/, .*| of .*/, ''))).toEqual(
      names.map((name) => name.replace(',', '')),
    )
  })

  test.each(names)('%s, at first and when its plans are kept', async (name) => {
    expect(await scansOf(name)).toEqual([])
    // from the sixth time on Postgres may keep one plan for all values
    for (let time = 0; time < 6; time += 1) await query(name).ask()
    expect(await scansOf(name)).toEqual([])
  })
})

describe('the check bites: without its index', () => {
  test.each([
    ['sync_pull', 'sync.row_versions_by_xid', 'Seq Scan of row_versions'],
    ['all_bookings', 'public.idx_bookings_customer', 'Seq Scan of bookings'],
    ['search_customers', 'public.idx_customers_search_trgm', 'Seq Scan of customers'],
    ['search_customers', 'public.idx_customers_search', 'Seq Scan of customers'],
    ['daily_revenue', 'public.idx_payments_date', 'Seq Scan of payments'],
    ['sync_snapshot_today', 'public.idx_transactions_booking', 'Seq Scan of transactions'],
  ] as const)('%s lacking %s reads its table whole', async (name, index, complaint) => {
    const definition = await hotel.db.value('select pg_get_indexdef($1::regclass)', [index])
    await hotel.db.rows(`drop index ${index}`)
    try {
      expect(await scansOf(name)).toContainEqual(expect.stringContaining(complaint))
    } finally {
      await hotel.db.rows(String(definition))
    }
    expect(await scansOf(name)).toEqual([])
    expect(indexesOf(await hotel.watch(query(name).ask))).toContain(index.replace(/^.*\./, ''))
  })
})
