import { unreachable } from '../../shared/kernel/assert.ts'
import type { CallFailure } from '../../shared/protocol/refusals.ts'
import type { RemoteFailure } from '../remote/remote.ts'
import type { LineProblem } from '../../shared/contract/calls/terminal.ts'
import type { SyncFailure } from './machine.ts'

/** What a failed call means to the engine. */
export function syncFailure(failure: RemoteFailure): SyncFailure {
  switch (failure.code) {
    case 'unreachable':
    case 'signed_out':
      return { type: 'down' }
    case 'bad_reply':
      return { type: 'down', problem: 'bad_answers' }
    case 'busy':
      return {
        type: 'refused',
        tooMuch: false,
        ...(failure.afterMs === undefined ? {} : { afterMs: failure.afterMs }),
      }
    case 'too_large':
    case 'forbidden':
    case 'server_error':
      return { type: 'refused', tooMuch: blameOf(failure) !== null }
    case 'refused':
      return refusedCall(failure.failure)
    default:
      return unreachable(failure)
  }
}

function refusedCall(failure: CallFailure): SyncFailure {
  switch (failure) {
    case 'cursor_lost':
    // the server has less than was thought: its greeting says how much
    case 'seq_gap':
      return { type: 'stale' }
    case 'cloned_terminal':
    case 'hash_mismatch':
    case 'terminal_revoked':
    case 'not_a_terminal':
    case 'protocol_unsupported':
    case 'signature_refused':
    case 'enrolment_code_refused':
      return { type: 'trouble', reason: problems[failure] }
    default:
      return unreachable(failure)
  }
}

const problems = {
  cloned_terminal: 'cloned',
  hash_mismatch: 'cloned',
  terminal_revoked: 'revoked',
  not_a_terminal: 'not_a_terminal',
  protocol_unsupported: 'update_terminal',
  signature_refused: 'push_refused',
  enrolment_code_refused: 'push_refused',
} as const satisfies Partial<Record<CallFailure, LineProblem>>

/**
 * What the line has against the commands themselves, in a word; null where it is no fault of theirs: a gateway that will
 * not let this through, or a server that breaks on it each time, says so with a code. A bare 500 passes by itself.
 */
export function blameOf(failure: RemoteFailure): string | null {
  if (failure.code === 'too_large') return 'too_large'
  if (failure.code !== 'server_error') return null
  const { status, sqlState } = failure
  if (sqlState !== null) return 'server_breaks'
  return status >= 400 && status < 500 && status !== 408 ? 'not_let_through' : null
}
