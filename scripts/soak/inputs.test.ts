import { expect, test } from 'vitest'
import { commands } from '../../electron/commands/registry.ts'
import { testCalls } from '../../electron/handlers/testing/test-calls.ts'
import { isCallName, type CallName } from '../../shared/contract/index.ts'
import { addDays } from '../../shared/domain/calendar/days.ts'
import { aHotel, type TestHotel } from '../../shared/testing/hotel.ts'
import { aStay } from '../../shared/testing/stay.ts'
import { seededRandom } from '../load/random.ts'
import { makeInput } from './inputs.ts'

const names = Object.keys(commands).filter((name): name is CallName => isCallName(name))

test('every command of the desk is guessed so that it is sometimes done', { timeout: 120_000 }, async () => {
  const random = seededRandom('every command')
  const done = new Set<string>()
  const refusals = new Map<string, unknown>()
  for (let hotels = 0; hotels < 12 && done.size < names.length; hotels += 1) {
    const hotel = aHotel()
    const desk = testCalls(hotel)
    addTrouble(hotel)
    await desk.signIn()
    desk.setRole('manager')
    for (let turn = 0; turn < 250; turn += 1) {
      const left = names.filter((one) => !done.has(one))
      const name = random.pick(left.length > 0 && random.chance(0.5) ? left : names)
      const input = makeInput(name, { db: hotel.db, businessDate: hotel.businessDate, random })
      const reply = await desk.call(name, input)
      // one that only the server may do is refused last, and this desk has no line
      if (reply.ok || reply.error.code === 'offline') done.add(name)
      else refusals.set(name, reply.error)
    }
    expect(desk.bugs).toEqual([])
    hotel.db.close()
  }
  expect(names.filter((name) => !done.has(name)).map((name) => [name, refusals.get(name)])).toEqual([])
})

/** What the conflict desk works on: stays that lost their room, money without a stay, values that two have changed. */
function addTrouble(hotel: TestHotel): void {
  const { ids, businessDate } = hotel
  aStay(hotel, {
    arrival: businessDate,
    departure: addDays(businessDate, 1),
    status: 'pending',
    booking: { hold_expires_at: `${addDays(businessDate, 1)}T12:00:00.000Z` },
  })
  aStay(hotel, {
    arrival: businessDate,
    departure: addDays(businessDate, 1),
    room: '104',
    status: 'checked_in',
  })
  const card = { command: 'booking.create', terminal_id: hotel.terminalId, mine: '[]', theirs: '{}' }
  for (let index = 0; index < 12; index += 1) {
    const { bookingId } = aStay(hotel, {
      arrival: addDays(businessDate, 10),
      departure: addDays(businessDate, 13),
      booking: { wanted_room_id: hotel.room('101') },
    })
    hotel.add('sync_conflicts', {
      ...card,
      id: ids.fresh(),
      op_id: ids.fresh(),
      booking_id: bookingId,
      kind: 'room_taken',
      outcome: 'parked',
    })
    const paymentId = ids.fresh()
    hotel.add('payments', {
      id: paymentId,
      payment_code: `S${index}`,
      amount: 1000,
      payment_method: 'cash',
      business_date: businessDate,
      status: 'completed',
      suspense_reason: 'booking_unknown',
    })
    hotel.add('sync_conflicts', {
      ...card,
      id: ids.fresh(),
      op_id: ids.fresh(),
      table_name: 'payments',
      record_id: paymentId,
      kind: 'suspense',
      outcome: 'merged',
    })
    hotel.add('sync_conflicts', {
      ...card,
      id: ids.fresh(),
      op_id: ids.fresh(),
      kind: 'changed_meanwhile',
      outcome: 'conflict',
    })
  }
}
