import { createHash } from 'node:crypto'

import { v7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'

import { columnsOf, wireToStored } from '../../../electron/store/codec.ts'
import { digestText } from '../../../shared/protocol/digest.ts'
import { digestReply, type DigestReply } from '../../../shared/protocol/pull.ts'
import { isTableName } from '../../../shared/protocol/rows.ts'
import type { WireValue } from '../../../shared/protocol/wire.ts'
import { sqlStateOf } from './support/database.ts'
import { addBooking, addGuest } from './support/hotel.ts'
import { addSettledStay } from './support/settled-stay.ts'
import { openHotel } from './support/open-hotel.ts'
import { enrolTerminal, paymentWrites } from './support/terminal.ts'

const { db, hotel } = await openHotel()
const terminal = await enrolTerminal(db)

const digest = async (
  table: string,
  base: string,
  columns: readonly string[],
  after: string | null = null,
  chunks = 4,
  rows = 5000,
): Promise<DigestReply> =>
  digestReply.parse(
    await terminal.session.value('select public.sync_digest($1, $2, $3, $4, $5, $6)', [
      table,
      base,
      columns,
      after,
      chunks,
      rows,
    ]),
  )

/** The wire's rows as a terminal would keep them, by id. */
type Kept = ReadonlyMap<string, readonly WireValue[]>

async function mirrorOf(table: string): Promise<{ cursor: string; columns: readonly string[]; rows: Kept }> {
  const columns = (await terminal.hello()).tables.find(({ name }) => name === table)?.columns ?? []
  const page = await terminal.snapshot(table, null, 20_000)
  return {
    cursor: page.snapshot,
    columns,
    rows: new Map((page.rows[table] ?? []).map((row) => [idOf(row), row])),
  }
}

function idOf(row: readonly WireValue[]): string {
  return z.uuid().parse(row[0])
}

/** What a terminal makes of its rows in a chunk: from what it stores, with what changed left out. */
function chunkHash(
  table: string,
  columns: readonly string[],
  rows: Kept,
  chunk: DigestReply['chunks'][number],
): string {
  if (!isTableName(table)) throw new Error(table)
  const kept = columns.map((name) => {
    const column = columnsOf(table).find((one) => one.name === name)
    if (column === undefined) throw new Error(name)
    return column
  })
  const hashes = [...rows.keys()]
    .toSorted()
    .filter((id) => (chunk.from === null || id > chunk.from) && (chunk.to === null || id <= chunk.to))
    .filter((id) => !chunk.changed.includes(id))
    .map((id) => {
      const row = rows.get(id) ?? []
      const stored = Object.fromEntries(
        kept.map((column, index) => [column.name, wireToStored(column, row[index])]),
      )
      return createHash('md5').update(digestText(kept, stored)).digest('hex')
    })
  return createHash('md5').update(hashes.join('')).digest('hex')
}

test('every table of the mirror hashes to the same on both sides, whatever its values are', async () => {
  await addSettledStay(db, hotel, {
    guest: await addGuest(db, 'Zoë "Ö" \\ O’Neill\n\t\u0001 🛎'),
    arrival: '2026-08-10',
    departure: '2026-08-12',
  })
  await db.rows(
    `update public.customers set preferences = '{"b": 1.50, "aa": [1, 2.0, {"z": null, "10": "1.0, 2", "9": 1e2}], "é\\n": "x: y, z", "d": -0.10}', tags = array['a,b', 'c"d', '']`,
  )
  await db.rows(
    `insert into public.audit_logs (table_name, action, ip_address, old_values, new_values, created_at)
     values ('x', 'UPDATE', '10.0.0.7', '{"amount": 100.00}', '[]', '2026-08-13 10:00:00.5+00'), ('x', 'UPDATE', '2001:db8::1', null, '{}', '1999-12-31 23:59:59+00')`,
  )
  await db.rows(
    `insert into public.tax_rules (code, name, kind, rate_percent) values ('VAT', 'VAT', 'vat', 6.50)`,
  )
  await terminal.do({
    name: 'folio.takePayment',
    actor: hotel.staff.front_desk,
    writes: paymentWrites(terminal, hotel.staff.front_desk, v7(), '10.00'),
  })
  const compared = []
  for (const { name } of (await terminal.hello()).tables) {
    const { cursor, columns, rows } = await mirrorOf(name)
    const { chunks, after } = await digest(name, cursor, columns)
    expect(after).toBeNull()
    expect(chunks.map(({ count }) => count)).toEqual([rows.size])
    for (const chunk of chunks) expect(chunk.hash, name).toBe(chunkHash(name, columns, rows, chunk))
    compared.push(rows.size > 0 ? name : '')
  }
  expect(compared).toEqual(
    expect.arrayContaining(['customers', 'bookings', 'payments', 'audit_logs', 'tax_rules', 'invoices']),
  )
})

describe('a table in ranges', () => {
  test('is covered without a gap, whatever the size of a chunk, and an empty one too', async () => {
    for (let count = 0; count < 7; count += 1) await addGuest(db)
    const { cursor, columns, rows } = await mirrorOf('customers')
    for (const size of [1, 2, 3, rows.size, rows.size + 1]) {
      let after: string | null = null
      let seen = 0
      let last: string | null = null
      do {
        const page: DigestReply = await digest('customers', cursor, columns, after, 2, size)
        for (const chunk of page.chunks) {
          expect(chunk.from).toBe(last)
          expect(chunk.hash).toBe(chunkHash('customers', columns, rows, chunk))
          seen += chunk.count
          last = chunk.to
        }
        after = page.after
      } while (after !== null)
      expect([size, seen, last]).toEqual([size, rows.size, null])
    }
    expect((await digest('rate_seasons', cursor, ['id'])).chunks).toEqual([
      { from: null, to: null, count: 0, hash: createHash('md5').update('').digest('hex'), changed: [] },
    ])
  })

  test('differs where a value, a row too many or a row too few is, and only there; that range fetched again is equal', async () => {
    const { cursor, columns, rows } = await mirrorOf('customers')
    const ids = [...rows.keys()].toSorted()
    const [one, two] = [ids[1], ids[4]]
    if (one === undefined || two === undefined) throw new Error('no rows')
    const at = columns.indexOf('full_name')
    const differing = async (kept: Kept) => {
      const { chunks } = await digest('customers', cursor, columns, null, 20, 3)
      return chunks.filter((chunk) => chunk.hash !== chunkHash('customers', columns, kept, chunk))
    }
    expect(await differing(rows)).toEqual([])
    const changed = new Map(rows).set(one, (rows.get(one) ?? []).with(at, 'Somebody Else'))
    const few = new Map(rows)
    few.delete(two)
    const many = new Map(rows).set(v7(), rows.get(one) ?? [])
    expect((await differing(changed)).map((chunk) => chunk.from)).toEqual([null])
    expect((await differing(few)).map((chunk) => chunk.from)).toEqual([ids[2]])
    expect((await differing(many)).map((chunk) => chunk.to)).toEqual([null])

    const [range] = await differing(few)
    const again = await terminal.snapshot('customers', range?.from ?? null, 3, range?.to ?? null)
    expect(again.after).toBeNull()
    const repaired = new Map(few)
    for (const row of again.rows['customers'] ?? []) repaired.set(idOf(row), row)
    expect(repaired.size).toBe(rows.size)
    expect(await differing(repaired)).toEqual([])
  })
})

test('goes on with other tables while there is room, and says of each what it would say alone', async () => {
  const tables = ['rooms', 'rate_seasons', 'customers', 'bookings']
  const { cursor } = await mirrorOf('rooms')
  const asked = async (count: number): Promise<DigestReply> =>
    digestReply.parse(
      await terminal.session.value(`select public.sync_digest('rooms', $1, '{id}', null, 1, $2, $3)`, [
        cursor,
        count,
        JSON.stringify(tables.slice(1).map((table) => ({ table, columns: ['id'] }))),
      ]),
    )
  const alone = []
  for (const table of tables.slice(1))
    alone.push({ table, chunks: (await digest(table, cursor, ['id'])).chunks })
  const first = await digest('rooms', cursor, ['id'], null, 1, 3)
  const whole = await asked(20_000)
  expect(whole.more).toEqual(alone)
  expect(whole.after).toBeNull()
  // as many rows as may be are in the first tables: the rest waits to be asked for
  const part = await asked(3)
  expect(part).toMatchObject({ chunks: first.chunks, more: [], after: first.after })
})

test('rows that changed, came or went since the cursor are named and left out, so that an old mirror compares equal', async () => {
  const { cursor, columns, rows } = await mirrorOf('rate_plans')
  await db.rows(`insert into public.rate_plans (code, name) values ('A', 'A'), ('B', 'B'), ('C', 'C')`)
  const old = await mirrorOf('rate_plans')
  expect(old.rows.size).toBe(rows.size + 3)
  await db.rows(`update public.rate_plans set name = 'changed' where code = 'A'`)
  await db.rows(`delete from public.rate_plans where code = 'B'`)
  await db.rows(`insert into public.rate_plans (code, name) values ('D', 'D')`)

  for (const mirror of [{ cursor, columns, rows }, old]) {
    const { chunks } = await digest('rate_plans', mirror.cursor, mirror.columns, null, 20, 2)
    for (const chunk of chunks)
      expect(chunk.hash).toBe(chunkHash('rate_plans', mirror.columns, mirror.rows, chunk))
  }
  const changed = (await digest('rate_plans', old.cursor, columns)).chunks.flatMap((chunk) => chunk.changed)
  expect(changed).toHaveLength(3)
  // without what it names, the old mirror would be taken for a broken one
  const [chunk] = (await digest('rate_plans', old.cursor, columns)).chunks
  if (chunk === undefined) throw new Error('no chunk')
  expect(chunkHash('rate_plans', columns, old.rows, { ...chunk, changed: [] })).not.toBe(chunk.hash)
})

test('a booking that is being changed while it is asked is compared as of one moment', async () => {
  const id = await addBooking(db, { type: hotel.standard })
  const mirror = await mirrorOf('bookings')
  const other = await db.connect()
  await other.rows('begin')
  await other.rows(`update public.bookings set internal_notes = 'open' where id = $1`, [id])
  const during = await digest('bookings', mirror.cursor, mirror.columns)
  await other.rows('commit')
  const afterwards = await digest('bookings', mirror.cursor, mirror.columns)
  expect(during.chunks[0]?.changed).toEqual([])
  expect(afterwards.chunks[0]?.changed).toEqual([id])
  for (const { chunks } of [during, afterwards]) {
    for (const chunk of chunks)
      expect(chunk.hash).toBe(chunkHash('bookings', mirror.columns, mirror.rows, chunk))
  }
})

test('what is asked wrongly is refused: a hidden column, an unknown table, a cursor that leads nowhere', async () => {
  const { cursor } = await mirrorOf('rooms')
  expect(await sqlStateOf(digest('customers', cursor, ['id', 'id_number']))).toBe('22023')
  expect(await sqlStateOf(digest('schema_migrations', cursor, ['id']))).toBe('22023')
  expect(await sqlStateOf(digest('rooms', cursor, []))).toBe('22023')
  expect(await sqlStateOf(digest('rooms', cursor, ['id"; drop table x; --']))).toBe('22023')
  expect(await sqlStateOf(digest('rooms', 'nonsense', ['id']))).toBe('FD006')
  expect(await sqlStateOf(digest('rooms', '9999999:9999999:', ['id']))).toBe('FD006')
})
