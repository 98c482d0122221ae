import type { Database } from 'better-sqlite3'
import { err, ok } from '../../shared/kernel/result.ts'
import type { PushReply } from '../../shared/protocol/pull.ts'
import { saveResult } from '../outbox/kept-ops.ts'
import { noteFailure } from '../outbox/quarantine.ts'
import type { Answer, OutgoingOp, Remote, RemoteFailure } from '../remote/remote.ts'
import { readSyncState, writeSyncState } from '../store/sync-state.ts'
import { withTransaction } from '../store/transaction.ts'
import { blameOf } from './failure.ts'
import { pendingAfter, takeOps } from './outgoing.ts'

export interface PushDeps {
  readonly db: Database
  readonly remote: Pick<Remote, 'push'>
  readonly limit: number
  /** Now, by the server's clock as far as it is known: UTC text. */
  readonly at: () => string
}

export interface PushEnd {
  /** How many commands the server answered. */
  readonly count: number
  readonly more: boolean
  /** The rest waits for what another terminal did before it. */
  readonly held: boolean
  /** The server that answered is not the one whose rows are mirrored. */
  readonly epochChanged: boolean
}

export type PushFailure = RemoteFailure & {
  /** A command that the line will not carry has been left out: the rest can go. */
  readonly leftOut?: boolean
}

/** Gives the oldest commands to the server and keeps how each ended. */
export async function pushBatch(deps: PushDeps): Promise<ReturnType<typeof settle>> {
  const { db, remote, limit, at } = deps
  const ops = takeOps(db, limit, at())
  if (ops.length === 0) return ok({ count: 0, more: false, held: false, epochChanged: false })
  return settle(deps, ops, await remote.push(ops))
}

function settle({ db, at }: PushDeps, ops: readonly OutgoingOp[], answer: Answer<PushReply>) {
  if (!answer.ok) return err<PushFailure>({ ...answer.error, leftOut: leavesOut(db, ops, answer.error) })
  const { results, epoch, held, lastSeq, receipt } = answer.value
  const taken = ops.slice(0, Math.max(0, ops.length - held))
  const open = withTransaction(db, () => {
    for (const result of results) saveResult(db, result, at())
    const last = ops.find((op) => op.seq === lastSeq)
    if (last !== undefined)
      writeSyncState(db, 'receipt', JSON.stringify({ seq: lastSeq, hash: last.hash, receipt }))
    return pendingAfter(db, 0)
  })
  const lastTaken = taken.at(-1)?.seq ?? 0
  // an answer that leaves a command out is none: what is said to be done must be known to be done
  if (open !== null && open <= lastTaken) return err<PushFailure>({ code: 'bad_reply' })
  return ok<PushEnd>({
    count: taken.length,
    more: open !== null,
    held: held > 0,
    epochChanged: epoch !== readSyncState(db, 'epoch'),
  })
}

/** Only of a command that went alone is it known that it is the one. */
export function leavesOut(db: Database, ops: readonly OutgoingOp[], failure: RemoteFailure): boolean {
  const [alone, ...others] = ops
  const blame = blameOf(failure)
  if (alone === undefined || others.length > 0 || blame === null) return false
  return noteFailure(db, alone.seq, blame)
}
