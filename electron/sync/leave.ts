import type { Database } from 'better-sqlite3'
import { ok } from '../../shared/kernel/result.ts'
import { saveResult } from '../outbox/kept-ops.ts'
import type { Answer, Remote } from '../remote/remote.ts'
import { wipeStore } from '../store/wipe.ts'
import { pendingAfter, takeOps } from './outgoing.ts'
import { leavesOut } from './push-batch.ts'

export interface LeaveDeps {
  readonly db: Database
  readonly remote: Pick<Remote, 'salvage'>
  readonly limit: number
  readonly at: () => string
}

/**
 * A terminal that was sent away hands in what it still has, once: the server keeps the money in it where people see it,
 * and applies nothing. When the server says that it has it all, everything of the hotel is wiped from this disk.
 */
export async function handIn({ db, remote, limit, at }: LeaveDeps): Promise<Answer<{ wiped: boolean }>> {
  const ops = takeOps(db, limit, at())
  const answer = await remote.salvage(ops, pendingAfter(db, ops.at(-1)?.seq ?? 0) === null)
  if (!answer.ok) {
    leavesOut(db, ops, answer.error)
    return answer
  }
  for (const result of answer.value.results) saveResult(db, result, at())
  if (!answer.value.wipe) return ok({ wiped: false })
  wipeStore(db)
  return ok({ wiped: true })
}
