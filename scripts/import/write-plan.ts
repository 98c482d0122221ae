import type pg from 'pg'
import { copyRows, type CopyRow } from '../load/copy-rows.ts'
import { instantsIn } from '../load/instants.ts'
import type { HotelSoFar } from './hotel-so-far.ts'
import type { ImportStep } from './import-list.ts'
import type { ImportPlan } from './plan-import.ts'
import { bookingRow, guestRow, nightRows, roomRow, roomTypeRow } from './rows.ts'

/** Writes what was planned, parents before children. Returns how many nights there are. */
export async function writePlan(
  client: pg.ClientBase,
  plan: ImportPlan,
  hotel: HotelSoFar,
  onProgress: (step: ImportStep) => void,
): Promise<number> {
  const { stays, newGuests, newTypes, newRooms } = plan
  const instantOf = instantsIn(hotel.timeZone)
  const typeIds = new Map([
    ...hotel.roomTypes,
    ...newTypes.map(({ code, roomTypeId }): [string, string] => [code, roomTypeId]),
  ])
  const sleptIn = new Set(stays.filter(({ status }) => status === 'checked_in').map(({ roomId }) => roomId))
  await copyRows(client, 'room_types', newTypes.map(roomTypeRow))
  await copyRows(
    client,
    'rooms',
    newRooms.map((room) => roomRow(room, typeIds.get(room.typeCode) ?? '', sleptIn.has(room.roomId))),
  )
  const over = Map.groupBy(
    stays.filter(({ status }) => status === 'checked_out'),
    ({ guestId }) => guestId,
  )
  const guests = newGuests.map((guest) => guestRow(guest, over.get(guest.guestId) ?? []))
  await copyRows(client, 'customers', counted('guests', guests, guests.length, onProgress))
  const bookings = stays.map((stay) => bookingRow(stay, hotel, instantOf))
  await copyRows(client, 'bookings', counted('bookings', bookings, stays.length, onProgress))
  const nights = stays.reduce(
    (sum, { stay }) => sum + (stay.arrival === stay.departure ? 0 : stay.nightlyMinor.length),
    0,
  )
  return await copyRows(client, 'booking_nights', counted('nights', nightRows(stays), nights, onProgress))
}

const rowsAStep = 10_000

function* counted(
  doing: ImportStep['doing'],
  rows: Iterable<CopyRow>,
  total: number,
  onProgress: (step: ImportStep) => void,
): Generator<CopyRow> {
  let done = 0
  for (const row of rows) {
    if (done % rowsAStep === 0) onProgress({ doing, done, total })
    yield row
    done += 1
  }
  onProgress({ doing, done, total })
}
