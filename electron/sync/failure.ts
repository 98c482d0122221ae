import { unreachable } from '../../shared/kernel/assert.ts'
import type { CallFailure } from '../../shared/protocol/refusals.ts'
import type { RemoteFailure } from '../remote/remote.ts'
import type { Activity, SyncFailure } from './machine.ts'

/** What a failed call means to the engine. */
export function syncFailure(activity: Activity, failure: RemoteFailure): SyncFailure {
  switch (failure.code) {
    case 'unreachable':
    case 'bad_reply':
    case 'signed_out':
      return { type: 'down' }
    case 'too_large':
      return { type: 'refused', tooMuch: true }
    case 'busy':
    case 'forbidden':
    case 'server_error':
      return { type: 'refused', tooMuch: false }
    case 'refused':
      return refusedCall(activity, failure.failure)
    default:
      return unreachable(failure)
  }
}

function refusedCall(activity: Activity, failure: CallFailure): SyncFailure {
  switch (failure) {
    case 'cursor_lost':
      return { type: 'stale' }
    case 'seq_gap':
    case 'cloned_terminal':
    case 'hash_mismatch':
    case 'terminal_revoked':
    case 'not_a_terminal':
    case 'protocol_unsupported':
    case 'enrolment_code_refused':
      return { type: 'trouble', reason: `${activity}: ${failure}` }
    default:
      return unreachable(failure)
  }
}
