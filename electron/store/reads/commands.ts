import type { Database } from 'better-sqlite3'
import { prepared } from '../prepared.ts'
import { commandNeedsAttention } from './unsent.ts'

/** A command of this terminal that the server has not confirmed, or did not simply apply. */
export interface OutboxEntry {
  readonly seq: number
  readonly opId: string
  readonly name: string
  readonly subject: string
  readonly bookingId: string | null
  readonly actorName: string
  readonly at: string
  readonly state: 'pending' | 'applied' | 'merged' | 'parked' | 'conflict' | 'refused' | 'quarantined'
  readonly reason: string | null
  readonly trouble: string | null
}

/** Those on their way, oldest first, then those that need attention, those in quarantine before the others. */
export function listUnconfirmedCommands(db: Database): readonly OutboxEntry[] {
  return [
    ...prepared<OutboxEntry>(db, `${selectEntry} where o.state = 'pending' order by o.seq`).all(),
    ...prepared<OutboxEntry>(db, `${selectEntry} where o.state = 'quarantined' order by o.seq`).all(),
    ...prepared<OutboxEntry>(
      db,
      `${selectEntry} where o.state = 'acked' and ${commandNeedsAttention} order by +o.seq`,
    ).all(),
  ]
}

export function countPending(db: Database): number {
  return count(db, `select count(*) as count from outbox where state = 'pending'`)
}

/** All that the server did not simply take, and what cannot even be carried to it. */
export function countAttention(db: Database): number {
  return (
    count(db, `select count(*) as count from outbox o where ${commandNeedsAttention}`) + countQuarantined(db)
  )
}

export function countQuarantined(db: Database): number {
  return count(db, `select count(*) as count from outbox where state = 'quarantined'`)
}

/** What of this booking is on its way and could not be done any more on the rows of now. */
export function listWillConflict(
  db: Database,
  bookingId: string,
): readonly { readonly name: string; readonly reason: string; readonly at: string }[] {
  return prepared<{ name: string; reason: string; at: string }>(
    db,
    `select o.name, o.trouble as reason, o.at from outbox o
     where o.booking_id = ? and o.state = 'pending' and o.trouble is not null order by o.seq`,
  ).all(bookingId)
}

/** What went wrong with this booking at the server and is not settled yet, whichever terminal did it. */
export function listAttention(
  db: Database,
  bookingId: string,
): readonly { readonly reason: string; readonly at: string }[] {
  return prepared<{ reason: string; at: string }>(
    db,
    `select k.kind as reason, coalesce(k.done_at, k.created_at) as at
     from sync_conflicts k
     where k.booking_id = @bookingId and k.status = 'open'
     union all
     select coalesce(o.reason, o.status), o.at
     from outbox o
     where o.booking_id = @bookingId and ${commandNeedsAttention}
       and not exists (select 1 from sync_conflicts k where k.op_id = o.op_id)
     union all
     select 'quarantined', o.at
     from outbox o
     where o.booking_id = @bookingId and o.state = 'quarantined'
     order by at`,
  ).all({ bookingId })
}

const selectEntry = `
select o.seq, o.op_id as opId, o.name, o.subject, o.booking_id as bookingId,
  coalesce(u.full_name, '') as actorName, o.at, coalesce(o.status, o.state) as state, o.reason,
  case when o.state = 'pending' then o.trouble end as trouble
from outbox o
left join user_profiles u on u.id = o.actor_id`

function count(db: Database, sql: string): number {
  return prepared<{ count: number }>(db, sql).get()?.count ?? 0
}
