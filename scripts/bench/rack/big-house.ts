import { dropMirrorIndexes, createMirrorIndexes } from '../../../electron/store/mirror-indexes.ts'
import { addDays } from '../../../shared/domain/calendar/days.ts'
import { aHotel, type TestHotel } from '../../../shared/testing/hotel.ts'
import { aGuest } from '../../../shared/testing/stay.ts'

export interface HouseSize {
  readonly rooms: number
  readonly stays: number
}

/** A stay of the house as a peer is given it. */
export interface ListedStay {
  readonly id: string
  readonly room: string
  readonly from: string
  readonly to: string
  readonly guest: string
}

export interface BigHouse {
  readonly hotel: TestHotel
  readonly rooms: readonly string[]
  /** The stays of the given days, half-open. */
  readonly staysOf: (from: string, to: string) => readonly ListedStay[]
}

const types = 10
const guests = 500
/** Stays after the business date, of all a room's. */
const ahead = 0.2

/**
 * A house in a terminal's store: every room sold stay after stay, most of them over, with gaps of a day here and there.
 * The same at each run.
 */
export function makeBigHouse(file: string, size: HouseSize): BigHouse {
  const hotel = aHotel({ file })
  const { db, ids, businessDate } = hotel
  db.exec('delete from rooms; delete from room_types;')
  dropMirrorIndexes(db)
  const typeIds = Array.from({ length: types }, (_, index) => {
    const id = ids.fresh()
    hotel.add('room_types', {
      id,
      code: `T${index}`,
      name: `Type ${index}`,
      base_rate: 100_00 + index * 20_00,
      display_order: index,
    })
    return id
  })
  const guestIds = Array.from({ length: guests }, (_, index) =>
    aGuest(hotel, { full_name: `Guest Number ${index}` }),
  )
  const listed: ListedStay[] = []
  const rooms: string[] = []
  const perRoom = Math.round(size.stays / Array.from({ length: size.rooms }, isSold).filter(Boolean).length)
  const addBooking = db.prepare(
    `insert into bookings (id, booking_code, customer_id, room_type_id, room_id, check_in_date, check_out_date,
       room_rate, status, adults, created_by, terminal_id)
     values (?, ?, ?, ?, ?, ?, ?, 10000, ?, ?, ?, ?)`,
  )
  const addNight = db.prepare(
    `insert into booking_nights (id, booking_id, night, room_id, room_type_id, amount, holds_room)
     values (?, ?, ?, ?, ?, 10000, ?)`,
  )
  let count = 0
  db.transaction(() => {
    for (let index = 0; index < size.rooms; index++) {
      const roomId = ids.fresh()
      const number = String(1001 + index)
      const typeId = typeIds[index % types] ?? ''
      rooms.push(number)
      hotel.add('rooms', {
        id: roomId,
        room_number: number,
        room_type_id: typeId,
        floor: Math.floor(index / 50),
      })
      if (!isSold(undefined, index)) continue
      let day = addDays(businessDate, -Math.round(perRoom * (1 - ahead) * 3.15) + (index % 5))
      for (let stay = 0; stay < perRoom; stay++) {
        count += 1
        const nights = 1 + ((count * 7919) % 5)
        const [from, to] = [day, addDays(day, nights)]
        const status = to < businessDate ? 'checked_out' : from < businessDate ? 'checked_in' : 'confirmed'
        const bookingId = ids.fresh()
        const guest = count % guests
        addBooking.run(
          bookingId,
          `B${count}`,
          guestIds[guest],
          typeId,
          roomId,
          from,
          to,
          status,
          1 + (count % 2),
          hotel.userId,
          hotel.terminalId,
        )
        for (let night = from; night < to; night = addDays(night, 1)) {
          const holds = status !== 'checked_out'
          addNight.run(ids.fresh(), bookingId, night, roomId, typeId, holds ? 1 : 0)
        }
        listed.push({ id: bookingId, room: number, from, to, guest: `Guest Number ${guest}` })
        day = count % 6 === 0 ? addDays(to, 1) : to
      }
    }
  })()
  createMirrorIndexes(db)
  db.exec('analyze')
  return {
    hotel,
    rooms,
    staysOf: (from, to) => listed.filter((stay) => stay.from < to && stay.to > from),
  }
}

/** One room in seven of each type is empty, so that there is somewhere to move to. */
function isSold(_: unknown, index: number): boolean {
  return Math.floor(index / types) % 7 !== emptyRow
}

/** The first empty room among those of its type, from 0. */
export const emptyRow = 3
