import { holdsRoom } from '../../../shared/domain/stay/status.ts'
import type { Stay } from '../../../shared/domain/stay/stay.ts'
import type { CommandTx } from '../../outbox/command.ts'
import { loadNights } from '../../store/loads/booking.ts'

/** Makes a stay's nights hold their room exactly as its status and dates say. None is ever deleted. */
export function holdNights(
  tx: CommandTx,
  bookingId: string,
  stay: Pick<Stay, 'status' | 'arrival' | 'departure'>,
): void {
  for (const night of loadNights(tx.db, bookingId)) {
    const holds = holdsRoom(stay.status) && stay.arrival <= night.night && night.night < stay.departure
    tx.update('booking_nights', night.id, { holds_room: holds ? 1 : 0 })
  }
}
