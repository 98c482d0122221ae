import type { CallError } from '../../shared/contract/errors.ts'

/** A PIN of the wrong form is a wrong PIN. */
export function pinIssueOf(error: CallError | undefined): CallError | undefined {
  return error?.code === 'invalid_input' ? { code: 'wrong_credentials' } : error
}
