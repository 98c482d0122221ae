import { expect, test } from 'vitest'
import { commands } from '../../electron/commands/registry.ts'
import { testCalls } from '../../electron/handlers/testing/test-calls.ts'
import { isCallName, type CallName } from '../../shared/contract/index.ts'
import { aHotel } from '../../shared/testing/hotel.ts'
import { seededRandom } from '../load/random.ts'
import { makeInput } from './inputs.ts'

const names = Object.keys(commands).filter((name): name is CallName => isCallName(name))

test('every command of the desk is guessed so that it is sometimes done', async () => {
  const random = seededRandom('every command')
  const done = new Set<string>()
  const malformed = new Map<string, unknown>()
  for (let hotels = 0; hotels < 12 && done.size < names.length; hotels += 1) {
    const hotel = aHotel()
    const desk = testCalls(hotel)
    await desk.signIn()
    desk.setRole('manager')
    for (let turn = 0; turn < 250; turn += 1) {
      const name = random.pick(names)
      const input = makeInput(name, { db: hotel.db, businessDate: hotel.businessDate, random })
      const reply = await desk.call(name, input)
      if (reply.ok) done.add(name)
      else if (reply.error.code === 'invalid_input') malformed.set(name, reply.error)
    }
    expect(desk.bugs).toEqual([])
    hotel.db.close()
  }
  expect(names.filter((name) => !done.has(name)).map((name) => [name, malformed.get(name)])).toEqual([])
})
