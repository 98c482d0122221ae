import type { Database } from 'better-sqlite3'
import type { DateAlternatives } from '../../shared/contract/calls/stay.ts'
import type { CallError } from '../../shared/contract/errors.ts'
import { nightsOf } from '../../shared/domain/calendar/days.ts'
import { findViolations, type Violation } from '../../shared/domain/rate/restrictions.ts'
import { guestsOf } from '../../shared/domain/stay/booking-rules.ts'
import {
  changeDates as judgeDates,
  neighbourPrice,
  runsOf,
  type PlannedNight,
  type StayDates,
} from '../../shared/domain/stay/change-stay.ts'
import { holdsRoom } from '../../shared/domain/stay/status.ts'
import { ok, type Err } from '../../shared/kernel/result.ts'
import type { BookingsRow } from '../../shared/protocol/rows.ts'
import { loadBillableStay, loadBooking, stayOf } from '../store/loads/booking.ts'
import { loadPricing } from '../store/loads/prices.ts'
import { listRestrictions } from '../store/loads/restrictions.ts'
import { loadRoom } from '../store/loads/room.ts'
import { isBelowBoth } from './agreed-price.ts'
import { byManager, joinNotes } from './by-manager.ts'
import { findDateAlternatives } from './date-alternatives.ts'
import type { DeskCommand } from './desk-command.ts'
import { refuse } from './refuse.ts'
import { areRoomsFree, areTypesFree, loadPlannedNights, type StayPlan } from './stay-plan.ts'
import { isSureOfRoom } from './sure-of-room.ts'
import { layNights } from './writes/lay-nights.ts'

interface Facts extends StayDates {
  /** Every night of the new dates, with the price of each that the stay did not have. */
  readonly nights: readonly PlannedNight[]
  readonly dayRateMinor: number
  /** The desk may promise the nights that come. */
  readonly sure: boolean
  /** Who answers for what the rules would not have. */
  readonly approvalNote: string | null
}

