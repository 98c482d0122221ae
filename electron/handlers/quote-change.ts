import type { Database } from 'better-sqlite3'
import type { CallReply, ParsedInput } from '../../shared/contract/index.ts'
import { guestsOf } from '../../shared/domain/stay/booking-rules.ts'
import { changeDates, moveFrom, type PlannedNight } from '../../shared/domain/stay/change-stay.ts'
import { ok } from '../../shared/kernel/result.ts'
import type { BookingsRow, RoomsRow } from '../../shared/protocol/rows.ts'
import { planDates } from '../commands/change-dates.ts'
import { refuse } from '../commands/refuse.ts'
import { loadBillableStay, loadBooking, stayOf } from '../store/loads/booking.ts'
import { loadPricing } from '../store/loads/prices.ts'
import { loadRoom } from '../store/loads/room.ts'
import { readTogether } from '../store/reads/read-together.ts'

/** What other dates, another room or both would cost, with the prices kept and with those that change priced anew. */
export function quoteChange(
  db: Database,
  input: ParsedInput<'booking.quoteChange'>,
  businessDate: string,
): CallReply<'booking.quoteChange'> {
  return readTogether(db, () => {
    const booking = loadBooking(db, input.bookingId)
    if (booking === undefined) return refuse({ code: 'not_found', field: 'bookingId' })
    const room = input.roomId === undefined ? null : loadRoom(db, input.roomId)
    if (room === undefined) return refuse({ code: 'not_found', field: 'roomId' })
    const billable = loadBillableStay(db, booking)
    const posted = new Set(billable.nights.filter((night) => night.posted).map(({ night }) => night))
    const asked = changeDates(stayOf(booking), input, businessDate, [...posted])
    if (!asked.ok && asked.error.code !== 'already_done') return refuse(asked.error)
    const dates = asked.ok
      ? asked.value
      : { arrival: booking.check_in_date, departure: booking.check_out_date }

    const cut = moveFrom(stayOf(booking), input.from ?? dates.arrival, businessDate)
    const kept = planDates(db, booking, dates, { price: 'keep' })
    const anew = planDates(db, booking, dates, { price: 'reprice' })
    const moved = room === null ? null : moveOf(db, booking, room, cut, posted)
    const isDay = kept.nights.length === 0
    const held = new Map(kept.held.map((night) => [night.night, night]))
    const keep = new Map(kept.nights.map((night) => [night.night, night]))
    const reprice = new Map(anew.nights.map((night) => [night.night, moved === null ? night : moved(night)]))
    const numberOf = (night: PlannedNight | undefined): string | null =>
      loadRoom(db, night?.roomId ?? '')?.room_number ?? null
    const dayMinor = (priced: { readonly dayRateMinor: number }): number => (isDay ? priced.dayRateMinor : 0)
    return ok({
      ...dates,
      oldTotalMinor: held.size === 0 ? booking.room_rate : total(kept.held),
      keepTotalMinor: total(kept.nights) + dayMinor(kept),
      repriceTotalMinor:
        total([...reprice.values()]) +
        (isDay && room !== null ? dayPrice(db, booking, room, dates.arrival) : dayMinor(anew)),
      otherType: room !== null && room.room_type_id !== booking.room_type_id,
      nights: [...new Set([...held.keys(), ...keep.keys()])].toSorted().map((night) => {
        const planned = keep.get(night)
        return {
          night,
          fromRoom: numberOf(held.get(night)),
          toRoom:
            planned !== undefined && room !== null && cut <= night ? room.room_number : numberOf(planned),
          oldMinor: held.get(night)?.amountMinor ?? null,
          keepMinor: planned?.amountMinor ?? null,
          repriceMinor: reprice.get(night)?.amountMinor ?? null,
        }
      }),
    })
  })
}

/** A night as it would be in the room, priced as that room's. */
function moveOf(
  db: Database,
  booking: BookingsRow,
  room: RoomsRow,
  cut: string,
  posted: ReadonlySet<string>,
): (night: PlannedNight) => PlannedNight {
  const priceOf = loadPricing(db, room.room_type_id, room.id, guestsOf(booking))
  return (night) => {
    if (night.night < cut || priceOf === null || posted.has(night.night)) return night
    return { ...night, roomId: room.id, amountMinor: priceOf(night.night) }
  }
}

function dayPrice(db: Database, booking: BookingsRow, room: RoomsRow, day: string): number {
  return loadPricing(db, room.room_type_id, room.id, guestsOf(booking))?.(day) ?? booking.room_rate
}

function total(nights: readonly PlannedNight[]): number {
  return nights.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
}
