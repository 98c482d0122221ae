import type { Database } from 'better-sqlite3'
import type { BookingStatus } from '../../../shared/domain/stay/status.ts'
import { prepared } from '../prepared.ts'
import type { Found } from './booking-hit.ts'
import { inOrderOf } from './collate.ts'
import { searchText } from '../search-text.ts'
import { matches, type SearchQuery } from './search-query.ts'
import { unsentRow } from './unsent.ts'

/** Rooms whose number begins so, with who is in them or comes today. */
export function findRooms(db: Database, { text }: SearchQuery, businessDate: string): readonly Found[] {
  return prepared<RoomRow>(db, selectRooms)
    .all({ number: text.toLowerCase(), today: businessDate })
    .toSorted(inOrderOf((room) => room.number))
    .map(roomHit)
}

/** Rooms by what is noted of them, and why they are out of sale now or soon. */
export function findRoomMentions(db: Database, query: SearchQuery, businessDate: string): readonly Found[] {
  if (!query.words.some((word) => word.length >= shortestMention)) return []
  return prepared<{ id: string; text: string }>(db, selectRoomNotes)
    .all({ today: businessDate })
    .filter(({ text }) => matches(query, searchText(text)))
    .slice(0, mostMentions)
    .flatMap(({ id, text }) => {
      const [room] = prepared<RoomRow>(db, selectRoomById).all({ id, today: businessDate })
      const mention = { by: 'note', text, amountMinor: null, on: null } as const
      return room === undefined ? [] : [{ ...roomHit(room), mention }]
    })
}

const shortestMention = 3
const mostMentions = 5

function roomHit(room: RoomRow): Found {
  return {
    kind: 'room',
    id: room.id,
    bookingId: room.bookingId,
    title: room.number,
    subtitle: room.guestName === null ? room.typeName : `${room.typeName} · ${room.guestName}`,
    stay: null,
    mention: null,
    status: room.status,
    unsent: room.unsent === 1,
  }
}

interface RoomRow {
  readonly id: string
  readonly number: string
  readonly typeName: string
  readonly bookingId: string | null
  readonly guestName: string | null
  readonly status: BookingStatus | null
  readonly unsent: 0 | 1
}

const selectRoom = `
select r.id, r.room_number as number, t.name as typeName, b.id as bookingId, c.full_name as guestName, b.status,
  ${unsentRow('rooms', 'r.id')} as unsent
from rooms r
join room_types t on t.id = r.room_type_id
left join bookings b on b.id = coalesce(
  (select i.id from bookings i where i.status = 'checked_in' and i.room_id = r.id limit 1),
  (select n.booking_id from booking_nights n where n.holds_room = 1 and n.room_id = r.id and n.night = @today limit 1)
)
left join customers c on c.id = b.customer_id`

const selectRooms = `${selectRoom}
where r.is_active = 1 and substr(lower(r.room_number), 1, length(@number)) = @number`

const selectRoomById = `${selectRoom} where r.id = @id`

const selectRoomNotes = `
select id, maintenance_notes as text from rooms where is_active = 1 and maintenance_notes <> ''
union all
select room_id, reason from room_blocks where released_at is null and ends_on > @today`
