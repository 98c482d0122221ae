import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import type { RowWrite } from '../../shared/protocol/envelope.ts'
import { forgotten, personalColumns } from '../../shared/protocol/personal-columns.ts'
import { prepared } from '../store/prepared.ts'
import { canonicalJson } from './envelope.ts'
import { keepShadow } from './shadows.ts'

type PersonalTable = keyof typeof personalColumns

interface AuditValues {
  readonly id: string
  readonly old_values: string | null
  readonly new_values: string | null
}

/**
 * Of a person who is anonymised the audit keeps that something was done, when and by whom, and not what it said of them:
 * neither what was written before nor what these writes found. The server does the same to its own.
 */
export function forgetInAudit(db: Database, writes: readonly RowWrite[]): void {
  const anonymised = new Set(
    writes.flatMap(({ table, id }) =>
      table === 'customers' || table === 'booking_guests' ? gone(db, table, id) : [],
    ),
  )
  for (const guestId of anonymised) {
    forget(db, 'customers', guestId)
    const companions = prepared<{ id: string }>(db, 'select id from booking_guests where customer_id = ?')
    for (const { id } of companions.all(guestId)) forget(db, 'booking_guests', id)
  }
}

/** The guest whose row this is, if they are anonymised. */
function gone(db: Database, table: PersonalTable, id: string): readonly string[] {
  const found =
    table === 'customers'
      ? prepared<{ id: string }>(db, 'select id from customers where id = ? and anonymised_at is not null')
      : prepared<{ id: string }>(
          db,
          `select c.id from booking_guests g join customers c on c.id = g.customer_id
            where g.id = ? and c.anonymised_at is not null`,
        )
  return found.all(id).map((guest) => guest.id)
}

function forget(db: Database, table: PersonalTable, recordId: string): void {
  const rows = prepared<AuditValues>(
    db,
    'select id, old_values, new_values from audit_logs where table_name = ? and record_id = ?',
  ).all(table, recordId)
  for (const { id, ...values } of rows) {
    const [before, after] = [without(table, values.old_values), without(table, values.new_values)]
    if (before === values.old_values && after === values.new_values) continue
    keepShadow(db, 'audit_logs', id)
    prepared(db, 'update audit_logs set old_values = ?, new_values = ? where id = ?').run(before, after, id)
  }
}

function without(table: PersonalTable, text: string | null): string | null {
  if (text === null) return null
  const values = record.parse(JSON.parse(text))
  const told = personalColumns[table].filter(
    (name) => (values[name] ?? null) !== null && values[name] !== forgotten,
  )
  if (told.length === 0) return text
  return canonicalJson({ ...values, ...Object.fromEntries(told.map((name) => [name, forgotten])) })
}

const record = z.record(z.string(), z.json())
