/**
 * What names or describes a person, by table: of somebody who is anonymised the audit does not keep it. The same as
 * `app.personal_columns` at the server.
 */
export const personalColumns = {
  customers: [
    'full_name',
    'email',
    'phone',
    'alternate_phone',
    'date_of_birth',
    'gender',
    'nationality',
    'id_type',
    'id_number_last4',
    'id_expiry',
    'tax_id_last4',
    'address_line1',
    'address_line2',
    'city',
    'state',
    'country',
    'postal_code',
    'company_name',
    'preferences',
    'tags',
  ],
  booking_guests: ['full_name', 'date_of_birth', 'nationality'],
} as const

/** What stands in place of such a value. */
export const forgotten = '(anonymised)'
