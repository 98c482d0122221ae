import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Call } from '../../shared/contract/call.ts'
import { calls, isCallName } from '../../shared/contract/index.ts'
import { staffRoles } from '../../shared/domain/staff/role.ts'
import { aHotel } from '../../shared/testing/hotel.ts'
import { aStay } from '../../shared/testing/stay.ts'
import { testCalls } from './testing/test-calls.ts'

const dueIn = { arrival: '2026-08-13', departure: '2026-08-15', room: '101' }

/** An input of each call that is well formed, about nothing that exists. */
const wellFormed: Readonly<Record<keyof typeof calls, unknown>> = {
  'terminal.status': {},
  'terminal.enrol': { code: 'ABCD', terminalName: 'Desk' },
  'terminal.practiseOutage': { on: true },
  'terminal.syncNow': {},
  'terminal.exportQuarantine': {},
  'terminal.commands': {},
  'session.signIn': { username: 'nobody', password: 'none' },
  'session.signOut': {},
  'session.current': {},
  'session.known': {},
  'session.signInWithPin': { username: 'nobody', pin: '8091' },
  'session.setPin': { pin: '8091' },
  'session.approve': {
    username: 'nobody',
    secret: { kind: 'password', password: 'none' },
    call: 'guest.setBlacklist',
  },
  'desk.today': {},
  'search.find': { text: 'ada' },
  'guest.find': { text: 'ada' },
  'rooms.list': {},
  'room.setHousekeeping': { roomId: randomUUID(), housekeeping: 'clean' },
  'booking.get': { bookingId: randomUUID() },
  'booking.quote': { arrival: '2026-08-13', departure: '2026-08-15', adults: 2 },
  'booking.freeRooms': { arrival: '2026-08-13', departure: '2026-08-15' },
  'booking.create': {
    requestId: randomUUID(),
    arrival: '2026-08-13',
    departure: '2026-08-15',
    adults: 2,
    guest: { kind: 'new', fullName: 'Ada Byron' },
    roomTypeId: randomUUID(),
    source: 'phone',
  },
  'booking.walkIn': {
    requestId: randomUUID(),
    departure: '2026-08-15',
    adults: 2,
    guest: { kind: 'known', guestId: randomUUID() },
    roomId: randomUUID(),
  },
  'booking.readWalkIn': { line: 'smith 2n dbl 120 cash' },
  'booking.offerRoom': { departure: '2026-08-15', adults: 1 },
  'booking.assignRoom': { requestId: randomUUID(), bookingId: randomUUID(), roomId: randomUUID() },
  'booking.checkIn': { requestId: randomUUID(), bookingId: randomUUID() },
  'booking.checkOut': { requestId: randomUUID(), bookingId: randomUUID() },
  'group.pay': {
    requestId: randomUUID(),
    groupId: randomUUID(),
    payment: { method: 'cash', amountMinor: 100 },
  },
  'booking.prolongHold': {
    requestId: randomUUID(),
    bookingId: randomUUID(),
    holdHours: 2,
  },
  'booking.releaseHold': { requestId: randomUUID(), bookingId: randomUUID() },
  'booking.cancel': { requestId: randomUUID(), bookingId: randomUUID(), reason: 'none' },
  'booking.moveRoom': {
    requestId: randomUUID(),
    bookingId: randomUUID(),
    roomId: randomUUID(),
    from: '2026-08-13',
    price: 'keep',
  },
  'booking.changeDates': {
    requestId: randomUUID(),
    bookingId: randomUUID(),
    departure: '2026-08-15',
    price: 'keep',
  },
  'booking.split': {
    requestId: randomUUID(),
    bookingId: randomUUID(),
    at: '2026-08-14',
    roomId: randomUUID(),
  },
  'booking.swapRooms': { requestId: randomUUID(), bookingId: randomUUID(), otherBookingId: randomUUID() },
  'booking.lockRoom': { requestId: randomUUID(), bookingId: randomUUID(), locked: true },
  'booking.quoteChange': { bookingId: randomUUID() },
  'guest.get': { guestId: randomUUID() },
  'guest.update': { requestId: randomUUID(), guestId: randomUUID(), phone: '1' },
  'guest.setBlacklist': {
    requestId: randomUUID(),
    guestId: randomUUID(),
    blacklisted: true,
    reason: 'x',
  },
  'guest.duplicates': { fullName: 'Ada' },
  'guest.merge': { requestId: randomUUID(), guestId: randomUUID(), otherGuestId: randomUUID() },
  'guest.anonymise': { requestId: randomUUID(), guestId: randomUUID() },
  'guest.readMrz': { text: 'P<' },
  'group.create': {
    requestId: randomUUID(),
    name: 'Wedding',
    contact: { kind: 'known', guestId: randomUUID() },
    arrival: '2026-08-13',
    departure: '2026-08-15',
    rooms: [{ roomTypeId: randomUUID() }],
  },
  'group.get': { groupId: randomUUID() },
  'group.list': { from: '2026-08-13', to: '2026-08-15' },
  'group.update': { requestId: randomUUID(), groupId: randomUUID(), name: 'Wedding' },
  'group.checkOut': { requestId: randomUUID(), groupId: randomUUID() },
  'group.nameGuests': {
    requestId: randomUUID(),
    groupId: randomUUID(),
    names: [{ bookingId: randomUUID(), guest: { kind: 'known', guestId: randomUUID() } }],
  },
  'group.checkIn': { requestId: randomUUID(), groupId: randomUUID() },
  'group.addRooms': {
    requestId: randomUUID(),
    groupId: randomUUID(),
    arrival: '2026-08-13',
    departure: '2026-08-15',
    rooms: [{ roomTypeId: randomUUID() }],
  },
  'rooms.proposeRooms': { arrivingBy: '2026-08-14' },
  'rooms.proposeMoves': { from: '2026-08-14', to: '2026-08-30' },
  'waitlist.add': {
    requestId: randomUUID(),
    guest: { kind: 'known', guestId: randomUUID() },
    arrival: '2026-08-13',
    departure: '2026-08-15',
  },
  'waitlist.drop': { requestId: randomUUID(), entryId: randomUUID() },
  'waitlist.list': {},
  'note.add': {
    requestId: randomUUID(),
    kind: 'task',
    department: 'maintenance',
    dueOn: '2026-08-13',
    roomId: randomUUID(),
    body: 'Lamp',
  },
  'note.done': { requestId: randomUUID(), noteId: randomUUID() },
  'note.list': {},
  'booking.guests': { bookingId: randomUUID() },
  'booking.addGuest': { requestId: randomUUID(), bookingId: randomUUID(), fullName: 'Ada Byron' },
  'booking.removeGuest': {
    requestId: randomUUID(),
    bookingId: randomUUID(),
    bookingGuestId: randomUUID(),
  },
  'booking.doNotDisturb': { requestId: randomUUID(), bookingId: randomUUID(), on: true },
  'booking.queueRoom': { requestId: randomUUID(), bookingId: randomUUID(), queued: true },
  'room.block': {
    requestId: randomUUID(),
    roomId: randomUUID(),
    kind: 'out_of_order',
    from: '2026-08-13',
    to: '2026-08-15',
    reason: 'Water',
  },
  'room.changeBlock': {
    requestId: randomUUID(),
    blockId: randomUUID(),
    kind: 'out_of_order',
    from: '2026-08-13',
    to: '2026-08-15',
    reason: 'x',
  },
  'room.stays': { roomId: randomUUID(), from: '2026-08-13', to: '2026-08-15' },
  'room.release': { requestId: randomUUID(), blockId: randomUUID() },
  'room.blocks': { from: '2026-08-13', to: '2026-08-15' },
  'room.saySeen': { requestId: randomUUID(), roomId: randomUUID(), occupied: true },
  'housekeeping.board': {},
  'shift.handover': { since: '2026-08-13T06:00:00.000Z' },
  'booking.explainPrice': {
    arrival: '2026-08-13',
    departure: '2026-08-15',
    adults: 2,
    roomTypeId: randomUUID(),
  },
  'booking.quoteFees': { bookingId: randomUUID() },
  'booking.noShow': { requestId: randomUUID(), bookingId: randomUUID(), chargeFee: true },
  'booking.reinstate': { requestId: randomUUID(), bookingId: randomUUID() },
  'booking.undoCheckIn': { requestId: randomUUID(), bookingId: randomUUID() },
  'booking.confirm': { requestId: randomUUID(), bookingId: randomUUID() },
  'folio.takeBack': {
    requestId: randomUUID(),
    bookingId: randomUUID(),
    transactionId: randomUUID(),
    reason: 'wrong room',
  },
  'booking.setDeposit': {
    requestId: randomUUID(),
    bookingId: randomUUID(),
    deposit: { amountMinor: 1, dueOn: '2026-08-13' },
  },
  'booking.lateCheckOut': { requestId: randomUUID(), bookingId: randomUUID(), until: '16:00' },
  'day.status': {},
  'day.postNights': { requestId: randomUUID(), businessDate: '2026-08-13', bookingIds: [randomUUID()] },
  'day.close': { requestId: randomUUID(), businessDate: '2026-08-13' },
  'booking.undo': { requestId: randomUUID(), bookingId: randomUUID() },
  'conflict.list': {},
  'conflict.count': {},
  'conflict.detail': { cardId: randomUUID() },
  'conflict.giveRoom': { requestId: randomUUID(), bookingId: randomUUID(), roomId: randomUUID() },
  'conflict.moveOther': {
    requestId: randomUUID(),
    bookingId: randomUUID(),
    otherBookingId: randomUUID(),
    roomId: randomUUID(),
  },
  'conflict.splitStay': {
    requestId: randomUUID(),
    bookingId: randomUUID(),
    firstRoomId: randomUUID(),
    secondRoomId: randomUUID(),
    from: '2026-08-14',
  },
  'conflict.relocate': { requestId: randomUUID(), bookingId: randomUUID(), hotel: 'The Other' },
  'conflict.cancelStay': { requestId: randomUUID(), bookingId: randomUUID(), reason: 'none' },
  'conflict.attachMoney': { requestId: randomUUID(), conflictId: randomUUID(), bookingId: randomUUID() },
  'conflict.keepMoney': {
    requestId: randomUUID(),
    conflictId: randomUUID(),
    outcome: 'kept',
    note: 'for the next stay',
  },
  'conflict.chooseValues': { requestId: randomUUID(), conflictId: randomUUID(), mine: [] },
  'conflict.acknowledge': { requestId: randomUUID(), conflictId: randomUUID() },
  'conflict.doAgain': { requestId: randomUUID(), conflictId: randomUUID() },
  'lease.left': { arrival: '2026-08-13', departure: '2026-08-15' },
  'hotel.setAutoMove': { requestId: randomUUID(), on: true },
  'folio.postCharge': {
    requestId: randomUUID(),
    bookingId: randomUUID(),
    description: 'Minibar',
    unitPriceMinor: 1,
  },
  'folio.takePayment': {
    requestId: randomUUID(),
    bookingId: randomUUID(),
    payment: { method: 'cash', amountMinor: 1 },
  },
  'document.bill': { bookingId: randomUUID() },
  'document.confirmation': { bookingId: randomUUID() },
  'document.registration': { bookingId: randomUUID() },
  'rack.house': {},
  'rack.window': { from: '2026-08-13', days: 14, lanes: [{ laneId: randomUUID(), seen: '' }] },
  'rack.days': { from: '2026-08-13', days: 14 },
}

