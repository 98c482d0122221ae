import { isExpected } from '../../shared/domain/stay/status.ts'
import { makeGuest } from '../load/make-guest.ts'
import type { Random } from '../load/random.ts'
import { idOf } from './house.ts'
import { returning } from './observed.ts'
import type { DemoStay } from './stays.ts'

export interface DemoGuest {
  readonly guestId: string
  readonly fullName: string
  readonly email: string | null
  readonly phone: string | null
  /** Null where nobody has asked yet. */
  readonly nationality: string | null
  readonly dateOfBirth: string | null
  readonly companyName: string | null
  readonly preferences: Readonly<Record<string, string>>
  readonly tags: readonly string[]
  readonly isVip: boolean
  readonly blacklistReason: string | null
}

/** Everybody, by booking. Some have stayed before, and those are the ones about whom something is known. */
export function makeGuests(
  stays: readonly DemoStay[],
  today: string,
  random: Random,
): ReadonlyMap<string, DemoGuest> {
  const guestOf = new Map<string, DemoGuest>()
  const met: { readonly guest: DemoGuest; until: string }[] = []
  for (const stay of stays) {
    const known = random.chance(returning) ? random.pick([...met.slice(-400), null]) : null
    const again = known !== null && known.until <= stay.arrival ? known : null
    const guest = again?.guest ?? newGuest(stay, random)
    guestOf.set(stay.bookingId, guest)
    if (again !== null) again.until = stay.departure
    else if (stay.status === 'checked_out') met.push({ guest, until: stay.departure })
  }
  return dressed(guestOf, stays, today)
}

function newGuest(stay: DemoStay, random: Random): DemoGuest {
  const { bookingId, nationality, market, status } = stay
  const isAsked = !isExpected(status) || random.chance(0.9)
  return {
    guestId: idOf(`guest of ${bookingId}`),
    ...makeGuest(nationality, random),
    nationality: isAsked ? nationality : null,
    dateOfBirth: random.chance(0.6) ? birthDate(stay.arrival, random) : null,
    companyName: market === 'corporate' ? random.pick(companies) : null,
    preferences: random.chance(0.08) ? random.pick(knownPreferences) : {},
    tags: random.chance(0.05) ? [random.pick(knownTags)] : [],
    isVip: random.chance(0.015),
    blacklistReason: random.chance(0.0008) ? random.pick(blacklistReasons) : null,
  }
}

/** Among today's arrivals there are always three whom the house honours, and one whom it would rather not see again. */
function dressed(
  guestOf: ReadonlyMap<string, DemoGuest>,
  stays: readonly DemoStay[],
  today: string,
): ReadonlyMap<string, DemoGuest> {
  const dueIn = stays.filter(({ status, arrival }) => status === 'confirmed' && arrival === today)
  const dressedOf = new Map<DemoGuest, DemoGuest>()
  for (const [index, { bookingId }] of dueIn.entries()) {
    const guest = guestOf.get(bookingId)
    if (guest === undefined || dressedOf.has(guest)) continue
    const isUnwanted = index === 3
    const isVip = !isUnwanted && (guest.isVip || index === 1 || index === 4 || index === 6)
    dressedOf.set(guest, {
      ...guest,
      isVip,
      blacklistReason: isUnwanted ? (blacklistReasons[0] ?? null) : null,
    })
  }
  return new Map([...guestOf].map(([bookingId, guest]) => [bookingId, dressedOf.get(guest) ?? guest]))
}

function birthDate(arrival: string, random: Random): string {
  const year = Number(arrival.slice(0, 4)) - random.between(22, 78)
  const pad = (value: number) => String(value).padStart(2, '0')
  return `${year}-${pad(random.between(1, 12))}-${pad(random.between(1, 28))}`
}

const companies = [
  'Atlântico Engenharia Lda.',
  'Nordwind Consulting GmbH',
  'Bluebell Travel Ltd',
  'Compañía Ibérica de Energía',
  'Rivage Conseil SARL',
]

const knownPreferences: readonly Readonly<Record<string, string>>[] = [
  { floor: 'high' },
  { pillow: 'firm' },
  { room: 'far from the lift' },
  { diet: 'vegetarian' },
  { diet: 'no gluten' },
  { newspaper: 'Público' },
  { bed: 'two single beds' },
]

const knownTags = ['honeymoon', 'golf', 'surf', 'dog', 'wheelchair', 'allergies']

const blacklistReasons = [
  'Left without paying in 2023 and did not answer our letters',
  'Damaged the room and threatened the night porter',
  'Card reported stolen',
]
