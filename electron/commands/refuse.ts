import type { CallError, ErrorCode } from '../../shared/contract/errors.ts'
import { err, type Err } from '../../shared/kernel/result.ts'

/** A rule's refusal as the call's: its code, and its facts as data. */
export function refuse(refusal: Refusal): Err<CallError> {
  const { code, field, message, ...facts } = refusal
  return err({
    code,
    ...(field === undefined ? {} : { field, issues: [{ path: field, message: message ?? code }] }),
    ...(Object.keys(facts).length === 0 ? {} : { data: facts }),
  })
}

/** What every rule's error is made of; `field` where a field of the input is at fault. */
interface Refusal {
  readonly code: ErrorCode
  readonly field?: string
  readonly message?: string
  readonly [fact: string]: unknown
}
