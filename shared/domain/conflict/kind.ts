/** Why the server did not simply take what a desk did, as the desk tells it apart. */
export const conflictKinds = [
  'room_taken',
  'changed_meanwhile',
  'status_move',
  'row_missing',
  'reference_missing',
  'value_refused',
  'duplicate',
  'not_permitted',
  'suspense',
  'revoked',
  'quarantined',
  'already_settled',
] as const

export type ConflictKind = (typeof conflictKinds)[number]

/** A reason as the server wrote it; one that this build does not know is a refusal like any other. */
export function conflictKindOf(reason: string): ConflictKind {
  return conflictKinds.find((kind) => kind === reason) ?? 'value_refused'
}

/** Where a card stands: to be settled, foreseen by this terminal alone, settled by the server itself, or done with. */
export const cardStates = ['open', 'forecast', 'moved', 'settled'] as const

export type CardState = (typeof cardStates)[number]
