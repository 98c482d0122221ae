import { expect, test, vi } from 'vitest'
import type { RackLane } from '../../../shared/contract/calls/rack.ts'
import type { CallInput, CallName, CallReply } from '../../../shared/contract/index.ts'
import { ok } from '../../../shared/kernel/result.ts'
import type { WindowBridge } from '../../bridge/window-bridge.ts'
import { createRackLanes } from './rack-lanes.ts'

/** A terminal with lanes whose versions the test sets; it answers only what is news, as the real one does. */
function aTerminal() {
  const versions = new Map<string, string>()
  const asked: { from: string; lanes: readonly { laneId: string; seen: string }[] }[] = []
  let changed: () => void = () => {}
  const call = <Name extends CallName>(_: Name, input: CallInput<Name>): Promise<CallReply<Name>> => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the rack's lanes ask for nothing else
    const question = input as CallInput<'rack.window'>
    asked.push(question)
    const lanes = question.lanes
      .map(({ laneId, seen }): RackLane & { seen: string } => ({
        laneId,
        seen,
        version: versions.get(laneId) ?? 'v1',
        bars: [],
        blocks: [],
      }))
      .filter((lane) => lane.version !== lane.seen)
      .map(({ seen: _seen, ...lane }) => lane)
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as above
    return Promise.resolve(ok({ lanes, unassigned: [] }) as CallReply<Name>)
  }
  const bridge: WindowBridge = {
    call,
    on: (event, listener) => {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the only event that is listened to
      const heard = listener as (data: { tables: string[] }) => void
      if (event === 'changed') changed = () => heard({ tables: ['bookings'] })
      return () => {}
    },
    isConnected: () => true,
    onConnection: () => () => {},
  }
  return { bridge, asked, versions, change: () => changed() }
}

const sight = { from: '2026-08-10', days: 30, laneIds: ['101', '102', '103'] }

test('a change asks for what is in sight with what was last seen, and tells the viewers of the changed lane alone', async () => {
  const terminal = aTerminal()
  const lanes = createRackLanes(terminal.bridge)
  lanes.listen()
  const told = { 101: vi.fn<() => void>(), 102: vi.fn<() => void>() }
  lanes.onLane('101', told[101])
  lanes.onLane('102', told[102])
  lanes.look(sight)
  await vi.waitFor(() => expect(lanes.lane('103')?.version).toBe('v1'))
  told[101].mockClear()
  told[102].mockClear()
  terminal.versions.set('102', 'v2')
  terminal.change()
  await vi.waitFor(() => expect(lanes.lane('102')?.version).toBe('v2'))
  expect(terminal.asked.at(-1)?.lanes).toEqual(sight.laneIds.map((laneId) => ({ laneId, seen: 'v1' })))
  expect(told[102]).toHaveBeenCalledTimes(1)
  expect(told[101]).not.toHaveBeenCalled()
})

test('a lane that comes into sight is asked for alone', async () => {
  const terminal = aTerminal()
  const lanes = createRackLanes(terminal.bridge)
  lanes.listen()
  lanes.look(sight)
  await vi.waitFor(() => expect(lanes.lane('103')).toBeDefined())
  lanes.look({ ...sight, laneIds: ['102', '103', '104'] })
  await vi.waitFor(() => expect(lanes.lane('104')).toBeDefined())
  expect(terminal.asked.at(-1)?.lanes).toEqual([{ laneId: '104', seen: '' }])
})

test('other days are asked for anew, and what was known stays until the answer', async () => {
  const terminal = aTerminal()
  const lanes = createRackLanes(terminal.bridge)
  lanes.listen()
  lanes.look(sight)
  await vi.waitFor(() => expect(lanes.lane('101')).toBeDefined())
  const known = lanes.lane('101')
  lanes.look({ ...sight, from: '2026-09-10' })
  expect(lanes.lane('101')).toBe(known)
  await vi.waitFor(() => expect(terminal.asked.at(-1)?.from).toBe('2026-09-10'))
})

test('nothing is asked once nobody listens', async () => {
  const terminal = aTerminal()
  const lanes = createRackLanes(terminal.bridge)
  const stop = lanes.listen()
  lanes.look(sight)
  await vi.waitFor(() => expect(lanes.lane('101')).toBeDefined())
  stop()
  const count = terminal.asked.length
  lanes.look({ ...sight, from: '2026-10-10' })
  expect(terminal.asked.length).toBe(count)
})
