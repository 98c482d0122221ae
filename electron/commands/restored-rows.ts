import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import type { BookingNightsRow, BookingsRow, RowChange, TableName } from '../../shared/protocol/rows.ts'
import type { CommandTx } from '../outbox/command.ts'
import { storedRecordToWire, wireRecordToStored } from '../store/codec.ts'
import { loadStoredRow } from '../store/loads/row.ts'
import { loadChangesOfStep } from '../store/loads/steps.ts'

/** A row that an undo puts back: its columns as they travel, before the step and after it. */
export interface RestoredRow {
  readonly table: z.output<typeof restorable>
  readonly id: string
  readonly before: RowAsTravelled
  readonly after: RowAsTravelled
}

/** Columns as they travel, and as the audit keeps them. */
const rowAsTravelled = z.record(z.string(), z.json())

type RowAsTravelled = z.output<typeof rowAsTravelled>

/** Tables whose rows are put back; money and numbers never are. */
const restorable = z.enum(['bookings', 'booking_nights', 'rooms', 'sync_conflicts'])

export function loadRestoredRows(db: Database, stepOpId: string): readonly RestoredRow[] {
  return loadChangesOfStep(db, stepOpId).flatMap(({ table, id, before, after }) => {
    const name = restorable.safeParse(table)
    if (!name.success) return []
    const left = rowAsTravelled.parse(JSON.parse(after))
    if (before !== null) {
      return [{ table: name.data, id, before: rowAsTravelled.parse(JSON.parse(before)), after: left }]
    }
    // a night that was added is not unmade: it is let go
    if (name.data !== 'booking_nights' || left['holds_room'] !== true) return []
    return [{ table: name.data, id, before: { holds_room: false }, after: { holds_room: true } }]
  })
}

/** Has somebody changed the stay since the step? A room that was cleaned meanwhile is no reason: it stays clean. */
export function changedSince(db: Database, rows: readonly RestoredRow[]): boolean {
  return rows.some((row) => row.table !== 'rooms' && !isAsLeft(db, row))
}

export function restore(tx: CommandTx, rows: readonly RestoredRow[]): void {
  for (const row of rows) {
    if (isAsLeft(tx.db, row)) tx.update(row.table, row.id, changeOf(row.table, row.before))
  }
}

/** The stay as it will be. */
export function restoredBooking(booking: BookingsRow, rows: readonly RestoredRow[]): BookingsRow {
  const row = rows.find(({ table, id }) => table === 'bookings' && id === booking.id)
  return row === undefined ? booking : { ...booking, ...changeOf('bookings', row.before) }
}

/** The nights of the stay as they will be, those that are let go of too. */
export function restoredNights(
  nights: readonly BookingNightsRow[],
  rows: readonly RestoredRow[],
): readonly BookingNightsRow[] {
  const changes = new Map(rows.filter(({ table }) => table === 'booking_nights').map((row) => [row.id, row]))
  return nights.map((night) => {
    const row = changes.get(night.id)
    return row === undefined ? night : { ...night, ...changeOf('booking_nights', row.before) }
  })
}

function isAsLeft(db: Database, { table, id, after }: RestoredRow): boolean {
  const current = loadStoredRow(db, table, id)
  if (current === undefined) return false
  // whether a stay is confirmed the server says by itself, and is no change of anybody's
  const columns = Object.keys(after).filter((name) => name !== 'to_be_confirmed')
  const now = storedRecordToWire(
    table,
    Object.fromEntries(columns.map((name) => [name, current[name] ?? null])),
  )
  return columns.every((name) => now[name] === after[name])
}

function changeOf<Name extends TableName>(table: Name, record: RowAsTravelled): RowChange<Name> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the codec has parsed each column of this table
  return wireRecordToStored(table, record) as RowChange<Name>
}
