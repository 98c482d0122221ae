import type { Database } from 'better-sqlite3'
import { conflictKindOf, type CardState, type ConflictKind } from '../../../shared/domain/conflict/kind.ts'
import type { BookingStatus } from '../../../shared/domain/stay/status.ts'
import { prepared } from '../prepared.ts'
import { readTogether } from './read-together.ts'

/** One thing that a person has to look at, with all that follows from it folded in. */
export interface Card {
  readonly cardId: string
  readonly state: CardState
  readonly kind: ConflictKind
  readonly bookingId: string | null
  readonly code: string | null
  readonly guestName: string | null
  readonly status: BookingStatus | null
  readonly arrival: string | null
  readonly departure: string | null
  readonly wantedRoom: string | null
  readonly room: string | null
  readonly command: string
  readonly by: string
  readonly terminal: string
  readonly at: string
  readonly offline: boolean
  readonly hangsOn: {
    readonly cards: number
    readonly payments: number
    readonly paidMinor: number
    readonly checkedIn: boolean
  }
  readonly settled: {
    readonly resolution: string
    readonly by: string
    readonly at: string
    readonly note: string
  } | null
}

/** What waits for somebody, the most pressing first; then what the server settled by itself and what was settled lately. */
export function listConflictCards(db: Database): readonly Card[] {
  return readTogether(db, () => [
    ...readCards(db, `where ${isWaiting} ${mostPressing}`, null, 'open'),
    ...prepared<CardRow>(db, selectForeseen)
      .all()
      .map((row) => cardOf(row, 'forecast')),
    ...readCards(db, `where ${isMoved} order by k.settled_at desc`, null, 'moved'),
    ...readCards(
      db,
      `where k.status = 'settled' and not ${isMoved} order by k.settled_at desc limit 12`,
      null,
      'settled',
    ),
  ])
}

/** One card, wherever it stands; null when it is not here. */
export function findConflictCard(db: Database, cardId: string): Card | null {
  const known = prepared<{ waiting: 0 | 1; moved: 0 | 1 }>(
    db,
    `select ${isWaiting} as waiting, ${isMoved} as moved from sync_conflicts k
     left join bookings b on b.id = k.booking_id where k.id = ?`,
  ).get(cardId)
  if (known !== undefined) {
    const state = known.moved === 1 ? 'moved' : known.waiting === 1 ? 'open' : 'settled'
    return readCards(db, 'where k.id = @cardId', cardId, state)[0] ?? null
  }
  const foreseen = prepared<CardRow>(db, `${selectForeseen} limit 200`)
    .all()
    .find((row) => row.cardId === cardId)
  return foreseen === undefined ? null : cardOf(foreseen, 'forecast')
}

/** How many cards wait for somebody. */
export function countConflictCards(db: Database): number {
  const row = prepared<{ open: number; foreseen: number }>(
    db,
    `select
      (select count(*) from sync_conflicts k left join bookings b on b.id = k.booking_id where ${isWaiting}) as open,
      (select count(*) from outbox o where ${isForeseen}) as foreseen`,
  ).get()
  return row === undefined ? 0 : row.open + row.foreseen
}

interface CardRow {
  readonly cardId: string
  readonly kind: string
  readonly bookingId: string | null
  readonly code: string | null
  readonly guestName: string | null
  readonly status: BookingStatus | null
  readonly arrival: string | null
  readonly departure: string | null
  readonly wantedRoom: string | null
  readonly room: string | null
  readonly command: string
  readonly by: string
  readonly terminal: string
  readonly at: string
  readonly offline: 0 | 1
  readonly cards: number
  readonly payments: number
  readonly paidMinor: number
  readonly checkedIn: 0 | 1
  readonly resolution: string | null
  readonly settledBy: string
  readonly settledAt: string | null
  readonly note: string
}

/**
 * SQL, of `sync_conflicts k` and its booking `b`: an open card that follows from no other open one. A stay that was given
 * a room in the ordinary way, or called off, has no quarrel about a room any more, though the server has not said so yet.
 */
const isWaiting = `(k.status = 'open'
  and not exists (select 1 from sync_conflicts r where r.id = k.caused_by and r.status = 'open')
  and not (k.kind = 'room_taken' and k.outcome = 'parked' and b.id is not null
    and (b.room_id is not null or b.status in ('cancelled', 'no_show', 'checked_out'))))`

/** SQL: moved by the server, and nobody has looked at it. */
const isMoved = `(k.status = 'settled' and k.resolution is 'moved_automatically')`

