import { v7 } from 'uuid'

import { addDays } from '../../../../shared/domain/calendar/days.ts'
import type { Session } from './database.ts'
import { addBooking, addGuest, type Hotel, today } from './hotel.ts'
import { addNights, addSettledStay } from './settled-stay.ts'

/** What a hotel wrote while its database was in one of its earlier states. */
export interface Written {
  readonly settled: string
  readonly inHouse: string
  readonly expected: string
  readonly expectedRoom: string
}

/**
 * A day's work in plain SQL, the same at every state since the tables are there: a settled stay, a guest in house who
 * owes, one who is expected, one who cancelled, one who never came, a group, a blocked room, a season, a tax, a terminal
 * with its numbers and its shift.
 */
export async function writeAt(db: Session, hotel: Hotel, state: number): Promise<Written> {
  const [settledRoom, inHouseRoom, expectedRoom, blockedRoom] = await addRooms(db, hotel, state)
  const guest = await addGuest(db, `Guest of state ${state}`)
  const companion = await addGuest(db, `Companion of state ${state}`)
  const arrival = addDays('2025-01-05', state * 7)

  const settled = await addSettledStay(db, hotel, {
    guest,
    arrival,
    departure: addDays(arrival, 2),
    room: settledRoom,
  })
  const inHouse = await addStay(db, hotel, { guest: companion, room: inHouseRoom })
  await db.rows(`update public.bookings set status = 'checked_in', actual_check_in = now() where id = $1`, [
    inHouse,
  ])
  await db.rows(
    `insert into public.transactions (booking_id, type, description, business_date, amount)
     values ($1, 'extra_charge', 'Minibar', $2, 7.5)`,
    [inHouse, today],
  )
  const expected = await addStay(db, hotel, {
    guest,
    room: expectedRoom,
    arrival: addDays(today, 3),
    departure: addDays(today, 6),
  })
  await db.rows(
    `insert into public.booking_guests (booking_id, customer_id, full_name) values ($1, $2, 'Companion')`,
    [expected, companion],
  )
  await addStay(db, hotel, { guest, status: 'no_show', arrival: addDays(today, -5), departure: today })
  const cancelled = await addStay(db, hotel, { guest })
  await db.rows(
    `update public.bookings set status = 'cancelled', cancelled_at = now(), cancellation_reason = 'flight' where id = $1`,
    [cancelled],
  )
  await addHouse(db, hotel, state, blockedRoom)
  return { settled, inHouse, expected, expectedRoom }
}

type FourRooms = readonly [string, string, string, string]

async function addRooms(db: Session, hotel: Hotel, state: number): Promise<FourRooms> {
  const rooms = [v7(), v7(), v7(), v7()] as const
  for (const [index, id] of rooms.entries()) {
    await db.rows(`insert into public.rooms (id, room_number, room_type_id, floor) values ($1, $2, $3, $4)`, [
      id,
      `${state}-${index + 1}`,
      hotel.standard,
      state,
    ])
  }
  return rooms
}

interface PlainStay {
  readonly guest: string
  readonly room?: string
  readonly arrival?: string
  readonly departure?: string
  readonly status?: string
}

async function addStay(db: Session, hotel: Hotel, stay: PlainStay): Promise<string> {
  const id = await addBooking(db, { type: hotel.standard, ...stay })
  await addNights(db, id)
  return id
}

/** What hangs on no stay. */
async function addHouse(db: Session, hotel: Hotel, state: number, room: string): Promise<void> {
  const from = addDays('2027-01-01', state * 10)
  await db.rows(
    `insert into public.room_blocks (room_id, kind, starts_on, ends_on, reason, created_by)
     values ($1, 'out_of_order', $2::date, $2::date + 5, 'Painting', $3)`,
    [room, from, hotel.staff.manager],
  )
  await db.rows(
    `with plan as (insert into public.rate_plans (code, name) values ($1, 'Plan') returning id)
     insert into public.rate_seasons (rate_plan_id, room_type_id, name, starts_on, ends_on, base_rate)
     select id, $2, 'Season', $3::date, $3::date + 9, 120 from plan`,
    [`PLAN-${state}`, hotel.standard, from],
  )
  await db.rows(
    `insert into public.tax_rules (code, name, kind, rate_percent) values ($1, 'Tax', 'vat', 6.5)`,
    [`TAX-${state}`],
  )
  await db.rows(
    `with desk as (
       insert into public.terminals (name, series, auth_user_id) values ('Desk', $1, $2) returning id),
     series as (
       insert into public.number_series (id, terminal_id, document_type, last_number)
       select gen_random_uuid(), id, 'booking', 41 from desk)
     insert into public.cashier_shifts (terminal_id, user_id, business_date, opening_float)
     select id, $3, $4, 150 from desk`,
    [
      `S${String.fromCodePoint(65 + Math.floor(state / 26), 65 + (state % 26))}`,
      v7(),
      hotel.staff.front_desk,
      today,
    ],
  )
  await db.rows(
    `insert into public.booking_groups (group_code, name, notes) values ($1, 'Choir', 'Late supper')`,
    [`CHOIR-${state}`],
  )
}
