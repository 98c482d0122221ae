import { seededRandom, type Random } from '../../load/random.ts'
import { createMirrorIndexes, dropMirrorIndexes } from '../../../electron/store/mirror-indexes.ts'
import { addDays, nightsOf } from '../../../shared/domain/calendar/days.ts'
import { holdsRoom, type BookingStatus } from '../../../shared/domain/stay/status.ts'
import { aHotel, type TestHotel } from '../../../shared/testing/hotel.ts'
import { fillBeside } from './beside-stays.ts'
import { fillerOf } from './filler.ts'
import { fillGuests } from './fill-guests.ts'

export interface YearsSize {
  readonly rooms: number
  readonly bookings: number
}

/** A hotel with years of stays behind it, as a terminal keeps it. */
export interface YearsOfStays {
  readonly hotel: TestHotel
  /** A stay of each kind that the desk opens. */
  readonly inHouse: MadeStay
  readonly expected: MadeStay
  readonly left: MadeStay
  readonly groupId: string
  readonly conflictId: string
}

export interface MadeStay {
  readonly bookingId: string
  readonly code: string
  readonly guestId: string
  readonly roomId: string
  readonly arrival: string
  readonly departure: string
}

const typeNames = ['Single', 'Double', 'Twin', 'Sea view', 'Family', 'Suite']
/** Of a room's stays, those that are still to come. */
const shareAhead = 0.08
/** A stay and the gap after it, on average. */
const daysAStay = 3.6

/**
 * Rooms sold stay after stay over years, each with its nights, its folio and its guest, and what else a desk leaves
 * behind. The same at each run. Nothing tells SQLite of the sizes, as nothing does at a terminal.
 */
export function makeYearsOfStays(size: YearsSize, file?: string): YearsOfStays {
  const hotel = aHotel(file === undefined ? {} : { file })
  const { db } = hotel
  const random = seededRandom('years of stays')
  db.pragma('foreign_keys = off')
  db.exec('delete from rooms; delete from room_types;')
  dropMirrorIndexes(db)
  const made = db.transaction(() => {
    const guestIds = fillGuests(hotel, Math.ceil(size.bookings * 0.6), random)
    const stays = fillStays(hotel, size, guestIds, random)
    return { ...stays, ...fillBeside(hotel, stays.all, guestIds, random) }
  })()
  db.pragma('foreign_keys = on')
  createMirrorIndexes(db)
  return { hotel, ...made }
}

function fillStays(hotel: TestHotel, size: YearsSize, guestIds: readonly string[], random: Random) {
  const { businessDate } = hotel
  const typeIds = typeNames.map((name, index) => {
    const id = hotel.ids.fresh()
    hotel.add('room_types', {
      id,
      code: `T${index}`,
      name,
      base_rate: 80_00 + index * 25_00,
      weekend_rate: 95_00 + index * 25_00,
      max_occupancy: 2 + (index % 3),
      display_order: index,
    })
    return id
  })
  const fill = stayFiller(hotel, random)
  const all: MadeStay[] = []
  const inHouse: MadeStay[] = []
  const expected: MadeStay[] = []
  const left: MadeStay[] = []
  const perRoom = Math.round(size.bookings / size.rooms)
  const daysBack = Math.round(perRoom * (1 - shareAhead) * daysAStay)
  for (let index = 0; index < size.rooms; index += 1) {
    const roomId = hotel.ids.fresh()
    const typeId = typeIds[index % typeIds.length] ?? ''
    hotel.add('rooms', {
      id: roomId,
      room_number: String(100 * (1 + Math.floor(index / 50)) + 1 + (index % 50)),
      room_type_id: typeId,
      floor: 1 + Math.floor(index / 50),
      housekeeping_status: index % 9 === 0 ? 'dirty' : 'clean',
    })
    let arrival = addDays(businessDate, random.between(0, 6) - daysBack)
    for (let count = 0; count < perRoom; count += 1) {
      const departure = addDays(arrival, random.between(1, 5))
      const status = statusOf(arrival, departure, businessDate, random)
      const code = `A${String(all.length + 1).padStart(5, '0')}-K`
      const stay = { arrival, departure, roomId, code, guestId: random.pick(guestIds) }
      const bookingId = fill({ ...stay, typeId, status, isPlaced: status !== 'confirmed' || count % 7 !== 0 })
      const known = { bookingId, ...stay }
      all.push(known)
      if (status === 'checked_in') inHouse.push(known)
      else if (arrival === businessDate && status === 'confirmed') expected.push(known)
      else if (status === 'checked_out') left.push(known)
      // whoever cancelled left the nights to somebody else, or to nobody
      arrival = random.chance(0.55) ? departure : addDays(departure, random.between(1, 2))
    }
  }
  return {
    all,
    inHouse: one(inHouse, 0.5),
    expected: one(expected, 0.5),
    left: one(left, 0.9),
  }
}

function one(stays: readonly MadeStay[], share: number): MadeStay {
  const stay = stays[Math.floor(stays.length * share)]
  if (stay === undefined) throw new Error('the hotel has no such stay')
  return stay
}

