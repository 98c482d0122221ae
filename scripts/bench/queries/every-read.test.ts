import { z } from 'zod'
import { expect, test } from 'vitest'
import { dropMirrorIndexes } from '../../../electron/store/mirror-indexes.ts'
import { calls } from '../../../shared/contract/index.ts'
import { askEveryRead } from './ask-every-read.ts'
import { everyRead } from './every-read.ts'
import type { Scan } from './plan-of.ts'
import { scannedBy } from './scanned.ts'
import { makeYearsOfStays } from './years-of-stays.ts'

/** Tables that grow with every guest and are never emptied, as the outbox is: nothing may read one from end to end. */
const growing = new Set([
  'bookings',
  'booking_nights',
  'booking_guests',
  'transactions',
  'customers',
  'payments',
  'invoices',
  'desk_notes',
  'audit_logs',
  'search_entries',
  'mention_entries',
])

/** They change something, though no click of theirs has an id. */
const doings = new Set([
  'room.setHousekeeping',
  'session.approve',
  'session.setPin',
  'session.signIn',
  'session.signInWithPin',
  'session.signOut',
  'terminal.enrol',
  'terminal.practiseOutage',
  'terminal.syncNow',
])

test('whatever a window reads, no plan reads a growing table from end to end; without indexes that is noticed', async () => {
  const years = makeYearsOfStays({ rooms: 12, bookings: 240 })
  const { db } = years.hotel
  const reads = await askEveryRead(years, 1)
  // a little of a big table is what lies in an index of few rows, such as that of the guests in house
  const isBig = ({ table, index }: Scan) => growing.has(table) && (index === null || !isOfFew(index))
  expect(scannedBy(db, reads, isBig)).toEqual([])

  // every call that only reads is among them
  const reading = Object.entries(calls)
    .filter(([, { input }]) => input instanceof z.ZodObject && !Object.hasOwn(input.shape, 'requestId'))
    .map(([name]) => name)
    .filter((name) => !doings.has(name))
  expect(reading.toSorted()).toEqual([...new Set(everyRead(years).map(({ call }) => call))].toSorted())

  dropMirrorIndexes(db)
  expect(scannedBy(db, reads, isBig).length).toBeGreaterThan(20)

  function isOfFew(index: string): boolean {
    const sql = db
      .prepare<[string], string>('select sql from sqlite_schema where name = ?')
      .pluck()
      .get(index)
    return /\bwhere\b.*(\bstatus\b|\bis null\b|blacklisted = 1|check_in_date = )/.test(sql ?? '')
  }
})
