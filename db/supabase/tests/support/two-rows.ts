import { v5 } from 'uuid'

type Cells = Readonly<Record<string, unknown>>

/** The same id for the same name, so that a row can be referred to before it is there. */
export function idOf(name: string): string {
  return v5(name, v5.URL)
}

/** An id that no row has. */
export const nobody = idOf('nobody')

const night = (booking: string, day: string): Cells => ({
  id: v5(day, idOf(booking)),
  booking_id: idOf(booking),
  night: day,
  room_type_id: idOf('type A'),
  amount: 100,
})
const lease = (day: string): Cells => ({
  id: v5(day, idOf('room A')),
  room_id: idOf('room A'),
  night: day,
  terminal_id: idOf('terminal A'),
  expires_at: '2026-08-14T00:00:00Z',
})
const conflict: Cells = {
  kind: 'room_taken',
  outcome: 'refused',
  op_id: nobody,
  command: 'booking.create',
  terminal_id: idOf('terminal A'),
  mine: [],
  theirs: {},
}

/** Two valid rows of every table, parents first, and nothing refers to the second; of the ledger two more. */
export const twoRows: Readonly<Record<string, readonly [Cells, Cells, ...Cells[]]>> = {
  user_profiles: [
    { id: idOf('user A'), email: 'a@x', username: 'a', full_name: 'A', role: 'admin', employee_id: '1' },
    { id: idOf('user B'), email: 'b@x', username: 'b', full_name: 'B', role: 'admin', employee_id: '2' },
  ],
  terminals: [
    { id: idOf('terminal A'), name: 'A', series: 'A', auth_user_id: idOf('device A') },
    { id: idOf('terminal B'), name: 'B', series: 'B', auth_user_id: idOf('device B') },
  ],
  number_series: [
    { id: idOf('series A'), terminal_id: idOf('terminal A'), document_type: 'booking' },
    { id: idOf('series B'), terminal_id: idOf('terminal A'), document_type: 'invoice' },
  ],
  business_days: [
    { id: idOf('day A'), business_date: '2026-08-13' },
    { id: idOf('day B'), business_date: '2026-08-12', status: 'closed', closed_at: '2026-08-13T00:00:00Z' },
  ],
  room_types: [
    { id: idOf('type A'), name: 'A', code: 'A', base_rate: 1 },
    { id: idOf('type B'), name: 'B', code: 'B', base_rate: 1 },
  ],
  amenities: [
    { id: idOf('amenity A'), code: 'a', name: 'A' },
    { id: idOf('amenity B'), code: 'b', name: 'B' },
  ],
  room_type_amenities: [
    { id: idOf('has A'), room_type_id: idOf('type A'), amenity_id: idOf('amenity A') },
    { id: idOf('has B'), room_type_id: idOf('type B'), amenity_id: idOf('amenity A') },
  ],
  rooms: [
    { id: idOf('room A'), room_number: 'A', room_type_id: idOf('type A'), floor: 1 },
    { id: idOf('room B'), room_number: 'B', room_type_id: idOf('type A'), floor: 1 },
  ],
  room_blocks: [
    {
      id: idOf('block A'),
      room_id: idOf('room A'),
      kind: 'out_of_order',
      starts_on: '2026-01-01',
      ends_on: '2026-01-05',
      reason: 'x',
    },
    {
      id: idOf('block B'),
      room_id: idOf('room A'),
      kind: 'out_of_order',
      starts_on: '2026-02-01',
      ends_on: '2026-02-05',
      reason: 'x',
    },
  ],
  room_leases: [lease('2026-08-13'), lease('2026-08-14')],
  rate_plans: [
    { id: idOf('plan A'), code: 'A', name: 'A', is_default: true },
    { id: idOf('plan B'), code: 'B', name: 'B' },
  ],
  rate_seasons: [
    {
      id: idOf('season A'),
      rate_plan_id: idOf('plan A'),
      room_type_id: idOf('type A'),
      name: 'A',
      starts_on: '2026-01-01',
      ends_on: '2026-02-01',
      base_rate: 1,
    },
    {
      id: idOf('season B'),
      rate_plan_id: idOf('plan A'),
      room_type_id: idOf('type A'),
      name: 'B',
      starts_on: '2026-03-01',
      ends_on: '2026-04-01',
      base_rate: 1,
    },
  ],
  rate_restrictions: [
    { id: idOf('limit A'), starts_on: '2026-01-01', ends_on: '2026-02-01' },
    { id: idOf('limit B'), starts_on: '2026-01-01', ends_on: '2026-02-01' },
  ],
  tax_rules: [
    { id: idOf('tax A'), code: 'A', name: 'A', kind: 'vat', rate_percent: 6 },
    {
      id: idOf('tax B'),
      code: 'B',
      name: 'B',
      kind: 'city_tax',
      amount_per_person_night: 2,
      exempt_under_age: 13,
      max_nights: 7,
    },
  ],
  customers: [
    { id: idOf('guest A'), full_name: 'A', customer_code: 'A' },
    { id: idOf('guest B'), full_name: 'B', customer_code: 'B' },
  ],
  waitlist_entries: [
    { id: idOf('wish A'), customer_id: idOf('guest A'), arrival: '2026-09-01', departure: '2026-09-02' },
    { id: idOf('wish B'), customer_id: idOf('guest A'), arrival: '2026-09-01', departure: '2026-09-02' },
  ],
  booking_groups: [
    { id: idOf('group A'), group_code: 'A', name: 'A' },
    { id: idOf('group B'), group_code: 'B', name: 'B' },
  ],
  bookings: [
    {
      id: idOf('stay A'),
      booking_code: 'A',
      customer_id: idOf('guest A'),
      room_type_id: idOf('type A'),
      room_id: idOf('room A'),
      check_in_date: '2026-08-13',
      check_out_date: '2026-08-15',
      room_rate: 100,
      status: 'checked_in',
    },
    {
      id: idOf('stay B'),
      booking_code: 'B',
      customer_id: idOf('guest A'),
      room_type_id: idOf('type A'),
      check_in_date: '2026-08-13',
      check_out_date: '2026-08-15',
      room_rate: 100,
      status: 'confirmed',
    },
  ],
  booking_nights: [
    { ...night('stay A', '2026-08-13'), room_id: idOf('room A') },
    night('stay A', '2026-08-14'),
  ],
  booking_guests: [
    { id: idOf('party A'), booking_id: idOf('stay A'), full_name: 'A' },
    { id: idOf('party B'), booking_id: idOf('stay A'), full_name: 'B' },
  ],
  desk_notes: [
    { id: idOf('note A'), kind: 'task', body: 'A' },
    { id: idOf('note B'), kind: 'alert', body: 'B', booking_id: idOf('stay A'), pops_up: 'check_in' },
  ],
  cashier_shifts: [
    {
      id: idOf('shift A'),
      terminal_id: idOf('terminal A'),
      user_id: idOf('user A'),
      business_date: '2026-08-13',
    },
    {
      id: idOf('shift B'),
      terminal_id: idOf('terminal A'),
      user_id: idOf('user A'),
      business_date: '2026-08-13',
    },
  ],
  invoices: [
    { id: idOf('invoice A'), booking_id: idOf('stay A'), customer_id: idOf('guest A'), invoice_number: 'A' },
    { id: idOf('invoice B'), booking_id: idOf('stay A'), customer_id: idOf('guest A'), invoice_number: 'B' },
  ],
  payments: [
    {
      id: idOf('payment A'),
      payment_code: 'A',
      booking_id: idOf('stay A'),
      amount: 5,
      payment_method: 'cash',
      business_date: '2026-08-13',
    },
    {
      id: idOf('payment B'),
      payment_code: 'B',
      booking_id: idOf('stay A'),
      amount: 5,
      payment_method: 'cash',
      business_date: '2026-08-13',
    },
  ],
  transactions: [
    {
      id: idOf('line A'),
      booking_id: idOf('stay A'),
      type: 'payment',
      payment_id: idOf('payment A'),
      description: 'A',
      business_date: '2026-08-13',
      amount: -5,
    },
    {
      id: idOf('line B'),
      booking_id: idOf('stay A'),
      type: 'extra_charge',
      description: 'B',
      business_date: '2026-08-13',
      amount: 5,
    },
    {
      id: idOf('line C'),
      booking_id: idOf('stay A'),
      type: 'room_charge',
      booking_night_id: v5('2026-08-13', idOf('stay A')),
      description: 'C',
      business_date: '2026-08-13',
      amount: 100,
    },
    {
      id: idOf('line D'),
      booking_id: idOf('stay A'),
      type: 'room_charge',
      reverses_id: idOf('line C'),
      description: 'D',
      business_date: '2026-08-13',
      amount: -100,
    },
  ],
  invoice_lines: [
    {
      id: idOf('item A'),
      invoice_id: idOf('invoice A'),
      line_number: 1,
      description: 'A',
      unit_price: 1,
      net_amount: 1,
    },
    {
      id: idOf('item B'),
      invoice_id: idOf('invoice A'),
      line_number: 2,
      description: 'B',
      unit_price: 1,
      net_amount: 1,
    },
  ],
  sync_conflicts: [
    { id: idOf('card A'), ...conflict },
    { id: idOf('card B'), ...conflict },
  ],
  audit_logs: [
    { id: idOf('trail A'), table_name: 'rooms', action: 'UPDATE' },
    { id: idOf('trail B'), table_name: 'rooms', action: 'UPDATE' },
  ],
}
