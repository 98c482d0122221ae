import type { CallInput, CallName } from '../../../shared/contract/index.ts'
import { addDays } from '../../../shared/domain/calendar/days.ts'
import type { YearsOfStays } from './years-of-stays.ts'

/** Something that a window asks, as it asks it. */
export interface Read {
  readonly call: CallName
  /** What of it, where a call is asked in several ways. */
  readonly how: string
  readonly input: unknown
}

/** Every call of the contract that only reads, with what a clerk would ask; those of several ways in each. */
export function everyRead({
  hotel,
  inHouse,
  expected,
  left,
  groupId,
  conflictId,
}: YearsOfStays): readonly Read[] {
  const { businessDate } = hotel
  const on = (days: number) => addDays(businessDate, days)
  const party = { adults: 2, children: 0 }
  const stay = { bookingId: inHouse.bookingId }
  const roomIds = hotel.db
    .prepare<[], string>('select id from rooms order by room_number limit 60')
    .pluck()
    .all()
  const lanes = [...roomIds, ...typeLanes(hotel.db)].map((laneId) => ({ laneId, seen: '' }))
  const nameOf = hotel.db.prepare<[string], string>('select full_name from customers where id = ?').pluck()
  const name = nameOf.get(inHouse.guestId) ?? ''
  const find = (how: string, text: string) => read('search.find', { text }, how)

  return [
    read('desk.today', {}),
    read('rack.house', {}),
    read('rack.window', { from: on(-1), days: 14, lanes: lanes.slice(0, 40) }, 'a screen of 14 days'),
    read('rack.window', { from: on(-1), days: 60, lanes }, 'a screen of 60 days'),
    read('rack.window', { from: on(-900), days: 60, lanes }, 'years back'),
    read('rack.days', { from: on(-1), days: 60 }, '60 days'),
    read('rack.days', { from: on(-1), days: 400 }, '400 days'),
    read('booking.get', stay, 'in house'),
    read('booking.get', { bookingId: expected.bookingId }, 'expected'),
    read('booking.get', { bookingId: left.bookingId }, 'of the past'),
    read('booking.guests', stay),
    read('booking.quote', { arrival: businessDate, departure: on(3), ...party }, 'tonight'),
    read('booking.quote', { arrival: on(60), departure: on(150), ...party }, '90 nights'),
    read('booking.freeRooms', { arrival: businessDate, departure: on(3) }, 'tonight'),
    read('booking.freeRooms', { arrival: on(60), departure: on(150) }, '90 nights'),
    read('booking.offerRoom', { departure: on(2), adults: 2 }),
    read('booking.readWalkIn', { line: `${name} 2n double 120 cash` }),
    read('booking.quoteChange', { ...stay, departure: on(9) }),
    read('booking.quoteFees', { bookingId: expected.bookingId }),
    read('booking.explainPrice', {
      arrival: on(1),
      departure: on(15),
      ...party,
      roomTypeId: typeOf(hotel.db, inHouse.roomId),
    }),
    read('lease.left', { arrival: businessDate, departure: on(3) }),
    read('document.bill', stay),
    read('document.confirmation', { bookingId: expected.bookingId }),
    read('document.registration', { bookingId: expected.bookingId }),
    read('guest.get', { guestId: inHouse.guestId }),
    read('guest.find', { text: name.slice(0, 4) }, 'four letters'),
    read('guest.find', { text: 'Smith' }, 'a common name'),
    read('guest.duplicates', { fullName: name }, 'by name'),
    read('guest.duplicates', { fullName: 'Jonh Smiht', phone: '+351 555 123 456' }, 'misspelt'),
    read('guest.readMrz', { text: specimenPassport }),
    find('one letter', 'a'),
    find('two letters', 'ma'),
    find('a name in house', name),
    find('a common name', 'maria silva'),
    find('part of a common name', 'sil'),
    find('nobody', 'zzyzx qwv'),
    find('a booking', left.code),
    find('a room', '101'),
    find('a telephone', '555 123 4'),
    find('a mail', 'silva12@example.com'),
    find('an amount', '173.40'),
    find('a note', 'umbrella'),
    find('a plate', 'AB-12-CD'),
    find('a companion', 'quill'),
    read('rooms.list', {}),
    read('room.stays', { roomId: inHouse.roomId, from: on(-30), to: on(30) }),
    read('housekeeping.board', {}),
    read('room.blocks', { from: businessDate, to: on(30) }),
    read('shift.handover', { since: `${on(-1)}T22:00:00.000Z` }),
    read('note.list', { dueBy: businessDate }, 'open'),
    read('note.list', stay, 'of a stay'),
    read('note.list', { includeDone: true }, 'done ones too'),
    read('group.list', { from: businessDate, to: on(30) }),
    read('group.get', { groupId }),
    read('waitlist.list', {}),
    read('rooms.proposeRooms', { arrivingBy: on(1) }),
    read('rooms.proposeMoves', { from: on(1), to: on(15) }),
    read('conflict.count', {}),
    read('conflict.list', {}),
    read('conflict.detail', { cardId: conflictId }),
    read('day.status', {}),
    read('session.current', {}),
    read('session.known', {}),
    read('terminal.status', {}),
    read('terminal.commands', {}),
    read('terminal.exportQuarantine', {}),
  ]
}

/** The compiler knows whether a call may be asked so; who asks one after the other need not. */
function read<Name extends CallName>(call: Name, input: CallInput<Name>, how = ''): Read {
  return { call, input, how }
}

type Db = YearsOfStays['hotel']['db']

function typeOf(db: Db, roomId: string): string {
  return db.prepare<[string], string>('select room_type_id from rooms where id = ?').pluck().get(roomId) ?? ''
}

/** The first lane of stays without a room, of each type. */
function typeLanes(db: Db): readonly string[] {
  return db.prepare<[], string>(`select id || '/0' from room_types`).pluck().all()
}

/** The specimen of ICAO's document 9303. */
const specimenPassport =
  'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10'
