import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { CallInput } from '../../shared/contract/index.ts'
import { checkHouse } from '../../shared/testing/check-house.ts'
import { aHotel, type TestHotel } from '../../shared/testing/hotel.ts'
import { aGuest, aPayment, aStay } from '../../shared/testing/stay.ts'
import { testCalls } from './testing/test-calls.ts'

const today = '2026-08-13'

async function aHouse(build: (hotel: TestHotel) => void = () => {}) {
  const hotel = aHotel()
  hotel.db.prepare('update hotel_settings set roll_terminal_id = ?').run(hotel.terminalId)
  build(hotel)
  const calls = testCalls(hotel)
  await calls.signIn()
  const requestId = () => randomUUID()
  const room = async (number: string) => {
    const { rooms } = await calls.ask('housekeeping.board', {})
    const found = rooms.find(({ roomNumber }) => roomNumber === number)
    if (found === undefined) throw new Error('no such room')
    return found
  }
  const block = (more: Partial<CallInput<'room.block'>>) =>
    calls.call('room.block', {
      requestId: requestId(),
      roomId: hotel.room('103'),
      kind: 'out_of_order',
      from: today,
      to: '2026-08-15',
      reason: 'Water',
      ...more,
    })
  return { hotel, ...calls, requestId, room, block }
}

describe('blocks', () => {
  test('take a room out of sale until they end, and the room comes back as it was said to', async () => {
    const { ask, call, block, room, requestId, hotel } = await aHouse()
    await block({ to: '2026-08-14', returnStatus: 'pickup' })
    expect(await room('103')).toMatchObject({
      block: { kind: 'out_of_order', reason: 'Water', to: '2026-08-14' },
      priority: null,
    })
    const { types } = await ask('booking.quote', { arrival: today, departure: '2026-08-15', adults: 1 })
    expect(types.map(({ code, free }) => [code, free])).toEqual([
      ['DBL', 3],
      ['SUI', 2],
    ])
    await call('day.close', { requestId: requestId(), businessDate: today })
    expect(await room('103')).toMatchObject({ block: null, housekeeping: 'pickup', priority: 4 })
    expect(checkHouse(hotel.db)).toEqual([])
  })

  test('get other days, and the stays in their way are named with a room to go to', async () => {
    const { ask, call, block, requestId } = await aHouse((hotel) => {
      aStay(hotel, { arrival: '2026-08-16', departure: '2026-08-18', room: '103', guestName: 'Wanda Way' })
    })
    await block({})
    const [made] = (await ask('room.blocks', { from: today, to: '2026-08-14' })).blocks
    const { blockId = '', roomId = '' } = made ?? {}
    const change = (to: string) =>
      call('room.changeBlock', {
        requestId: requestId(),
        blockId,
        kind: 'out_of_order',
        from: today,
        to,
        reason: 'Water, and mould',
      })
    expect(await change('2026-08-17')).toMatchObject({ error: { code: 'room_not_available' } })
    const { stays } = await ask('room.stays', { roomId, from: today, to: '2026-08-17' })
    expect(stays).toMatchObject([{ guestName: 'Wanda Way', moveFrom: '2026-08-16', locked: false }])
    const [stay] = stays
    await ask('booking.moveRoom', {
      requestId: requestId(),
      bookingId: stay?.bookingId ?? '',
      roomId: stay?.otherRoom?.roomId ?? '',
      from: '2026-08-16',
      price: 'keep',
    })
    expect(await change('2026-08-17')).toMatchObject({
      value: { block: { blockId, to: '2026-08-17', reason: 'Water, and mould' } },
    })
    await call('room.release', { requestId: requestId(), blockId })
    expect(await change('2026-08-16')).toMatchObject({ error: { code: 'already_done' } })
  })

  test('of a room that somebody has then are refused, by name of the bookings', async () => {
    let bookingId = ''
    const { block } = await aHouse((hotel) => {
      bookingId = aStay(hotel, { arrival: '2026-08-14', departure: '2026-08-16', room: '103' }).bookingId
      aStay(hotel, { arrival: '2026-08-10', departure: '2026-08-12', room: '104', status: 'checked_in' })
    })
    expect(await block({})).toMatchObject({
      error: { code: 'room_not_available', data: { bookings: [{ bookingId }] } },
    })
    expect(await block({ to: '2026-08-14' })).toMatchObject({ ok: true })
    expect(await block({ from: '2026-08-13', to: '2026-08-20' })).toMatchObject({
      error: { code: 'already_done' },
    })
    // a minor fault does not stand in anybody's way
    expect(await block({ kind: 'out_of_service', from: '2026-08-14' })).toMatchObject({ ok: true })
    // an overdue guest is in the room tonight
    expect(await block({ to: '2026-08-14' })).toMatchObject({ error: { code: 'already_done' } })
  })

  test('are released before their time', async () => {
    const { block, ask, room, requestId, hotel } = await aHouse()
    await block({ roomId: hotel.room('104') })
    const { blocks } = await ask('room.blocks', { from: today, to: '2026-08-14' })
    expect(blocks.map(({ roomNumber, reason }) => [roomNumber, reason])).toEqual([['104', 'Water']])
    await ask('room.release', { requestId: requestId(), blockId: blocks[0]?.blockId ?? '' })
    expect(await room('104')).toMatchObject({ block: null, housekeeping: 'dirty' })
  })
})