/**
 * SQL, of `outbox o`: on its way, and on the rows of now it could not be done any more; once a stay, and not of one that
 * somebody has given another room since, or called off.
 */
const isForeseen = `o.state = 'pending' and o.trouble is not null
  and (o.booking_id is null or not exists (
    select 1 from outbox p
     where p.booking_id = o.booking_id and p.state = 'pending' and (
       p.trouble is not null and p.seq < o.seq
       or p.trouble is null and p.seq > o.seq and p.name in ('booking.assignRoom', 'booking.moveRoom', 'booking.cancel',
         'conflict.giveRoom', 'conflict.splitStay', 'conflict.relocate', 'conflict.cancelStay'))))`

/** Guests who are here come first, then those who come next. */
const mostPressing = `order by b.status is not 'checked_in', coalesce(b.check_in_date, '9999'), k.done_at, k.id`

const selectCards = `
select k.id as cardId, k.kind, k.booking_id as bookingId, b.booking_code as code, c.full_name as guestName, b.status,
  b.check_in_date as arrival, b.check_out_date as departure, w.room_number as wantedRoom, r.room_number as room,
  k.command, coalesce(u.full_name, '') as "by", coalesce(t.name, '') as terminal, coalesce(k.done_at, k.created_at) as at,
  k.offline,
  (select count(*) from sync_conflicts d where d.caused_by = k.id and d.status = 'open') as cards,
  (select count(*) from payments p where p.booking_id = k.booking_id and p.status in ('completed', 'refunded')) as payments,
  (select coalesce(-sum(x.amount), 0) from transactions x
    where x.booking_id = k.booking_id and x.type in ('payment', 'refund')) as paidMinor,
  b.status is 'checked_in' and k.command <> 'booking.walkIn' as checkedIn,
  k.resolution, coalesce(s.full_name, '') as settledBy, k.settled_at as settledAt, coalesce(k.note, '') as note
from sync_conflicts k
left join bookings b on b.id = k.booking_id
left join customers c on c.id = b.customer_id
left join rooms w on w.id = coalesce(b.wanted_room_id, json_extract(k.theirs, '$.wantedRoomId'))
left join rooms r on r.id = b.room_id
left join user_profiles u on u.id = k.user_id
left join user_profiles s on s.id = k.settled_by
left join terminals t on t.id = k.terminal_id`

const selectForeseen = `
select o.op_id as cardId, 'room_taken' as kind, o.booking_id as bookingId, coalesce(b.booking_code, o.subject) as code,
  c.full_name as guestName, b.status, b.check_in_date as arrival, b.check_out_date as departure,
  w.room_number as wantedRoom, w.room_number as room, o.name as command, coalesce(u.full_name, '') as "by",
  coalesce(t.name, '') as terminal, o.at, o.offline, 0 as cards, 0 as payments, 0 as paidMinor, 0 as checkedIn,
  o.trouble as resolution, '' as settledBy, null as settledAt, '' as note
from outbox o
left join bookings b on b.id = o.booking_id
left join customers c on c.id = b.customer_id
left join rooms w on w.id = b.room_id
left join user_profiles u on u.id = o.actor_id
left join terminals t on t.id = (select value from sync_state where key = 'terminal_id')
where ${isForeseen}
order by o.seq`

function readCards(db: Database, where: string, cardId: string | null, state: CardState): readonly Card[] {
  const statement = prepared<CardRow>(db, `${selectCards} ${where}`)
  return (cardId === null ? statement.all() : statement.all({ cardId })).map((row) => cardOf(row, state))
}

function cardOf(row: CardRow, state: CardState): Card {
  const { cards, payments, paidMinor, checkedIn, resolution, settledBy, settledAt, note, ...card } = row
  return {
    ...card,
    state,
    kind: state === 'forecast' ? foreseenKind(resolution) : conflictKindOf(row.kind),
    offline: row.offline === 1,
    hangsOn: { cards, payments, paidMinor, checkedIn: checkedIn === 1 },
    settled:
      settledAt === null || resolution === null ? null : { resolution, by: settledBy, at: settledAt, note },
  }
}

/** What the server will say, by why the command could not be done again here. */
function foreseenKind(trouble: string | null): ConflictKind {
  if (trouble === 'conflict_settled') return 'already_settled'
  if (trouble === 'stay_status') return 'status_move'
  return trouble === 'room_not_available' || trouble === 'check_in_blocked'
    ? 'room_taken'
    : 'changed_meanwhile'
}
