/** SQL: is a command still on its way that touches this booking, or the row of it itself? */
export function unsentBooking(id: string): string {
  return `(exists (select 1 from outbox o where o.booking_id = ${id} and o.state = 'pending')
    or ${unsentRow('bookings', id)})`
}

export function unsentRow(table: string, id: string): string {
  return `exists (select 1 from outbox_rows w where w.table_name = '${table}' and w.row_id = ${id})`
}

/** SQL: is a command still on its way that could not be done any more on the rows of now? */
export function bookingWillConflict(id: string): string {
  return `exists (select 1 from outbox o where o.booking_id = ${id} and o.state = 'pending' and o.trouble is not null)`
}

/**
 * SQL: has the server refused something about this booking that nobody has settled yet? Conflicts are mirrored, so that
 * every terminal sees them; a command of this terminal may be known to be refused before its conflict comes back.
 */
export function bookingNeedsAttention(id: string): string {
  return `(exists (select 1 from sync_conflicts k where k.booking_id = ${id} and k.status = 'open')
    or exists (select 1 from outbox o where o.booking_id = ${id} and ${commandNeedsAttention}))`
}

/** SQL, of `outbox o`: the server did not take it as it was, and nobody has dealt with that, here or elsewhere. */
export const commandNeedsAttention = `o.status in ('parked', 'conflict', 'refused') and o.settled_at is null
  and not exists (select 1 from sync_conflicts s where s.op_id = o.op_id and s.status = 'settled')`
