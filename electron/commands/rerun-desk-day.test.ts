import { expect, test } from 'vitest'
import type { GuestChoice } from '../../shared/contract/calls/booking.ts'
import type { TestHotel } from '../../shared/testing/hotel.ts'
import { aGuest, aStay } from '../../shared/testing/stay.ts'
import { createBooking } from './create-booking.ts'
import { createGroup, updateGroup } from './group-create.ts'
import { payGroup } from './group-pay.ts'
import { nameGuests } from './name-guests.ts'
import { prolongHold } from './prolong-hold.ts'
import { releaseHold } from './release-hold.ts'
import { blockRoom, changeBlock, releaseRoom } from './room-blocks.ts'
import { doNotDisturb, queueRoom } from './stay-marks.ts'
import { againAt, type Again } from './testing/again.ts'
import { addWaiting, dropWaiting } from './waitlist.ts'

const today = '2026-08-13'
const dates = { arrival: '2026-08-20', departure: '2026-08-22' }
const party = { adults: 1, children: 0 }
const ada: GuestChoice = { kind: 'new', fullName: 'Ada Byron', phone: '', email: '', nationality: 'GBR' }
const nothing = (): string => ''

/** Changes rows as the server has them by the time the command is run again. */
const sql =
  (text: string) =>
  (hotel: TestHotel): void => {
    hotel.db.exec(text)
  }
const called = `update bookings set status = 'cancelled', cancelled_at = '2026-08-13T10:00:00.000Z'`

/** A group of two rooms in the name of its leader, due to be named by tomorrow. */
function aGroup(hotel: TestHotel): string {
  const leader = aGuest(hotel, { full_name: 'Leo Leader' })
  const groupId = hotel.ids.fresh()
  hotel.add('booking_groups', {
    id: groupId,
    group_code: 'G-1',
    name: 'Choir',
    contact_customer_id: leader,
    release_date: '2026-08-13',
  })
  for (const _ of [1, 2]) {
    aStay(hotel, { ...dates, guestId: leader, booking: { booking_group_id: groupId } })
  }
  return groupId
}

const membersOf = ({ db }: TestHotel): readonly string[] =>
  db.prepare<[], string>('select id from bookings order by id').pluck().all()

const firstOf = (hotel: TestHotel): string => membersOf(hotel)[0] ?? ''

const named = (groupId: string, hotel: TestHotel) => ({
  groupId,
  names: membersOf(hotel).map((bookingId) => ({ bookingId, guest: ada })),
})

const paid = (groupId: string) => ({
  groupId,
  payment: { method: 'cash' as const, amountMinor: 250_00, reference: '' },
})

function aGroupWish(_: string, hotel: TestHotel) {
  const rooms = [{ roomTypeId: hotel.typeIds.double, roomId: hotel.room('101'), ...party }]
  return { name: 'Choir', contact: ada, ...dates, source: 'group' as const, notes: '', rooms }
}

const held = (hotel: TestHotel): string =>
  aStay(hotel, {
    ...dates,
    room: '101',
    status: 'pending',
    booking: { hold_expires_at: `${today}T23:00:00.000Z` },
  }).bookingId

const aBlock = (hotel: TestHotel): string => {
  const id = hotel.ids.fresh()
  const days = { starts_on: '2026-08-13', ends_on: '2026-08-25' }
  hotel.add('room_blocks', {
    id,
    room_id: hotel.room('101'),
    kind: 'out_of_order',
    ...days,
    reason: 'Paint',
    return_status: 'dirty',
  })
  return id
}

const blockWish = (hotel: TestHotel) => ({
  roomId: hotel.room('101'),
  kind: 'out_of_order' as const,
  from: today,
  to: '2026-08-25',
  reason: 'Paint',
  returnStatus: 'dirty' as const,
})

const waits = { guest: ada, ...dates, ...party, notes: '' }

function anEntry(hotel: TestHotel): string {
  const id = hotel.ids.fresh()
  hotel.add('waitlist_entries', { id, customer_id: aGuest(hotel, { full_name: 'Wanda Waits' }), ...dates })
  return id
}

const sale = (hotel: TestHotel) => ({
  ...dates,
  ...party,
  guest: ada,
  roomTypeId: hotel.typeIds.double,
  source: 'phone' as const,
  specialRequests: '',
  internalNotes: '',
  overbook: false,
})

