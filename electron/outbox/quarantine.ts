import type { Database } from 'better-sqlite3'
import { prepared } from '../store/prepared.ts'
import { withTransaction } from '../store/transaction.ts'

/** So often a command may fail alone before the rest goes on without it. */
const maxFailures = 3

/**
 * Counts that the line would not carry the oldest command, which went alone. The third time it is put in quarantine:
 * from then on only its hash goes up, so that what came after it keeps its bytes, and its text stays here for people.
 * Says whether it is there now.
 */
export function noteFailure(db: Database, seq: number, reason: string): boolean {
  return withTransaction(db, () => {
    prepared(db, `update outbox set failures = failures + 1 where seq = ? and state = 'pending'`).run(seq)
    const { changes } = prepared(
      db,
      `update outbox set quarantine = ? where seq = ? and state = 'pending' and failures >= ? and quarantine is null`,
    ).run(reason, seq, maxFailures)
    return changes > 0
  })
}
