import type { PlannedNight } from '../../../shared/domain/stay/change-stay.ts'
import type { CommandContext, CommandTx } from '../../outbox/command.ts'
import { loadNights } from '../../store/loads/booking.ts'

/** Makes the nights of a stay that holds its room what is planned. Those that are in no plan any more are let go. */
export function layNights(
  tx: CommandTx,
  context: CommandContext,
  bookingId: string,
  plan: readonly PlannedNight[],
): void {
  const planned = new Map(plan.map((night) => [night.night, night]))
  for (const row of loadNights(tx.db, bookingId)) {
    const night = planned.get(row.night)
    planned.delete(row.night)
    tx.update(
      'booking_nights',
      row.id,
      night === undefined
        ? { holds_room: 0 }
        : {
            room_id: night.roomId,
            room_type_id: night.roomTypeId,
            amount: night.amountMinor,
            holds_room: 1,
          },
    )
  }
  for (const night of planned.values()) {
    tx.insert('booking_nights', {
      id: context.ids.derived(bookingId, night.night),
      booking_id: bookingId,
      night: night.night,
      room_id: night.roomId,
      room_type_id: night.roomTypeId,
      amount: night.amountMinor,
      holds_room: 1,
    })
  }
}
