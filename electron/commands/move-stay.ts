import type { Database } from 'better-sqlite3'
import type { CallError } from '../../shared/contract/errors.ts'
import { isReady } from '../../shared/domain/room/housekeeping.ts'
import { checkParty, guestsOf } from '../../shared/domain/stay/booking-rules.ts'
import {
  checkMove,
  daysAhead,
  moveFrom,
  movesNow,
  type PlannedNight,
} from '../../shared/domain/stay/change-stay.ts'
import { holdsRoom } from '../../shared/domain/stay/status.ts'
import { ok, type Result } from '../../shared/kernel/result.ts'
import type { BookingsRow } from '../../shared/protocol/rows.ts'
import type { CommandContext, CommandOutcome, CommandTx } from '../outbox/command.ts'
import { loadBillableStay, loadBooking, stayOf } from '../store/loads/booking.ts'
import { loadPricing } from '../store/loads/prices.ts'
import { isOccupied, loadRoom, loadRoomOffer } from '../store/loads/room.ts'
import { isBelowBoth } from './agreed-price.ts'
import { joinNotes } from './by-manager.ts'
import { refuse } from './refuse.ts'
import { areRoomsFree, areTypesFree, loadPlannedNights, type StayPlan } from './stay-plan.ts'
import { layNights } from './writes/lay-nights.ts'

export interface MoveWish {
  readonly bookingId: string
  readonly roomId: string
  readonly from: string
  readonly price: 'keep' | 'reprice'
  /** What was agreed for each night, in place of either price. */
  readonly rateMinor?: number | undefined
  readonly reason: string
  readonly override?: { readonly reason: string } | undefined
}

export interface MovePrices {
  /** The type that is charged from then on, where the price is not kept. */
  readonly chargedTypeId: string | null
  /** The new price of each night that gets one. */
  readonly prices: Readonly<Record<string, number>>
  /** The new price of a day without nights. */
  readonly dayRateMinor: number | null
}

export interface JudgedMove extends MovePrices {
  /** What was agreed is less than the hotel would ask either way. */
  readonly belowPrice: boolean
}

export interface MoveFacts extends MovePrices {
  /** The desk may promise the room. */
  readonly sure: boolean
  /** Who answers for what the rules would not have. */
  readonly approvalNote: string | null
}

