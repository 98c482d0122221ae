import type { GuestProfile } from '../../../shared/contract/calls/guest.ts'
import type { CallInput } from '../../../shared/contract/index.ts'

/** One thing a guest likes, as it is being filled in. */
export interface Like {
  readonly what: string
  readonly how: string
}

/** A profile as the clerk is changing it. */
export interface GuestDraft extends Pick<GuestProfile, TextFieldName | 'vip' | 'marketingConsent'> {
  readonly gender: string
  readonly likes: readonly Like[]
  /** With commas between. */
  readonly tags: string
}

const textFields = [
  'fullName',
  'email',
  'phone',
  'alternatePhone',
  'dateOfBirth',
  'nationality',
  'idType',
  'idLast4',
  'idExpiry',
  'addressLine1',
  'addressLine2',
  'city',
  'state',
  'country',
  'postalCode',
  'companyName',
] as const satisfies readonly (keyof GuestProfile)[]

export type TextFieldName = (typeof textFields)[number]

export const genders = ['', 'female', 'male', 'other'] as const

type Change = Omit<CallInput<'guest.update'>, 'requestId' | 'guestId'>

export function draftOf(guest: GuestProfile): GuestDraft {
  return {
    ...guest,
    likes: Object.entries(guest.preferences).map(([what, how]) => ({ what, how })),
    tags: guest.tags.join(', '),
  }
}

/** What of the profile the draft changes; what stays as it is is left out, so that two desks may change two things. */
export function changesOf(guest: GuestProfile, draft: GuestDraft): Change {
  const texts = textFields.filter((field) => draft[field].trim() !== guest[field])
  const gender = genders.find((known) => known === draft.gender)
  const tags = tagsOf(draft.tags)
  const preferences = preferencesOf(draft.likes)
  return {
    ...Object.fromEntries(texts.map((field) => [field, draft[field].trim()])),
    ...(gender !== undefined && draft.gender !== guest.gender && { gender }),
    ...(draft.vip !== guest.vip && { vip: draft.vip }),
    ...(draft.marketingConsent !== guest.marketingConsent && { marketingConsent: draft.marketingConsent }),
    ...(tags.join('\n') !== guest.tags.join('\n') && { tags }),
    ...(!isSame(preferences, guest.preferences) && { preferences }),
  }
}

/** The tags of a line with commas between, each once. */
export function tagsOf(line: string): string[] {
  const tags = line.split(',').map((tag) => tag.trim())
  return [...new Set(tags.filter((tag) => tag !== ''))]
}

function preferencesOf(likes: readonly Like[]): Record<string, string> {
  const named = likes.filter(({ what, how }) => what.trim() !== '' && how.trim() !== '')
  return Object.fromEntries(named.map(({ what, how }) => [what.trim(), how.trim()]))
}

function isSame(one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): boolean {
  const keys = Object.keys(one)
  return keys.length === Object.keys(other).length && keys.every((key) => one[key] === other[key])
}

/** What keeps the draft from being saved, field by field. */
export function draftProblems(draft: GuestDraft): readonly DraftProblem[] {
  const wrong: Readonly<Record<DraftProblem, boolean>> = {
    fullName: draft.fullName.trim() === '',
    email: draft.email.trim() !== '' && !/^\S+@\S+\.\S+$/.test(draft.email.trim()),
    dateOfBirth: draft.dateOfBirth !== '' && draft.dateOfBirth < '1890-01-01',
    idLast4: !/^[0-9A-Z]{0,4}$/.test(draft.idLast4),
  }
  return problemFields.filter((field) => wrong[field])
}

const problemFields = ['fullName', 'email', 'dateOfBirth', 'idLast4'] as const

export type DraftProblem = (typeof problemFields)[number]
