import type { Database } from 'better-sqlite3'
import { prepared } from '../prepared.ts'

/** A command of this terminal that the server has not confirmed, or did not simply apply. */
export interface OutboxEntry {
  readonly seq: number
  readonly opId: string
  readonly name: string
  readonly subject: string
  readonly bookingId: string | null
  readonly actorName: string
  readonly at: string
  readonly state: 'pending' | 'applied' | 'merged' | 'parked' | 'conflict' | 'refused'
  readonly reason: string | null
}

/** Those on their way, oldest first, then those that need attention. */
export function listUnconfirmedCommands(db: Database): readonly OutboxEntry[] {
  return [
    ...prepared<OutboxEntry>(db, `${selectEntry} where o.state = 'pending' order by o.seq`).all(),
    ...prepared<OutboxEntry>(
      db,
      `${selectEntry} where o.state = 'acked' and ${needsAttention} order by +o.seq`,
    ).all(),
  ]
}

export function countPending(db: Database): number {
  return count(db, `select count(*) as count from outbox where state = 'pending'`)
}

export function countAttention(db: Database): number {
  return count(db, `select count(*) as count from outbox o where ${needsAttention}`)
}

/** What went wrong with this booking at the server and is not settled yet. */
export function listAttention(
  db: Database,
  bookingId: string,
): readonly { readonly reason: string; readonly at: string }[] {
  return prepared<{ reason: string; at: string }>(
    db,
    `select coalesce(o.reason, o.status) as reason, o.at from outbox o
     where o.booking_id = ? and ${needsAttention} order by o.seq`,
  ).all(bookingId)
}

const needsAttention = `o.status in ('parked', 'conflict', 'refused') and o.settled_at is null`

const selectEntry = `
select o.seq, o.op_id as opId, o.name, o.subject, o.booking_id as bookingId,
  coalesce(u.full_name, '') as actorName, o.at, coalesce(o.status, 'pending') as state, o.reason
from outbox o
left join user_profiles u on u.id = o.actor_id`

function count(db: Database, sql: string): number {
  return prepared<{ count: number }>(db, sql).get()?.count ?? 0
}
