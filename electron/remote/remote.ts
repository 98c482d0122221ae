import type { StaffRole } from '../../shared/domain/staff/role.ts'
import type { Result } from '../../shared/kernel/result.ts'
import type { SignedOp } from '../../shared/protocol/envelope.ts'
import type { EnrolReply, HelloReply, PullPage, PushReply, SnapshotPage } from '../../shared/protocol/pull.ts'
import type { CallFailure } from '../../shared/protocol/refusals.ts'
import type { WireValue } from '../../shared/protocol/wire.ts'

/** The server as a terminal sees it. Every answer is parsed, every failure is a value; nothing is thrown. */
export interface Remote {
  /** Makes this device a terminal of the hotel, by a code that a manager gave out, and keeps its credentials. */
  readonly enrol: (code: string, name: string) => Promise<Answer<EnrolReply>>
  readonly hello: () => Promise<Answer<HelloReply>>
  readonly snapshotToday: () => Promise<Answer<SnapshotPage>>
  readonly snapshot: (table: string, after: string | null, limit: number) => Promise<Answer<SnapshotPage>>
  readonly pull: (request: PullRequest) => Promise<Answer<PullPage>>
  readonly push: (ops: readonly SignedOp[]) => Promise<Answer<PushReply>>
  /** Asks the server who this is; keeps no session of theirs. */
  readonly signInStaff: (email: string, password: string) => Promise<Result<StaffProfile, StaffSignInFailure>>
  /** Hears the pokes of others until the returned function is called. */
  readonly listen: (listener: PokeListener) => () => void
  /** Tells the others that there is something to pull. */
  readonly poke: () => void
  /** Cuts the line itself: what is under way fails, and nothing goes out until it is let back. */
  readonly cut: (on: boolean) => void
  readonly close: () => Promise<void>
}

export type Answer<T> = Result<T, RemoteFailure>

export interface PullRequest {
  /** The snapshot that the mirror shows. */
  readonly base: string
  /** The snapshot that this round leads to, from its first page on; null asks for one. */
  readonly target: string | null
  /** Where the page before ended. */
  readonly after: WireValue
  readonly limit: number
}

export interface PokeListener {
  readonly onPoke: () => void
  /** The channel is open, perhaps again: pokes may have been missed. */
  readonly onJoined: () => void
}

export type RemoteFailure =
  /** No answer: what was asked may or may not have been done. */
  | { readonly code: 'unreachable' }
  /** An answer, but not one of this protocol: a captive portal's page, half a reply, wrong types. */
  | { readonly code: 'bad_reply' }
  /** Not now: too many requests, no connection left, a deadlock. */
  | { readonly code: 'busy' }
  /** The device's sign-in does not count any more, nor would the server renew it. */
  | { readonly code: 'signed_out' }
  | { readonly code: 'forbidden' }
  | { readonly code: 'too_large' }
  /** The server's own word for why it ended the call; nothing of it was done. */
  | { readonly code: 'refused'; readonly failure: CallFailure }
  | { readonly code: 'server_error'; readonly status: number; readonly sqlState: string | null }

/** What the server says of a member of staff who gave the right password. */
export interface StaffProfile {
  readonly userId: string
  readonly email: string
  readonly username: string
  readonly fullName: string
  readonly role: StaffRole
}

export type StaffSignInFailure =
  | { readonly code: 'wrong_credentials' }
  | { readonly code: 'account_inactive' }
  | { readonly code: 'locked_out' }
  /** The server could not be asked. */
  | { readonly code: 'offline' }

/** What makes this device a terminal. The secret and the key are made here; nobody else ever has them. */
export interface DeviceCredentials {
  readonly email: string
  readonly secret: string
  /** Ed25519, PKCS 8 in base64: signs what the terminal sends. */
  readonly privateKey: string
  readonly session: DeviceSession | null
}

export interface DeviceSession {
  readonly accessToken: string
  readonly refreshToken: string
}

/** Where credentials are kept between runs. */
export interface CredentialStore {
  readonly load: () => DeviceCredentials | null
  readonly save: (credentials: DeviceCredentials) => void
}
