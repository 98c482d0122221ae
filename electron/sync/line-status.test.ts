import { expect, test } from 'vitest'
import { lineStatus as lineStatusSchema } from '../../shared/contract/calls/terminal.ts'
import { lineStatus, type LineFacts } from './line-status.ts'
import { initialState } from './machine.ts'

const well: LineFacts = {
  machine: { ...initialState, mode: 'live', line: 'up' },
  pending: 0,
  attention: 0,
  quarantined: 0,
  auditMismatch: false,
  drained: 0,
  mirror: null,
  lastSyncedAt: '2026-08-13T14:00:00.000Z',
  clockDriftMs: 12,
}
const down: LineFacts['machine'] = { ...well.machine, line: 'down' }

const cases: readonly (readonly [string, Partial<LineFacts>, string])[] = [
  ['all is well', {}, 'ok'],
  ['commands are on their way', { pending: 3, drained: 2 }, 'syncing'],
  ['the first mirror is being made', { mirror: { rows: 5, total: 9 }, pending: 1 }, 'mirroring'],
  ['there is no line', { machine: down, mirror: { rows: 5, total: 9 }, pending: 1 }, 'offline'],
  ['something was refused', { machine: down, pending: 1, attention: 1 }, 'attention'],
  [
    'the server takes none of this terminal’s work',
    { machine: { ...well.machine, trouble: { activity: 'push', reason: 'cloned' } }, pending: 1 },
    'attention',
  ],
  ['the server holds other work than was sent', { auditMismatch: true }, 'attention'],
  ['it is no terminal yet', { machine: initialState, mirror: { rows: 0, total: 0 } }, 'not_enrolled'],
]

test.each(cases)('the worst wins: %s', (_, facts, state) => {
  const status = lineStatus({ ...well, ...facts })
  expect(status.state).toBe(state)
  expect(lineStatusSchema.parse(status)).toEqual(status)
})

test('a drain is counted while it goes on', () => {
  expect(lineStatus({ ...well, pending: 3, drained: 2 }).drain).toEqual({ done: 2, total: 5 })
  expect(lineStatus({ ...well, machine: down, pending: 3, drained: 2 }).drain).toBeNull()
})
