import pg from 'pg'
import { v5 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'

import { constraintFaults } from '../../../shared/protocol/constraints.ts'
import { openTestDatabase, type TestDatabase } from './support/database.ts'
import { idOf, nobody, twoRows } from './support/two-rows.ts'

// Each rule of each table by itself: the triggers, which refuse much of this before, are off here.
let db: TestDatabase
beforeAll(async () => {
  db = await openTestDatabase()
  await db.rows(`insert into auth.users (id, email) values ($1, 'a@x'), ($2, 'b@x')`, [
    idOf('user A'),
    idOf('user B'),
  ])
  for (const table of [...Object.keys(twoRows), 'hotel_settings'])
    await db.rows(`alter table public.${table} disable trigger user`)
  for (const [table, rows] of Object.entries(twoRows)) {
    for (const row of rows) {
      const columns = Object.keys(row).join(', ')
      await db.rows(
        `insert into public.${table} (${columns}) select ${columns} from jsonb_populate_record(null::public.${table}, $1)`,
        [row],
      )
    }
  }
})
afterAll(async () => await db.stop())

type Cells = Readonly<Record<string, unknown>>

/** What of the second row breaks each rule that is not a plain key; a null is a rule that another one always precedes. */
const breaks: Readonly<Record<string, Readonly<Record<string, Cells | null>>>> = {
  booking_guests: { booking_guests_full_name_check: { full_name: ' ' } },
  booking_groups: {
    booking_groups_agreed_rates_check: { agreed_rates: [] },
  },
  booking_nights: {
    booking_nights_amount_check: { amount: -1 },
    booking_nights_derived_id: { id: nobody },
    booking_nights_pkey: { id: v5('2026-08-13', idOf('stay A')), night: '2026-08-13' },
    booking_nights_booking_id_night_key: null,
    booking_nights_booking_id_fkey: { booking_id: nobody, id: v5('2026-08-14', nobody) },
    bookings_no_double_booking: {
      booking_id: idOf('stay B'),
      night: '2026-08-13',
      id: v5('2026-08-13', idOf('stay B')),
      room_id: idOf('room A'),
    },
  },
  bookings: {
    check_amount_parts: { room_rate: -1 },
    check_cancelled: { status: 'cancelled' },
    check_commission: { commission_rate: 101 },
    check_dates: { check_out_date: '2026-08-12' },
    check_deposit: { deposit_amount: -1 },
    check_deposit_due: { deposit_due_date: 'infinity' },
    check_in_house_has_room: { status: 'checked_in' },
    check_occupancy: { adults: 0 },
    check_parked: { room_id: idOf('room B'), wanted_room_id: idOf('room A') },
    check_positive_amount: { extra_charges: -1 },
    bookings_one_in_house: { status: 'checked_in', room_id: idOf('room A') },
  },
  business_days: {
    business_days_business_date_check: { business_date: 'infinity' },
    business_days_closed: { closed_at: null },
    business_days_one_open: { status: 'open', closed_at: null },
  },
  cashier_shifts: {
    cashier_shifts_closed: { counted_cash: 5 },
    cashier_shifts_counted_cash_check: { counted_cash: -5, closed_at: '2026-08-13T00:00:00Z' },
    cashier_shifts_opening_float_check: { opening_float: -5 },
  },
  customers: {
    customers_full_name_check: { full_name: '' },
    customers_id_number_pair: { id_number: '\\x00' },
    customers_tax_id_pair: { tax_id: '\\x00' },
    customers_not_merged_into_self: { merged_into: idOf('guest B') },
    customers_preferences_check: { preferences: [] },
  },
  desk_notes: {
    desk_notes_body_check: { body: ' ' },
    desk_notes_department_check: { department: 'moon' },
    desk_notes_done: { done_at: '2026-08-13T00:00:00Z' },
    desk_notes_done_by_fkey: { done_at: '2026-08-13T00:00:00Z', done_by: nobody },
    desk_notes_due_on_check: { due_on: 'infinity' },
    desk_notes_kind_check: { kind: 'poem' },
    desk_notes_pops_up_check: { pops_up: 'never' },
    desk_notes_shape: { booking_id: null },
  },
  hotel_settings: {
    hotel_settings_currency_check: { currency: 'eur' },
    hotel_settings_dirty_after_vacant_days_check: { dirty_after_vacant_days: 31 },
    hotel_settings_id_check: { id: nobody },
    hotel_settings_late_check_out_fee_check: { late_check_out_fee: -1 },
    hotel_settings_lease_hours_check: { lease_hours: 0 },
    hotel_settings_lease_rooms_check: { lease_rooms: 21 },
    // one row: a second one breaks it
    hotel_settings_pkey: null,
  },
  invoice_lines: { invoice_lines_line_number_check: { line_number: 0 } },
  invoices: {
    check_credit_note: { kind: 'credit_note' },
    check_due: { issue_date: '2026-08-13', due_date: '2026-08-12' },
    check_invoice_issued: { status: 'sent' },
    check_invoice_total: { total_amount: 1 },
    invoices_credit_note_of_fkey: { kind: 'credit_note', credit_note_of: nobody },
    invoices_id_booking_key: null,
  },
  number_series: {
    number_series_last_number_check: { last_number: -1 },
    number_series_year_check: { year: 1999 },
  },
  payments: {
    check_payment_target: { booking_id: null },
    payments_amount_check: { amount: 0 },
    payments_card_last_four_check: { card_last_four: '12a4' },
    payments_check: { tendered_amount: 4 },
    payments_invoice_id_fkey: { invoice_id: nobody, booking_id: null },
    payments_invoice_of_booking: { invoice_id: idOf('invoice A'), booking_id: idOf('stay B') },
  },
  rate_plans: {
    rate_plans_cancellation_fee_nights_check: { cancellation_fee_nights: -1 },
    rate_plans_deposit_due_days_check: { deposit_due_days: -1 },
    rate_plans_deposit_nights_check: { deposit_nights: -1 },
    rate_plans_free_cancellation_days_check: { free_cancellation_days: -1 },
    rate_plans_no_show_fee_nights_check: { no_show_fee_nights: -1 },
    rate_plans_one_default: { is_default: true },
  },
  rate_restrictions: {
    rate_restrictions_dates: { ends_on: '2026-01-01' },
    rate_restrictions_max_nights_check: { max_nights: 0 },
    rate_restrictions_min_nights_check: { min_nights: 0 },
  },
  rate_seasons: {
    rate_seasons_base_rate_check: { base_rate: -1 },
    rate_seasons_dates: { ends_on: '2026-03-01' },
    rate_seasons_extra_bed_rate_check: { extra_bed_rate: -1 },
    rate_seasons_min_nights_check: { min_nights: 0 },
    rate_seasons_weekend_rate_check: { weekend_rate: -1 },
    rate_seasons_no_overlap: { starts_on: '2026-01-31' },
  },
  room_blocks: {
    room_blocks_dates: { ends_on: '2026-02-01' },
    room_blocks_no_overlap: { starts_on: '2026-01-04' },
  },
  room_leases: {
    room_leases_derived_id: { id: nobody },
    room_leases_pkey: { id: v5('2026-08-13', idOf('room A')), night: '2026-08-13' },
    room_leases_night_check: { night: 'infinity', id: v5('infinity', idOf('room A')) },
    room_leases_room_id_night_key: null,
    room_leases_room_id_fkey: { room_id: nobody, id: v5('2026-08-14', nobody) },
  },
  room_types: {
    room_types_base_rate_check: { base_rate: -1 },
    room_types_extra_bed_rate_check: { extra_bed_rate: -1 },
    room_types_images_check: { images: {} },
    room_types_max_extra_beds_check: { max_extra_beds: -1 },
    room_types_max_occupancy_check: { max_occupancy: 0 },
    room_types_weekend_rate_check: { weekend_rate: -1 },
  },
  rooms: {
    check_valid_floor: { floor: 201 },
    rooms_base_rate_check: { base_rate: -1 },
    rooms_features_check: { features: {} },
    rooms_max_occupancy_check: { max_occupancy: 0 },
  },
  sync_conflicts: {
    sync_conflicts_outcome_check: { outcome: 'lost' },
    sync_conflicts_settled: { settled_at: '2026-08-13T00:00:00Z' },
    sync_conflicts_status_check: { status: 'gone' },
  },
  tax_rules: {
    tax_rules_amount_per_person_night_check: { amount_per_person_night: -1 },
    tax_rules_dates: { valid_to: '2000-01-01' },
    tax_rules_exempt_under_age_check: { exempt_under_age: 121 },
    tax_rules_max_nights_check: { max_nights: 0 },
    tax_rules_rate_percent_check: { rate_percent: 101, amount_per_person_night: null },
    tax_rules_shape: { rate_percent: 6 },
  },
  terminals: { terminals_series_check: { series: 'a' } },
  transactions: {
    check_payment_link: { payment_id: idOf('payment B') },
    check_sign: { amount: -1 },
    check_transaction_target: { booking_id: null },
    transactions_one_line_per_payment: { type: 'payment', amount: -5, payment_id: idOf('payment A') },
    transactions_one_line_per_night: {
      type: 'room_charge',
      booking_night_id: v5('2026-08-13', idOf('stay A')),
    },
    transactions_reverses_id_key: { reverses_id: idOf('line C') },
    transactions_payment_id_fkey: { type: 'payment', amount: -5, payment_id: nobody },
    transactions_invoice_id_booking_id_fkey: { invoice_id: nobody },
  },
  waitlist_entries: {
    waitlist_entries_adults_check: { adults: 0 },
    waitlist_entries_children_check: { children: -1 },
    waitlist_entries_dates: { departure: '2026-08-31' },
    waitlist_entries_status_check: { status: 'asleep' },
  },
}

/** What triggers raise under a name of their own is tested where the triggers are. */
const raised = new Set([
  'booking_nights_not_blocked',
  'invoices_issued',
  'payments_completed',
  'payments_refund_amount',
  'payments_refund_target',
  'room_blocks_not_occupied',
  'room_leases_one_seller',
  'transactions_agree',
])

/** For what the list does not say: a key of the first row, or a reference to nobody. */
async function breakingCells(table: string, constraint: string): Promise<Cells> {
  const given = breaks[table]?.[constraint]
  if (given !== undefined && given !== null) return given
  const [row] = await db.rows(
    `select k.contype::text as kind, array_agg(a.attname::text) as columns
       from pg_constraint k
       join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any (k.conkey)
      where k.conname = $2 and k.conrelid = $1::regclass group by 1`,
    [`public.${table}`, constraint],
  )
  const { kind, columns } = z.object({ kind: z.string(), columns: z.array(z.string()) }).parse(row)
  const [first] = twoRows[table] ?? []
  const cells: Record<string, unknown> = {}
  for (const column of columns) {
    const value = kind === 'f' ? nobody : first?.[column]
    if (value !== undefined) cells[column] = value
  }
  return cells
}

/** The name under which the second row is refused when these cells are written into it; null when it is not. */
async function refusalOf(table: string, cells: Cells): Promise<string | null> {
  const second = twoRows[table]?.[1]['id'] ?? '00000000-0000-7000-8000-000000000001'
  const assigned = Object.keys(cells)
    .map((column) => `${column} = r.${column}`)
    .join(', ')
  await db.rows('begin')
  try {
    await db.rows(
      `update public.${table} t set ${assigned} from jsonb_populate_record(null::public.${table}, $1) r where t.id = $2`,
      [cells, second],
    )
    return null
  } catch (error) {
    return error instanceof pg.DatabaseError ? (error.constraint ?? error.message) : String(error)
  } finally {
    await db.rows('rollback')
  }
}

describe('design: Check Constraints, Foreign Key Constraints, and every other rule of a table', () => {
  const cases = Object.entries(constraintFaults).flatMap(([table, faults]) =>
    Object.keys(faults)
      .filter((constraint) => !raised.has(constraint) && breaks[table]?.[constraint] !== null)
      .map((constraint) => [table, constraint] as const),
  )

  test.each(cases)('%s: %s refuses a row that breaks it', async (table, constraint) => {
    expect(await refusalOf(table, await breakingCells(table, constraint))).toBe(constraint)
  })

  test('the valid rows are valid: without a fault nothing is refused', async () => {
    for (const table of Object.keys(twoRows))
      expect(await refusalOf(table, { id: twoRows[table]?.[1]['id'] })).toBeNull()
  })

  test('what stands behind another rule is never reached', async () => {
    const night = { booking_id: idOf('stay A'), night: '2026-08-13' }
    expect(await refusalOf('booking_nights', night)).toBe('booking_nights_derived_id')
    expect(await refusalOf('room_leases', { room_id: idOf('room A'), night: '2026-08-13' })).toBe(
      'room_leases_derived_id',
    )
    expect(await refusalOf('invoices', { id: idOf('invoice A') })).toBe('invoices_pkey')
  })
})
