import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { statusMoves } from '../../../shared/domain/stay/status-machine.ts'
import { bookingStatuses } from '../../../shared/domain/stay/status.ts'
import { openTestDatabase, sorted, sqlStateOf, type TestDatabase } from './support/database.ts'
import { addBooking, addGuest, buildHotel, type Hotel, today } from './support/hotel.ts'

let db: TestDatabase
let hotel: Hotel
beforeAll(async () => {
  db = await openTestDatabase()
  hotel = await buildHotel(db)
})
afterAll(async () => await db.stop())

/** Each test sees the hotel empty. */
beforeEach(async () => {
  await db.rows(`update public.bookings set status = 'checked_out' where status = 'checked_in'`)
  await db.rows(
    `update public.bookings set status = 'cancelled' where status in ('pending', 'confirmed', 'guaranteed')`,
  )
  await db.rows(`update public.rooms set housekeeping_status = 'clean'`)
})

describe('the status machine', () => {
  test('is the one of the desk', async () => {
    for (const from of bookingStatuses) {
      const allowed = await db.rows(
        `select s::text as to from unnest(enum_range(null::public.booking_status_enum)) s where app.may_move($1, s)`,
        [from],
      )
      expect(sorted(allowed.map((row) => row['to'])), from).toEqual(sorted(statusMoves[from]))
    }
  })

  test('refuses a move that is none', async () => {
    const id = await addBooking(db, { type: hotel.standard, room: hotel.room('101') })
    expect(
      await sqlStateOf(db.rows(`update public.bookings set status = 'checked_out' where id = $1`, [id])),
    ).toBe('FD102')
  })

  test('stamps arrival, departure and cancellation, and takes the stamps back with the step', async () => {
    const id = await addBooking(db, { type: hotel.standard, room: hotel.room('101') })
    const stamps = async (status: string) => {
      await db.rows(`update public.bookings set status = $2 where id = $1`, [id, status])
      const [row] = await db.rows(
        `select actual_check_in is not null as arrived, actual_check_out is not null as left, cancelled_at is not null as cancelled
           from public.bookings where id = $1`,
        [id],
      )
      return row
    }
    expect(await stamps('checked_in')).toEqual({ arrived: true, left: false, cancelled: false })
    expect(await stamps('checked_out')).toEqual({ arrived: true, left: true, cancelled: false })
    expect(await stamps('checked_in')).toEqual({ arrived: true, left: false, cancelled: false })
    expect(await stamps('confirmed')).toEqual({ arrived: false, left: false, cancelled: false })
    expect(await stamps('cancelled')).toEqual({ arrived: false, left: false, cancelled: true })
    expect(await stamps('confirmed')).toEqual({ arrived: false, left: false, cancelled: false })
  })
})

describe('defaults', () => {
  test('the type is that of the room and the rate that of the type', async () => {
    const guest = await addGuest(db)
    const [row] = await db.rows(
      `insert into public.bookings (customer_id, room_id, check_in_date, check_out_date) values ($1, $2, '2026-08-20', '2026-08-22')
       returning room_type_id, room_rate, booking_code`,
      [guest, hotel.room('201')],
    )
    expect(row).toMatchObject({ room_type_id: hotel.suite, room_rate: '250.00' })
    expect(row?.['booking_code']).toMatch(/^BK\d{8}$/)
  })

  test('the hotel day is the open business day, else the calendar in the hotel’s own zone', async () => {
    expect(await db.value(`select public.hotel_today()`)).toBe(today)
    await db.transaction(async () => {
      await db.rows(`update public.business_days set status = 'closed', closed_at = now()`)
      for (const zone of ['Pacific/Kiritimati', 'Pacific/Niue']) {
        await db.rows(`update public.hotel_settings set time_zone = $1`, [zone])
        expect(await db.value(`select public.hotel_today() = (now() at time zone $1)::date`, [zone])).toBe(
          true,
        )
      }
      await db.rows(`update public.hotel_settings set time_zone = 'Europe/Lisbon'`)
      await db.rows(`update public.business_days set status = 'open', closed_at = null`)
    })
  })

  test('an update that changes nothing does not say that it did', async () => {
    const id = await addBooking(db, { type: hotel.standard })
    const before = await db.value(`select updated_at::text from public.bookings where id = $1`, [id])
    await db.rows(`update public.bookings set source = source, paid_amount = 99 where id = $1`, [id])
    expect(await db.value(`select updated_at::text from public.bookings where id = $1`, [id])).toBe(before)
    await db.rows(`update public.bookings set adults = 2 where id = $1`, [id])
    expect(await db.value(`select updated_at::text from public.bookings where id = $1`, [id])).not.toBe(
      before,
    )
  })
})

