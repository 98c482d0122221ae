import { expect, test } from 'vitest'
import { aHotel, type TestHotel } from '../../../shared/testing/hotel.ts'
import { aStay } from '../../../shared/testing/stay.ts'
import { countAttention, countPending, listAttention, listUnconfirmedCommands } from './commands.ts'
import { loadToday } from './today.ts'

const today = '2026-08-13'

function addOp(
  hotel: TestHotel,
  op: {
    readonly seq: number
    readonly bookingId: string
    readonly status?: string
    readonly reason?: string
  },
): string {
  const opId = hotel.ids.fresh()
  const { seq, bookingId, status = null, reason = null } = op
  hotel.db
    .prepare(
      `insert into outbox (seq, op_id, name, args, subject, booking_id, actor_id, actor_role, business_date, at,
         monotonic_ms, offline, schema_version, writes, body, prev_hash, hash, state, status, reason)
       values (@seq, @opId, 'booking.checkIn', '{}', 'A-1', @bookingId, @actor, '', '', @at, 1, 1, 2, '[]', '', '', '',
         @state, @status, @reason)`,
    )
    .run({
      seq,
      opId,
      bookingId,
      actor: hotel.userId,
      at: `2026-08-13T10:0${seq}:00.000Z`,
      state: status === null ? 'pending' : 'acked',
      status,
      reason,
    })
  return opId
}

function addConflict(hotel: TestHotel, bookingId: string, opId: string, kind: string): string {
  const id = hotel.ids.derived(opId, 'conflict')
  hotel.add('sync_conflicts', {
    id,
    booking_id: bookingId,
    kind,
    outcome: 'conflict',
    op_id: opId,
    command: 'booking.checkIn',
    terminal_id: hotel.terminalId,
    mine: '[]',
    theirs: '{}',
    done_at: '2026-08-13T11:00:00.000Z',
  })
  return id
}

test('commands on their way come first, oldest first, then those that were refused and not settled', () => {
  const hotel = aHotel()
  const { bookingId } = aStay(hotel, { arrival: today, departure: '2026-08-14', room: '101' })
  addOp(hotel, { seq: 1, bookingId, status: 'conflict', reason: 'changed_meanwhile' })
  addOp(hotel, { seq: 2, bookingId, status: 'applied' })
  addOp(hotel, { seq: 3, bookingId })
  addOp(hotel, { seq: 4, bookingId })
  expect(
    listUnconfirmedCommands(hotel.db).map(({ seq, state, reason, actorName }) => [
      seq,
      state,
      reason,
      actorName,
    ]),
  ).toEqual([
    [3, 'pending', null, 'Ada Clerk'],
    [4, 'pending', null, 'Ada Clerk'],
    [1, 'conflict', 'changed_meanwhile', 'Ada Clerk'],
  ])
  expect([countPending(hotel.db), countAttention(hotel.db)]).toEqual([2, 1])
})

test('what was refused needs attention until it is settled, wherever that is done', () => {
  const hotel = aHotel()
  const { bookingId } = aStay(hotel, { arrival: today, departure: '2026-08-14', room: '101' })
  const needsAttention = () => loadToday(hotel.db, today).arrivals.rows[0]?.needsAttention
  const opId = addOp(hotel, { seq: 1, bookingId, status: 'conflict', reason: 'status_move' })
  expect([needsAttention(), listAttention(hotel.db, bookingId)]).toEqual([
    true,
    [{ reason: 'status_move', fault: null, at: '2026-08-13T10:01:00.000Z' }],
  ])
  // its conflict comes back with the server's rows: still one thing
  const conflictId = addConflict(hotel, bookingId, opId, 'status_move')
  expect(listAttention(hotel.db, bookingId)).toEqual([
    { reason: 'status_move', fault: null, at: '2026-08-13T11:00:00.000Z' },
  ])
  expect(countAttention(hotel.db)).toBe(1)
  hotel.db
    .prepare(
      `update sync_conflicts set status = 'settled', settled_at = '2026-08-13T12:00:00.000Z' where id = ?`,
    )
    .run(conflictId)
  expect([needsAttention(), listAttention(hotel.db, bookingId), countAttention(hotel.db)]).toEqual([
    false,
    [],
    0,
  ])
})

test('another terminal’s conflict is in view here too', () => {
  const hotel = aHotel()
  const { bookingId } = aStay(hotel, { arrival: today, departure: '2026-08-14', room: '101' })
  addConflict(hotel, bookingId, hotel.ids.fresh(), 'room_taken')
  expect(loadToday(hotel.db, today).arrivals.rows[0]?.needsAttention).toBe(true)
  expect([countAttention(hotel.db), listUnconfirmedCommands(hotel.db)]).toEqual([0, []])
})