describe('the board', () => {
  test('says of each room what becomes of it, and what to do first', async () => {
    const { hotel, room, ask, requestId } = await aHouse((house) => {
      const dirty = house.db.prepare(`update rooms set housekeeping_status = 'dirty'`)
      dirty.run()
      aStay(house, { arrival: '2026-08-12', departure: today, room: '101', status: 'checked_in' })
      aStay(house, { arrival: today, departure: '2026-08-15', room: '101' })
      aStay(house, { arrival: '2026-08-12', departure: '2026-08-15', room: '102', status: 'checked_in' })
    })
    const waiting = aStay(hotel, { arrival: today, departure: '2026-08-15', room: '104' })
    expect(await room('101')).toMatchObject({ role: 'due_out_arrival', priority: null, freeAt: '12:00' })
    expect(await room('102')).toMatchObject({ role: 'stay_over', priority: 5 })
    expect(await room('104')).toMatchObject({ role: 'arrival', priority: 3, waitingSince: null })
    await ask('booking.queueRoom', { requestId: requestId(), bookingId: waiting.bookingId, queued: true })
    expect(await room('104')).toMatchObject({ priority: 1 })
    await ask('room.saySeen', { requestId: requestId(), roomId: hotel.room('102'), occupied: false })
    expect(await room('102')).toMatchObject({ discrepancy: 'skip' })
    await ask('room.saySeen', { requestId: requestId(), roomId: hotel.room('102'), occupied: null })
    expect(await room('102')).toMatchObject({ discrepancy: null })
  })

  test('leaves alone who does not want to be disturbed', async () => {
    const { hotel, room, ask, requestId } = await aHouse((house) => {
      house.db.prepare(`update rooms set housekeeping_status = 'dirty'`).run()
    })
    const stay = {
      arrival: '2026-08-12',
      departure: '2026-08-15',
      room: '102',
      status: 'checked_in',
    } as const
    const { bookingId } = aStay(hotel, stay)
    await ask('booking.doNotDisturb', { requestId: requestId(), bookingId, on: true })
    expect(await room('102')).toMatchObject({ doNotDisturb: true, priority: null })
    await ask('booking.undo', { requestId: requestId(), bookingId })
    expect(await room('102')).toMatchObject({ doNotDisturb: false, priority: 5 })
  })
})

