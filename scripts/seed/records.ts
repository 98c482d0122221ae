import { makeGuest } from '../load/make-guest.ts'
import type { CopyRow } from '../load/copy-rows.ts'
import type { Random } from '../load/random.ts'
import { makeFolio } from './folio.ts'
import type { DemoGuest } from './guests.ts'
import { idOf } from './house.ts'
import { hasRequests, wantsHalfBoard, wantsParking } from './observed.ts'
import type { DemoRecord } from './stay-rows.ts'
import type { DemoStay } from './stays.ts'

/** Bookings with their guests, folios and groups, numbered in the order in which they were made. */
export function makeRecords(
  stays: readonly DemoStay[],
  guestOf: ReadonlyMap<string, DemoGuest>,
  today: string,
  random: Random,
): readonly DemoRecord[] {
  const groups = Map.groupBy(
    stays.filter(({ market }) => market === 'group'),
    ({ arrival }) => arrival,
  )
  const numbered = stays.toSorted((a, b) => a.madeOn.localeCompare(b.madeOn))
  return numbered.flatMap((stay, index) => {
    const guest = guestOf.get(stay.bookingId)
    if (guest === undefined) return []
    const isOfGroup = stay.market === 'group' && (groups.get(stay.arrival)?.length ?? 0) >= leastGroup
    return [
      {
        stay,
        guest,
        folio: makeFolio(stay, today, random),
        number: index + 1,
        groupId: isOfGroup ? groupIdOf(stay.arrival) : null,
        requests: requestsOf(random),
      },
    ]
  })
}

const leastGroup = 3

function groupIdOf(arrival: string): string {
  return idOf(`group ${arrival}`)
}

export function groupRows(records: readonly DemoRecord[]): readonly CopyRow[] {
  const groups = Map.groupBy(
    records.filter(({ groupId }) => groupId !== null),
    ({ groupId }) => groupId,
  )
  return [...groups].flatMap(([groupId, members]) => {
    const [first] = members
    if (groupId === null || first === undefined) return []
    const { stay, guest } = first
    return [
      {
        id: groupId,
        group_code: `G-${stay.arrival}`,
        name: `${groupNames[first.number % groupNames.length] ?? 'Group'}, ${stay.arrival}`,
        contact_customer_id: guest.guestId,
      },
    ]
  })
}

const groupNames = [
  'Golf week',
  'Wedding party',
  'Sales conference',
  'Coach tour',
  'Surf camp',
  'Choir',
  'Cycling club',
]

/** Who sleeps in the room beside whoever booked it: known of those in house and those due in today. */
export function* companionRows(
  records: readonly DemoRecord[],
  today: string,
  random: Random,
): Generator<CopyRow> {
  for (const { stay } of records) {
    const isNear = stay.status === 'checked_in' || (stay.status === 'confirmed' && stay.arrival === today)
    const others = isNear ? stay.adults - 1 + stay.children : 0
    for (let index = 0; index < others; index += 1) {
      yield {
        id: idOf(`companion ${index} of ${stay.bookingId}`),
        booking_id: stay.bookingId,
        full_name: makeGuest(stay.nationality, random).fullName,
        nationality: stay.nationality,
        is_child: index >= stay.adults - 1,
      }
    }
  }
}

function requestsOf(random: Random): string | null {
  const wishes = [
    ...(random.chance(wantsHalfBoard) ? ['Half board'] : []),
    ...(random.chance(wantsParking) ? ['Parking space'] : []),
    ...(random.chance(hasRequests) ? [random.pick(requests)] : []),
  ]
  return wishes.length === 0 ? null : wishes.join('. ')
}

const requests = [
  'High floor if possible',
  'Late arrival, after 22:00',
  'Two single beds',
  'Quiet room',
  'Cot for a baby',
  'Early check-in if possible',
  'Feather-free pillows',
  'Near the lift',
  'Bottle of wine in the room: anniversary',
]
