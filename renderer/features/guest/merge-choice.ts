import { mergeFields, type GuestProfile } from '../../../shared/contract/calls/guest.ts'

export type MergeField = (typeof mergeFields)[number]

/** What a record says in a field that two records are compared by, in one line. */
export function mergeValue(guest: GuestProfile, field: MergeField, say = asStored): string {
  if (field === 'document')
    return joined([say.document(guest.idType), guest.idLast4, say.day(guest.idExpiry)])
  if (field === 'dateOfBirth') return say.day(guest.dateOfBirth)
  if (field === 'gender') return say.gender(guest.gender)
  if (field !== 'address') return guest[field]
  const { addressLine1, addressLine2, postalCode, city, state, country } = guest
  return joined([addressLine1, addressLine2, postalCode, city, state, country])
}

/** How what is stored is put into words. */
interface MergeWords {
  readonly document: (idType: string) => string
  readonly gender: (gender: string) => string
  readonly day: (day: string) => string
}

const asStored: MergeWords = { document: (text) => text, gender: (text) => text, day: (text) => text }

/** What is only on the record that goes is taken from it; for the rest the one that stays holds. */
export function startingChoice(guest: GuestProfile, other: GuestProfile): readonly MergeField[] {
  return mergeFields.filter((field) => mergeValue(guest, field) === '' && mergeValue(other, field) !== '')
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(', ')
}
