import type { StaffMember } from '../../shared/contract/calls/session.ts'
import type { CallName, CallReply, calls, ParsedInput } from '../../shared/contract/index.ts'

/** What answers each call of the contract: a call without a handler does not compile. */
export type Handlers = { readonly [Name in CallName]: Handler<Name> }

export type Handler<Name extends CallName> = (
  input: ParsedInput<Name>,
  asker: Asker<Name>,
) => CallReply<Name> | Promise<CallReply<Name>>

/** Who asks: somebody signed in, unless anyone may ask. */
export type Asker<Name extends CallName> = (typeof calls)[Name]['allowed'] extends 'anyone'
  ? StaffMember | null
  : Staff

/** Somebody at the desk, and the manager who gave their word for this one call. */
export interface Staff extends StaffMember {
  readonly approver?: StaffMember
}
