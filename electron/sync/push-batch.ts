import type { Database } from 'better-sqlite3'
import { err, ok } from '../../shared/kernel/result.ts'
import type { SignedOp } from '../../shared/protocol/envelope.ts'
import type { Answer, Remote } from '../remote/remote.ts'
import { saveResult } from '../outbox/kept-ops.ts'
import { prepared } from '../store/prepared.ts'
import { readSyncState } from '../store/sync-state.ts'
import { withTransaction } from '../store/transaction.ts'

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
  /** The server that answered is not the one whose rows are mirrored. */
  readonly epochChanged: boolean
}

/** Gives the oldest commands to the server and keeps how each ended. */
export async function pushBatch({ db, remote, limit, at }: PushDeps): Promise<Answer<PushEnd>> {
  const ops = takeOps(db, limit, at())
  if (ops.length === 0) return ok({ count: 0, more: false, epochChanged: false })
  const answer = await remote.push(ops)
  if (!answer.ok) return answer
  const { results, epoch } = answer.value
  const last = ops.at(-1)?.seq ?? 0
  const open = withTransaction(db, () => {
    for (const result of results) saveResult(db, result, at())
    return listPending(db, 1)
  })
  // an answer that leaves a command out is none: what is said to be done must be known to be done
  if (open.some((op) => op.seq <= last)) return err({ code: 'bad_reply' })
  return ok({ count: ops.length, more: open.length > 0, epochChanged: epoch !== readSyncState(db, 'epoch') })
}

/** A megabyte at once is what every gateway lets through. */
const maxBatchChars = 900_000

/** Marks them as given to the line before they are: from here on their bytes are fixed (see `rebase`). */
function takeOps(db: Database, limit: number, at: string): readonly SignedOp[] {
  return withTransaction(db, () => {
    const ops = listPending(db, limit)
    let chars = 0
    const batch = ops.filter((op, index) => (chars += op.body.length) <= maxBatchChars || index === 0)
    const last = batch.at(-1)
    if (last !== undefined)
      prepared(db, 'update outbox set sent_at = ? where sent_at is null and seq <= ?').run(at, last.seq)
    return batch
  })
}

function listPending(db: Database, limit: number): readonly SignedOp[] {
  return prepared<SignedOp>(
    db,
    `select seq, body, hash from outbox where state = 'pending' order by seq limit ?`,
  ).all(limit)
}
