/** Every way a call can be refused. The window has a sentence for each; the code never changes its meaning. */
export const errorCodes = [
  // the call itself
  'invalid_input',
  'unknown_call',
  'not_signed_in',
  'not_allowed',
  'not_enrolled',
  'not_ready',
  'internal',
  // signing in and enrolling
  'wrong_credentials',
  'locked_out',
  'offline_unknown_user',
  'account_inactive',
  'pin_guessable',
  'pin_unknown',
  'pin_needs_password',
  'approval_needed',
  'approval_gone',
  'offline',
  'enrolment_code_refused',
  'already_enrolled',
  'server_too_new',
  // finding things
  'not_found',
  // stays
  'stay_status',
  'not_due_in',
  'check_in_blocked',
  'room_not_available',
  'no_room_of_type',
  'room_type_mismatch',
  'too_many_guests',
  'arrival_in_past',
  'stay_too_long',
  'day_use_departure',
  'guest_blacklisted',
  'guest_changed',
  'guest_active',
  'merge_refused',
  'mrz_invalid',
  'room_locked',
  'room_not_ready',
  'arrival_fixed',
  'departure_in_past',
  'night_posted',
  'restricted',
  'room_promised',
  // the hotel's day
  'day_closed',
  'day_not_ready',
  // money
  'balance_open',
  'amount_exceeds_balance',
  'folio_closed',
  // undo
  'nothing_to_undo',
  'undo_refused',
  // bookings in conflict
  'already_done',
  'conflict_settled',
  'conflict_needs_room',
  'conflict_money_open',
  'room_leased',
] as const

export type ErrorCode = (typeof errorCodes)[number]

/** One malformed field of a call's input. */
export interface InputIssue {
  /** Dotted path of the field, empty for the input as a whole. */
  readonly path: string
  readonly message: string
}

/** Why a call was refused: a code for the window to put into words, and the facts that the words need. */
export interface CallError {
  readonly code: ErrorCode
  /** The input field at fault, where one is. */
  readonly field?: string
  readonly issues?: readonly InputIssue[]
  readonly data?: Readonly<Record<string, unknown>>
}