const names = Object.keys(calls).filter(isCallName)

describe('the one way in', () => {
  test('knows no call that the contract does not', async () => {
    const { call } = testCalls(aHotel())
    for (const name of ['booking.delete', '', 'toString', '__proto__', 'constructor']) {
      expect(await call(name, {})).toEqual({ ok: false, error: { code: 'unknown_call' } })
    }
  })

  test('says of a malformed input which field is wrong', async () => {
    const { call, signIn } = testCalls(aHotel())
    await signIn()
    expect(await call('booking.get', { bookingId: '42' })).toMatchObject({
      error: { code: 'invalid_input', field: 'bookingId', issues: [{ path: 'bookingId' }] },
    })
    expect(await call('booking.get', { bookingId: randomUUID(), all: true })).toMatchObject({
      error: { code: 'invalid_input' },
    })
    expect(await call('desk.today', null)).toMatchObject({ error: { code: 'invalid_input' } })
  })

  test('lets nobody in who is not signed in, but to what anyone may ask', async () => {
    for (const name of names) {
      const { call } = testCalls(aHotel())
      const reply = await call(name, wellFormed[name])
      const refused = !reply.ok && reply.error.code === 'not_signed_in'
      expect([name, refused]).toEqual([name, calls[name].allowed !== 'anyone'])
    }
  })

  test('lets each role do what the contract allows it, and nothing else', async () => {
    const { call, signIn, setRole, bugs } = testCalls(aHotel())
    for (const role of staffRoles) {
      setRole(role)
      for (const name of names) {
        await signIn()
        const { allowed, approvable }: Call = calls[name]
        const reply = await call(name, wellFormed[name])
        const code = reply.ok ? null : reply.error.code
        const mayAsk = allowed === 'anyone' || allowed === 'staff' || allowed.includes(role)
        const mayBeLet = !mayAsk && approvable?.includes(role) === true
        expect([role, name, code === 'not_allowed']).toEqual([role, name, !mayAsk && !mayBeLet])
        if (mayBeLet) expect([role, name, code]).toEqual([role, name, 'approval_needed'])
      }
    }
    expect(bugs).toEqual([])
  })

  test('says so when a handler breaks down, keeps the reason for the log, and goes on', async () => {
    const hotel = aHotel()
    const { call, signIn, bugs } = testCalls(hotel)
    await signIn()
    hotel.db.exec('alter table bookings rename to gone')
    expect(await call('desk.today', {})).toEqual({ ok: false, error: { code: 'internal' } })
    expect(bugs).toHaveLength(1)
    hotel.db.exec('alter table gone rename to bookings')
    expect(await call('desk.today', {})).toMatchObject({ ok: true })
  })

  test('tells windows and line of a command once it is done, and of nothing when it was refused or done before', async () => {
    const hotel = aHotel()
    const { call, signIn, changed, committed } = testCalls(hotel)
    await signIn()
    const { bookingId } = aStay(hotel, dueIn)
    const click = { requestId: randomUUID(), bookingId }
    await call('booking.checkIn', click)
    expect(changed).toEqual([['bookings', 'audit_logs']])
    await call('booking.checkIn', click)
    await call('booking.checkIn', { ...click, requestId: randomUUID() })
    expect([changed.length, committed()]).toEqual([1, 1])
  })
})

