import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { openTestDatabase, sqlStateOf, type TestDatabase } from './support/database.ts'
import { addBooking, addGuest, buildHotel, type Hotel } from './support/hotel.ts'

// The statements of the design that need no file of their own, by its headings. Views, functions, partitions, row
// security, encryption and monitoring have theirs.

let db: TestDatabase
let hotel: Hotel
beforeAll(async () => {
  db = await openTestDatabase()
  hotel = await buildHotel(db)
})
afterAll(async () => await db.stop())

/** The columns that the design gives each table; what it has beside them is the desk's. */
const tables = {
  rooms: `id room_number room_type_id floor status max_occupancy base_rate features is_accessible last_cleaned
    maintenance_notes created_at updated_at`,
  bookings: `id booking_code customer_id room_id check_in_date check_out_date check_in_time check_out_time actual_check_in
    actual_check_out adults children total_nights room_rate total_room_charge extra_charges discounts taxes total_amount
    deposit_amount paid_amount status source commission_rate special_requests internal_notes cancellation_reason
    cancelled_at cancelled_by created_by created_at updated_at`,
  customers: `id customer_code full_name email phone alternate_phone date_of_birth gender nationality id_type id_number
    id_expiry address_line1 address_line2 city state country postal_code company_name tax_id preferences tags vip_status
    blacklisted blacklist_reason total_stays total_spent last_stay_date marketing_consent created_at updated_at`,
  invoices: `id invoice_number booking_id customer_id issue_date due_date subtotal tax_amount discount_amount total_amount
    paid_amount balance_due status payment_terms notes created_by created_at updated_at`,
  room_type_details: `id name code description base_rate weekend_rate max_occupancy extra_bed_rate amenities images size_sqm
    bed_configuration view_type is_active display_order created_at updated_at`,
  user_profiles: `id email username full_name phone role department employee_id is_active is_super_admin account_status
    last_login password_changed_at created_at updated_at`,
  payments: `id payment_code invoice_id booking_id amount payment_method payment_date transaction_reference card_last_four
    card_type bank_name status notes processed_by created_at`,
  audit_logs: `id table_name record_id action user_id old_values new_values ip_address user_agent created_at`,
  schema_migrations: `version applied_at`,
} as const

describe('design: Core Tables, Supporting Tables, Audit Log Table, Version Control', () => {
  test.each(Object.entries(tables))('%s has every column of the design', async (table, columns) => {
    const rows = await db.rows(
      `select attname::text as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped`,
      [`public.${table}`],
    )
    expect(rows.map((row) => row['name'])).toEqual(expect.arrayContaining(columns.split(/\s+/)))
  })

  test('the ER diagram’s amenities and transactions are tables too', async () => {
    expect(
      await db.value(
        `select to_regclass('public.amenities') is not null and to_regclass('public.transactions') is not null`,
      ),
    ).toBe(true)
  })

  test.each([
    ['room_status_enum', 'available occupied maintenance cleaning blocked reserved'],
    ['booking_status_enum', 'pending confirmed guaranteed checked_in checked_out cancelled no_show'],
    ['booking_source_enum', 'direct website phone walk_in ota corporate group'],
    ['invoice_status_enum', 'draft sent paid partial overdue cancelled refunded'],
  ])('%s has the words of the design, in its order', async (name, words) => {
    expect(await db.value(`select enum_range(null::public.${name})::text`)).toBe(
      `{${words.replaceAll(' ', ',')}}`,
    )
  })

  test('money holds what hotels charge in any currency, and every instant knows its zone', async () => {
    const wrong = await db.rows(
      `select c.relname, a.attname, format_type(a.atttypid, a.atttypmod) as type
         from pg_attribute a join pg_class c on c.oid = a.attrelid
        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
          and (a.atttypid = 'timestamp'::regtype
            or a.attname ~ '(amount|_rate|charge|charges|discounts|taxes|balance_due|unit_price)$' and a.attname <> 'commission_rate'
              and format_type(a.atttypid, a.atttypmod) <> 'numeric(14,2)')`,
    )
    expect(wrong).toEqual([])
    const id = await addBooking(db, { type: hotel.standard, rate: 150_000_000 })
    expect(await db.value(`select total_amount from public.bookings where id = $1`, [id])).toBe(
      '300000000.00',
    )
  })
})

