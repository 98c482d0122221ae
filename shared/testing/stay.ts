import { nightsOf } from '../domain/calendar/days.ts'
import { holdsRoom, type BookingStatus } from '../domain/stay/status.ts'
import type { NewRow } from '../protocol/rows.ts'
import type { TestHotel } from './hotel.ts'

export interface StayWishes {
  readonly arrival: string
  readonly departure: string
  /** By number. */
  readonly room?: string
  /** What was sold; else the type of the room, else a double. */
  readonly typeId?: string
  readonly status?: BookingStatus
  readonly rateMinor?: number
  /** Nights that are on the folio already, from the first. */
  readonly nightsPosted?: number
  readonly guestId?: string
  readonly guestName?: string
  readonly code?: string
  readonly booking?: Partial<NewRow<'bookings'>>
}

export interface TestStay {
  readonly bookingId: string
  readonly guestId: string
  readonly code: string
}

/** A booking with its guest and its nights: expected, unless it says otherwise. */
export function aStay(hotel: TestHotel, wishes: StayWishes): TestStay {
  const { ids } = hotel
  const bookingId = ids.fresh()
  const guestId = wishes.guestId ?? aGuest(hotel, { full_name: wishes.guestName ?? 'Grace Guest' })
  const code = wishes.code ?? `T${bookingId.slice(-5).toUpperCase()}-X`
  const status = wishes.status ?? 'confirmed'
  const rate = wishes.rateMinor ?? 100_00
  const roomId = wishes.room === undefined ? null : hotel.room(wishes.room)
  const typeId =
    wishes.typeId ?? (wishes.room?.startsWith('2') === true ? hotel.typeIds.suite : hotel.typeIds.double)
  hotel.add('bookings', {
    id: bookingId,
    booking_code: code,
    customer_id: guestId,
    room_type_id: typeId,
    room_id: roomId,
    check_in_date: wishes.arrival,
    check_out_date: wishes.departure,
    room_rate: rate,
    status,
    cancelled_at: status === 'cancelled' ? `${hotel.businessDate}T09:00:00.000Z` : null,
    created_by: hotel.userId,
    terminal_id: hotel.terminalId,
    ...wishes.booking,
  })
  nightsOf(wishes.arrival, wishes.departure).forEach((night, index) => {
    const nightId = ids.derived(bookingId, night)
    hotel.add('booking_nights', {
      id: nightId,
      booking_id: bookingId,
      night,
      room_id: roomId,
      room_type_id: typeId,
      amount: rate,
      holds_room: holdsRoom(status) ? 1 : 0,
    })
    if (index < (wishes.nightsPosted ?? 0)) postNight(hotel, bookingId, nightId, night, rate)
  })
  return { bookingId, guestId, code }
}

export function aGuest(hotel: TestHotel, wishes: Partial<NewRow<'customers'>> = {}): string {
  const id = hotel.ids.fresh()
  hotel.add('customers', { full_name: 'Grace Guest', nationality: 'PT', ...wishes, id })
  return id
}

/** A charge on the folio, or with a negative amount a discount. */
export function aCharge(hotel: TestHotel, bookingId: string, amountMinor: number): string {
  const id = hotel.ids.fresh()
  hotel.add('transactions', {
    id,
    booking_id: bookingId,
    type: amountMinor < 0 ? 'discount' : 'extra_charge',
    description: 'Minibar',
    business_date: hotel.businessDate,
    amount: amountMinor,
    posted_by: hotel.userId,
  })
  return id
}

/** A payment and its line on the folio. */
export function aPayment(
  hotel: TestHotel,
  bookingId: string,
  amountMinor: number,
  wishes: Partial<NewRow<'payments'>> = {},
): string {
  const id = hotel.ids.fresh()
  hotel.add('payments', {
    id,
    payment_code: `P${id.slice(-5)}`,
    booking_id: bookingId,
    amount: amountMinor,
    payment_method: 'cash',
    business_date: hotel.businessDate,
    status: 'completed',
    ...wishes,
  })
  hotel.add('transactions', {
    id: hotel.ids.derived(id, 'ledger'),
    booking_id: bookingId,
    payment_id: id,
    type: 'payment',
    description: 'Cash',
    business_date: hotel.businessDate,
    amount: -amountMinor,
    posted_by: hotel.userId,
  })
  return id
}

function postNight(
  hotel: TestHotel,
  bookingId: string,
  nightId: string,
  night: string,
  amountMinor: number,
): void {
  hotel.add('transactions', {
    id: hotel.ids.derived(nightId, 'room_charge'),
    booking_id: bookingId,
    booking_night_id: nightId,
    type: 'room_charge',
    description: 'Room',
    business_date: night,
    amount: amountMinor,
  })
}
