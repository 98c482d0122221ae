import { nightsBetween } from '../../../shared/domain/calendar/days.ts'
import type { CallError } from '../../../shared/contract/errors.ts'
import type { CallInput, CallOutput } from '../../../shared/contract/index.ts'
import { useCall } from '../../bridge/use-call.ts'
import { useHotel } from '../../desk/use-hotel.ts'
import { useLocale } from '../../language/language.ts'
import { parseMoney } from '../../language/money.ts'
import { useLast } from '../../ui/use-last.ts'
import type { Group } from './group-dialog.tsx'

/** Rooms that a group is to have, as the clerk is filling it in. */
export interface RoomsWish {
  readonly arrival: string
  readonly departure: string
  readonly adults: number
  /** Rooms wanted, by type. */
  readonly counts: Readonly<Record<string, number>>
  /** What was agreed for a night, by type, as typed. */
  readonly rates: Readonly<Record<string, string>>
}

export interface WantedRooms {
  readonly types: CallOutput<'booking.quote'>['types']
  readonly nights: number
  readonly rooms: CallInput<'group.create'>['rooms']
  readonly rates: Group['rates']
  /** Types whose agreed price cannot be read. */
  readonly badRates: readonly string[]
  readonly totalMinor: number
  readonly error: CallError | undefined
}

/**
 * What is free by type for a group's dates, what is wanted of it and what that comes to: at the price typed, else at what
 * was agreed before, else at the hotel's own.
 */
export function useWantedRooms(wish: RoomsWish, agreedBefore: Group['rates'] = []): WantedRooms {
  const { businessDate, currency } = useHotel()
  const locale = useLocale()
  const { arrival, departure, adults } = wish
  const asked = useCall(
    'booking.quote',
    arrival < businessDate || departure < arrival ? null : { arrival, departure, adults },
  )
  const types = useLast(asked.value)?.types ?? []
  const wanted = types.flatMap((type) =>
    Array.from({ length: wish.counts[type.roomTypeId] ?? 0 }, () => type),
  )
  const nights = nightsBetween(arrival, departure)
  const typed = types.flatMap(({ roomTypeId }) => {
    const text = wish.rates[roomTypeId]?.trim() ?? ''
    return text === '' ? [] : [{ roomTypeId, rate: parseMoney(text, currency, locale) }]
  })
  const rates = typed.flatMap(({ roomTypeId, rate }) =>
    rate.ok ? [{ roomTypeId, rateMinor: rate.value }] : [],
  )
  const totalOf = (type: (typeof types)[number]): number => {
    const rate = [...rates, ...agreedBefore].find(({ roomTypeId }) => roomTypeId === type.roomTypeId)
    return rate === undefined ? type.totalMinor : rate.rateMinor * Math.max(1, nights)
  }
  return {
    types,
    nights,
    rooms: wanted.map(({ roomTypeId }) => ({ roomTypeId, adults })),
    rates,
    badRates: typed.flatMap(({ roomTypeId, rate }) => (rate.ok ? [] : [roomTypeId])),
    totalMinor: wanted.reduce((sum, type) => sum + totalOf(type), 0),
    error: asked.error,
  }
}
