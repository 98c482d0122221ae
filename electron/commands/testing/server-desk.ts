import { randomUUID } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { derivedEverywhere, serverDerived } from '../../../db/mirror/server-derived.ts'
import type { TestDatabase } from '../../../db/supabase/tests/support/database.ts'
import { buildHotel, today, type Hotel } from '../../../db/supabase/tests/support/hotel.ts'
import { enrolTerminal } from '../../../db/supabase/tests/support/terminal.ts'
import type { CallError } from '../../../shared/contract/errors.ts'
import type { CallName } from '../../../shared/contract/index.ts'
import type { StaffRole } from '../../../shared/domain/staff/role.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import type { OpResult } from '../../../shared/protocol/envelope.ts'
import { isTableName, type TableName } from '../../../shared/protocol/rows.ts'
import { systemIds } from '../../outbox/op-ids.ts'
import type { CommandDone } from '../../outbox/run-command.ts'
import { wireRecordToStored, type StoredRecord } from '../../store/codec.ts'
import { openStore } from '../../store/open.ts'
import { writeSyncState } from '../../store/sync-state.ts'
import { upsertStored } from '../../store/writes/upsert-rows.ts'
import type { CommandInput, DeskCommand } from '../desk-command.ts'
import { perform } from '../perform.ts'

/** A desk whose every command is put to the server at once, without the line between them. */
export interface ServerDesk {
  readonly db: Database
  readonly hotel: Hotel
  readonly do: <Name extends CallName, Facts>(
    command: DeskCommand<Name, Facts>,
    input: CommandInput<Name>,
    how?: { readonly role?: StaffRole },
  ) => Promise<{ readonly done: Result<CommandDone, CallError>; readonly result: OpResult | null }>
  /** Rows that are not the same here and at the server, beside what only the server computes. */
  readonly differences: () => Promise<readonly string[]>
  /** Makes everything here as it is at the server. */
  readonly mirror: () => Promise<void>
}

export async function aServerDesk(server: TestDatabase): Promise<ServerDesk> {
  const hotel = await buildHotel(server)
  await server.rows(`update public.rooms set housekeeping_status = 'inspected'`)
  const terminal = await enrolTerminal(server)
  const { tables } = await terminal.hello()
  const db = openStore({ file: ':memory:' })
  writeSyncState(db, 'terminal_id', terminal.id)
  writeSyncState(db, 'terminal_name', 'Desk')
  writeSyncState(db, 'series', terminal.series)
  writeSyncState(db, 'schema_version', '4')
  writeSyncState(db, 'ready', 'yes')
  let minutes = 0
  const clock = {
    now: () => Date.parse(`${today}T15:00:00.000Z`) + minutes * 60_000,
    monotonic: () => minutes * 60_000,
  }

  async function rowsOf(name: string, columns: readonly string[]): Promise<readonly StoredRecord[]> {
    if (!isTableName(name)) return []
    const page = await terminal.snapshot(name, null, 20_000)
    return (page.rows[name] ?? []).map((values) =>
      wireRecordToStored(
        name,
        Object.fromEntries(columns.map((column, index) => [column, values[index] ?? null])),
      ),
    )
  }

  async function mirror(): Promise<void> {
    for (const { name, columns } of tables) {
      for (const row of await rowsOf(name, columns)) if (isTableName(name)) upsertStored(db, name, row)
    }
  }

  await mirror()
  return {
    db,
    hotel,
    mirror,
    do: async (command, input, { role = 'front_desk' } = {}) => {
      minutes += 1
      const actor = { userId: hotel.staff[role], role }
      const done = perform(db, command, input, randomUUID(), {
        actor,
        clock,
        ids: systemIds(clock),
        offline: true,
      })
      if (!done.ok) return { done, result: null }
      const op = opRow.parse(
        db
          .prepare('select op_id, name, writes, at, business_date from outbox where op_id = ?')
          .get(done.value.opId),
      )
      const result = await terminal.do({
        name: op.name,
        actor: actor.userId,
        writes: z.array(z.unknown()).parse(JSON.parse(op.writes)),
        opId: op.op_id,
        businessDate: op.business_date,
        wall: op.at,
      })
      return { done, result }
    },
    differences: async () => {
      const found: string[] = []
      for (const { name, columns } of tables) {
        if (!isTableName(name) || unlike.has(name)) continue
        const compared = columns.filter(
          (column) => !derivedEverywhere.includes(column) && !(serverDerived[name] ?? []).includes(column),
        )
        const there = new Map((await rowsOf(name, columns)).map((row) => [row['id'], row]))
        for (const here of localRows(db, name)) {
          const row = there.get(here['id'])
          const columnsApart = compared.filter(
            (column) => row?.[column] !== here[column] && !isGenerated(name, column),
          )
          if (columnsApart.length > 0)
            found.push(`${name}: ${row === undefined ? 'missing' : columnsApart.join()}`)
          there.delete(here['id'])
        }
        if (there.size > 0) found.push(`${name}: ${there.size} not here`)
      }
      return found
    },
  }
}

const opRow = z.object({
  op_id: z.string(),
  name: z.string(),
  writes: z.string(),
  at: z.string(),
  business_date: z.string(),
})

/** Made by the server's own hand, or compared elsewhere. */
const unlike: ReadonlySet<string> = new Set(['terminals', 'audit_logs', 'sync_conflicts', 'user_profiles'])

function localRows(db: Database, name: TableName): readonly StoredRecord[] {
  return db.prepare<[], StoredRecord>(`select * from ${name}`).all()
}

function isGenerated(table: string, column: string): boolean {
  // a terminal may doubt what it sells; what the server has taken is confirmed
  if (table === 'bookings') return column === 'total_amount' || column === 'to_be_confirmed'
  return table === 'invoices' && column === 'balance_due'
}
