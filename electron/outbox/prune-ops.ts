import type { Database } from 'better-sqlite3'
import { prepared } from '../store/prepared.ts'

/** How far back the server may be restored to, and ask for what it has forgotten. */
const keptDays = 30

/**
 * Lets go of what the server has had for longer than it could forget it again: never of what needs a person, of what only
 * this terminal has the text of, or of the last, which the next follows. Says how many went.
 */
export function pruneOps(db: Database, now: string): number {
  const before = new Date(Date.parse(now) - keptDays * 86_400_000).toISOString()
  const { changes } = prepared(
    db,
    `delete from outbox
     where state = 'acked' and acked_at < ? and seq < (select max(seq) from outbox)
       and (status in ('applied', 'merged') or settled_at is not null) and quarantine is null`,
  ).run(before)
  // done under a name that this terminal has no more, which no server asks for
  const retired = prepared(db, 'delete from retired_ops where acked_at < ?').run(before)
  return changes + retired.changes
}
