import { expect, test } from 'vitest'
import { failureOf } from './failure.ts'

const cases: readonly (readonly [string, number, string, object])[] = [
  ['no answer', 0, '', { code: 'unreachable' }],
  ['a page that is no JSON', 200, '', { code: 'bad_reply' }],
  ['a token that does not count', 401, 'PGRST303', { code: 'signed_out' }],
  ['somebody who may not', 403, '42501', { code: 'forbidden' }],
  ['too much at once', 413, '', { code: 'too_large' }],
  ['too often', 429, '', { code: 'busy' }],
  ['a gateway without a server', 502, '', { code: 'busy' }],
  ['a server without a database', 503, 'PGRST002', { code: 'busy' }],
  ['a serialization failure', 500, '40001', { code: 'busy' }],
  ['a deadlock', 500, '40P01', { code: 'busy' }],
  ['a statement that took too long', 500, '57014', { code: 'busy' }],
  ['a full disk', 500, '53100', { code: 'busy' }],
  ['a function that is not there', 404, 'PGRST202', { code: 'server_error', status: 404, sqlState: null }],
  ['a bug', 500, '42703', { code: 'server_error', status: 500, sqlState: '42703' }],
  ['a gap in the queue', 400, 'FD001', { code: 'refused', failure: 'seq_gap' }],
  ['a lost cursor', 400, 'FD006', { code: 'refused', failure: 'cursor_lost' }],
]

test.each(cases)('%s is told apart', (_, status, code, failure) => {
  expect(failureOf({ status, code })).toEqual(failure)
})
