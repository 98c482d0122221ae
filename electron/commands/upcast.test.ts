import { expect, test } from 'vitest'
import { argsVersion, upcastArgs, type Upcasts } from './upcast.ts'

const known: Upcasts = {
  'stay.move': [
    ({ room, ...args }) => ({ ...args, roomId: room ?? null }),
    (args) => ({ ...args, reason: 'guest' }),
  ],
}

test('work from two versions ago is brought up to date one version at a time', () => {
  expect(upcastArgs('stay.move', { room: '7' }, known)).toEqual({ roomId: '7', reason: 'guest' })
  expect(upcastArgs('stay.move', { roomId: '7', version: 2 }, known)).toEqual({
    roomId: '7',
    reason: 'guest',
  })
})

test('work of today is left as it is', () => {
  expect(argsVersion('stay.move', known)).toBe(3)
  expect(upcastArgs('stay.move', { roomId: '7', reason: 'hotel', version: 3 }, known)).toEqual({
    roomId: '7',
    reason: 'hotel',
  })
  expect(upcastArgs('stay.other', { input: {} }, known)).toEqual({ input: {} })
})
