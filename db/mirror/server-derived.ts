/**
 * Columns that only the server writes, from other rows: sums of the ledger, counters, when a row last changed.
 * Terminals mirror them and never send them, so that two desks' work is added up and not overwritten. A terminal that
 * needs the sum of right now takes it from the rows themselves.
 */
export const serverDerived: Readonly<Record<string, readonly string[]>> = {
  bookings: ['total_room_charge', 'extra_charges', 'discounts', 'taxes', 'paid_amount'],
  customers: ['total_stays', 'total_spent', 'last_stay_date'],
  invoices: ['paid_amount'],
  rooms: ['status'],
}

/** In every table that has one. */
export const derivedEverywhere: readonly string[] = ['updated_at']
