import fc from 'fast-check'
import type { CallName } from '../../../shared/contract/index.ts'
import { noteKinds } from '../../../shared/domain/desk/note.ts'
import { bookingSources } from '../../../shared/domain/stay/source.ts'
import { housekeepingStatuses } from '../../../shared/domain/room/housekeeping.ts'
import { paymentMethods } from '../../../shared/domain/folio/payment-method.ts'
import type { TestHotel } from '../../../shared/testing/hotel.ts'

/** What a clerk could mean, about bookings, rooms and guests that there are, and some that there are not. */
export function meantInputs(
  hotel: TestHotel,
  bookingIds: readonly string[],
  guestIds: readonly string[],
  cardIds: readonly string[],
) {
  const one = <T>(...values: readonly T[]) => fc.constantFrom(...values)
  const requestId = fc.uuid()
  const bookingId = fc.oneof(
    { weight: 9, arbitrary: one(...bookingIds) },
    { weight: 1, arbitrary: fc.uuid() },
  )
  const conflictId = fc.oneof({ weight: 9, arbitrary: one(...cardIds) }, { weight: 1, arbitrary: fc.uuid() })
  const roomId = one('101', '102', '103', '104', '201', '202').map((number) => hotel.room(number))
  const date = fc.integer({ min: 8, max: 22 }).map((day) => `2026-08-${String(day).padStart(2, '0')}`)
  const amount = fc.integer({ min: 1, max: 500_00 })
  const text = fc.string({ minLength: 1, maxLength: 30 })
  const party = { adults: fc.integer({ min: 1, max: 5 }), children: fc.integer({ min: 0, max: 2 }) }
  const guest = fc.oneof(
    fc.record({ kind: fc.constant('known'), guestId: one(...guestIds) }),
    fc.record({ kind: fc.constant('new'), fullName: text, nationality: one('', 'PT') }),
  )
  const payment = fc.record(
    {
      method: one(...paymentMethods),
      amountMinor: amount,
      tenderedMinor: amount,
      cardLastFour: one('4242', '42'),
    },
    { requiredKeys: ['method', 'amountMinor'] },
  )
  const override = fc.record({ reason: text })
  const some = <T extends Record<string, fc.Arbitrary<unknown>>>(
    fields: T,
    ...optional: readonly (keyof T)[]
  ) => fc.record(fields, { requiredKeys: Object.keys(fields).filter((key) => !optional.includes(key)) })
  const nothing = fc.constant({})

  return {
    'terminal.status': nothing,
    'terminal.enrol': some({ code: text, terminalName: text }),
    'terminal.practiseOutage': some({ on: fc.boolean() }),
    'terminal.syncNow': nothing,
    'terminal.exportQuarantine': nothing,
    'terminal.commands': nothing,
    'session.signIn': some({
      username: one('ada', 'eve', 'eve@hotel.test'),
      password: one('right', 'wrong'),
    }),
    'session.signOut': nothing,
    'session.current': nothing,
    'session.known': nothing,
    'desk.today': nothing,
    'search.find': some(
      { text: fc.oneof(text, one('ada', '101', 'A0000')), limit: fc.integer({ min: 1, max: 50 }) },
      'limit',
    ),
    'guest.find': some(
      { text: fc.oneof(text, one('ada', 'A0000')), limit: fc.integer({ min: 1, max: 50 }) },
      'limit',
    ),
    'rooms.list': nothing,
    'room.setHousekeeping': some({ roomId, housekeeping: one(...housekeepingStatuses) }),
    'booking.get': some({ bookingId }),
    'booking.quote': some({ arrival: date, departure: date, ...party }, 'children'),
    'booking.freeRooms': some(
      { arrival: date, departure: date, exceptBookingId: bookingId },
      'exceptBookingId',
    ),
    'session.signInWithPin': some({ username: one('ada', 'nobody'), pin: one('8091', '1234', '8') }),
    'session.setPin': some({ pin: one('8091', '1234') }),
    'session.approve': some({
      username: one('ada', 'nobody'),
      secret: fc.record({ kind: fc.constant('pin'), pin: one('8091', '1111') }),
      call: one('booking.create', 'nothing'),
    }),
    'booking.create': some(
      {
        requestId,
        arrival: date,
        departure: date,
        ...party,
        guest,
        roomTypeId: one(hotel.typeIds.double, hotel.typeIds.suite),
        roomId,
        source: one(...bookingSources),
        overbook: fc.boolean(),
        ignoreRestrictions: fc.boolean(),
        rateMinor: amount,
      },
      'roomId',
      'overbook',
      'ignoreRestrictions',
      'rateMinor',
    ),
    'booking.walkIn': some(
      { requestId, departure: date, ...party, guest, roomId, payment, override, rateMinor: amount },
      'payment',
      'override',
      'rateMinor',
    ),
    'booking.readWalkIn': some({ line: fc.oneof(text, one('smith 2n dbl cash', 'x 0n 101')) }),
    'booking.offerRoom': some({ departure: date, ...party }),
    'booking.assignRoom': some({ requestId, bookingId, roomId }),
    'booking.checkIn': some({ requestId, bookingId, override }, 'override'),
    'booking.checkOut': some({ requestId, bookingId }),
    'booking.releaseHold': some({ requestId, bookingId }),
    'booking.cancel': some({ requestId, bookingId, reason: text }),
    'booking.moveRoom': some(
      { requestId, bookingId, roomId, from: date, price: one('keep', 'reprice'), reason: text, override },
      'reason',
      'override',
    ),
    'booking.changeDates': some(
      {
        requestId,
        bookingId,
        arrival: date,
        departure: date,
        price: one('keep', 'reprice'),
        addedRoomId: roomId,
        overbook: fc.boolean(),
      },
      'arrival',
      'departure',
      'addedRoomId',
      'overbook',
    ),
    'booking.split': some({ requestId, bookingId, at: date, roomId }),
    'booking.swapRooms': some({ requestId, bookingId, otherBookingId: bookingId }),
    'booking.lockRoom': some({ requestId, bookingId, locked: fc.boolean() }),
    'booking.quoteChange': some(
      { bookingId, roomId, from: date, arrival: date, departure: date },
      'roomId',
      'from',
      'arrival',
      'departure',
    ),
    'guest.get': some({ guestId: one(...guestIds) }),
    'guest.update': some(
      {
        requestId,
        guestId: one(...guestIds),
        fullName: text,
        phone: one('', '912 345 678'),
        idExpiry: date,
        preferences: fc.dictionary(text, text, { maxKeys: 3 }),
        tags: fc.array(text, { maxLength: 3 }),
        vip: fc.boolean(),
      },
      'fullName',
      'phone',
      'idExpiry',
      'preferences',
      'tags',
      'vip',
    ),
    'guest.setBlacklist': some({
      requestId,
      guestId: one(...guestIds),
      blacklisted: fc.boolean(),
      reason: text,
    }),
    'guest.duplicates': some({ fullName: text, phone: one('', '912 345 678') }, 'fullName', 'phone'),
    'guest.merge': some({ requestId, guestId: one(...guestIds), otherGuestId: one(...guestIds) }),
    'guest.anonymise': some({ requestId, guestId: one(...guestIds) }),
    'guest.readMrz': some({ text }),
    'group.create': some({
      requestId,
      name: text,
      contact: guest,
      arrival: date,
      departure: date,
      rooms: fc.array(
        some(
          { roomTypeId: one(hotel.typeIds.double, hotel.typeIds.suite), roomId, guest },
          'roomId',
          'guest',
        ),
        { minLength: 1, maxLength: 4 },
      ),
    }),
    'group.get': some({ groupId: fc.uuid() }),
    'group.list': some({ from: date, to: date }),
    'group.update': some({ requestId, groupId: fc.uuid(), name: text }),
    'group.checkIn': some({ requestId, groupId: fc.uuid() }),
    'rooms.proposeRooms': some({ arrivingBy: date }),
    'rooms.proposeMoves': some({ from: date, to: date }),
    'waitlist.add': some({ requestId, guest, arrival: date, departure: date }),
    'waitlist.drop': some({ requestId, entryId: fc.uuid(), reason: text }, 'reason'),
    'group.nameGuests': some({
      requestId,
      groupId: fc.uuid(),
      names: fc.array(some({ bookingId, guest }), { maxLength: 3 }),
    }),
    'group.checkOut': some({ requestId, groupId: fc.uuid() }),
    'waitlist.list': nothing,
    'note.add': some(
      {
        requestId,
        kind: one(...noteKinds),
        bookingId,
        roomId,
        department: one('housekeeping', 'maintenance'),
        body: text,
        dueOn: date,
        dueAt: one('06:30', '24:00'),
        popsUp: one('check_in', 'check_out'),
        urgent: fc.boolean(),
      },
      'bookingId',
      'roomId',
      'department',
      'dueOn',
      'dueAt',
      'popsUp',
      'urgent',
    ),
    'note.done': some({ requestId, noteId: fc.uuid() }),
    'note.list': some({ bookingId, kind: one(...noteKinds), dueBy: date }, 'bookingId', 'kind', 'dueBy'),
    'booking.guests': some({ bookingId }),
    'booking.addGuest': some(
      {
        requestId,
        bookingId,
        guestId: one(...guestIds),
        fullName: text,
        dateOfBirth: date,
        isChild: fc.boolean(),
      },
      'guestId',
      'dateOfBirth',
      'isChild',
    ),
    'booking.removeGuest': some({ requestId, bookingId, bookingGuestId: fc.uuid() }),
    'booking.doNotDisturb': some({ requestId, bookingId, on: fc.boolean() }),
    'booking.queueRoom': some({ requestId, bookingId, queued: fc.boolean() }),
    'room.block': some({
      requestId,
      roomId,
      kind: one('out_of_order', 'out_of_service'),
      from: date,
      to: date,
      reason: text,
    }),
    'room.changeBlock': some({
      requestId,
      blockId: fc.uuid(),
      kind: one('out_of_order', 'out_of_service'),
      from: date,
      to: date,
      reason: text,
    }),
    'room.stays': some({ roomId, from: date, to: date }),
    'room.release': some({ requestId, blockId: fc.uuid() }),
    'room.blocks': some({ from: date, to: date }),
    'room.saySeen': some({ requestId, roomId, occupied: one(true, false, null) }),
    'housekeeping.board': nothing,
    'shift.handover': some({ since: fc.constant('2026-08-13T06:00:00.000Z') }),
    'booking.explainPrice': some(
      { arrival: date, departure: date, ...party, roomTypeId: one(hotel.typeIds.double), roomId },
      'roomId',
      'children',
    ),
    'booking.quoteFees': some({ bookingId }),
    'booking.noShow': some({ requestId, bookingId, chargeFee: fc.boolean() }),
    'booking.reinstate': some({ requestId, bookingId }),
    'booking.undoCheckIn': some({ requestId, bookingId, roomUsed: fc.boolean() }, 'roomUsed'),
    'booking.confirm': some({ requestId, bookingId, guaranteed: fc.boolean() }, 'guaranteed'),
    'booking.lateCheckOut': some(
      {
        requestId,
        bookingId,
        until: one('14:00', '18:30', '25:00'),
        feeMinor: amount,
        acceptPromised: fc.boolean(),
      },
      'feeMinor',
      'acceptPromised',
    ),
    'day.status': nothing,
    'day.postNights': some({
      requestId,
      businessDate: date,
      bookingIds: fc.array(bookingId, { minLength: 1, maxLength: 5 }),
    }),
    'day.close': some(
      {
        requestId,
        businessDate: date,
        noShows: fc.array(fc.record({ bookingId, chargeFee: fc.boolean() }), { maxLength: 4 }),
        keepExpected: fc.array(bookingId, { maxLength: 4 }),
      },
      'noShows',
      'keepExpected',
    ),
    'booking.undo': some({ requestId, bookingId }),
    'folio.postCharge': some({ requestId, bookingId, description: text, unitPriceMinor: amount }),
    'folio.takePayment': some({ requestId, bookingId, payment }),
    'conflict.list': nothing,
    'conflict.count': nothing,
    'conflict.detail': some({ cardId: conflictId }),
    'conflict.giveRoom': some({ requestId, bookingId, roomId }),
    'conflict.moveOther': some({ requestId, bookingId, otherBookingId: bookingId, roomId }),
    'conflict.splitStay': some({
      requestId,
      bookingId,
      firstRoomId: roomId,
      secondRoomId: roomId,
      from: date,
    }),
    'conflict.relocate': some({ requestId, bookingId, hotel: text, note: text }, 'note'),
    'conflict.cancelStay': some({ requestId, bookingId, reason: text }),
    'conflict.attachMoney': some({ requestId, conflictId, bookingId }),
    'conflict.keepMoney': some({ requestId, conflictId, outcome: one('kept', 'to_refund'), note: text }),
    'conflict.chooseValues': some({
      requestId,
      conflictId,
      mine: fc.array(one('adults', 'internal_notes', 'status')),
    }),
    'conflict.acknowledge': some({ requestId, conflictId }),
    'conflict.doAgain': some({ requestId, conflictId }),
    'lease.left': some({ arrival: date, departure: date }),
    'hotel.setAutoMove': some({ requestId, on: fc.boolean() }),
    'document.bill': some({ bookingId }),
    'document.confirmation': some({ bookingId }),
    'rack.house': nothing,
    'rack.window': some({
      from: date,
      days: fc.integer({ min: 1, max: 60 }),
      lanes: fc.array(some({ laneId: fc.oneof(roomId, text), seen: text }), { maxLength: 4 }),
    }),
    'rack.days': some({ from: date, days: fc.integer({ min: 1, max: 60 }) }),
  } satisfies Record<CallName, fc.Arbitrary<unknown>>
}
