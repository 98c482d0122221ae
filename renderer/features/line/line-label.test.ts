import { expect, test } from 'vitest'
import type { LineStatus } from '../../../shared/contract/calls/terminal.ts'
import { english } from '../../language/english.ts'
import { say } from '../../language/say.ts'
import { lineLabel } from './line-label.ts'

const well: LineStatus = {
  state: 'ok',
  online: true,
  problem: null,
  practising: false,
  pending: 0,
  drain: null,
  mirror: null,
  attention: 0,
  quarantined: 0,
  lastSyncedAt: null,
  clockDriftMs: null,
}

function words(line: Partial<LineStatus>): string | null {
  const label = lineLabel({ ...well, ...line })
  return label && say('en-GB', english[label.key], label.values)
}

test('nothing is said when all is well', () => {
  expect(words({})).toBeNull()
  expect(words({ state: 'not_enrolled' })).toBeNull()
})

test('offline tells how much waits', () => {
  expect(words({ state: 'offline', pending: 3 })).toBe('Offline, 3 pending')
  expect(words({ state: 'offline', pending: 0 })).toBe('Offline, 0 pending')
})

test('a drain counts what is confirmed out of all', () => {
  expect(words({ state: 'syncing', pending: 9, drain: { done: 3, total: 12 } })).toBe('Syncing 3 of 12')
})

test('the first mirror shows how far it is, never more than all', () => {
  expect(words({ state: 'mirroring', mirror: { rows: 50, total: 200 } })).toBe('Fetching 25%')
  expect(words({ state: 'mirroring', mirror: { rows: 201, total: 200 } })).toBe('Fetching 100%')
})

test('what needs a person is said in red, one or many', () => {
  expect(words({ state: 'attention', attention: 1 })).toBe('1 needs attention')
  expect(words({ state: 'attention', attention: 2 })).toBe('2 need attention')
  expect(lineLabel({ ...well, state: 'attention', attention: 1 })?.tone).toBe('bad')
})
