import { staffRoles, type StaffRole } from '../../../shared/domain/staff/role.ts'

export const verbs = ['select', 'insert', 'update', 'delete'] as const
export type Verb = (typeof verbs)[number]

/** `own`: everybody on the staff, on the rows that are theirs. */
type Who = readonly (StaffRole | 'own')[]

const all: Who = staffRoles
const desk: Who = ['admin', 'manager', 'front_desk', 'accountant', 'auditor']
const books: Who = ['admin', 'manager', 'accountant', 'auditor']
const managers: Who = ['admin', 'manager']
const admin: Who = ['admin']
const no: Who = []

/** Who may do what through the API. A terminal's own sign-in, a suspended member of staff and a stranger: nothing. */
// oxfmt-ignore
export const rlsMatrix: Readonly<Record<string, readonly [Who, Who, Who, Who]>> = {
  //                            select              insert    update    delete
  hotel_settings:              [all,                no,       managers, no],
  terminals:                   [all,                no,       managers, no],
  number_series:               [books,              no,       no,       no],
  business_days:               [all,                no,       no,       no],
  user_profiles:               [['admin', 'manager', 'auditor', 'own'], admin, admin, no],

  room_types:                  [all,                managers, managers, no],
  amenities:                   [all,                managers, managers, no],
  room_type_amenities:         [all,                managers, managers, managers],
  rooms:                       [all,                managers, managers, no],
  room_blocks:                 [all,                managers, managers, no],
  room_leases:                 [desk,               no,       no,       no],
  rate_plans:                  [desk,               managers, managers, no],
  rate_seasons:                [desk,               managers, managers, managers],
  rate_restrictions:           [desk,               managers, managers, managers],
  tax_rules:                   [desk,               ['admin', 'manager', 'accountant'], ['admin', 'manager', 'accountant'], no],

  bookings:                    [[...desk, 'own'],   admin,    admin,    admin],
  booking_nights:              [desk,               no,       no,       no],
  booking_guests:              [desk,               no,       no,       no],
  booking_groups:              [desk,               no,       no,       no],
  customers:                   [desk,               no,       no,       no],
  waitlist_entries:            [desk,               no,       no,       no],
  desk_notes:                  [all,                no,       no,       no],
  cashier_shifts:              [desk,               no,       no,       no],
  invoices:                    [desk,               no,       no,       no],
  invoice_lines:               [desk,               no,       no,       no],
  payments:                    [desk,               no,       no,       no],
  transactions:                [desk,               no,       no,       no],
  sync_conflicts:              [desk,               no,       no,       no],
  audit_logs:                  [['admin', 'manager', 'auditor'], no, no, no],

  bookings_partitioned:        [desk,               no,       no,       no],
  booking_nights_partitioned:  [desk,               no,       no,       no],
  booking_guests_partitioned:  [desk,               no,       no,       no],
  invoices_partitioned:        [desk,               no,       no,       no],
  invoice_lines_partitioned:   [desk,               no,       no,       no],
  payments_partitioned:        [desk,               no,       no,       no],
  transactions_partitioned:    [desk,               no,       no,       no],
}

/** The column that says whose a row is. */
export const ownerColumns: Readonly<Record<string, string>> = {
  audit_logs: 'user_id',
  bookings: 'created_by',
  cashier_shifts: 'user_id',
  desk_notes: 'created_by',
  invoices: 'created_by',
  payments: 'processed_by',
  room_blocks: 'created_by',
  sync_conflicts: 'user_id',
  transactions: 'posted_by',
  user_profiles: 'id',
  waitlist_entries: 'created_by',
}
