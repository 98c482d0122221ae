import type { Database } from 'better-sqlite3'
import { err, ok } from '../../shared/kernel/result.ts'
import { saveResult } from '../outbox/kept-ops.ts'
import type { Answer, OutgoingOp, Remote, RemoteFailure } from '../remote/remote.ts'
import { withTransaction } from '../store/transaction.ts'
import { wipeStore } from '../store/wipe.ts'
import { takeBack } from './greet.ts'
import { pendingAfter, takeOps } from './outgoing.ts'
import { leavesOut } from './push-batch.ts'

export interface LeaveDeps {
  readonly db: Database
  readonly remote: Pick<Remote, 'salvage'>
  readonly limit: number
  readonly at: () => string
}

type End = Answer<{ readonly wiped: boolean }>

/**
 * A terminal that was sent away hands in what it still has: the server keeps the money in it where people see it, and
 * applies nothing. When the server has said of each command what became of it, everything of the hotel is wiped from this
 * disk. Where another copy of the disk has handed in something else under this name, it takes one of its own (`rejoin`).
 */
export async function handIn(deps: LeaveDeps): Promise<End> {
  const { db, remote, limit, at } = deps
  const ops = takeOps(db, limit, at())
  const answer = await remote.salvage(ops, pendingAfter(db, ops.at(-1)?.seq ?? 0) === null)
  if (!answer.ok) {
    leavesOut(db, ops, answer.error)
    return isGap(answer.error) ? await bringBack(deps, ops, answer.error) : answer
  }
  const { results, wipe } = answer.value
  for (const result of results) saveResult(db, result, at())
  // a clerk may have done something since, which nobody has yet
  if (wipe && wipeStore(db, { unless: () => pendingAfter(db, 0) !== null })) return ok({ wiped: true })
  const next = pendingAfter(db, 0)
  const hasMoved = ops[0] === undefined ? next !== null : next !== ops[0].seq
  return hasMoved ? ok({ wiped: false }) : err({ code: 'busy' })
}

const isGap = (failure: RemoteFailure): boolean => failure.code === 'refused' && failure.failure === 'seq_gap'

/** The server has gone back in time, and does not greet who was sent away: it is asked what it has, to bring it the rest. */
async function bringBack(
  { db, remote }: LeaveDeps,
  ops: readonly OutgoingOp[],
  gap: RemoteFailure,
): Promise<End> {
  const answer = await remote.salvage([], false)
  if (!answer.ok) return answer
  const { lastSeq } = answer.value
  const first = ops[0]?.seq ?? 0
  if (lastSeq + 1 >= first) return err(gap)
  return withTransaction(db, () => {
    takeBack(db, lastSeq)
    // what would have to follow is not kept any more: the rest is brought under another name
    return pendingAfter(db, lastSeq) === lastSeq + 1
      ? ok({ wiped: false })
      : err({ code: 'refused', failure: 'cloned_terminal' })
  })
}
