import { mergeFields, type GuestProfile } from '../../../shared/contract/calls/guest.ts'

export type MergeField = (typeof mergeFields)[number]

/** What a record says in a field that two records are compared by, in one line. */
export function mergeValue(guest: GuestProfile, field: MergeField): string {
  if (field === 'document') return joined([guest.idType, guest.idLast4, guest.idExpiry])
  if (field !== 'address') return guest[field]
  const { addressLine1, addressLine2, postalCode, city, state, country } = guest
  return joined([addressLine1, addressLine2, postalCode, city, state, country])
}

/** What is only on the record that goes is taken from it; for the rest the one that stays holds. */
export function startingChoice(guest: GuestProfile, other: GuestProfile): readonly MergeField[] {
  return mergeFields.filter((field) => mergeValue(guest, field) === '' && mergeValue(other, field) !== '')
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(', ')
}
