import { readFileSync } from 'node:fs'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bookingSources } from '../../shared/domain/stay/source.ts'
import { bookingStatuses } from '../../shared/domain/stay/status.ts'
import { housekeepingStatuses } from '../../shared/domain/room/housekeeping.ts'
import { paymentMethods } from '../../shared/domain/folio/payment-method.ts'
import { transactionTypes } from '../../shared/domain/folio/transaction-type.ts'
import { staffRoles } from '../../shared/domain/staff/role.ts'
import { isTableName, tables } from '../../shared/protocol/rows.ts'
import { startTestDatabase } from '../stack/testing.ts'
import { readCatalogue } from './catalogue.ts'
import { generateMirror } from './generate.ts'
import { neverLeave, staysAtServer } from './never-leave.ts'
import { serverDerived } from './server-derived.ts'

let stop: () => Promise<void>
let client: pg.Client

beforeAll(async () => {
  const database = await startTestDatabase()
  client = new pg.Client({ connectionString: database.databaseUrl })
  await client.connect()
  stop = async () => {
    await client.end()
    await database.stop()
  }
})
afterAll(() => stop())

describe('the mirror', () => {
  test('is what the migrations say, and says the same when asked again', async () => {
    const files = await generateMirror(client)
    for (const file of files) expect(readFileSync(file.path, 'utf8') === file.text, file.path).toBe(true)
    expect(await generateMirror(client)).toEqual(files)
  })

  test('goes stale when a migration adds a column', async () => {
    await client.query('begin; alter table rooms add column view_of text')
    const files = await generateMirror(client)
    await client.query('rollback')
    for (const file of files) expect(file.text).toContain('view_of')
  })

  test('has the words of the domain', async () => {
    const { enums } = await readCatalogue(client)
    expect({
      booking_status_enum: enums.get('booking_status_enum'),
      booking_source_enum: enums.get('booking_source_enum'),
      housekeeping_status_enum: enums.get('housekeeping_status_enum'),
      payment_method_enum: enums.get('payment_method_enum'),
      transaction_type_enum: enums.get('transaction_type_enum'),
      user_role_enum: enums.get('user_role_enum'),
    }).toEqual({
      booking_status_enum: bookingStatuses,
      booking_source_enum: bookingSources,
      housekeeping_status_enum: housekeepingStatuses,
      payment_method_enum: paymentMethods,
      transaction_type_enum: transactionTypes,
      user_role_enum: staffRoles,
    })
  })
})

describe('what the server sends', () => {
  test('leaves out the columns that never leave, by the very same list', async () => {
    expect(await listed('sync.hidden_columns')).toEqual(neverLeave)
  })

  test('keeps to itself the columns that it alone writes, by the very same list', async () => {
    expect(await listed('sync.derived_columns')).toEqual(serverDerived)
  })

  test('is every table of the mirror with the columns of the mirror, and nothing that never leaves', async () => {
    const { rows } = await client.query<{ name: string; columns: string[] }>(
      'select name, columns from sync.tables',
    )
    expect(rows.map((row) => row.name).toSorted()).toEqual(Object.keys(tables).toSorted())
    for (const { name, columns } of rows) {
      expect(isTableName(name) && !staysAtServer(name)).toBe(true)
      const mirrored = isTableName(name) ? tables[name].columns.map((column) => column.name) : []
      expect(columns, name).toEqual(mirrored)
      expect(columns.filter((column) => (neverLeave[name] ?? []).includes(column))).toEqual([])
    }
  })
})

async function listed(table: string): Promise<Readonly<Record<string, readonly string[]>>> {
  const { rows } = await client.query<{ table: string; columns: string[] }>(
    `select h.table_name as "table", array_agg(h.column_name order by a.attnum) as columns
     from ${table} h
     join pg_attribute a on a.attrelid = ('public.' || h.table_name)::regclass and a.attname = h.column_name
     group by h.table_name`,
  )
  return Object.fromEntries(rows.map((row) => [row.table, row.columns]))
}
