import { laterOf } from '../calendar/days.ts'
import { shareNoMoment } from '../room/assign-rooms.ts'
import { holdsRoom, isExpected, type BookingStatus } from '../stay/status.ts'
import type { Piece } from './piece.ts'

/** A bar as far as moving it is concerned. */
export interface MovableBar extends Piece {
  readonly bookingId: string
  readonly status: BookingStatus
  /** Of the whole stay; the bar may be a piece of it. */
  readonly arrival: string
  readonly departure: string
  readonly locked: boolean
}

/** A room of the rack with all that lies in it. */
export interface TargetRoom<Bar extends MovableBar = MovableBar> {
  readonly roomId: string
  readonly roomTypeId: string
  readonly bars: readonly Bar[]
  /** Out of order: half-open dates. */
  readonly blocks: readonly Piece[]
}

/** What letting go of a bar, or of its edge, would come to. */
export type PlannedChange =
  | { readonly kind: 'none' }
  | { readonly kind: 'refused'; readonly reason: PlanRefusal }
  /** `from` is the first night in the new room: nights slept stay where they were slept. */
  | { readonly kind: 'move'; readonly bookingId: string; readonly roomId: string; readonly from: string }
  | { readonly kind: 'split'; readonly bookingId: string; readonly roomId: string; readonly at: string }
  | { readonly kind: 'swap'; readonly bookingId: string; readonly otherBookingId: string }
  | {
      readonly kind: 'dates'
      readonly bookingId: string
      readonly arrival: string
      readonly departure: string
    }

export const planRefusals = ['over', 'locked', 'taken', 'blocked', 'begun', 'past', 'too_short'] as const

export type PlanRefusal = (typeof planRefusals)[number]

/** Puts a bar into another room. On one other stay that could change places with it, an exchange is proposed. */
export function planMove(
  bar: MovableBar,
  currentRoomId: string | null,
  target: TargetRoom,
  businessDate: string,
): PlannedChange {
  if (target.roomId === currentRoomId) return { kind: 'none' }
  if (!isMovable(bar, businessDate)) return { kind: 'refused', reason: 'over' }
  if (bar.locked) return { kind: 'refused', reason: 'locked' }
  const from = firstMovableNight(bar, businessDate)
  const wanted = { arrival: from, departure: bar.to }
  if (!target.blocks.every((block) => shareNoMoment(wanted, datesOf(block))))
    return { kind: 'refused', reason: 'blocked' }
  const others = target.bars.filter(({ bookingId }) => bookingId !== bar.bookingId)
  const inTheWay = others.filter((other) => !shareNoMoment(wanted, datesOf(other)))
  const [other, ...more] = inTheWay
  if (other === undefined) return { kind: 'move', bookingId: bar.bookingId, roomId: target.roomId, from }
  if (more.length > 0 || currentRoomId === null || !isMovable(other, businessDate))
    return { kind: 'refused', reason: 'taken' }
  if (other.locked) return { kind: 'refused', reason: 'locked' }
  return { kind: 'swap', bookingId: bar.bookingId, otherBookingId: other.bookingId }
}

/** Spends a stay from a night on in another room. That night lies within the piece, and has not been slept. */
export function planSplit(
  bar: MovableBar,
  currentRoomId: string | null,
  at: string,
  target: TargetRoom,
  businessDate: string,
): PlannedChange {
  if (at <= bar.from || bar.to <= at) return { kind: 'refused', reason: 'too_short' }
  if (at < businessDate) return { kind: 'refused', reason: 'past' }
  const planned = planMove({ ...bar, from: at }, currentRoomId, target, businessDate)
  if (planned.kind === 'swap') return { kind: 'refused', reason: 'taken' }
  if (planned.kind !== 'move') return planned
  return { kind: 'split', bookingId: bar.bookingId, roomId: target.roomId, at }
}

/** Drags an edge of a stay to a day. Equal dates would be day use, which is booked and never dragged to. */
export function planDates(
  bar: MovableBar,
  edge: 'arrival' | 'departure',
  day: string,
  businessDate: string,
): PlannedChange {
  if (!isMovable(bar, businessDate)) return { kind: 'refused', reason: 'over' }
  if (bar[edge] === day) return { kind: 'none' }
  if (edge === 'arrival' && !isExpected(bar.status)) return { kind: 'refused', reason: 'begun' }
  if (day < businessDate) return { kind: 'refused', reason: 'past' }
  const dates = { arrival: bar.arrival, departure: bar.departure, [edge]: day }
  if (dates.departure <= dates.arrival) return { kind: 'refused', reason: 'too_short' }
  return { kind: 'dates', bookingId: bar.bookingId, arrival: dates.arrival, departure: dates.departure }
}

/** Is there something of the piece left that may change rooms? */
function isMovable(bar: Pick<MovableBar, 'status' | 'to' | 'from'>, businessDate: string): boolean {
  if (!holdsRoom(bar.status)) return false
  return bar.to > businessDate || (bar.from === bar.to && bar.to >= businessDate)
}

/** Has the edge of the bar a stay's end to drag, not just the end of a piece? */
export function hasEdge(bar: MovableBar, edge: 'arrival' | 'departure'): boolean {
  return edge === 'arrival' ? bar.from === bar.arrival : bar.to >= bar.departure
}

function firstMovableNight(bar: MovableBar, businessDate: string): string {
  return isExpected(bar.status) ? bar.from : laterOf(bar.from, businessDate)
}

function datesOf({ from, to }: Piece) {
  return { arrival: from, departure: to }
}