describe('what calls answer', () => {
  test('is what the contract says, for a whole stay', async () => {
    const hotel = aHotel()
    const { call, ask, signIn } = testCalls(hotel)
    await signIn()
    const checked = async (name: keyof typeof calls, input: unknown) => {
      const reply = await call(name, input)
      expect([name, reply]).toMatchObject([name, { ok: true }])
      expect(calls[name].output.safeParse(reply.ok ? reply.value : null).error?.issues ?? []).toEqual([])
    }
    for (const name of [
      'terminal.status',
      'terminal.commands',
      'session.known',
      'desk.today',
      'rooms.list',
    ] as const) {
      await checked(name, {})
    }
    const dates = { arrival: '2026-08-13', departure: '2026-08-15' }
    await checked('booking.quote', { ...dates, adults: 3 })
    await checked('booking.freeRooms', dates)
    await checked('search.find', { text: '101' })
    await checked('room.setHousekeeping', { roomId: hotel.room('101'), housekeeping: 'inspected' })
    const { booking } = await ask('booking.create', {
      requestId: randomUUID(),
      ...dates,
      adults: 2,
      guest: { kind: 'new', fullName: 'Ada Byron', nationality: 'GBR' },
      roomTypeId: hotel.typeIds.double,
      source: 'phone',
    })
    const { bookingId } = booking
    await checked('booking.assignRoom', { requestId: randomUUID(), bookingId, roomId: hotel.room('101') })
    await checked('booking.checkIn', { requestId: randomUUID(), bookingId })
    await checked('folio.postCharge', {
      requestId: randomUUID(),
      bookingId,
      description: 'Tea',
      unitPriceMinor: 3_00,
    })
    await checked('folio.takePayment', {
      requestId: randomUUID(),
      bookingId,
      payment: { method: 'cash', amountMinor: 103_00, tenderedMinor: 110_00 },
    })
    await checked('document.bill', { bookingId })
    await checked('document.confirmation', { bookingId, language: 'fr' })
    await checked('search.find', { text: 'ada' })
    await checked('guest.find', { text: 'ada' })
    await checked('desk.today', {})
    await checked('booking.get', { bookingId })
    await checked('terminal.commands', {})
  })

  test('a quote counts what is left and asks the price of the party', async () => {
    const hotel = aHotel()
    const { ask, signIn } = testCalls(hotel)
    await signIn()
    aStay(hotel, dueIn)
    aStay(hotel, { arrival: '2026-08-14', departure: '2026-08-15' })
    const quote = await ask('booking.quote', { arrival: '2026-08-13', departure: '2026-08-15', adults: 3 })
    expect(quote).toMatchObject({
      nights: 2,
      types: [
        { code: 'DBL', free: 2, fits: true, totalMinor: 260_00 },
        { code: 'SUI', free: 2, fits: true, totalMinor: 500_00 },
      ],
    })
    const dayUse = await ask('booking.quote', { arrival: '2026-08-13', departure: '2026-08-13', adults: 2 })
    expect(dayUse.types[0]).toMatchObject({ nightly: [], totalMinor: 100_00 })
  })

  test('a booking tells what stands in its way, what it still costs and what may be undone', async () => {
    const hotel = aHotel()
    const { ask, signIn } = testCalls(hotel)
    await signIn()
    const { bookingId } = aStay(hotel, { arrival: '2026-08-13', departure: '2026-08-15' })
    const at = async () => (await ask('booking.get', { bookingId })).booking
    expect(await at()).toMatchObject({
      blockers: ['no_room'],
      unpostedMinor: 200_00,
      undo: null,
      unsent: false,
    })
    await ask('booking.assignRoom', { requestId: randomUUID(), bookingId, roomId: hotel.room('102') })
    expect(await at()).toMatchObject({
      blockers: [],
      roomNumber: '102',
      undo: { name: 'booking.assignRoom' },
      unsent: true,
      history: [{ action: 'booking.assignRoom', actorName: 'Ada Clerk', terminal: 'Front desk' }],
    })
  })

  test('a bill says what was posted and what is to come', async () => {
    const hotel = aHotel()
    const { ask, signIn } = testCalls(hotel)
    await signIn()
    const { bookingId, code } = aStay(hotel, { ...dueIn, status: 'checked_in', nightsPosted: 1 })
    const bill = await ask('document.bill', { bookingId })
    expect(bill.fileName).toBe(`bill-${code}.pdf`)
    expect(JSON.parse(Buffer.from(bill.base64, 'base64').toString())).toMatchObject({
      bookingCode: code,
      guestName: 'Grace Guest',
      posted: [{ amountMinor: 100_00 }],
      expected: [
        { businessDate: '2026-08-14', description: 'Room, night of 2026-08-14', amountMinor: 100_00 },
      ],
      printedBy: 'Ada Clerk',
    })
  })
})
