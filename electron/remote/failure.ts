import { callFailures, type CallFailureState } from '../../shared/protocol/refusals.ts'
import type { RemoteFailure } from './remote.ts'

/** What the REST client tells of a call that did not succeed. */
export interface RestError {
  /** 0 when there was no answer. */
  readonly status: number
  /** SQLSTATE, or PostgREST's own PGRST***, or empty. */
  readonly code: string
}

/** What a failed call means to the terminal. */
export function failureOf({ status, code }: RestError): RemoteFailure {
  if (isCallFailure(code)) return { code: 'refused', failure: callFailures[code] }
  if (status === 0) return { code: 'unreachable' }
  if (status === 401) return { code: 'signed_out' }
  if (status === 413) return { code: 'too_large' }
  if (status === 429 || passes.some((pattern) => pattern.test(code))) return { code: 'busy' }
  if (status === 502 || status === 503 || status === 504) return { code: 'busy' }
  // the server's own word; without one it is something before it that will not let this through
  if (status === 403 && code !== '') return { code: 'forbidden' }
  if (status < 400) return { code: 'bad_reply' }
  return { code: 'server_error', status, sqlState: /^[0-9A-Z]{5}$/.test(code) ? code : null }
}

/**
 * What passes by itself: serialization failures, deadlocks, cancelled statements, waits for a lock, too few resources,
 * lost connections, a server that starts or stops, and PostgREST without a database.
 */
const passes = [/^40/, /^57014$/, /^57P0/, /^55P03$/, /^53/, /^08/, /^PGRST00/]

function isCallFailure(code: string): code is CallFailureState {
  return Object.hasOwn(callFailures, code)
}
