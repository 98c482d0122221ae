import { addDays } from '../../shared/domain/calendar/days.ts'
import { assignRooms, type RoomOnOffer, type StayDates } from '../../shared/domain/room/assign-rooms.ts'
import { isExpected, type BookingStatus } from '../../shared/domain/stay/status.ts'
import type { Random } from '../load/random.ts'
import type { RoomBlock } from './blocks.ts'
import type { Demand } from './demand.ts'
import { roomsOfType, typeCodes } from './house.ts'

/** A booking as it stands today. */
export interface DemoStay extends Demand {
  readonly status: BookingStatus
  readonly roomId: string | null
}

/**
 * The bookings there are this morning, with their rooms, each room to one party at a time. One guest who should have
 * left yesterday has not; some have left early today and some have come already.
 */
export function makeStays(
  demand: readonly Demand[],
  today: string,
  blocks: readonly RoomBlock[],
  random: Random,
): readonly DemoStay[] {
  const made = demand.flatMap((each) => {
    const status = statusToday(each, today)
    return status === null ? [] : [{ ...each, status }]
  })
  const overdue = made.find(
    ({ status, departure, arrival }) =>
      status === 'checked_out' && departure === addDays(today, -1) && arrival < addDays(today, -2),
  )
  const standing = made.map((each) => (each === overdue ? { ...each, status: 'checked_in' as const } : each))
  const roomed = giveRooms(standing, today, blocks)
  return withThisMorning(leaveUnassigned(roomed, today, random), today, random)
}

/** At the start of today, or null when it has not been made yet. Who leaves today is still in the house. */
function statusToday(demand: Demand, today: string): BookingStatus | null {
  if (demand.madeOn >= today) return null
  if (demand.fate === 'comes') {
    if (demand.departure < today) return 'checked_out'
    return demand.arrival < today ? 'checked_in' : 'confirmed'
  }
  if (demand.calledOffOn >= today) return 'confirmed'
  return demand.fate === 'cancels' ? 'cancelled' : 'no_show'
}

type Standing = Demand & { readonly status: BookingStatus }

/**
 * First who comes; then who will not come after all, as far as there is room: the others found the house full. Nobody
 * of those two knows yet who is who.
 */
function giveRooms(
  stays: readonly Standing[],
  today: string,
  blocks: readonly RoomBlock[],
): readonly DemoStay[] {
  const roomOf = new Map<string, string>()
  const datesOf = (stay: Standing): StayDates =>
    stay.status === 'checked_in' && stay.departure < today ? { ...stay, departure: addDays(today, 1) } : stay
  for (const code of typeCodes) {
    const ofType = stays.filter(
      ({ given, status }) => given === code && status !== 'cancelled' && status !== 'no_show',
    )
    for (const comes of [true, false]) {
      const wishes = ofType.filter(({ fate }) => (fate === 'comes') === comes)
      const offer: RoomOnOffer[] = roomsOfType(code).map(({ roomId }) => ({
        roomId,
        taken: [
          ...blocks
            .filter((block) => block.roomId === roomId)
            .map(({ startsOn, endsOn }) => ({ arrival: startsOn, departure: endsOn })),
          ...ofType.filter(({ bookingId }) => roomOf.get(bookingId) === roomId).map(datesOf),
        ],
      }))
      const plan = assignRooms(
        wishes.map((stay) => ({ ...datesOf(stay), stayId: stay.bookingId })),
        offer,
      )
      for (const [stayId, roomId] of plan.roomOf) roomOf.set(stayId, roomId)
    }
  }
  return stays
    .map((stay) => ({ ...stay, roomId: roomOf.get(stay.bookingId) ?? null }))
    .filter(({ status, roomId }) => status === 'cancelled' || status === 'no_show' || roomId !== null)
}

/** Rooms are given when the day comes near; each of these has one that is kept free for it all the same. */
function leaveUnassigned(stays: readonly DemoStay[], today: string, random: Random): readonly DemoStay[] {
  const tomorrow = addDays(today, 1)
  let first = true
  return stays.map((stay) => {
    if (!isExpected(stay.status)) return stay
    const part = stay.arrival === today ? 0.22 : stay.arrival === tomorrow ? 0.5 : 0.75
    const isFirstToday = first && stay.arrival === today
    if (isFirstToday) first = false
    return random.chance(part) || isFirstToday ? { ...stay, roomId: null } : stay
  })
}

/** Four have left for early flights; two have come off a night flight, into rooms where nobody was. */
function withThisMorning(stays: readonly DemoStay[], today: string, random: Random): readonly DemoStay[] {
  const inHouse = new Set(stays.filter(({ status }) => status === 'checked_in').map(({ roomId }) => roomId))
  const dueOut = stays.filter(({ status, departure }) => status === 'checked_in' && departure === today)
  const dueIn = stays.filter(
    ({ status, arrival, departure, roomId }) =>
      status === 'confirmed' &&
      arrival === today &&
      departure > today &&
      roomId !== null &&
      !inHouse.has(roomId),
  )
  const left = new Set(takeSome(dueOut, 4, random))
  const come = new Set(takeSome(dueIn, 2, random))
  return stays.map((stay) => {
    if (left.has(stay)) return { ...stay, status: 'checked_out' }
    return come.has(stay) ? { ...stay, status: 'checked_in' } : stay
  })
}

/** At most so many, and never more than a third: the rest is for whoever tries the hotel. */
function takeSome<T>(all: readonly T[], most: number, random: Random): readonly T[] {
  const left = [...all]
  const taken: T[] = []
  while (taken.length < Math.min(most, Math.floor(all.length / 3))) {
    taken.push(...left.splice(random.between(0, left.length - 1), 1))
  }
  return taken
}
