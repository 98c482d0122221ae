/**
 * Why the server did not simply apply a command. Raised inside the database as SQLSTATE FD***, or derived from a
 * constraint; no raw Postgres text ever reaches a window.
 */
export const refusalCodes = [
  /** Another stay holds a room for one of the nights: parked. */
  'room_taken',
  /** Somebody else changed the same column since: both versions are kept for a person to choose. */
  'changed_meanwhile',
  /** The status machine does not allow the move from the status the server has. */
  'status_move',
  /** The row it changes is not (any more) at the server. */
  'row_missing',
  /** A reference points nowhere. */
  'reference_missing',
  /** A value breaks a rule of the table. */
  'value_refused',
  /** A number, code or id is already in use by something else. */
  'duplicate',
  /** This actor or command may not write there. */
  'not_permitted',
  /** The guest, booking or day it belongs to is closed: money went to suspense. */
  'suspense',
  /** The terminal, or whoever did it, had been sent away before: money went to suspense. */
  'revoked',
  /** It could not be carried to the server: its terminal keeps it, and the server knows its hash. */
  'quarantined',
  /** Somebody else had settled the conflict before: nothing was changed. */
  'already_settled',
] as const

export type RefusalCode = (typeof refusalCodes)[number]

/** SQLSTATEs that end one command within `sync_push`, which answers with the reason and never with the state. */
export const commandFailures = {
  FD101: 'changed_meanwhile',
  FD102: 'status_move',
  FD103: 'row_missing',
  FD104: 'not_permitted',
  FD105: 'room_taken',
  FD106: 'revoked',
  FD107: 'already_settled',
} as const satisfies Record<string, RefusalCode>

/** SQLSTATEs that the sync functions raise to end a whole call, and what the terminal does about each. */
export const callFailures = {
  /** Envelope seq is not the one after the last: something is missing. */
  FD001: 'seq_gap',
  /** A seq seen before came with another opId: a cloned disk. The terminal must enrol again. */
  FD002: 'cloned_terminal',
  /** The terminal is revoked. */
  FD003: 'terminal_revoked',
  /** Not a terminal's sign-in. */
  FD004: 'not_a_terminal',
  /** The enrolment code is unknown, used or expired. */
  FD005: 'enrolment_code_refused',
  /** The cursor is older than the tombstones, of another epoch or from the future: mirror afresh. */
  FD006: 'cursor_lost',
  /** The hash does not follow from the body and the hash before. */
  FD007: 'hash_mismatch',
  /** The terminal speaks a protocol that this server no longer, or not yet, understands. */
  FD008: 'protocol_unsupported',
  /** The proof that it was this device is missing or wrong. */
  FD009: 'signature_refused',
} as const

export type CallFailureState = keyof typeof callFailures
export type CallFailure = (typeof callFailures)[CallFailureState]
