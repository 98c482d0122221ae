import type { CallName } from '../../shared/contract/index.ts'
import { addDays } from '../../shared/domain/calendar/days.ts'
import type { Fields, Guess } from './inputs.ts'
import { pickWhere } from './pick-row.ts'

/**
 * Fields by which a call has a chance of being done, where its schema alone would seldom hit upon them: a check-in is
 * tried on a stay that is due. Calls without an aim are guessed from their schema.
 */
export const aims: Readonly<Partial<Record<CallName, (desk: Guess) => Fields>>> = {
  'booking.create': (desk) => {
    const arrival = addDays(
      desk.businessDate,
      desk.random.weighted([[0, 6] as const, [1, 2] as const, [2, 1] as const]),
    )
    const typeId = pickWhere(desk, 'room_types', 'true')
    const roomId = desk.random.chance(0.7) ? pickWhere(desk, 'rooms', 'room_type_id = ?', typeId) : undefined
    return {
      arrival,
      departure: addDays(arrival, desk.random.weighted([[0, 1] as const, [1, 6] as const, [3, 3] as const])),
      roomTypeId: typeId,
      roomId,
      adults: 1,
      children: 0,
      overbook: desk.random.chance(0.1),
      guest: someGuest(desk),
    }
  },
  'booking.walkIn': (desk) => ({
    departure: addDays(desk.businessDate, desk.random.between(0, 3)),
    roomId: pickWhere(desk, 'rooms', 'true'),
    adults: 1,
    children: 0,
    guest: someGuest(desk),
    ...(desk.random.chance(0.5) ? { payment: cash(desk) } : { payment: undefined }),
  }),
  'booking.assignRoom': (desk) => ({
    bookingId: stayIn(desk, expected),
    roomId: pickWhere(desk, 'rooms', 'true'),
  }),
  'booking.checkIn': (desk) => ({
    bookingId: stayIn(
      desk,
      `${expected} and room_id is not null and check_in_date <= '${desk.businessDate}'`,
    ),
    override: { reason: 'the manager said so' },
  }),
  'booking.checkOut': (desk) => ({ bookingId: stayIn(desk, `status = 'checked_in' and ${isSettled(desk)}`) }),
  'booking.prolongHold': (desk) => ({ bookingId: stayIn(desk, `status = 'pending'`) }),
  'booking.releaseHold': (desk) => ({ bookingId: stayIn(desk, `status = 'pending'`) }),
  'booking.cancel': (desk) => ({ bookingId: stayIn(desk, expected), reason: 'changed plans' }),
  'booking.undo': (desk) => ({ bookingId: stayIn(desk, `status <> 'pending'`) }),
  'folio.postCharge': (desk) => ({ bookingId: stayIn(desk, `status = 'checked_in'`) }),
  'folio.takePayment': (desk) => {
    const bookingId = stayIn(desk, `status in ('confirmed', 'checked_in')`)
    return { bookingId, payment: cash(desk, bookingId) }
  },
  'booking.noShow': (desk) => ({
    bookingId: stayIn(desk, `${expected} and check_in_date <= '${desk.businessDate}'`),
  }),
  'booking.reinstate': (desk) => ({ bookingId: stayIn(desk, `status in ('cancelled', 'no_show')`) }),
  'booking.undoCheckIn': (desk) => ({ bookingId: stayIn(desk, `status = 'checked_in'`) }),
  'booking.confirm': (desk) => ({ bookingId: stayIn(desk, `status in ('pending', 'confirmed')`) }),
  'booking.lateCheckOut': (desk) => ({ bookingId: stayIn(desk, `status = 'checked_in'`), until: '14:00' }),
  'folio.takeBack': (desk) => {
    const transactionId = pickWhere(desk, 'transactions', `type = 'extra_charge' and reverses_id is null`)
    const bookingId = desk.db
      .prepare('select booking_id from transactions where id = ?')
      .pluck()
      .get(transactionId)
    return { transactionId, bookingId }
  },
  'booking.setDeposit': (desk) => ({ bookingId: stayIn(desk, expected) }),
  'booking.doNotDisturb': (desk) => ({ bookingId: stayIn(desk, `status = 'checked_in'`) }),
  'booking.queueRoom': (desk) => ({
    bookingId: stayIn(desk, `${expected} and check_in_date <= '${desk.businessDate}'`),
  }),
  'booking.moveRoom': (desk) => ({
    bookingId: stayIn(desk, hasRoom),
    roomId: pickWhere(desk, 'rooms', 'true'),
  }),
  'booking.swapRooms': (desk) => ({
    bookingId: stayIn(desk, hasRoom),
    otherBookingId: stayIn(desk, hasRoom),
  }),
  'booking.lockRoom': (desk) => ({ bookingId: stayIn(desk, hasRoom) }),
  'booking.changeDates': (desk) => {
    const bookingId = stayIn(desk, hasRoom)
    const arrival = columnOf(desk, bookingId, 'check_in_date') ?? desk.businessDate
    return { bookingId, arrival, departure: addDays(arrival, desk.random.between(1, 4)) }
  },
  'booking.split': (desk) => {
    const bookingId = stayIn(desk, `${hasRoom} and total_nights > 1`)
    const arrival = columnOf(desk, bookingId, 'check_in_date') ?? desk.businessDate
    return { bookingId, at: addDays(arrival, 1), roomId: pickWhere(desk, 'rooms', 'true') }
  },
  'conflict.giveRoom': parked,
  'conflict.moveOther': (desk) => ({ ...parked(desk), otherBookingId: stayIn(desk, hasRoom) }),
  'conflict.splitStay': (desk) => {
    const { bookingId } = parked(desk)
    const rooms = {
      firstRoomId: pickWhere(desk, 'rooms', 'true'),
      secondRoomId: pickWhere(desk, 'rooms', 'true'),
    }
    const arrival = columnOf(desk, bookingId, 'check_in_date') ?? desk.businessDate
    return { bookingId, from: addDays(arrival, 1), ...rooms }
  },
  'conflict.relocate': parked,
  'conflict.cancelStay': parked,
  'conflict.attachMoney': (desk) => ({ conflictId: openCard(desk, `kind = 'suspense'`) }),
  'conflict.keepMoney': (desk) => ({ conflictId: openCard(desk, `kind = 'suspense'`) }),
  'conflict.chooseValues': (desk) => ({ conflictId: openCard(desk, `kind = 'changed_meanwhile'`) }),
  'conflict.acknowledge': (desk) => ({
    conflictId: openCard(desk, `kind not in ('suspense', 'room_taken')`),
  }),
  'day.close': (desk) => ({
    businessDate: desk.businessDate,
    noShows: [],
    keepExpected: desk.db
      .prepare<[string], string>(`select id from bookings where ${expected} and check_in_date <= ?`)
      .pluck()
      .all(desk.businessDate),
  }),
  'group.nameGuests': (desk) => {
    const bookingId = pickWhere(desk, 'bookings', `booking_group_id is not null and ${expected}`)
    const groupId = desk.db
      .prepare<[string], string>('select booking_group_id from bookings where id = ?')
      .pluck()
      .get(bookingId ?? '')
    const guestId = pickWhere(desk, 'customers', 'blacklisted = 0 and merged_into is null')
    return { groupId, names: [{ bookingId, guest: { kind: 'known', guestId } }] }
  },
  'waitlist.drop': (desk) => ({ entryId: pickWhere(desk, 'waitlist_entries', "status = 'waiting'") }),
  'note.done': (desk) => ({ noteId: pickWhere(desk, 'desk_notes', 'true') }),
  'booking.removeGuest': (desk) => {
    const bookingGuestId = pickWhere(desk, 'booking_guests', 'true')
    const bookingId = desk.db
      .prepare<[string], string>('select booking_id from booking_guests where id = ?')
      .pluck()
      .get(bookingGuestId ?? '')
    return { bookingGuestId, bookingId }
  },
  'day.postNights': ({ businessDate }) => ({ businessDate }),
  'room.changeBlock': (desk) => {
    const blockId = pickWhere(desk, 'room_blocks', 'released_at is null')
    const from = desk.db
      .prepare<[string], string>('select starts_on from room_blocks where id = ?')
      .pluck()
      .get(blockId ?? '')
    return { blockId, from, to: addDays(desk.businessDate, 3) }
  },
  'room.release': (desk) => ({ blockId: pickWhere(desk, 'room_blocks', 'released_at is null') }),
}

