import type { Database } from 'better-sqlite3'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aHotel } from '../../shared/testing/hotel.ts'
import { aGuest, aStay } from '../../shared/testing/stay.ts'

/** What may become of a guest, or of a stay and its guest. */
const changes = {
  forget: `update customers set anonymised_at = '2026-08-13T10:00:00.000Z' where id = @guestId`,
  remember: 'update customers set anonymised_at = null where id = @guestId',
  merge: 'update bookings set customer_id = @guestId where id = @bookingId',
  wait: 'update waitlist_entries set customer_id = @guestId',
  note: `update desk_notes set body = concat(body, '!') where booking_id = @bookingId`,
  wish: `update bookings set special_requests = concat(special_requests, '!') where id = @bookingId`,
} as const

const wish = fc.record({
  change: fc.constantFrom(...Object.values(changes), 'again' as const),
  guest: fc.nat(2),
  stay: fc.nat(1),
})

/** Three guests of whom something is written down: two have a stay, one of them waits for another. */
function aHotelWithNotes() {
  const hotel = aHotel()
  const guests = ['Ann', 'Ben', 'Cleo'].map((full_name) => aGuest(hotel, { full_name }))
  const stays = guests.slice(1).map((guestId) => {
    const booking = { internal_notes: 'Quiet room' }
    const { bookingId } = aStay(hotel, { arrival: '2026-08-14', departure: '2026-08-15', guestId, booking })
    const note = { kind: 'message', booking_id: bookingId, body: 'Called', created_by: hotel.userId }
    hotel.add('desk_notes', { ...note, id: hotel.ids.fresh() })
    return bookingId
  })
  hotel.add('waitlist_entries', {
    id: hotel.ids.fresh(),
    customer_id: guests[1] ?? '',
    arrival: '2026-08-14',
    departure: '2026-08-15',
    notes: 'Any floor',
  })
  return { db: hotel.db, guests, stays }
}

/** A page brings rows in any order: here one after those that refer to it. */
function bringAgain(db: Database, table: 'customers' | 'bookings', id: string): void {
  db.transaction(() => {
    db.pragma('defer_foreign_keys = on')
    db.exec(
      `drop table if exists temp.kept; create temp table kept as select * from ${table} where id = '${id}'`,
    )
    const columns = db.prepare<[string], string>('select name from pragma_table_info(?)').pluck().all(table)
    db.exec(`delete from ${table} where id = '${id}'`)
    db.exec(`insert into ${table} (${columns.join()}) select ${columns.join()} from kept`)
  })()
}

test('whatever becomes of guests, stays and notes, in whatever order, what is found is what there is', () => {
  fc.assert(
    fc.property(fc.array(wish, { minLength: 1, maxLength: 30 }), (wishes) => {
      const { db, guests, stays } = aHotelWithNotes()
      for (const { change, guest, stay } of wishes) {
        const [guestId, bookingId] = [guests[guest] ?? '', stays[stay] ?? '']
        if (change === 'again') {
          bringAgain(db, 'customers', guestId)
          bringAgain(db, 'bookings', bookingId)
        } else db.prepare(change).run({ guestId, bookingId })
      }
      const entries = (from: string) =>
        db.prepare(`select kind, row_id, booking_id, text from ${from} order by kind, row_id`).all()
      expect(entries('mention_entries')).toEqual(entries('mentioned'))
      db.close()
    }),
    { numRuns: 40 },
  )
})
