import { v5 } from 'uuid'
import { makeGuest } from '../load/make-guest.ts'
import { seededRandom } from '../load/random.ts'
import type { ListedStay } from './listed-stay.ts'
import { importNamespace } from './read-stay.ts'

export interface ListedGuest {
  readonly guestId: string
  readonly fullName: string
  readonly email: string | null
  readonly phone: string | null
  readonly nationality: string | null
}

/**
 * Who stayed, by booking. A guest the list names is taken as named, and is one person wherever name and mail or telephone
 * agree. Other guests are made up; one who is said to have stayed before is then somebody of the same nationality whom
 * the list has met just that often, so that histories add up.
 */
export function planGuests(stays: readonly ListedStay[]): ReadonlyMap<string, ListedGuest> {
  const guestOf = new Map<string, ListedGuest>()
  const returning = returningGuests()
  for (const stay of stays.toSorted((a, b) =>
    a.arrival === b.arrival ? a.line - b.line : a.arrival < b.arrival ? -1 : 1,
  )) {
    guestOf.set(stay.bookingId, stay.guestName === null ? returning(stay) : namedGuest(stay, stay.guestName))
  }
  return guestOf
}

function namedGuest(stay: ListedStay, fullName: string): ListedGuest {
  const { guestEmail: email, guestPhone: phone, nationality } = stay
  const isKnownByContact = email !== null || phone !== null
  const name = isKnownByContact
    ? JSON.stringify(['guest', fullName, email, phone])
    : `guest of ${stay.bookingId}`
  return { guestId: v5(name, importNamespace), fullName, email, phone, nationality }
}

interface MetGuest {
  readonly guest: ListedGuest
  readonly lastDeparture: string
}

/** Made-up guests, met in the order of their arrivals. */
function returningGuests(): (stay: ListedStay) => ListedGuest {
  /** Who has stayed how often, by nationality and that number, those met first in front. */
  const met = new Map<string, MetGuest[]>()
  const kindOf = (nationality: string | null, times: number) => `${nationality ?? ''} ${times}`
  return (stay) => {
    const candidates =
      stay.previousStays > 0 ? (met.get(kindOf(stay.nationality, stay.previousStays)) ?? []) : []
    const index = candidates.findIndex(({ lastDeparture }) => lastDeparture <= stay.arrival)
    const guest = candidates[index]?.guest ?? madeUpGuest(stay)
    if (index >= 0) candidates.splice(index, 1)
    const stayed = stay.previousStays + (stay.status === 'checked_out' ? 1 : 0)
    const kind = kindOf(stay.nationality, stayed)
    const alike = met.get(kind) ?? []
    alike.push({ guest, lastDeparture: stay.departure })
    met.set(kind, alike)
    return guest
  }
}

function madeUpGuest({ bookingId, nationality, guestEmail, guestPhone }: ListedStay): ListedGuest {
  const { fullName, email, phone } = makeGuest(nationality, seededRandom(bookingId))
  return {
    guestId: v5(`guest of ${bookingId}`, importNamespace),
    fullName,
    email: guestEmail ?? email,
    phone: guestPhone ?? phone,
    nationality,
  }
}
