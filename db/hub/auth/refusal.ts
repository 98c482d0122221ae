import { err } from '../../../shared/kernel/result.ts'
import type { Err } from '../../../shared/kernel/result.ts'

/** Why the auth service says no: the HTTP status, GoTrue's code for it and GoTrue's words. */
export interface AuthRefusal {
  readonly status: number
  readonly code: AuthErrorCode
  readonly message: string
  readonly retryAfterSeconds?: number
  readonly weakPasswordReasons?: readonly string[]
}

export type AuthErrorCode =
  | 'bad_json'
  | 'bad_jwt'
  | 'invalid_credentials'
  | 'no_authorization'
  | 'over_request_rate_limit'
  | 'refresh_token_already_used'
  | 'refresh_token_not_found'
  | 'same_password'
  | 'session_expired'
  | 'session_not_found'
  | 'signup_disabled'
  | 'unsupported_grant_type'
  | 'user_banned'
  | 'user_not_found'
  | 'validation_failed'
  | 'weak_password'

export function refuse(status: number, code: AuthErrorCode, message: string): Err<AuthRefusal> {
  return err({ status, code, message })
}
