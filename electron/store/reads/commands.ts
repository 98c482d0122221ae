import type { Database } from 'better-sqlite3'
import { prepared } from '../prepared.ts'
import { type Fault, faultOfDetail } from './fault.ts'
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
  /** The value that the server would not have, where it named one. */
  readonly fault: Fault | null
  readonly trouble: string | null
}

/** Those on their way, oldest first, then those that need attention. */
export function listUnconfirmedCommands(db: Database): readonly OutboxEntry[] {
  return [
    ...prepared<WithDetail<OutboxEntry>>(db, `${selectEntry} where o.state = 'pending' order by o.seq`).all(),
    ...prepared<WithDetail<OutboxEntry>>(
      db,
      `${selectEntry} where o.state = 'acked' and ${commandNeedsAttention} order by +o.seq`,
    ).all(),
  ].map(readFault)
}

/** What an acknowledged command of this terminal was asked with, while the terminal still keeps it. */
export function findAckedCommand(
  db: Database,
  opId: string,
): { readonly name: string; readonly args: string } | undefined {
  return prepared<{ name: string; args: string }>(
    db,
    `select name, args from outbox where op_id = ? and state = 'acked'`,
  ).get(opId)
}

export function countPending(db: Database): number {
  return count(db, `select count(*) as count from outbox where state = 'pending'`)
}

export function countAttention(db: Database): number {
  return count(db, `select count(*) as count from outbox o where ${commandNeedsAttention}`)
}

/** Commands that the line would not carry: their text is here alone. */
export function countQuarantined(db: Database): number {
  return count(db, 'select count(*) as count from outbox where quarantine is not null and settled_at is null')
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
export function listAttention(db: Database, bookingId: string): readonly Attention[] {
  return prepared<WithDetail<Attention>>(
    db,
    `select k.kind as reason, k.theirs as detail, coalesce(k.done_at, k.created_at) as at
     from sync_conflicts k
     where k.booking_id = @bookingId and k.status = 'open'
     union all
     select coalesce(o.reason, o.status), o.detail, o.at
     from outbox o
     where o.booking_id = @bookingId and ${commandNeedsAttention}
       and not exists (select 1 from sync_conflicts k where k.op_id = o.op_id)
     order by at`,
  )
    .all({ bookingId })
    .map(readFault)
}

export interface Attention {
  readonly reason: string
  readonly fault: Fault | null
  readonly at: string
}

/** A row as it is kept: with what the server said of it, which no window reads. */
type WithDetail<T> = Omit<T, 'fault'> & { readonly detail: string | null }

function readFault<T extends { readonly detail: string | null }>({
  detail,
  ...row
}: T): Omit<T, 'detail'> & { readonly fault: Fault | null } {
  return { ...row, fault: faultOfDetail(detail) }
}

/** A command that the line would not carry, whole: what was meant, what it wrote, and the text that its hash is of. */
export interface QuarantinedCommand {
  readonly seq: number
  readonly opId: string
  readonly name: string
  readonly subject: string
  readonly at: string
  readonly reason: string
  readonly body: string
  readonly hash: string
}

export function listQuarantined(db: Database): readonly QuarantinedCommand[] {
  return prepared<QuarantinedCommand>(
    db,
    `select seq, op_id as opId, name, subject, at, quarantine as reason, body, hash
     from outbox where quarantine is not null order by seq`,
  ).all()
}

const selectEntry = `
select o.seq, o.op_id as opId, o.name, o.subject, o.booking_id as bookingId,
  coalesce(u.full_name, '') as actorName, o.at,
  case when o.quarantine is not null then 'quarantined' else coalesce(o.status, 'pending') end as state, o.reason, o.detail,
  case when o.state = 'pending' then o.trouble end as trouble
from outbox o
left join user_profiles u on u.id = o.actor_id`

function count(db: Database, sql: string): number {
  return prepared<{ count: number }>(db, sql).get()?.count ?? 0
}