const hasRoom = `status in ('confirmed', 'guaranteed', 'checked_in') and room_id is not null`

/** A stay that lost its room. */
function parked(desk: Guess): {
  readonly bookingId: string | undefined
  readonly roomId: string | undefined
} {
  return {
    bookingId: stayIn(desk, `wanted_room_id is not null and room_id is null and ${expected}`),
    roomId: pickWhere(desk, 'rooms', 'true'),
  }
}

function openCard(desk: Guess, condition: string): string | undefined {
  return (
    pickWhere(desk, 'sync_conflicts', `status = 'open' and ${condition}`) ??
    pickWhere(desk, 'sync_conflicts', 'true')
  )
}

function columnOf({ db }: Guess, bookingId: string | undefined, column: string): string | undefined {
  return db
    .prepare<[string], string>(`select ${column} from bookings where id = ?`)
    .pluck()
    .get(bookingId ?? '')
}

const expected = `status in ('pending', 'confirmed', 'guaranteed')`

/** Its nights have been paid, as far as a rough sum tells. */
function isSettled({ businessDate }: Guess): string {
  const nights = `(select coalesce(sum(n.amount), 0) from booking_nights n where n.booking_id = bookings.id and not exists
    (select 1 from transactions t where t.booking_night_id = n.id) and n.night < '${businessDate}')`
  return `(select coalesce(sum(x.amount), 0) from transactions x where x.booking_id = bookings.id) + ${nights} <= 0`
}

/** A stay in this state, else any: a refusal is tried too. */
function stayIn(desk: Guess, condition: string): string | undefined {
  return pickWhere(desk, 'bookings', condition) ?? pickWhere(desk, 'bookings', 'true')
}

function someGuest(desk: Guess): Fields {
  const known = desk.random.chance(0.3) ? pickWhere(desk, 'customers', 'true') : undefined
  if (known !== undefined) return { kind: 'known', guestId: known }
  return {
    kind: 'new',
    fullName: `Guest ${desk.random.between(1, 999)}`,
    nationality: 'PRT',
    phone: '',
    email: '',
  }
}

/** Some money, or for a stay often just what is owed. */
function cash(desk: Guess, bookingId?: string): Fields {
  const owed = Number(
    desk.db
      .prepare(
        `select coalesce((select sum(amount) from transactions where booking_id = $id), 0)
           + coalesce((select sum(n.amount) from booking_nights n where n.booking_id = $id and not exists
               (select 1 from transactions t where t.booking_night_id = n.id)), 0)`,
      )
      .pluck()
      .get({ id: bookingId ?? null }),
  )
  const amountMinor = owed > 0 && desk.random.chance(0.7) ? owed : desk.random.between(1, 200) * 100
  return { method: desk.random.pick(['cash', 'bank_transfer'] as const), amountMinor, reference: '' }
}
