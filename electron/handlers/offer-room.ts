import type { Database } from 'better-sqlite3'
import type { RoomOffer } from '../../shared/contract/calls/walk-in.ts'
import { nightlyPrices, stayPrice } from '../../shared/domain/rate/nightly-price.ts'
import { findViolations } from '../../shared/domain/rate/restrictions.ts'
import { isReady } from '../../shared/domain/room/housekeeping.ts'
import { checkParty, guestsOf, type Party } from '../../shared/domain/stay/booking-rules.ts'
import { nightsBetween } from '../../shared/domain/calendar/days.ts'
import { loadFreeOfType } from '../store/loads/availability.ts'
import { loadRates } from '../store/loads/rates.ts'
import { listRestrictions } from '../store/loads/restrictions.ts'
import { loadRoom, loadRoomType } from '../store/loads/room.ts'
import { listFreeRooms, type FreeRoom } from '../store/reads/free-rooms.ts'
import { listTypesOnSale, type TypeOnSale } from '../store/reads/room-types.ts'
import { withStanding, type RoomStanding } from './room-standing.ts'

export interface RoomWish extends Party {
  readonly departure: string
  readonly roomTypeIds?: readonly string[] | null | undefined
  readonly roomId?: string | null | undefined
  /** Agreed for each night. */
  readonly rateMinor?: number | null | undefined
}

interface Now {
  readonly businessDate: string
  readonly at: string
  readonly offline: boolean
}

type Candidate = FreeRoom & { readonly standing: RoomStanding }

/**
 * The room for somebody who stands at the desk: the one that was asked for, else of the types that will do the cheapest
 * that may be sold, and of its rooms one that is ready now. Where there is none of these the next best, so that the
 * clerk is told what is wrong with it.
 */
export function offerRoom(db: Database, wish: RoomWish, now: Now): RoomOffer | null {
  const dates = { arrival: now.businessDate, departure: wish.departure }
  const wanted = listTypesOnSale(db).filter(
    ({ roomTypeId }) =>
      wish.roomTypeIds?.includes(roomTypeId) !== false && isTypeOf(db, wish.roomId, roomTypeId),
  )
  const types = wanted.toSorted(
    (a, b) =>
      Number(maySellType(db, b, wish, dates, now)) - Number(maySellType(db, a, wish, dates, now)) ||
      priceOf(a, wish, dates) - priceOf(b, wish, dates),
  )
  let fallback: RoomOffer | null = null
  for (const type of types) {
    const free = roomsOf(db, type, wish.roomId ?? null, dates, now)
    const ready = free.filter((room) => !room.occupied && isReady(room.housekeeping))
    const room = ready[0] ?? free[0]
    if (room === undefined) continue
    const isCheapest = types.length > 1 && type === types[0]
    const offer = offerOf(db, type, room, { wish, dates, among: ready.length, isCheapest })
    if (ready.length > 0 && maySellType(db, type, wish, dates, now)) return offer
    fallback ??= offer
  }
  return fallback
}

interface Dates {
  readonly arrival: string
  readonly departure: string
}

function isTypeOf(db: Database, roomId: string | null | undefined, roomTypeId: string): boolean {
  return roomId === undefined || roomId === null || loadRoom(db, roomId)?.room_type_id === roomTypeId
}

function maySellType(db: Database, type: TypeOnSale, wish: RoomWish, dates: Dates, now: Now): boolean {
  const question = { ...dates, exceptBookingId: null, businessDate: now.businessDate }
  return (
    checkParty(wish, type).ok &&
    loadFreeOfType(db, type.roomTypeId, question) > 0 &&
    findViolations({ ...dates, roomTypeId: type.roomTypeId }, listRestrictions(db, dates)).length === 0
  )
}

function priceOf(type: TypeOnSale, wish: RoomWish, { arrival, departure }: Dates): number {
  return stayPrice(arrival, departure, guestsOf(wish), type.rates)
}

/** Rooms of the type that this desk may give, the best first. */
function roomsOf(
  db: Database,
  type: TypeOnSale,
  roomId: string | null,
  dates: Dates,
  now: Now,
): readonly Candidate[] {
  const free = listFreeRooms(db, {
    ...dates,
    roomTypeId: type.roomTypeId,
    ...(roomId === null ? {} : { roomId }),
    exceptBookingId: null,
    businessDate: now.businessDate,
  })
  return withStanding(db, free, dates, now).filter(({ standing }) => standing !== 'others' || roomId !== null)
}

function offerOf(
  db: Database,
  type: TypeOnSale,
  room: Candidate,
  how: {
    readonly wish: RoomWish
    readonly dates: Dates
    readonly among: number
    readonly isCheapest: boolean
  },
): RoomOffer {
  const { wish, dates } = how
  const typeRow = loadRoomType(db, type.roomTypeId)
  const rates = typeRow === undefined ? type.rates : loadRates(db, typeRow, loadRoom(db, room.roomId) ?? null)
  const guests = guestsOf(wish)
  const rateMinor = wish.rateMinor ?? null
  const listMinor = stayPrice(dates.arrival, dates.departure, guests, rates)
  const nights = Math.max(1, nightsBetween(dates.arrival, dates.departure))
  const isAskedFor = wish.roomId !== undefined && wish.roomId !== null
  return {
    roomId: room.roomId,
    roomNumber: room.roomNumber,
    roomTypeId: type.roomTypeId,
    roomTypeCode: type.code,
    roomTypeName: type.name,
    housekeeping: room.housekeeping,
    reasons: isAskedFor
      ? ['asked_for']
      : [
          ...(how.isCheapest ? (['cheapest'] as const) : []),
          ...(room.standing === 'ours' ? (['surely_ours'] as const) : []),
          ...(how.among > 0 ? (['ready'] as const) : []),
          ...(how.among === 1 ? (['only_one'] as const) : []),
        ],
    nightly: nightlyPrices(dates.arrival, dates.departure, guests, rates).map(({ night, amountMinor }) => ({
      night,
      amountMinor: rateMinor ?? amountMinor,
    })),
    totalMinor: rateMinor === null ? listMinor : rateMinor * nights,
    listMinor,
  }
}