function statusOf(arrival: string, departure: string, today: string, random: Random): BookingStatus {
  if (random.chance(0.1)) return 'cancelled'
  if (departure < today) return random.chance(0.01) ? 'no_show' : 'checked_out'
  if (departure === today) return random.chance(0.5) ? 'checked_out' : 'checked_in'
  if (arrival < today) return 'checked_in'
  return arrival > today && random.chance(0.05) ? 'pending' : 'confirmed'
}

interface Planned extends Omit<MadeStay, 'bookingId'> {
  readonly typeId: string
  readonly status: BookingStatus
  /** Has been given its room already. */
  readonly isPlaced: boolean
}

/** A booking, its nights, and its folio: nights slept, extras, and the money for them. */
function stayFiller({ db, ids, userId, terminalId, businessDate }: TestHotel, random: Random) {
  const booking = fillerOf(db, 'bookings', [
    'id',
    'booking_code',
    'customer_id',
    'room_type_id',
    'room_id',
    'check_in_date',
    'check_out_date',
    'room_rate',
    'status',
    'adults',
    'special_requests',
    'internal_notes',
    'cancelled_at',
    'created_by',
    'terminal_id',
    'created_at',
  ])
  const night = fillerOf(db, 'booking_nights', [
    'id',
    'booking_id',
    'night',
    'room_id',
    'room_type_id',
    'amount',
    'holds_room',
  ])
  const line = fillerOf(db, 'transactions', [
    'id',
    'booking_id',
    'payment_id',
    'booking_night_id',
    'type',
    'description',
    'business_date',
    'amount',
    'posted_by',
    'terminal_id',
  ])
  const payment = fillerOf(db, 'payments', [
    'id',
    'payment_code',
    'booking_id',
    'amount',
    'payment_method',
    'business_date',
    'terminal_id',
    'status',
  ])
  let payments = 0

  return (stay: Planned): string => {
    const id = ids.fresh()
    const rate = random.between(60_00, 240_00)
    const hadRoom = stay.status === 'checked_in' || stay.status === 'checked_out'
    booking({
      id,
      booking_code: stay.code,
      customer_id: stay.guestId,
      room_type_id: stay.typeId,
      room_id: stay.isPlaced ? stay.roomId : null,
      check_in_date: stay.arrival,
      check_out_date: stay.departure,
      room_rate: rate,
      status: stay.status,
      adults: random.between(1, 2),
      special_requests: random.chance(0.2) ? random.pick(requests) : null,
      internal_notes: random.chance(0.05) ? `Plate ${plate(random)}` : null,
      cancelled_at: stay.status === 'cancelled' ? `${stay.arrival}T09:00:00.000Z` : null,
      created_by: userId,
      terminal_id: terminalId,
      created_at: `${addDays(stay.arrival, -random.between(0, 90))}T10:00:00.000Z`,
    })
    let owed = 0
    const entry = { booking_id: id, posted_by: userId, terminal_id: terminalId }
    for (const date of nightsOf(stay.arrival, stay.departure)) {
      const nightId = ids.derived(id, date)
      night({
        id: nightId,
        booking_id: id,
        night: date,
        room_id: stay.isPlaced ? stay.roomId : null,
        room_type_id: stay.typeId,
        amount: rate,
        holds_room: holdsRoom(stay.status) ? 1 : 0,
      })
      if (!hadRoom || date >= businessDate) continue
      owed += rate
      line({
        ...entry,
        id: ids.derived(nightId, 'room_charge'),
        payment_id: null,
        booking_night_id: nightId,
        type: 'room_charge',
        description: 'Room',
        business_date: date,
        amount: rate,
      })
    }
    if (hadRoom && random.chance(0.4)) {
      const amount = random.between(3_00, 45_00)
      owed += amount
      line({
        ...entry,
        id: ids.fresh(),
        payment_id: null,
        booking_night_id: null,
        type: 'extra_charge',
        description: random.pick(['Minibar', 'Breakfast', 'Parking', 'Laundry']),
        business_date: stay.arrival,
        amount,
      })
    }
    if (owed > 0 && (stay.status === 'checked_out' || random.chance(0.3))) {
      const paymentId = ids.fresh()
      const paidOn = stay.departure < businessDate ? stay.departure : businessDate
      payments += 1
      payment({
        id: paymentId,
        payment_code: `P${payments}`,
        booking_id: id,
        amount: owed,
        payment_method: random.pick(['card', 'card', 'cash']),
        business_date: paidOn,
        terminal_id: terminalId,
        status: 'completed',
      })
      line({
        ...entry,
        id: ids.derived(paymentId, 'ledger'),
        payment_id: paymentId,
        booking_night_id: null,
        type: 'payment',
        description: 'Card',
        business_date: paidOn,
        amount: -owed,
      })
    }
    return id
  }
}

const requests = [
  'High floor, please',
  'Cot for the baby',
  'Late arrival',
  'Feather-free pillows',
  'Quiet room',
]

function plate(random: Random): string {
  const letters = () => String.fromCodePoint(random.between(65, 90), random.between(65, 90))
  return `${letters()}-${random.between(10, 99)}-${letters()}`
}
