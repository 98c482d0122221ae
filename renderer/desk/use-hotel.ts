import type { CallOutput } from '../../shared/contract/index.ts'
import { useCall } from '../bridge/use-call.ts'

export interface Hotel {
  readonly name: string
  /** The hotel's accounting day, 'YYYY-MM-DD'; it does not change at midnight. */
  readonly businessDate: string
  readonly timeZone: string
  readonly currency: string
}

/** The hotel at whose desk this window stands. Null until the terminal has enrolled. */
export function useHotelOrNull(): Hotel | null {
  const { value } = useCall('terminal.status', {})
  return value ? hotelOf(value) : null
}

/** As `useHotelOrNull`, for everything behind the sign-in, where there always is one. */
export function useHotel(): Hotel {
  const hotel = useHotelOrNull()
  if (!hotel) throw new Error('the desk is open before the terminal has its hotel')
  return hotel
}

function hotelOf(status: CallOutput<'terminal.status'>): Hotel | null {
  const { hotelName, businessDate, timeZone, currency } = status
  if (businessDate === null || timeZone === null || currency === null) return null
  return { name: hotelName ?? '', businessDate, timeZone, currency }
}
