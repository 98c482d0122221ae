import { expect, test } from 'vitest'
import { checkHouse } from './check-house.ts'
import { aHotel, type TestHotel } from './hotel.ts'
import { aCharge, aPayment, aStay } from './stay.ts'

const today = '2026-08-13'

/** A hotel with a guest in house who has paid something. */
function usedHotel(): { readonly hotel: TestHotel; readonly bookingId: string } {
  const hotel = aHotel()
  const dates = { arrival: '2026-08-12', departure: '2026-08-15' }
  const { bookingId } = aStay(hotel, { ...dates, room: '101', status: 'checked_in', nightsPosted: 1 })
  aStay(hotel, { arrival: today, departure: '2026-08-15', room: '102', status: 'cancelled' })
  aStay(hotel, { arrival: today, departure: '2026-08-15', room: '102' })
  aCharge(hotel, bookingId, 5_00)
  aPayment(hotel, bookingId, 50_00)
  return { hotel, bookingId }
}

test('a house in order has nothing to say', () => {
  expect(checkHouse(usedHotel().hotel.db)).toEqual([])
})

test('each thing that is out of order is said', () => {
  const ways: readonly (readonly [said: RegExp, sql: string])[] = [
    [
      /one room for one night/,
      `update booking_nights set room_id = (select room_id from bookings where status = 'checked_in')`,
    ],
    [
      /two parties/,
      `update bookings set status = 'checked_in', room_id = (select room_id from bookings where status = 'checked_in') where status = 'confirmed'`,
    ],
    [/does not have, or not held/, `update booking_nights set holds_room = 0`],
    [
      /lacks one of its nights/,
      `update bookings set check_out_date = '2026-08-20' where status = 'confirmed'`,
    ],
    [/not on the folio once/, `update payments set amount = 1`],
    [/one booking_code/, `update bookings set booking_code = 'A'`],
    [/more than one day/, `insert into business_days (id, business_date) values ('d', '2026-08-14')`],
    [/refers to one that is not there/, `update bookings set customer_id = 'nobody'`],
    [/searched is not what is there/, `delete from search_entries`],
    [
      /searched is not what is there/,
      `insert into mention_entries (kind, row_id, text) values ('note', 'gone', 'of before')`,
    ],
    [/searched is not what is there/, `insert into open_balances values ('gone', 100)`],
    [
      /search index is not/,
      `drop trigger search_entries_update; update search_entries set text = 'other words'`,
    ],
  ]
  for (const [said, sql] of ways) {
    const { hotel } = usedHotel()
    hotel.db.pragma('foreign_keys = off')
    hotel.db.exec(sql)
    expect(checkHouse(hotel.db).join('; '), sql).toMatch(said)
  }
})
