import type { MentionKind } from '../../shared/domain/desk/mention.ts'
import type { TableName } from '../../shared/protocol/rows.ts'

/** Something of a row that is found by its words. What SQL says of the row is said of `row`: an alias, or `new`. */
interface Source {
  readonly kind: MentionKind
  readonly table: TableName
  /** Which columns the words are of, and decide whether there are any. */
  readonly columns: readonly [string, ...string[]]
  readonly words: (row: string) => string
  readonly isFound: (row: string) => string
  /** The stay that it is about; of no stay where it is left out. */
  readonly booking?: (row: string) => string
}

const ofGuest = (customerId: string) =>
  `not exists (select 1 from customers c where c.id = ${customerId} and c.anonymised_at is not null)`

const sources: readonly Source[] = [
  {
    kind: 'companion',
    table: 'booking_guests',
    columns: ['full_name', 'booking_id', 'removed_at'],
    words: (row) => `${row}.full_name`,
    isFound: (row) => `${row}.removed_at is null`,
    booking: (row) => `${row}.booking_id`,
  },
  {
    kind: 'wish',
    table: 'bookings',
    columns: ['special_requests', 'internal_notes', 'cancellation_reason', 'customer_id'],
    words: (row) => `${row}.special_requests, ${row}.internal_notes, ${row}.cancellation_reason`,
    isFound: (row) =>
      `concat(${row}.special_requests, ${row}.internal_notes, ${row}.cancellation_reason) <> ''
        and ${ofGuest(`${row}.customer_id`)}`,
    booking: (row) => `${row}.id`,
  },
  {
    kind: 'note',
    table: 'desk_notes',
    columns: ['body', 'booking_id'],
    words: (row) => `${row}.body`,
    isFound: (row) => ofGuest(`(select b.customer_id from bookings b where b.id = ${row}.booking_id)`),
    booking: (row) => `${row}.booking_id`,
  },
  {
    kind: 'group',
    table: 'booking_groups',
    columns: ['name', 'group_code', 'notes'],
    words: (row) => `${row}.name, ${row}.group_code, ${row}.notes`,
    isFound: () => 'true',
  },
  {
    kind: 'invoice',
    table: 'invoices',
    columns: ['invoice_number', 'booking_id'],
    words: (row) => `${row}.invoice_number`,
    isFound: (row) => `${row}.invoice_number is not null`,
    booking: (row) => `${row}.booking_id`,
  },
  {
    kind: 'payment',
    table: 'payments',
    columns: ['transaction_reference', 'booking_id'],
    words: (row) => `${row}.transaction_reference`,
    isFound: (row) => `${row}.transaction_reference <> ''`,
    booking: (row) => `${row}.booking_id`,
  },
  {
    kind: 'waiting',
    table: 'waitlist_entries',
    columns: ['notes', 'status', 'customer_id'],
    words: (row) => `${row}.notes`,
    isFound: (row) => `${row}.status = 'waiting' and ${row}.notes <> '' and ${ofGuest(`${row}.customer_id`)}`,
  },
  {
    kind: 'likes',
    table: 'customers',
    columns: ['preferences', 'tags'],
    words: (row) => `${row}.preferences, ${row}.tags`,
    isFound: (row) => `(${row}.preferences <> '{}' or ${row}.tags <> '[]')`,
  },
  {
    kind: 'unwanted',
    table: 'customers',
    columns: ['blacklisted', 'blacklist_reason', 'anonymised_at'],
    words: (row) => `${row}.blacklist_reason`,
    isFound: (row) =>
      `${row}.blacklisted = 1 and ${row}.blacklist_reason <> '' and ${row}.anonymised_at is null`,
  },
]

/**
 * The view `mentioned`, of what is found by more than a name or a code, and the triggers that keep `mention_entries`
 * what it says. Of the stays of somebody who was anonymised only papers are found.
 */
export function mentionSql(): string {
  const all = sources.map(
    (source) => `select ${entryOf(source, 'r')} from ${source.table} r where ${source.isFound('r')}`,
  )
  return `create view mentioned (kind, row_id, booking_id, text) as\n${all.join('\nunion all\n')};
${sources.map(triggersOf).join('')}`
}

/** What an entry is made of, in the order of its columns. */
function entryOf({ kind, words, booking }: Source, row: string): string {
  return `'${kind}', ${row}.id, ${booking?.(row) ?? 'null'}, mention_text(${words(row)})`
}

function triggersOf(source: Source): string {
  const { kind, table, columns, isFound } = source
  const name = `mentioned_${kind}`
  const take = `insert into mention_entries (kind, row_id, booking_id, text) select ${entryOf(source, 'new')}`
  const differs = columns.map((column) => `new.${column} is not old.${column}`).join(' or ')
  return `
create trigger ${name}_insert after insert on ${table} when ${isFound('new')} begin
  ${take};
end;
create trigger ${name}_update after update of ${columns.join(', ')} on ${table} when ${differs} begin
  delete from mention_entries where row_id = new.id and kind = '${kind}';
  ${take} where ${isFound('new')};
end;
create trigger ${name}_delete after delete on ${table} begin
  delete from mention_entries where row_id = old.id and kind = '${kind}';
end;
`
}