describe('design: Triggers', () => {
  test('design: Update Timestamp Trigger and Audit Log Trigger are on every table', async () => {
    const without = await db.rows(
      `select c.relname from pg_class c
        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname not in ('schema_migrations', 'audit_logs')
          and not (
            exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgfoid = 'public.update_updated_at'::regproc)
            and exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgfoid = 'public.create_audit_log'::regproc))`,
    )
    expect(without).toEqual([])
  })

  test('design: Booking Status Update Trigger also hears of walk-ins, moves and cancellations', async () => {
    const [row] = await db.rows(
      `select pg_get_triggerdef(oid) as definition from pg_trigger where tgname = 'booking_status_room_update'`,
    )
    expect(row?.['definition']).toContain('AFTER INSERT OR UPDATE OF status, room_id')
  })

  test('whatever a trigger writes it writes with the owner’s rights, or it would write nothing and say nothing', async () => {
    const invokers = await db.rows(
      `select distinct p.oid::regprocedure::text as name
         from pg_trigger t
         join pg_proc p on p.oid = t.tgfoid
         join pg_class c on c.oid = t.tgrelid
        where c.relnamespace = 'public'::regnamespace and not t.tgisinternal and not p.prosecdef
          and p.prosrc ~* '\\m(insert into|update public|delete from|perform app\\.touch)\\M'`,
    )
    expect(invokers).toEqual([])
  })

  test('a function that acts with the owner’s rights looks nothing up by a path that its caller chose', async () => {
    const open = await db.rows(
      `select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where n.nspname in ('public', 'app', 'sync', 'private') and p.prosecdef
          and not coalesce(p.proconfig @> array['search_path=""'], false)`,
    )
    expect(open).toEqual([])
  })
})

describe('design: Indexes Strategy: Primary Indexes, Composite Indexes', () => {
  test.each([
    ['idx_bookings_dates', '(check_in_date, check_out_date)'],
    ['idx_payments_date', '(business_date)'],
    ['idx_bookings_customer', '(customer_id, check_in_date DESC)'],
    ['idx_invoices_booking_status', '(booking_id, status)'],
    ['idx_customers_search', 'USING gin'],
  ])('%s', async (name, columns) => {
    expect(
      await db.value(`select indexdef from pg_indexes where schemaname = 'public' and indexname = $1`, [
        name,
      ]),
    ).toContain(columns)
  })

  test('design: Query Optimization: a month of the design’s own query is found by its dates', async () => {
    const plan = await db.transaction(async () => {
      await db.rows('set local enable_seqscan = off')
      return JSON.stringify(
        await db.rows(
          `explain select * from public.bookings where check_in_date between '2025-08-01' and '2025-08-31' and status = 'confirmed'`,
        ),
      )
    })
    expect(plan).toMatch(/idx_bookings_(dates|arrivals)/)
  })
})

describe('design: Foreign Key Constraints', () => {
  test('taking something away never takes money, a guest or an audit with it', async () => {
    const cascades = await db.rows(
      `select k.conname::text as name from pg_constraint k
        where k.contype = 'f' and k.connamespace = 'public'::regnamespace and k.confdeltype not in ('r', 'a') order by 1`,
    )
    // words for the day about a stay go with it, as what a room type offers goes with the type
    expect(cascades).toEqual([
      { name: 'desk_notes_booking_id_fkey' },
      { name: 'room_type_amenities_room_type_id_fkey' },
    ])
  })

  test('each is there once: the design’s second one on the same column was checked twice', async () => {
    const twice = await db.rows(
      `select conrelid::regclass::text, conkey from pg_constraint
        where contype = 'f' and connamespace = 'public'::regnamespace group by 1, 2, confrelid having count(*) > 1`,
    )
    expect(twice).toEqual([])
  })

  test('fk_customer and fk_booking: a guest with a stay and a stay with a payment stay', async () => {
    const guest = await addGuest(db)
    const id = await addBooking(db, { type: hotel.standard, guest })
    await db.rows(
      `insert into public.payments (payment_code, booking_id, amount, payment_method, business_date) values ('FK', $1, 5, 'cash', '2026-08-13')`,
      [id],
    )
    for (const text of [
      `delete from public.customers where id = '${guest}'`,
      `delete from public.bookings where id = '${id}'`,
    ]) {
      expect(await sqlStateOf(db.rows(text)), text).toMatch(/^(23001|23503)$/)
    }
  })
})

test.each(['read committed', 'repeatable read', 'serializable'])(
  'two desks, one room, %s: one stay is stored',
  async (level) => {
    const guest = await addGuest(db)
    const night =
      { 'read committed': '2027-05-01', 'repeatable read': '2027-05-03', serializable: '2027-05-05' }[
        level
      ] ?? ''
    const book = `insert into public.bookings (customer_id, room_id, check_in_date, check_out_date) values ($1, $2, $3::date, $3::date + 1)`
    const desks = [await db.connect(), await db.connect()]
    for (const desk of desks) {
      await desk.rows(`begin isolation level ${level}`)
      // each has seen the room free
      expect(
        await desk.value(`select public.check_room_availability($1, $2, $2::date + 1)`, [
          hotel.room('101'),
          night,
        ]),
      ).toBe(true)
    }
    const ends = await Promise.all(
      desks.map(async (desk) => {
        const state = await sqlStateOf(desk.rows(book, [guest, hotel.room('101'), night]))
        return state ?? (await sqlStateOf(desk.rows('commit')))
      }),
    )
    expect(ends.filter((end) => end === null)).toHaveLength(1)
    expect(ends.filter((end) => end === '23P01' || end === '40001')).toHaveLength(1)
    expect(
      await db.value(`select count(*)::int from public.booking_nights where night = $1 and holds_room`, [
        night,
      ]),
    ).toBe(1)
  },
)