interface Case {
  readonly title: string
  readonly again: () => Again
  /** The refusal with which it goes to the conflict desk; null where it is done. */
  readonly refused: string | null
  /** What the rows say then. */
  readonly rows?: readonly [query: string, said: readonly unknown[]]
}

const cases: readonly Case[] = [
  {
    title: 'a group is not booked into a room that somebody else has by now',
    again: () =>
      againAt(nothing, createGroup, aGroupWish, (hotel) => void aStay(hotel, { ...dates, room: '101' })),
    refused: 'room_not_available',
  },
  {
    title: 'a group is booked at the price that was agreed, by the word that was given',
    again: () =>
      againAt(
        nothing,
        createGroup,
        (_, hotel) => ({
          ...aGroupWish(_, hotel),
          rates: [{ roomTypeId: hotel.typeIds.double, rateMinor: 50_00 }],
        }),
        sql('update room_types set base_rate = 999900'),
        'manager',
      ),
    refused: null,
    rows: ['select distinct amount from booking_nights', [50_00]],
  },
  {
    title: 'a group’s terms are those that were said last',
    again: () =>
      againAt(
        aGroup,
        updateGroup,
        (groupId) => ({ groupId, paysRooms: true }),
        sql(`update booking_groups set name = 'Renamed', company_name = 'Cantus'`),
      ),
    refused: null,
    rows: [`select name || company_name || pays_rooms from booking_groups`, ['RenamedCantus1']],
  },
  {
    title: 'names go to the rooms that are left, where one was called off',
    again: () =>
      againAt(aGroup, nameGuests, named, (hotel) => {
        hotel.db.prepare(`${called} where id = ?`).run(firstOf(hotel))
      }),
    refused: null,
    rows: [
      `select c.full_name || ' ' || b.status from bookings b join customers c on c.id = b.customer_id order by 1`,
      ['Ada Byron confirmed', 'Leo Leader cancelled'],
    ],
  },
  {
    title: 'names for rooms that have all been given back are a matter for somebody',
    again: () => againAt(aGroup, nameGuests, named, sql(called)),
    refused: 'stay_status',
  },
  {
    title: 'one payment for a group is shared out as it was taken, though a room was called off',
    again: () =>
      againAt(aGroup, payGroup, paid, (hotel) => {
        hotel.db.prepare(`${called} where id = ?`).run(firstOf(hotel))
      }),
    refused: null,
    rows: ['select amount from payments order by payment_code', [200_00, 50_00]],
  },
  {
    title: 'a room that somebody was named for is not released',
    again: () =>
      againAt(
        aGroup,
        releaseHold,
        (_, hotel) => ({ bookingId: firstOf(hotel) }),
        (hotel) => {
          const guest = aGuest(hotel, { full_name: 'Ann Alto' })
          hotel.db.prepare('update bookings set customer_id = ?').run(guest)
        },
      ),
    refused: null,
    rows: ['select distinct status from bookings', ['confirmed']],
  },
  {
    title: 'a hold that was confirmed elsewhere is not let go',
    again: () =>
      againAt(
        held,
        releaseHold,
        (bookingId) => ({ bookingId }),
        sql(`update bookings set status = 'confirmed'`),
      ),
    refused: null,
    rows: ['select status from bookings', ['confirmed']],
  },
  {
    title: 'a hold that was confirmed elsewhere stays firm, and has no end',
    again: () =>
      againAt(
        held,
        prolongHold,
        (bookingId) => ({ bookingId, holdHours: 24 }),
        sql(`update bookings set status = 'confirmed', hold_expires_at = null`),
      ),
    refused: null,
    rows: ['select status, hold_expires_at from bookings where hold_expires_at is not null', []],
  },
  {
    title: 'a hold that was let go elsewhere cannot be prolonged any more',
    again: () => againAt(held, prolongHold, (bookingId) => ({ bookingId, holdHours: 24 }), sql(called)),
    refused: 'stay_status',
  },
  {
    title: 'who waits goes on waiting, though a room came free elsewhere',
    again: () =>
      againAt(
        nothing,
        addWaiting,
        () => waits,
        (hotel) => void aStay(hotel, { ...dates, room: '102' }),
      ),
    refused: null,
    rows: ['select status from waitlist_entries', ['waiting']],
  },
  {
    title: 'who was booked elsewhere is not dropped from the waitlist',
    again: () =>
      againAt(
        anEntry,
        dropWaiting,
        (entryId) => ({ entryId, reason: 'Cannot be reached' }),
        sql(`update waitlist_entries set status = 'booked'`),
      ),
    refused: null,
    rows: ['select status from waitlist_entries', ['booked']],
  },
  {
    title: 'a booking for who waited stands, though they were dropped from the list elsewhere',
    again: () =>
      againAt(
        anEntry,
        createBooking,
        (waitlistEntryId, hotel) => ({ ...sale(hotel), waitlistEntryId }),
        sql(`update waitlist_entries set status = 'dropped'`),
      ),
    refused: null,
    rows: [
      `select status from waitlist_entries union all select status from bookings`,
      ['dropped', 'confirmed'],
    ],
  },
  {
    title: 'a price below the hotel’s own stands by the word that was given, and nobody is asked again',
    again: () =>
      againAt(
        nothing,
        createBooking,
        (_, hotel) => ({ ...sale(hotel), rateMinor: 10_00 }),
        sql('update room_types set base_rate = 999900'),
        'manager',
      ),
    refused: null,
    rows: [`select room_rate || ' ' || internal_notes from bookings`, ['1000 price: by word of Ada Clerk']],
  },
  {
    title: 'a room is not taken out of sale under a stay that was sold elsewhere',
    again: () =>
      againAt(
        nothing,
        blockRoom,
        (_, hotel) => blockWish(hotel),
        (hotel) => void aStay(hotel, { ...dates, room: '101' }),
      ),
    refused: 'room_not_available',
  },
  {
    title: 'a room that another desk has taken out of sale is taken out once',
    again: () =>
      againAt(
        nothing,
        blockRoom,
        (_, hotel) => blockWish(hotel),
        (hotel) => void aBlock(hotel),
      ),
    refused: 'already_done',
  },
  {
    title: 'a block that was ended elsewhere is not given other days',
    again: () =>
      againAt(
        aBlock,
        changeBlock,
        (blockId, hotel) => {
          const { roomId: _, ...days } = blockWish(hotel)
          return { ...days, blockId, to: '2026-08-28' }
        },
        sql(`update room_blocks set released_at = '2026-08-13T12:00:00.000Z'`),
      ),
    refused: null,
    rows: ['select ends_on from room_blocks', ['2026-08-25']],
  },
  {
    title: 'a block that was ended elsewhere is ended once, and the room is as it was left then',
    again: () =>
      againAt(
        aBlock,
        releaseRoom,
        (blockId) => ({ blockId }),
        sql(`update room_blocks set released_at = '2026-08-13T12:00:00.000Z';
          update rooms set housekeeping_status = 'inspected'`),
      ),
    refused: null,
    rows: ['select distinct housekeeping_status from rooms', ['inspected']],
  },
  {
    title: 'who was let in elsewhere waits for no room',
    again: () =>
      againAt(
        (hotel) => aStay(hotel, { arrival: today, departure: '2026-08-15', room: '101' }).bookingId,
        queueRoom,
        (bookingId) => ({ bookingId, queued: true }),
        sql(`update bookings set status = 'checked_in', actual_check_in = '2026-08-13T12:00:00.000Z'`),
      ),
    refused: null,
    rows: ['select coalesce(queued_at, status) from bookings', ['checked_in']],
  },
  {
    title: 'who has left meanwhile is not to be left undisturbed',
    again: () =>
      againAt(
        (hotel) =>
          aStay(hotel, { arrival: today, departure: '2026-08-15', room: '101', status: 'checked_in' })
            .bookingId,
        doNotDisturb,
        (bookingId) => ({ bookingId, on: true }),
        sql(`update bookings set status = 'checked_out', actual_check_out = '2026-08-13T12:00:00.000Z'`),
      ),
    refused: null,
    rows: ['select do_not_disturb from bookings', [0]],
  },
]

test.each(cases)('run again on newer rows: $title', ({ again, refused, rows }) => {
  const { desk, result } = again()
  expect(result.ok ? null : result.error.code).toBe(refused)
  if (rows === undefined) return
  const [query, said] = rows
  expect(desk.rows(query).map((row) => Object.values(row)[0])).toEqual(said)
})
