/**
 * Columns that hang together with nothing else: whichever version is kept, no room, no night and no money has to follow.
 * Of two versions of one of these a person may keep either.
 */
const plainColumns = {
  customers: [
    'full_name',
    'email',
    'phone',
    'alternate_phone',
    'date_of_birth',
    'gender',
    'nationality',
    'id_type',
    'id_expiry',
    'address_line1',
    'address_line2',
    'city',
    'state',
    'country',
    'postal_code',
    'company_name',
    'vip_status',
    'marketing_consent',
  ],
  bookings: ['adults', 'children', 'special_requests', 'internal_notes', 'check_in_time', 'check_out_time'],
  booking_guests: ['full_name', 'date_of_birth', 'nationality', 'is_child'],
} as const satisfies Record<string, readonly string[]>

export type PlainTable = keyof typeof plainColumns

export function isPlainTable(table: string): table is PlainTable {
  return Object.hasOwn(plainColumns, table)
}

export function isPlainColumn(table: string, column: string): boolean {
  return isPlainTable(table) && plainColumns[table].some((plain) => plain === column)
}
