import { expect, test } from 'vitest'
import type { GuestProfile } from '../../../shared/contract/calls/guest.ts'
import { changesOf, draftOf, draftProblems, tagsOf } from './guest-draft.ts'

const grace: GuestProfile = {
  guestId: '019f0000-0000-7000-8000-000000000001',
  fullName: 'Grace Guest',
  email: 'grace@x.pt',
  phone: '',
  alternatePhone: '',
  dateOfBirth: '',
  gender: '',
  nationality: 'PT',
  idType: '',
  idLast4: '',
  idExpiry: '',
  idExpired: false,
  addressLine1: '',
  addressLine2: '',
  city: '',
  state: '',
  country: '',
  postalCode: '',
  companyName: '',
  taxIdLast4: '',
  preferences: { pillow: 'feather', floor: 'high' },
  tags: ['golf', 'wine'],
  vip: false,
  marketingConsent: false,
  blacklisted: false,
  blacklistReason: '',
  anonymised: false,
  mergedFrom: [],
  staysCount: 0,
  spentMinor: 0,
  stays: [],
  createdAt: '2026-08-13T09:00:00.000Z',
  unsent: false,
}

test('a draft that was not touched changes nothing', () => {
  expect(changesOf(grace, draftOf(grace))).toEqual({})
})

test('only what was changed is sent; a field that was emptied is cleared', () => {
  const draft = { ...draftOf(grace), email: '', phone: ' 912 ', gender: 'female', vip: true }
  expect(changesOf(grace, draft)).toEqual({ email: '', phone: '912', gender: 'female', vip: true })
})

test('tags are separated by commas, each counted once', () => {
  expect(tagsOf(' golf,, wine ,golf')).toEqual(['golf', 'wine'])
  expect(changesOf(grace, { ...draftOf(grace), tags: 'golf' })).toEqual({ tags: ['golf'] })
})

test('a preference without a name or without a word is none', () => {
  const draft = draftOf(grace)
  const likes = [...draft.likes, { what: 'bed', how: '' }, { what: ' ', how: 'x' }]
  expect(changesOf(grace, { ...draft, likes })).toEqual({})
  expect(changesOf(grace, { ...draft, likes: likes.slice(1) })).toEqual({ preferences: { floor: 'high' } })
})

test('what cannot be saved is said field by field', () => {
  const draft = { ...draftOf(grace), fullName: ' ', email: 'x', dateOfBirth: '1492-01-01', idLast4: 'ab' }
  expect(draftProblems(draft)).toEqual(['fullName', 'email', 'dateOfBirth', 'idLast4'])
  expect(draftProblems(draftOf(grace))).toEqual([])
})
