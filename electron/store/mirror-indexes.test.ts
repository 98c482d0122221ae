import type { Database } from 'better-sqlite3'
import { expect, test } from 'vitest'
import { mentionKinds } from '../../shared/domain/desk/mention.ts'
import { aHotel } from '../../shared/testing/hotel.ts'
import { aGuest, aStay } from '../../shared/testing/stay.ts'
import { createMirrorIndexes, dropMirrorIndexes, pauseFullText, resumeFullText } from './mirror-indexes.ts'
import { mirrorTables } from './mirror-tables.ts'
import { find } from './reads/find.ts'

const today = '2026-08-13'
const titles = (db: Database, text: string): readonly string[] =>
  find(db, { text, limit: 12, businessDate: today, kinds: new Set(mentionKinds) }).map((hit) => hit.title)
const schema = (db: Database): readonly unknown[] =>
  db.prepare('select type, name, sql from sqlite_schema order by type, name').all()

test('indexes and search are the same, made before the rows or after', () => {
  const hotel = aHotel()
  const before = schema(hotel.db)
  dropMirrorIndexes(hotel.db)
  aGuest(hotel, { full_name: 'Grace Hopper' })
  expect(titles(hotel.db, 'hopper')).toEqual([])
  createMirrorIndexes(hotel.db)
  expect(titles(hotel.db, 'hopper')).toEqual(['Grace Hopper'])
  expect(schema(hotel.db)).toEqual(before)
})

test('while the full text index rests, who is here is found; after it everybody, also who changed or left', () => {
  const hotel = aHotel()
  const before = schema(hotel.db)
  const changed = aGuest(hotel, { full_name: 'Ada Byron' })
  const gone = aGuest(hotel, { full_name: 'Gone Hopper' })
  pauseFullText(hotel.db)
  aGuest(hotel, { full_name: 'Grace Hopper' })
  aStay(hotel, { guestName: 'Here Hopper', arrival: today, departure: '2026-08-14' })
  hotel.db.prepare(`update customers set full_name = 'Ada Lovelace' where id = ?`).run(changed)
  hotel.db.prepare('delete from customers where id = ?').run(gone)
  expect(titles(hotel.db, 'hopper')).toEqual(['Here Hopper'])
  resumeFullText(hotel.db)
  expect(titles(hotel.db, 'hopper').toSorted()).toEqual(['Grace Hopper', 'Here Hopper'])
  expect([titles(hotel.db, 'byron'), titles(hotel.db, 'lovelace')]).toEqual([[], ['Ada Lovelace']])
  expect(schema(hotel.db)).toEqual(before)
})

test('a row that a terminal may have made can be taken back without a search through what might refer to it', () => {
  const { db } = aHotel()
  const made = new Set([
    'customers',
    'bookings',
    'booking_nights',
    'booking_guests',
    'payments',
    'transactions',
    'invoices',
    'invoice_lines',
    'cashier_shifts',
    'sync_conflicts',
  ])
  const references = mirrorTables.flatMap((table) =>
    db
      .prepare<[string], { parent: string; column: string }>(
        'select "table" as parent, "from" as "column" from pragma_foreign_key_list(?)',
      )
      .all(table)
      .filter(({ parent }) => made.has(parent))
      .map(({ column }) => `select 1 from ${table} where ${column} = ?`),
  )
  expect(references.length).toBeGreaterThan(15)
  const plans = references.map((sql) => {
    const [step] = db.prepare<[null], { detail: string }>(`explain query plan ${sql}`).all(null)
    return [sql, step?.detail.split(' ')[0]]
  })
  expect(plans.filter(([, way]) => way !== 'SEARCH')).toEqual([])
})
