import { expect, test, vi } from 'vitest'
import type { CallOutput } from '../../shared/contract/index.ts'
import type { Bridge } from '../../shared/contract/terminal.ts'
import { err, ok } from '../../shared/kernel/result.ts'
import { createReads } from './reads.ts'

type Rooms = CallOutput<'rooms.list'>

const room = {
  roomId: '019b0000-0000-7000-8000-000000000001',
  roomNumber: '101',
  roomTypeId: '019b0000-0000-7000-8000-000000000002',
  roomTypeCode: 'DBL',
  floor: 1,
  housekeeping: 'clean',
  occupied: false,
  blocked: false,
  arriving: false,
  dueOut: false,
  unsent: false,
} as const

/** A terminal whose answers the test gives, one after the other. */
function aTerminal() {
  const asked: { readonly name: string; readonly reply: (reply: unknown) => void }[] = []
  const call = (name: string) => new Promise((reply) => asked.push({ name, reply }))
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the test answers with what the contract says
  return { asked, bridge: { call, on: () => () => {} } as unknown as Bridge }
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0))

async function answer(terminal: ReturnType<typeof aTerminal>, reply: unknown): Promise<void> {
  terminal.asked.shift()?.reply(reply)
  await settled()
}

test('one question is asked once, however many views ask it', () => {
  const terminal = aTerminal()
  const reads = createReads(terminal.bridge)
  reads.view('rooms.list', {}, () => {})
  reads.view('rooms.list', {}, () => {})
  expect(terminal.asked).toHaveLength(1)
})

test('the last value stays while it is asked again, and an equal answer draws nothing anew', async () => {
  const terminal = aTerminal()
  const reads = createReads(terminal.bridge)
  const draw = vi.fn<() => void>()
  reads.view('rooms.list', {}, draw)
  await answer(terminal, ok<Rooms>({ rooms: [room] }))
  const first = reads.snapshot('rooms.list', {}).value
  expect(first).toEqual({ rooms: [room] })

  reads.expire()
  await vi.waitUntil(() => terminal.asked.length === 1)
  expect(reads.snapshot('rooms.list', {}).value).toBe(first)
  await answer(terminal, ok<Rooms>({ rooms: [{ ...room }] }))
  expect(reads.snapshot('rooms.list', {}).value).toBe(first)
  expect(draw).toHaveBeenCalledTimes(1)
})

test('a refusal is shown beside the last value', async () => {
  const terminal = aTerminal()
  const reads = createReads(terminal.bridge)
  reads.view('rooms.list', {}, () => {})
  await answer(terminal, ok<Rooms>({ rooms: [room] }))
  reads.expire()
  await vi.waitUntil(() => terminal.asked.length === 1)
  await answer(terminal, err({ code: 'not_signed_in' }))
  expect(reads.snapshot('rooms.list', {})).toMatchObject({
    value: { rooms: [room] },
    error: { code: 'not_signed_in' },
  })
})

test('changes that come while it is being asked lead to one more question, not to one each', async () => {
  const terminal = aTerminal()
  const reads = createReads(terminal.bridge)
  reads.view('rooms.list', {}, () => {})
  for (let change = 0; change < 50; change++) reads.expire()
  expect(terminal.asked).toHaveLength(1)
  await answer(terminal, ok<Rooms>({ rooms: [] }))
  await vi.waitUntil(() => terminal.asked.length === 1)
  await answer(terminal, ok<Rooms>({ rooms: [room] }))
  expect(terminal.asked).toHaveLength(0)
  expect(reads.snapshot('rooms.list', {}).value?.rooms).toHaveLength(1)
})

test('what nobody looks at is asked again when it is next looked at', async () => {
  const terminal = aTerminal()
  const reads = createReads(terminal.bridge)
  const leave = reads.view('rooms.list', {}, () => {})
  await answer(terminal, ok<Rooms>({ rooms: [room] }))
  leave()
  reads.expire()
  expect(terminal.asked).toHaveLength(0)
  reads.view('rooms.list', {}, () => {})
  await vi.waitUntil(() => terminal.asked.length === 1)
})

test('only what was named expires', async () => {
  const terminal = aTerminal()
  const reads = createReads(terminal.bridge)
  reads.view('rooms.list', {}, () => {})
  reads.view('session.current', {}, () => {})
  await answer(terminal, ok<Rooms>({ rooms: [] }))
  await answer(terminal, ok({ staff: null }))
  reads.expire(['session.current'])
  await vi.waitUntil(() => terminal.asked.length === 1)
  expect(terminal.asked[0]?.name).toBe('session.current')
})

test('the next person at the desk starts with nothing of the last', async () => {
  const terminal = aTerminal()
  const reads = createReads(terminal.bridge)
  const leave = reads.view('rooms.list', {}, () => {})
  await answer(terminal, ok<Rooms>({ rooms: [room] }))
  leave()
  reads.forget()
  expect(reads.snapshot('rooms.list', {}).value).toBeUndefined()
})
