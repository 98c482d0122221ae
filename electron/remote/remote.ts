import type { StaffRole } from '../../shared/domain/staff/role.ts'
import type { Result } from '../../shared/kernel/result.ts'
import type { QuarantinedOp } from '../../shared/protocol/envelope.ts'
import type {
  ChainReply,
  DeliverReply,
  DigestReply,
  EnrolReply,
  HelloReply,
  LeaseReply,
  PullPage,
  PushReply,
  SalvageReply,
  SnapshotPage,
} from '../../shared/protocol/pull.ts'
import type { CallFailure } from '../../shared/protocol/refusals.ts'
import type { WireValue } from '../../shared/protocol/wire.ts'
import type { DeviceKeys } from './device-keys.ts'

/** The server as a terminal sees it. Every answer is parsed, every failure is a value; nothing is thrown. */
export interface Remote {
  /**
   * Makes this device a terminal of the hotel, by a code that a manager gave out. Asked again with the same code it says
   * the very same to the server, so that a lost answer costs no second code.
   */
  readonly enrol: (code: string, name: string) => Promise<Answer<Enrolment>>
  /** Makes this copy of a terminal one of its own: asked as the terminal that it was copied from. */
  readonly enrolAgain: () => Promise<Answer<Enrolment>>
  readonly hello: () => Promise<Answer<HelloReply>>
  readonly snapshotToday: () => Promise<Answer<SnapshotPage>>
  readonly snapshot: (request: SnapshotRequest) => Promise<Answer<SnapshotPage>>
  readonly pull: (request: PullRequest) => Promise<Answer<PullPage>>
  /** What ranges of a table hash to at the server. */
  readonly digest: (request: DigestRequest) => Promise<Answer<DigestReply>>
  /** Signs and sends. */
  readonly push: (ops: readonly OutgoingOp[]) => Promise<Answer<PushReply>>
  /** Hands in what is left of a terminal that was sent away; `done` with the last of it. */
  readonly salvage: (ops: readonly OutgoingOp[], done: boolean) => Promise<Answer<SalvageReply>>
  /** Asks for rooms that this terminal alone may sell; `lastSeq` is the last command it has done. */
  readonly lease: (lastSeq: number) => Promise<Answer<LeaseReply>>
  /** What the server holds of this terminal's commands after this one. */
  readonly chain: (after: number, limit: number) => Promise<Answer<ChainReply>>
  /** Brings the text of a command that was left out. */
  readonly deliverQuarantined: (seq: number, body: string) => Promise<Answer<DeliverReply>>
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

export interface Enrolment extends EnrolReply {
  /** Makes its credentials the device's: within the transaction that makes it that terminal. */
  readonly keep: () => void
}

/** A command as the queue gives it to the line, or its hash in the place of one that the line would not carry. */
export type OutgoingOp =
  | { readonly seq: number; readonly body: string; readonly hash: string; readonly order?: number }
  | Pick<QuarantinedOp, 'seq' | 'hash' | 'quarantined'>

export interface SnapshotRequest {
  readonly table: string
  /** The rows after this id, up to `to` where it is given. */
  readonly after: string | null
  readonly to?: string
  readonly limit: number
  /** Tables to go on with where this one ends within the page. */
  readonly more?: readonly string[]
}

export interface DigestRequest {
  readonly table: string
  /** The snapshot that the mirror shows. */
  readonly base: string
  readonly columns: readonly string[]
  readonly after: string | null
  /** Tables to go on with where there is not enough to compare in this one. */
  readonly more: readonly { readonly table: string; readonly columns: readonly string[] }[]
}

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
  | { readonly code: 'busy'; readonly afterMs?: number }
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
  /** In hex, shared with the server; null for a terminal that enrolled before there were such keys. */
  readonly signingKey: string | null
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
  /** What was made for a code whose answer has not come. */
  readonly loadDraft: () => EnrolmentDraft | null
  readonly saveDraft: (draft: EnrolmentDraft) => void
}

export interface EnrolmentDraft {
  readonly code: string
  readonly keys: DeviceKeys
}
