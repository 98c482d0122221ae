import { nightsBetween } from '../calendar/days.ts'

/** A stay that wants a room, in the hotel's own days. Equal dates are day use. */
export interface RoomWish {
  readonly stayId: string
  /** 'YYYY-MM-DD' */
  readonly arrival: string
  readonly departure: string
}

/** A room that may be given, and the stays it already has. */
export interface RoomOnOffer {
  readonly roomId: string
  readonly taken: readonly StayDates[]
}

export interface StayDates {
  readonly arrival: string
  readonly departure: string
}

export interface RoomPlan {
  /** The room of each stay that got one, by stay. */
  readonly roomOf: ReadonlyMap<string, string>
  /** Stays for which no room was free all the way, in the order they were tried. */
  readonly unplaced: readonly string[]
}

/**
 * Gives rooms of one kind to stays so that no two share one: interval colouring, earliest arrival first. Among the
 * rooms that are free the whole stay it takes the one with the longest free run, which leaves the guest the most room
 * to extend: free the longest ahead, then empty the longest, then the first in the list. With empty rooms it never
 * needs more of them than stays overlap at the worst moment. The same input gives the same plan.
 */
export function assignRooms(wishes: readonly RoomWish[], offer: readonly RoomOnOffer[]): RoomPlan {
  const rooms = offer.map(openRoom)
  const roomOf = new Map<string, string>()
  const unplaced: string[] = []
  for (const { stayId, span } of inOrder(wishes)) {
    const best = longestRun(rooms, span)
    if (best === null) {
      unplaced.push(stayId)
      continue
    }
    best.room.taken.splice(best.at, 0, span)
    roomOf.set(stayId, best.room.roomId)
  }
  return { roomOf, unplaced }
}

/** How many rooms stays need between them: the most that overlap at one moment. */
export function roomsNeeded(stays: readonly StayDates[]): number {
  const changes = stays
    .map(spanOf)
    .flatMap(({ from, to }) => [
      { at: from, rooms: 1 },
      { at: to, rooms: -1 },
    ])
    // who leaves makes room for who comes at the same moment
    .toSorted((a, b) => a.at - b.at || a.rooms - b.rooms)
  let rooms = 0
  let most = 0
  for (const change of changes) {
    rooms += change.rooms
    most = Math.max(most, rooms)
  }
  return most
}

/** May both stays be in one room? A room is free from the morning of one departure to that day's arrival. */
export function shareNoMoment(one: StayDates, other: StayDates): boolean {
  if (isDayUse(one) && isDayUse(other)) return one.arrival !== other.arrival
  return one.departure <= other.arrival || other.departure <= one.arrival
}

function isDayUse({ arrival, departure }: StayDates): boolean {
  return arrival === departure
}

/**
 * A half-open span of half days. Day n is the turnover 2n, between the morning's departure and the afternoon's arrival,
 * then the night 2n + 1. A stay takes its nights and the turnovers between them; day use takes the turnover of its day:
 *
 *   turnover of the 1st | night of the 1st | turnover of the 2nd | night of the 2nd | turnover of the 3rd
 *                       [ stay 1st to 3rd ............................................ )
 *                                                                                     [ day use on the 3rd )
 */
interface Span {
  readonly from: number
  readonly to: number
}

/** Days are counted from here; any day does. */
const someDay = '2000-01-01'

interface OpenRoom {
  readonly roomId: string
  /** Sorted, and no two overlap. */
  readonly taken: Span[]
}

interface FreeRun {
  readonly room: OpenRoom
  /** Where the stay goes among the room's taken spans. */
  readonly at: number
  readonly since: number
  readonly until: number
}

function spanOf({ arrival, departure }: StayDates): Span {
  const first = nightsBetween(someDay, arrival)
  const last = nightsBetween(someDay, departure)
  return first === last ? { from: first * 2, to: first * 2 + 1 } : { from: first * 2 + 1, to: last * 2 }
}

/** Stays that overlap already, as an overdue guest and the next arrival may, become one taken span. */
function openRoom({ roomId, taken }: RoomOnOffer): OpenRoom {
  const merged: Span[] = []
  for (const span of taken.map(spanOf).toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1)
    if (last === undefined || last.to < span.from) merged.push(span)
    else merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, span.to) }
  }
  return { roomId, taken: merged }
}

/** Earliest first, the longest of those that begin together first; the id settles the rest. */
function inOrder(wishes: readonly RoomWish[]): readonly { stayId: string; span: Span }[] {
  return wishes
    .map((wish) => ({ stayId: wish.stayId, span: spanOf(wish) }))
    .toSorted((a, b) => a.span.from - b.span.from || b.span.to - a.span.to || (a.stayId < b.stayId ? -1 : 1))
}

function longestRun(rooms: readonly OpenRoom[], span: Span): FreeRun | null {
  let best: FreeRun | null = null
  for (const room of rooms) {
    const run = freeRun(room, span)
    if (run !== null && (best === null || isLonger(run, best))) best = run
  }
  return best
}

/** The run of free moments around a span in a room, or null when something in it is taken. */
function freeRun(room: OpenRoom, span: Span): FreeRun | null {
  const at = firstEndingAfter(room.taken, span.from)
  const until = room.taken[at]?.from ?? Infinity
  if (until < span.to) return null
  return { room, at, since: room.taken[at - 1]?.to ?? -Infinity, until }
}

function isLonger(run: FreeRun, best: FreeRun): boolean {
  return run.until === best.until ? run.since < best.since : run.until > best.until
}

/** Binary search: the index of the first span that ends after a moment. Spans do not overlap, so ends are sorted too. */
function firstEndingAfter(spans: readonly Span[], moment: number): number {
  let low = 0
  let high = spans.length
  while (low < high) {
    const middle = (low + high) >> 1
    const span = spans[middle]
    if (span !== undefined && span.to <= moment) low = middle + 1
    else high = middle
  }
  return low
}
