import type pg from 'pg'
import { bulkLoad } from './load/bulk-load.ts'
import { copyRows } from './load/copy-rows.ts'
import { dateIn, instantsIn } from './load/instants.ts'
import { dayRows } from './seed/house-rows.ts'
import { hotel } from './seed/house.ts'
import { ledgerRows, paymentRow } from './seed/money-rows.ts'
import { planHotel } from './seed/plan-hotel.ts'
import { bookingRow, guestRows, nightRows, type RowContext } from './seed/stay-rows.ts'

export interface SeedOptions {
  readonly databaseUrl: string
  /** The business day to open, 'YYYY-MM-DD': the calendar's in the hotel's own zone if not given. */
  readonly today?: string
  readonly log?: (line: string) => void
}

/**
 * Makes the demonstration hotel: 120 rooms, and a year and a half of stays around today that are booked, cancelled and
 * slept as guests of a real hotel do. The same day makes the same hotel. A hotel that is in use is left as it is. It is
 * one transaction: cut off, it leaves nothing.
 */
export async function seedDemo(options: SeedOptions): Promise<void> {
  const { databaseUrl, log = () => {} } = options
  const today = options.today ?? dateIn(hotel.timeZone, new Date())
  const startedAt = performance.now()
  const bookings = await bulkLoad(databaseUrl, async (client) => {
    if (await isInUse(client)) return { value: null, keep: false }
    return { value: await writeHotel(client, today), keep: true }
  })
  if (bookings === null) return log('seed: the hotel is in use, no demonstration is made')
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  log(`seed: demonstration hotel made bookings=${bookings} day=${today} seconds=${seconds}`)
}

async function isInUse(client: pg.ClientBase): Promise<boolean> {
  const found = await client.query(
    'select 1 where exists (select from public.bookings) or exists (select from public.business_days)',
  )
  return found.rowCount !== 0
}

/** Returns how many bookings there are. */
async function writeHotel(client: pg.ClientBase, today: string): Promise<number> {
  const { records, payments, house, groups, companions } = planHotel(today)
  const context: RowContext = {
    today,
    instantOf: instantsIn(hotel.timeZone),
    clerkId: await findClerk(client),
  }
  await writeSettings(client)
  await copyRows(client, 'business_days', dayRows(today, context.instantOf))
  for (const [table, rows] of house) await copyRows(client, table, rows)
  await copyRows(client, 'customers', guestRows(records))
  await copyRows(client, 'booking_groups', groups)
  await copyRows(
    client,
    'bookings',
    records.map((record) => bookingRow(record, context)),
  )
  await copyRows(client, 'booking_nights', nightRows(records))
  await copyRows(client, 'booking_guests', companions)
  await copyRows(
    client,
    'payments',
    payments.map((payment) => paymentRow(payment, context)),
  )
  await copyRows(client, 'transactions', ledgerRows(records, payments, context))
  return records.length
}

async function writeSettings(client: pg.ClientBase): Promise<void> {
  await client.query(
    `update public.hotel_settings set
       hotel_name = $1, legal_name = $2, tax_id = $3, address_line1 = $4, postal_code = $5, city = $6, country = $7,
       phone = $8, email = $9, time_zone = $10, currency = $11, check_in_time = $12, check_out_time = $13`,
    [
      hotel.name,
      hotel.legalName,
      hotel.taxId,
      hotel.address,
      hotel.postalCode,
      hotel.city,
      hotel.country,
      hotel.phone,
      hotel.email,
      hotel.timeZone,
      hotel.currency,
      hotel.checkInTime,
      hotel.checkOutTime,
    ],
  )
}

async function findClerk(client: pg.ClientBase): Promise<string | null> {
  const found = await client.query<{ id: string }>(
    `select id from public.user_profiles where role = 'front_desk' order by username limit 1`,
  )
  return found.rows[0]?.id ?? null
}
