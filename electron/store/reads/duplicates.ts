import type { Database } from 'better-sqlite3'
import {
  likenesses,
  likenessOf,
  type Likeness,
  type PersonMarks,
} from '../../../shared/domain/guest/likeness.ts'
import { prepared } from '../prepared.ts'
import { digitsOf, searchText } from '../search-text.ts'
import { inOrderOf } from './collate.ts'
import { findGuests, type GuestLine } from './guests.ts'
import { readTogether } from './read-together.ts'

export interface LikelyGuest extends GuestLine {
  readonly dateOfBirth: string | null
  readonly likenesses: readonly Likeness[]
}

export interface TypedPerson {
  readonly guestId: string | null
  readonly fullName: string
  readonly email: string
  readonly phone: string
  readonly dateOfBirth: string | null
}

/** As many as are looked at for each thing that was typed. */
const mostCandidates = 40

/** Who this might be already, the likeliest first. */
export function findDuplicates(db: Database, typed: TypedPerson): readonly LikelyGuest[] {
  const person = marksOf(typed)
  // a slip of one letter leaves all words but one as they are
  const words = typed.fullName.split(/\s+/).filter((word) => word.length > 2)
  // and a telephone may be on record with its country, and be given without
  const phone = digitsOf(typed.phone).replace(/^0+/, '')
  const questions = [typed.fullName, typed.email, phone, ...words].filter((text) => text.trim().length > 2)
  return readTogether(db, () => {
    const found = new Map<string, LikelyGuest>()
    for (const text of questions) {
      for (const guest of findGuests(db, text, mostCandidates)) {
        if (guest.guestId === typed.guestId || found.has(guest.guestId)) continue
        const dateOfBirth = birthOf(db, guest.guestId)
        const alike = likenessOf(
          person,
          marksOf({ ...guest, email: guest.email ?? '', phone: guest.phone ?? '', dateOfBirth }),
        )
        if (alike.length > 0) found.set(guest.guestId, { ...guest, dateOfBirth, likenesses: alike })
      }
    }
    return [...found.values()]
      .toSorted(
        inOrderOf(
          (guest) => likenesses.indexOf(guest.likenesses[0] ?? 'similar_name'),
          (guest) => guest.fullName,
          (guest) => guest.guestId,
        ),
      )
      .slice(0, 10)
  })
}

function marksOf(person: Omit<TypedPerson, 'guestId'>): PersonMarks {
  return {
    fullName: searchText(person.fullName).split(' ').toSorted().join(' '),
    phone: digitsOf(person.phone),
    email: person.email.trim().toLowerCase(),
    dateOfBirth: person.dateOfBirth,
  }
}

function birthOf(db: Database, guestId: string): string | null {
  return (
    prepared<{ birth: string | null }>(db, 'select date_of_birth as birth from customers where id = ?').get(
      guestId,
    )?.birth ?? null
  )
}
