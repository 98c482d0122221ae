import type { LineStatus } from '../../shared/contract/calls/terminal.ts'
import type { Result } from '../../shared/kernel/result.ts'
import type { StaffProfile, StaffSignInFailure } from '../remote/remote.ts'
import type { EnrolFailure, EnrolledAs } from './sync.ts'

/** What the worker is started with. */
export interface WorkerSetup {
  readonly file: string
  readonly url: string
  readonly anonKey: string
  /** Requests go through the main thread, which was given a way of its own to make them. */
  readonly bridgesFetch: boolean
  /** Seals the device's credentials on the disk; without it they lie there as they are. */
  readonly sealKey: Uint8Array | null
}

/** What can be asked of the worker, and what it answers. */
export interface Asks {
  readonly practise: { readonly input: boolean; readonly answer: LineStatus }
  readonly enrol: {
    readonly input: { readonly code: string; readonly name: string }
    readonly answer: Result<EnrolledAs, EnrolFailure>
  }
  readonly sign_in: {
    readonly input: { readonly email: string; readonly password: string }
    readonly answer: Result<StaffProfile, StaffSignInFailure>
  }
  readonly close: { readonly input: null; readonly answer: null }
}

export type AskName = keyof Asks

export type ToWorker =
  | { readonly type: 'committed' }
  | { readonly type: 'sync_now' }
  | {
      [Name in AskName]: {
        readonly type: 'ask'
        readonly id: number
        readonly name: Name
        readonly input: Asks[Name]['input']
      }
    }[AskName]
  | { readonly type: 'fetched'; readonly id: number; readonly response: BridgedResponse | null }

export type FromWorker =
  | { readonly type: 'started'; readonly status: LineStatus }
  | {
      [Name in AskName]: {
        readonly type: 'answer'
        readonly id: number
        readonly name: Name
        readonly answer: Asks[Name]['answer']
      }
    }[AskName]
  | { readonly type: 'changed'; readonly tables: readonly string[] }
  | { readonly type: 'line'; readonly status: LineStatus }
  | { readonly type: 'log'; readonly line: string }
  | { readonly type: 'fetch'; readonly id: number; readonly request: BridgedRequest }
  | { readonly type: 'fetch_aborted'; readonly id: number }

export interface BridgedRequest {
  readonly url: string
  readonly method: string
  readonly headers: readonly (readonly [string, string])[]
  readonly body: ArrayBuffer | null
}

export interface BridgedResponse {
  readonly status: number
  readonly headers: readonly (readonly [string, string])[]
  readonly body: ArrayBuffer
}
