import type { NewRow } from '../protocol/rows.ts'
import type { TestHotel } from './hotel.ts'
import { aStay, type StayWishes, type TestStay } from './stay.ts'

/** A card that the server has written about something another desk did: a stay without its room, unless it says otherwise. */
export function aConflict(hotel: TestHotel, wishes: Partial<NewRow<'sync_conflicts'>> = {}): string {
  const id = hotel.ids.fresh()
  hotel.add('sync_conflicts', {
    kind: 'room_taken',
    outcome: 'parked',
    op_id: hotel.ids.fresh(),
    command: 'booking.create',
    terminal_id: hotel.terminalId,
    user_id: hotel.userId,
    business_date: hotel.businessDate,
    done_at: `${hotel.businessDate}T10:00:00.000Z`,
    offline: 1,
    mine: '[]',
    theirs: '{}',
    ...wishes,
    id,
  })
  return id
}

export interface TestCollision {
  readonly cardId: string
  /** The stay that has the room, and the one that lost it. */
  readonly holder: TestStay
  readonly loser: TestStay
}

/** A room that was sold twice: the second stay waits without one, and a card says so. */
export function aCollision(
  hotel: TestHotel,
  wishes: {
    readonly room: string
    readonly arrival?: string
    readonly departure?: string
    readonly holder?: Partial<StayWishes>
    readonly loser?: Partial<StayWishes>
  },
): TestCollision {
  const { room, arrival = hotel.businessDate, departure = '2026-08-15' } = wishes
  const holder = aStay(hotel, { arrival, departure, room, guestName: 'Hanna Holder', ...wishes.holder })
  const typeId = room.startsWith('2') ? hotel.typeIds.suite : hotel.typeIds.double
  const loser = aStay(hotel, {
    arrival,
    departure,
    typeId,
    guestName: 'Leo Loser',
    ...wishes.loser,
    booking: { ...wishes.loser?.booking, wanted_room_id: hotel.room(room) },
  })
  const cardId = aConflict(hotel, {
    booking_id: loser.bookingId,
    table_name: 'bookings',
    record_id: loser.bookingId,
    command: wishes.loser?.status === 'checked_in' ? 'booking.walkIn' : 'booking.create',
    theirs: JSON.stringify({
      bookingId: loser.bookingId,
      wantedRoomId: hotel.room(room),
      heldBy: [{ bookingId: holder.bookingId, bookingCode: holder.code }],
    }),
  })
  return { cardId, holder, loser }
}

/** Money that was taken for a stay nobody knows, with its card. */
export function moneyInSuspense(
  hotel: TestHotel,
  amountMinor: number,
): { readonly cardId: string; readonly paymentId: string } {
  const paymentId = hotel.ids.fresh()
  const reason = { suspense_reason: 'booking_unknown', business_date: hotel.businessDate }
  hotel.add('payments', {
    ...reason,
    id: paymentId,
    payment_code: `P${paymentId.slice(-5)}`,
    amount: amountMinor,
    payment_method: 'cash',
    status: 'completed',
  })
  hotel.add('transactions', {
    ...reason,
    id: hotel.ids.derived(paymentId, 'ledger'),
    payment_id: paymentId,
    type: 'payment',
    description: 'Cash',
    amount: -amountMinor,
    posted_by: hotel.userId,
  })
  const cardId = aConflict(hotel, {
    table_name: 'payments',
    record_id: paymentId,
    kind: 'suspense',
    outcome: 'merged',
    command: 'folio.takePayment',
    theirs: JSON.stringify({ payments: [paymentId] }),
  })
  return { cardId, paymentId }
}
