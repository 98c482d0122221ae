import { ok } from '../../shared/kernel/result.ts'
import { loadHotel } from '../store/reads/hotel.ts'
import type { DeskCommand } from './desk-command.ts'
import { refuse } from './refuse.ts'

/** Lets the server give a stay that lost its room a free one of its type, or leaves that to the desk. */
export const setAutoMove: DeskCommand<'hotel.setAutoMove', null> = {
  name: 'hotel.setAutoMove',

  judge: () => ok(null),

  run: (tx, { input }) => {
    const hotel = loadHotel(tx.db)
    if (hotel === null) return refuse({ code: 'not_ready' })
    tx.update('hotel_settings', hotel.id, { auto_move_parked: input.on ? 1 : 0 })
    return ok({ subject: '', bookingId: null })
  },
}
