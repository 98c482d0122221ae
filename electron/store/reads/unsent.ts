/** SQL: is a command still on its way that touches this booking, or the row of it itself? */
export function unsentBooking(id: string): string {
  return `(exists (select 1 from outbox o where o.booking_id = ${id} and o.state = 'pending')
    or ${unsentRow('bookings', id)})`
}

export function unsentRow(table: string, id: string): string {
  return `exists (select 1 from outbox_rows w where w.table_name = '${table}' and w.row_id = ${id})`
}

/** SQL: has the server refused something about this booking that nobody has settled yet? */
export function bookingNeedsAttention(id: string): string {
  return `exists (select 1 from outbox o where o.booking_id = ${id}
    and o.status in ('parked', 'conflict', 'refused') and o.settled_at is null)`
}