/** Judges a move, and settles what it costs. */
export function judgeMove(db: Database, wish: MoveWish, businessDate: string): Result<JudgedMove, CallError> {
  const booking = loadBooking(db, wish.bookingId)
  if (booking === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
  const stay = stayOf(booking)
  const cut = moveFrom(stay, wish.from, businessDate)
  const judged = checkMove(stay, cut, businessDate, booking.room_locked === 1)
  if (!judged.ok) return refuse(judged.error)

  const days = daysAhead(stay, cut, businessDate)
  const room = loadRoom(db, wish.roomId)
  const offer = loadRoomOffer(db, {
    ...days,
    roomId: wish.roomId,
    exceptBookingId: booking.id,
    businessDate,
  })
  if (room === undefined || offer === undefined) return refuse({ code: 'not_found', field: 'roomId' })
  const plan = planOf(db, booking, wish.roomId, cut, businessDate)
  const isNow = movesNow(stay, cut, businessDate)
  const isThere = plan.nights.every((night, index) => night.roomId === plan.held[index]?.roomId)
  if (isThere && (!isNow || booking.room_id === wish.roomId)) return refuse({ code: 'already_done' })
  const fits = checkParty(booking, offer)
  if (!fits.ok) return refuse(fits.error)
  if (!areRoomsFree(db, plan)) return refuse({ code: 'room_not_available' })
  if (!areTypesFree(db, plan)) return refuse({ code: 'no_room_of_type' })
  if (stay.status === 'checked_in' && isNow) {
    // tonight's nights may be free while somebody who should have left is still in there
    if (!offer.free || isOccupied(db, room.id, booking.id)) return refuse({ code: 'room_not_available' })
    if (!isReady(room.housekeeping_status) && wish.override === undefined) {
      return refuse({ code: 'room_not_ready', housekeeping: room.housekeeping_status })
    }
  }
  return ok(settlePrices(db, booking, wish, plan, cut))
}

/** Writes a move on the rows as they are: from the same day, and never into a night that was slept. */
export function writeMove(
  tx: CommandTx,
  context: CommandContext,
  wish: MoveWish,
  facts: MoveFacts,
): Result<CommandOutcome, CallError> {
  const { businessDate } = context
  const booking = loadBooking(tx.db, wish.bookingId)
  if (booking === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
  const stay = stayOf(booking)
  if (!holdsRoom(stay.status)) return refuse({ code: 'stay_status', status: stay.status })
  const cut = moveFrom(stay, wish.from, businessDate)
  const isNow = movesNow(stay, cut, businessDate)
  const isInHouse = stay.status === 'checked_in'
  const plan = planOf(tx.db, booking, wish.roomId, cut, businessDate)
  if (!areRoomsFree(tx.db, plan)) return refuse({ code: 'room_not_available' })
  if (isInHouse && isNow && isOccupied(tx.db, wish.roomId, booking.id)) {
    return refuse({ code: 'room_not_available' })
  }

  const nights = plan.nights.map((night) => {
    const amountMinor = facts.prices[night.night]
    if (amountMinor === undefined) return night
    return { ...night, amountMinor, roomTypeId: facts.chargedTypeId ?? night.roomTypeId }
  })
  const firstPrice = nights[0]?.amountMinor ?? facts.dayRateMinor
  const repricesFirst = nights.length === 0 || facts.prices[nights[0]?.night ?? ''] !== undefined
  tx.update('bookings', booking.id, {
    ...(isNow ? { room_id: wish.roomId, wanted_room_id: null } : {}),
    ...(isNow && facts.chargedTypeId !== null ? { room_type_id: facts.chargedTypeId } : {}),
    ...(repricesFirst && firstPrice !== null ? { room_rate: firstPrice } : {}),
    ...noteOf(tx.db, booking, wish, facts.approvalNote),
    ...(facts.sure ? {} : { to_be_confirmed: 1 }),
  })
  layNights(tx, context, booking.id, nights)
  if (isInHouse && isNow && booking.room_id !== null && booking.room_id !== wish.roomId) {
    tx.update('rooms', booking.room_id, { housekeeping_status: 'dirty' })
  }
  return ok({ subject: booking.booking_code, bookingId: booking.id })
}

function planOf(
  db: Database,
  booking: BookingsRow,
  roomId: string,
  cut: string,
  businessDate: string,
): StayPlan {
  const held = loadPlannedNights(db, booking)
  return {
    bookingIds: [booking.id],
    roomId,
    held,
    nights: held.map((night) => (night.night < cut ? night : { ...night, roomId })),
    arrival: booking.check_in_date,
    departure: booking.check_out_date,
    businessDate,
  }
}

/** What is on the folio is charged as it is, whatever becomes of the rest. */
function settlePrices(
  db: Database,
  booking: BookingsRow,
  wish: MoveWish,
  plan: StayPlan,
  cut: string,
): JudgedMove {
  const room = loadRoom(db, wish.roomId)
  const priceOf = room === undefined ? null : loadPricing(db, room.room_type_id, room.id, guestsOf(booking))
  const agreed = wish.rateMinor
  if ((wish.price === 'keep' && agreed === undefined) || room === undefined || priceOf === null) {
    return { chargedTypeId: null, prices: {}, dayRateMinor: null, belowPrice: false }
  }
  const billable = loadBillableStay(db, booking)
  const posted = new Set(billable.nights.filter((night) => night.posted).map(({ night }) => night))
  const repriced = plan.nights.filter(({ night }: PlannedNight) => cut <= night && !posted.has(night))
  const pricesDay = plan.nights.length === 0 && !billable.dayUsePosted
  const dayRateMinor = pricesDay ? (agreed ?? priceOf(booking.check_in_date)) : null
  const kept = pricesDay ? [booking.room_rate] : repriced.map(({ amountMinor }) => amountMinor)
  const anew = pricesDay ? [priceOf(booking.check_in_date)] : repriced.map(({ night }) => priceOf(night))
  return {
    chargedTypeId: room.room_type_id,
    prices: Object.fromEntries(repriced.map(({ night }) => [night, agreed ?? priceOf(night)])),
    dayRateMinor,
    belowPrice: isBelowBoth(agreed, kept, anew),
  }
}

/** Why, and by whose word, as the stay's notes keep it. */
function noteOf(
  db: Database,
  booking: BookingsRow,
  wish: MoveWish,
  approvalNote: string | null,
): { internal_notes?: string | null } {
  const reasons = [wish.reason, wish.override?.reason ?? ''].filter((reason) => reason !== '')
  if (reasons.length === 0 && approvalNote === null) return {}
  const from = booking.room_id === null ? '-' : (loadRoom(db, booking.room_id)?.room_number ?? '-')
  const to = loadRoom(db, wish.roomId)?.room_number ?? '-'
  const line = [`Moved from ${from} to ${to}`, ...(reasons.length > 0 ? [reasons.join(', ')] : [])].join(': ')
  return { internal_notes: joinNotes(booking.internal_notes, line, approvalNote) }
}