describe('one room, one night, one stay', () => {
  test('a second stay in a taken night is refused; the day of departure is free', async () => {
    await addBooking(db, {
      type: hotel.standard,
      room: hotel.room('101'),
      arrival: '2026-08-13',
      departure: '2026-08-15',
    })
    const over = addBooking(db, {
      type: hotel.standard,
      room: hotel.room('101'),
      arrival: '2026-08-14',
      departure: '2026-08-16',
    })
    expect(await sqlStateOf(over)).toBe('23P01')
    await addBooking(db, {
      type: hotel.standard,
      room: hotel.room('101'),
      arrival: '2026-08-15',
      departure: '2026-08-16',
    })
  })

  test('nobody is let into a room that somebody has overstayed in', async () => {
    const first = await addBooking(db, {
      type: hotel.standard,
      room: hotel.room('102'),
      arrival: '2026-08-11',
      departure: '2026-08-13',
    })
    const next = await addBooking(db, { type: hotel.standard, room: hotel.room('102') })
    await db.rows(`update public.bookings set status = 'checked_in' where id = $1`, [first])
    expect(
      await sqlStateOf(db.rows(`update public.bookings set status = 'checked_in' where id = $1`, [next])),
    ).toBe('23P01')
  })

  test('two stays swap rooms in one statement', async () => {
    const one = await addBooking(db, { type: hotel.standard, room: hotel.room('103') })
    const two = await addBooking(db, { type: hotel.standard, room: hotel.room('104') })
    await db.rows(
      `update public.bookings set room_id = case id when $1 then $4::uuid else $3::uuid end where id in ($1, $2)`,
      [one, two, hotel.room('103'), hotel.room('104')],
    )
    expect(
      await db.value(
        `select count(*)::int from public.booking_nights where booking_id = $1 and room_id = $2 and holds_room`,
        [one, hotel.room('104')],
      ),
    ).toBe(2)
  })

  test('a room out of order takes nobody, a room given to somebody cannot be put out of order, out of service may be sold', async () => {
    const block = (kind: string, from: string, to: string) =>
      db.rows(
        `insert into public.room_blocks (room_id, kind, starts_on, ends_on, reason) values ($1, $2, $3, $4, 'paint')`,
        [hotel.room('201'), kind, from, to],
      )
    await block('out_of_order', '2026-09-01', '2026-09-05')
    const stay = (arrival: string, departure: string) =>
      addBooking(db, { type: hotel.suite, room: hotel.room('201'), arrival, departure })
    expect(await sqlStateOf(stay('2026-09-04', '2026-09-06'))).toBe('23P01')
    await stay('2026-09-05', '2026-09-07')
    expect(await sqlStateOf(block('out_of_order', '2026-09-06', '2026-09-08'))).toBe('23P01')
    await block('out_of_service', '2026-09-06', '2026-09-08')
  })
})

describe('what a room is today', () => {
  const statusOf = async (number: string) =>
    await db.value(`select status from public.rooms where id = $1`, [hotel.room(number)])

  test('follows the stay, the housekeeper and the blocks', async () => {
    expect(await statusOf('101')).toBe('available')
    const id = await addBooking(db, { type: hotel.standard, room: hotel.room('101') })
    expect(await statusOf('101')).toBe('reserved')
    await db.rows(`update public.bookings set status = 'checked_in' where id = $1`, [id])
    expect(await statusOf('101')).toBe('occupied')
    await db.rows(`update public.bookings set room_id = $2 where id = $1`, [id, hotel.room('102')])
    expect([await statusOf('101'), await statusOf('102')]).toEqual(['cleaning', 'occupied'])
    await db.rows(`update public.bookings set status = 'checked_out' where id = $1`, [id])
    expect(await statusOf('102')).toBe('cleaning')
    await db.rows(`update public.rooms set housekeeping_status = 'inspected'`)
    expect([await statusOf('101'), await statusOf('102')]).toEqual(['available', 'available'])
    await db.rows(
      `insert into public.room_blocks (room_id, kind, starts_on, ends_on, reason) values ($1, 'out_of_order', $2, '2026-08-14', 'leak')`,
      [hotel.room('101'), today],
    )
    expect(await statusOf('101')).toBe('maintenance')
    await db.rows(`update public.room_blocks set released_at = now() where room_id = $1`, [hotel.room('101')])
    expect(await statusOf('101')).toBe('available')
  })

  test('cannot be written by hand, and an old stay that is saved again changes nothing', async () => {
    await db.rows(`update public.rooms set status = 'occupied' where id = $1`, [hotel.room('103')])
    expect(await statusOf('103')).toBe('available')
    const old = await addBooking(db, { type: hotel.standard, room: hotel.room('103'), status: 'checked_in' })
    await db.rows(`update public.bookings set status = 'checked_out' where id = $1`, [old])
    const next = await addBooking(db, { type: hotel.standard, room: hotel.room('103'), status: 'checked_in' })
    await db.rows(`update public.bookings set internal_notes = 'late', room_id = room_id where id = $1`, [
      old,
    ])
    expect(await statusOf('103')).toBe('occupied')
    await db.rows(`update public.bookings set status = 'confirmed' where id = $1`, [next])
    expect(await statusOf('103')).toBe('cleaning')
  })

  test('turns with the business day', async () => {
    await addBooking(db, {
      type: hotel.standard,
      room: hotel.room('104'),
      arrival: '2026-08-14',
      departure: '2026-08-15',
    })
    expect(await statusOf('104')).toBe('available')
    await db.transaction(async () => {
      await db.rows(`update public.business_days set status = 'closed', closed_at = now()`)
      await db.rows(`insert into public.business_days (business_date) values ('2026-08-14')`)
      expect(await statusOf('104')).toBe('reserved')
      await db.rows(`delete from public.business_days where business_date = '2026-08-14'`)
      await db.rows(`update public.business_days set status = 'open', closed_at = null`)
    })
    expect(await statusOf('104')).toBe('available')
  })
})
