import type { MentionKind } from '../../shared/domain/desk/mention.ts'
import type { TableName } from '../../shared/protocol/rows.ts'

interface Source {
  readonly kind: MentionKind
  readonly table: TableName
  /** What the view `mentioned` reads of it: a change of another column is none of the text. */
  readonly columns: readonly [string, ...string[]]
}

const sources: readonly Source[] = [
  { kind: 'companion', table: 'booking_guests', columns: ['full_name', 'booking_id', 'removed_at'] },
  {
    kind: 'wish',
    table: 'bookings',
    columns: ['special_requests', 'internal_notes', 'cancellation_reason'],
  },
  { kind: 'note', table: 'desk_notes', columns: ['body', 'booking_id'] },
  { kind: 'group', table: 'booking_groups', columns: ['name', 'group_code', 'notes'] },
  { kind: 'invoice', table: 'invoices', columns: ['invoice_number', 'booking_id'] },
  { kind: 'payment', table: 'payments', columns: ['transaction_reference', 'booking_id'] },
  { kind: 'waiting', table: 'waitlist_entries', columns: ['notes', 'status'] },
  { kind: 'likes', table: 'customers', columns: ['preferences', 'tags'] },
  { kind: 'unwanted', table: 'customers', columns: ['blacklisted', 'blacklist_reason', 'anonymised_at'] },
]

/** Keeps `mention_entries` what the view `mentioned` says, row by row as the tables change. */
export function mentionTriggers(): string {
  return sources.map(triggersOf).join('')
}

function triggersOf({ kind, table, columns }: Source): string {
  const name = `mentioned_${kind}`
  const take = `insert into mention_entries (kind, row_id, booking_id, text)
    select kind, row_id, booking_id, text from mentioned where row_id = new.id and kind = '${kind}';`
  const drop = (row: 'new' | 'old') =>
    `delete from mention_entries where row_id = ${row}.id and kind = '${kind}';`
  const differs = columns.map((column) => `new.${column} is not old.${column}`).join(' or ')
  return `
create trigger ${name}_insert after insert on ${table} begin
  ${take}
end;
create trigger ${name}_update after update of ${columns.join(', ')} on ${table}
when ${differs}
begin
  ${drop('new')}
  ${take}
end;
create trigger ${name}_delete after delete on ${table} begin
  ${drop('old')}
end;
`
}
