import { bookingCode } from '../../../shared/domain/stay/booking-code.ts'
import type { AskedDeposit } from '../../../shared/domain/folio/deposit.ts'
import type { PricedNight } from '../../../shared/domain/rate/nightly-price.ts'
import type { BookingSource } from '../../../shared/domain/stay/source.ts'
import type { GuestChoice } from '../../../shared/contract/calls/booking.ts'
import type { CommandContext, CommandTx } from '../../outbox/command.ts'
import { loadHotel } from '../../store/reads/hotel.ts'
import { takeNumber } from '../numbers.ts'

/** What was settled about a new stay when it was sold. */
export interface SoldStay {
  readonly number: number
  /** The frozen price of each night. */
  readonly nightly: readonly PricedNight[]
  /** The first night's price; for day use the day's. */
  readonly dayRateMinor: number
}

export interface NewStay extends SoldStay {
  readonly guest: GuestChoice
  readonly roomTypeId: string
  readonly roomId: string | null
  readonly arrival: string
  readonly departure: string
  readonly adults: number
  readonly children: number
  readonly source: BookingSource
  readonly status: 'pending' | 'confirmed' | 'checked_in'
  /** Of one that is held for a while. */
  readonly holdUntil?: string | null
  readonly bookingGroupId?: string | undefined
  /** What is paid in advance. */
  readonly deposit?: AskedDeposit | null | undefined
  /** Its desk is sure of the room, or will have the server's word for it in a moment. */
  readonly sure: boolean
  readonly specialRequests: string
  readonly internalNotes: string
}

export interface MadeStay {
  readonly bookingId: string
  readonly code: string
}

/** Writes a stay with its number, its guest and its nights. */
export function insertStay(tx: CommandTx, context: CommandContext, stay: NewStay): MadeStay {
  const bookingId = context.ids.fresh()
  const code = bookingCode(context.terminal.series, stay.number)
  const hotel = loadHotel(tx.db)
  takeNumber(tx, context, 'booking', stay.number)
  tx.insert('bookings', {
    id: bookingId,
    booking_code: code,
    customer_id: insertGuest(tx, context, stay.guest),
    room_type_id: stay.roomTypeId,
    room_id: stay.roomId,
    check_in_date: stay.arrival,
    check_out_date: stay.departure,
    ...(hotel === null ? {} : { check_in_time: hotel.check_in_time, check_out_time: hotel.check_out_time }),
    adults: stay.adults,
    children: stay.children,
    room_rate: stay.dayRateMinor,
    status: stay.status,
    actual_check_in: stay.status === 'checked_in' ? context.at : null,
    hold_expires_at: stay.holdUntil ?? null,
    deposit_amount: stay.deposit?.amountMinor ?? 0,
    deposit_due_date: stay.deposit?.dueOn ?? null,
    booking_group_id: stay.bookingGroupId ?? null,
    to_be_confirmed: stay.sure ? 0 : 1,
    source: stay.source,
    special_requests: textOrNull(stay.specialRequests),
    internal_notes: textOrNull(stay.internalNotes),
    created_by: context.actor.userId,
    terminal_id: context.terminal.id,
  })
  for (const { night, amountMinor } of stay.nightly) {
    tx.insert('booking_nights', {
      id: context.ids.derived(bookingId, night),
      booking_id: bookingId,
      night,
      room_id: stay.roomId,
      room_type_id: stay.roomTypeId,
      amount: amountMinor,
      holds_room: 1,
    })
  }
  return { bookingId, code }
}

/** The guest who was chosen: known already, or written down now. */
export function insertGuest(tx: CommandTx, context: CommandContext, guest: GuestChoice): string {
  if (guest.kind === 'known') return guest.guestId
  const guestId = context.ids.fresh()
  tx.insert('customers', {
    id: guestId,
    full_name: guest.fullName,
    email: textOrNull(guest.email),
    phone: textOrNull(guest.phone),
    nationality: textOrNull(guest.nationality),
  })
  return guestId
}

function textOrNull(text: string): string | null {
  return text === '' ? null : text
}