/** Moves either end of a stay; nights given back may be sold again at once. */
export const changeDates: DeskCommand<'booking.changeDates', Facts> = {
  name: 'booking.changeDates',

  judge: (db, input, desk) => {
    const { businessDate } = desk
    const booking = loadBooking(db, input.bookingId)
    if (booking === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
    const billable = loadBillableStay(db, booking)
    const posted = billable.nights.filter((night) => night.posted).map(({ night }) => night)
    const dates = judgeDates(stayOf(booking), input, businessDate, posted)
    if (!dates.ok) return refuse(dates.error)
    if (input.addedRoomId !== undefined && loadRoom(db, input.addedRoomId) === undefined) {
      return refuse({ code: 'not_found', field: 'addedRoomId' })
    }
    const broken = newViolations(db, booking, dates.value)
    if (broken.length > 0 && input.ignoreRestrictions !== true) {
      return refuse({ code: 'restricted', violations: broken })
    }
    const settled = planDates(db, booking, dates.value, input)
    const plan = planOf(booking, settled.held, settled.nights, dates.value, businessDate)
    if (!areRoomsFree(db, plan)) return noRoom(db, booking, plan, 'room_not_available')
    const isSoldOut = !areTypesFree(db, plan)
    if (!input.overbook && isSoldOut) return noRoom(db, booking, plan, 'no_room_of_type')
    const may = byManager(db, desk, [
      ...(isSoldOut ? (['overbooking'] as const) : []),
      ...(broken.length > 0 ? (['restriction'] as const) : []),
      ...(settled.belowPrice ? (['price'] as const) : []),
    ])
    if (!may.ok) return may
    const held = new Set(settled.held.map(({ night }) => night))
    let isSure = true
    for (const run of runsOf(settled.nights.filter(({ night }) => !held.has(night)))) {
      const sure =
        run.roomId === null ? ok(!desk.offline) : isSureOfRoom(db, { ...run, roomId: run.roomId }, desk)
      if (!sure.ok) return sure
      isSure &&= sure.value
    }
    return ok({
      ...dates.value,
      nights: settled.nights,
      dayRateMinor: settled.dayRateMinor,
      sure: isSure,
      approvalNote: may.value,
    })
  },

  run: (tx, { facts, input }, context) => {
    const booking = loadBooking(tx.db, input.bookingId)
    if (booking === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
    const isInHouse = booking.status === 'checked_in'
    // somebody may have let the guest in meanwhile: the day of arrival is a fact then
    if (!holdsRoom(booking.status) || (isInHouse && facts.arrival !== booking.check_in_date)) {
      return refuse({ code: 'stay_status', status: booking.status })
    }
    const held = loadPlannedNights(tx.db, booking)
    const known = new Map(held.map((night) => [night.night, night]))
    const nights = facts.nights.map((night) => known.get(night.night) ?? night)
    const plan = planOf(booking, held, nights, facts, context.businessDate)
    if (!areRoomsFree(tx.db, plan)) return refuse({ code: 'room_not_available' })
    const first = nights[0]
    tx.update('bookings', booking.id, {
      check_in_date: facts.arrival,
      check_out_date: facts.departure,
      ...(facts.arrival === booking.check_in_date && first !== undefined
        ? {}
        : { room_rate: first?.amountMinor ?? facts.dayRateMinor }),
      ...(isInHouse || first === undefined ? {} : { room_id: first.roomId }),
      // with a room of its own it waits for none
      ...(isInHouse || first === undefined || first.roomId === null ? {} : { wanted_room_id: null }),
      ...(facts.sure ? {} : { to_be_confirmed: 1 }),
      ...(facts.approvalNote === null
        ? {}
        : { internal_notes: joinNotes(booking.internal_notes, facts.approvalNote) }),
    })
    layNights(tx, context, booking.id, nights)
    return ok({ subject: booking.booking_code, bookingId: booking.id })
  },
}

/** The rules of sale that the stay would break with other dates, and does not break as it is. */
function newViolations(db: Database, booking: BookingsRow, dates: StayDates): readonly Violation[] {
  const before: StayDates = { arrival: booking.check_in_date, departure: booking.check_out_date }
  const roomTypeId = booking.room_type_id
  const known = findViolations({ ...before, roomTypeId }, listRestrictions(db, before))
  return findViolations({ ...dates, roomTypeId }, listRestrictions(db, dates)).filter(
    ({ rule, day }) => !known.some((old) => old.rule === rule && old.day === day),
  )
}

interface DatesWish {
  readonly price: 'keep' | 'reprice'
  /** What was agreed for each night that comes, in place of either price. */
  readonly rateMinor?: number | undefined
  readonly addedRoomId?: string | undefined
}

/** The nights of other dates: those that stay keep their price and room, those that come get theirs. */
export function planDates(
  db: Database,
  booking: BookingsRow,
  dates: StayDates,
  wish: DatesWish,
): {
  readonly held: readonly PlannedNight[]
  readonly nights: readonly PlannedNight[]
  readonly dayRateMinor: number
  /** What was agreed is less than the hotel would ask either way. */
  readonly belowPrice: boolean
} {
  const held = loadPlannedNights(db, booking)
  const known = new Map(held.map((night) => [night.night, night]))
  const addedRoom = wish.addedRoomId === undefined ? undefined : loadRoom(db, wish.addedRoomId)
  const isAnew = wish.price === 'reprice' || wish.rateMinor !== undefined
  const typeId = isAnew ? (addedRoom?.room_type_id ?? booking.room_type_id) : booking.room_type_id
  const priceOf = loadPricing(db, typeId, addedRoom?.id ?? booking.room_id, guestsOf(booking))
  const keptOf = (night: string): number => neighbourPrice(night, held, booking.room_rate)
  const anewOf = (night: string): number => priceOf?.(night) ?? keptOf(night)
  const costOf = (night: string): number =>
    wish.rateMinor ?? (wish.price === 'keep' ? keptOf(night) : anewOf(night))
  const days = nightsOf(dates.arrival, dates.departure)
  const nights = days.map(
    (night) =>
      known.get(night) ?? {
        night,
        roomId: addedRoom?.id ?? roomBeside(night, held, dates, booking),
        roomTypeId: typeId,
        amountMinor: costOf(night),
      },
  )
  const isDay = days.length === 0
  const dayAnew = priceOf?.(dates.arrival) ?? booking.room_rate
  const added = days.filter((night) => !known.has(night))
  return {
    held,
    nights,
    dayRateMinor: isDay ? (wish.rateMinor ?? (isAnew ? dayAnew : booking.room_rate)) : booking.room_rate,
    belowPrice: isDay
      ? isBelowBoth(wish.rateMinor, [booking.room_rate], [dayAnew])
      : isBelowBoth(wish.rateMinor, added.map(keptOf), added.map(anewOf)),
  }
}

/** An added night is spent where the night before it is, as long as something is left of the stay as it was. */
function roomBeside(
  night: string,
  held: readonly PlannedNight[],
  dates: StayDates,
  booking: BookingsRow,
): string | null {
  const kept = held.filter((known) => dates.arrival <= known.night && known.night < dates.departure)
  const nearest = kept.findLast((known) => known.night < night) ?? kept.at(0)
  return nearest === undefined ? booking.room_id : nearest.roomId
}

function planOf(
  booking: BookingsRow,
  held: readonly PlannedNight[],
  nights: readonly PlannedNight[],
  { arrival, departure }: StayDates,
  businessDate: string,
): StayPlan {
  return { bookingIds: [booking.id], roomId: booking.room_id, held, nights, arrival, departure, businessDate }
}

function noRoom(
  db: Database,
  booking: BookingsRow,
  plan: StayPlan,
  code: 'room_not_available' | 'no_room_of_type',
): Err<CallError> {
  const alternatives: DateAlternatives = findDateAlternatives(db, booking, plan)
  return refuse({ code, ...alternatives })
}
