import { v5, v7 } from 'uuid'

import type { StaffRole } from '../../../../shared/domain/staff/role.ts'
import type { Session } from './database.ts'

/** The day on which every test's hotel is open: a Thursday, far from any change of clocks. */
export const today = '2026-08-13'

export interface Hotel {
  readonly staff: Readonly<Record<StaffRole, string>>
  readonly standard: string
  readonly suite: string
  /** Rooms 101 to 104 are standard, 201 a suite. */
  readonly rooms: readonly string[]
  readonly room: (number: string) => string
}

/** A small hotel with an open business day. */
export async function buildHotel(db: Session): Promise<Hotel> {
  const standard = v7()
  const suite = v7()
  await db.rows(`update public.hotel_settings set hotel_name = 'Harbour', time_zone = 'Europe/Lisbon'`)
  await db.rows(`insert into public.business_days (business_date) values ($1)`, [today])
  await db.rows(
    `insert into public.room_types (id, name, code, base_rate) values ($1, 'Standard', 'STD', 100), ($2, 'Suite', 'SUI', 250)`,
    [standard, suite],
  )
  const numbers = ['101', '102', '103', '104', '201']
  const ids = new Map(numbers.map((number) => [number, v7()]))
  const room = (number: string): string => {
    const id = ids.get(number)
    if (id === undefined) throw new Error(`no room ${number}`)
    return id
  }
  for (const number of numbers) {
    await db.rows(`insert into public.rooms (id, room_number, room_type_id, floor) values ($1, $2, $3, $4)`, [
      room(number),
      number,
      number.startsWith('2') ? suite : standard,
      Number(number.charAt(0)),
    ])
  }
  const staff: Record<StaffRole, string> = {
    admin: await addStaff(db, 'admin'),
    manager: await addStaff(db, 'manager'),
    front_desk: await addStaff(db, 'front_desk'),
    housekeeping: await addStaff(db, 'housekeeping'),
    accountant: await addStaff(db, 'accountant'),
    auditor: await addStaff(db, 'auditor'),
  }
  return { staff, standard, suite, rooms: numbers.map(room), room }
}

export async function addStaff(db: Session, role: StaffRole, username: string = role): Promise<string> {
  const id = v5(username, v5.URL)
  await db.rows(`insert into auth.users (id, email) values ($1, $2)`, [id, `${username}@hotel.example`])
  await db.rows(
    `insert into public.user_profiles (id, email, username, full_name, role) values ($1, $2, $3, $4, $5)`,
    [id, `${username}@hotel.example`, username, `The ${username}`, role],
  )
  return id
}

export async function addGuest(db: Session, fullName = 'Ada Guest'): Promise<string> {
  const id = v7()
  await db.rows(`insert into public.customers (id, full_name) values ($1, $2)`, [id, fullName])
  return id
}

export interface NewBooking {
  readonly guest?: string
  readonly room?: string | null
  readonly type: string
  readonly arrival?: string
  readonly departure?: string
  readonly status?: string
  readonly rate?: number
}

/** Writes a booking as somebody would in SQL: its nights follow by themselves. */
export async function addBooking(db: Session, booking: NewBooking): Promise<string> {
  const id = v7()
  await db.rows(
    `insert into public.bookings (id, customer_id, room_type_id, room_id, check_in_date, check_out_date, status, room_rate)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      id,
      booking.guest ?? (await addGuest(db)),
      booking.type,
      booking.room ?? null,
      booking.arrival ?? today,
      booking.departure ?? '2026-08-15',
      booking.status ?? 'confirmed',
      booking.rate ?? 100,
    ],
  )
  return id
}