describe('notes', () => {
  test('wait until somebody has seen to them, the urgent first', async () => {
    const { hotel, ask, call, requestId } = await aHouse()
    const { bookingId } = aStay(hotel, { arrival: today, departure: '2026-08-15', room: '104' })
    const add = (more: object) =>
      ask('note.add', { requestId: requestId(), kind: 'message', bookingId, body: 'Call home', ...more })
    await add({})
    await add({ kind: 'wake_up', body: 'Wake', dueOn: '2026-08-14', dueAt: '06:30' })
    await add({ kind: 'alert', body: 'Deposit', popsUp: 'check_in' })
    const { note } = await add({
      kind: 'task',
      department: 'maintenance',
      body: 'Lamp',
      dueOn: today,
      urgent: true,
    })
    const { notes } = await ask('note.list', { bookingId })
    expect(notes.map(({ kind, dueAt, roomNumber }) => [kind, dueAt, roomNumber])).toEqual([
      ['task', null, '104'],
      ['wake_up', '06:30', '104'],
      ['message', null, '104'],
      ['alert', null, '104'],
    ])
    expect((await ask('note.list', { bookingId, popsUp: 'check_in' })).notes).toHaveLength(1)
    const done = await ask('note.done', { requestId: requestId(), noteId: note.noteId })
    expect(done.note).toMatchObject({ doneBy: 'Ada Clerk' })
    expect(await call('note.done', { requestId: requestId(), noteId: note.noteId })).toMatchObject({
      error: { code: 'already_done' },
    })
    expect((await ask('note.list', { bookingId })).notes).toHaveLength(3)
  })

  test('housekeeping sees its tasks, and no guest’s name', async () => {
    const { hotel, ask, call, requestId, setRole } = await aHouse()
    const { bookingId } = aStay(hotel, { arrival: today, departure: '2026-08-15', room: '104' })
    const add = { requestId: requestId(), bookingId, body: 'Cot', dueOn: today } as const
    await ask('note.add', { ...add, kind: 'task', department: 'housekeeping' })
    await ask('note.add', { requestId: requestId(), kind: 'message', bookingId, body: 'Private' })
    setRole('housekeeping')
    const { notes } = await ask('note.list', {})
    expect(notes).toMatchObject([{ body: 'Cot', guestName: null }])
    expect(
      await call('note.add', { requestId: requestId(), kind: 'message', bookingId, body: 'x' }),
    ).toMatchObject({ error: { code: 'not_allowed' } })
  })
})

describe('who stays with a guest', () => {
  test('is written down, and taken off again', async () => {
    const { hotel, ask, requestId } = await aHouse()
    const { bookingId } = aStay(hotel, { arrival: today, departure: '2026-08-15', room: '104' })
    const added = await ask('booking.addGuest', { requestId: requestId(), bookingId, fullName: 'Bob' })
    expect(added.guests).toMatchObject([{ fullName: 'Bob', isChild: false }])
    const bookingGuestId = added.guests[0]?.bookingGuestId ?? ''
    const left = await ask('booking.removeGuest', { requestId: requestId(), bookingId, bookingGuestId })
    expect(left.guests).toEqual([])
  })

  test('is nobody who is not wanted, known or by name and birthday, unless a manager answers for it', async () => {
    let bad = ''
    const { hotel, call, requestId, setRole } = await aHouse((house) => {
      bad = aGuest(house, { full_name: 'José Mal', date_of_birth: '1980-02-01', blacklisted: 1 })
    })
    const { bookingId } = aStay(hotel, { arrival: today, departure: '2026-08-15', room: '104' })
    const add = (more: object) =>
      call('booking.addGuest', { requestId: requestId(), bookingId, fullName: 'mal  jose', ...more })
    expect(await add({})).toMatchObject({ ok: true })
    expect(await add({ dateOfBirth: '1980-02-01' })).toMatchObject({ error: { code: 'guest_blacklisted' } })
    expect(await add({ guestId: bad })).toMatchObject({ error: { code: 'guest_blacklisted' } })
    const override = { reason: 'spoke with them' }
    expect(await add({ guestId: bad, override })).toMatchObject({ error: { code: 'approval_needed' } })
    setRole('manager')
    expect(await add({ guestId: bad, override })).toMatchObject({ ok: true })
  })
})

test('a shift tells the next one what is left, what was taken and what was said', async () => {
  const { hotel, ask, requestId } = await aHouse((house) => {
    aStay(house, { arrival: today, departure: '2026-08-15', room: '101' })
    aStay(house, { arrival: '2026-08-12', departure: today, room: '102', status: 'checked_in' })
  })
  const { bookingId } = aStay(hotel, { arrival: today, departure: '2026-08-15' })
  aPayment(hotel, bookingId, 30_00)
  await ask('folio.takePayment', {
    requestId: requestId(),
    bookingId,
    payment: { method: 'cash', amountMinor: 50_00 },
  })
  const { note } = await ask('note.add', { requestId: requestId(), kind: 'handover', body: 'Boiler is slow' })
  const handover = await ask('shift.handover', { since: `${today}T06:00:00.000Z` })
  expect(handover).toMatchObject({
    businessDate: today,
    unassigned: 1,
    taken: [{ method: 'cash', count: 1, amountMinor: 50_00 }],
    notes: [{ noteId: note.noteId }],
    unsent: 2,
  })
  expect(handover.arrivalsLeft).toHaveLength(2)
  expect(handover.departuresLeft).toHaveLength(1)
  await ask('note.done', { requestId: requestId(), noteId: note.noteId })
  expect((await ask('shift.handover', { since: `${today}T06:00:00.000Z` })).notes).toEqual([])
})
