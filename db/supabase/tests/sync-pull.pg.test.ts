import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { snapshotPage, type SnapshotPage } from '../../../shared/protocol/pull.ts'
import { openTestDatabase, sorted, sqlStateOf, type TestDatabase } from './support/database.ts'
import { addBooking, addGuest, buildHotel, type Hotel } from './support/hotel.ts'
import { enrolTerminal, type TestTerminal } from './support/terminal.ts'

let db: TestDatabase
let hotel: Hotel
let terminal: TestTerminal
let columns: ReadonlyMap<string, readonly string[]>
beforeAll(async () => {
  db = await openTestDatabase()
  hotel = await buildHotel(db)
  terminal = await enrolTerminal(db)
  columns = new Map((await terminal.hello()).tables.map((table) => [table.name, table.columns]))
})
afterAll(async () => await db.stop())

let cursor: string
beforeEach(async () => {
  cursor = (await terminal.snapshot('hotel_settings')).snapshot
})

type Rows = Readonly<Record<string, readonly (readonly unknown[])[]>>

const idsIn = (rows: Rows, table: string): readonly string[] =>
  sorted((rows[table] ?? []).map((row) => row[columns.get(table)?.indexOf('id') ?? -1]))

describe('hello', () => {
  test('says who I am, what to mirror and how much of it there is', async () => {
    const hello = await terminal.hello()
    expect(hello).toMatchObject({
      terminalId: terminal.id,
      series: terminal.series,
      lastSeq: 0,
      lastHash: '0'.repeat(64),
    })
    expect(hello.tables.find((table) => table.name === 'rooms')?.rows).toBe(5)
    expect(hello.tables[0]?.name).toBe('amenities')
    expect(hello.schemaVersion).toBe(await db.value(`select sync.schema_version()`))
  })

  test('refuses a protocol that it does not speak', async () => {
    expect(await sqlStateOf(terminal.session.rows(`select public.sync_hello(2)`))).toBe('FD008')
    expect(await sqlStateOf(terminal.session.rows(`select public.sync_hello(null)`))).toBe('FD008')
  })
})

describe('the first mirror', () => {
  test('goes by pages through a table, each row once, until nothing is left', async () => {
    const ids = [await addGuest(db), await addGuest(db), await addGuest(db)]
    const seen: unknown[] = []
    let after: string | null = null
    do {
      const page = await terminal.snapshot('customers', after, 2)
      seen.push(...idsIn(page.rows, 'customers'))
      after = page.after
    } while (after !== null)
    expect(new Set(seen).size).toBe(seen.length)
    for (const id of ids) expect(seen).toContain(id)
  })

  test('goes on with other tables where a page has room, each row once', async () => {
    const tables = ['rooms', 'rate_seasons', 'room_types', 'customers']
    const alone = new Map<string, readonly unknown[]>()
    for (const table of tables) alone.set(table, idsIn((await terminal.snapshot(table)).rows, table))
    const seen = new Map<string, string[]>(tables.map((table) => [table, []]))
    let place = tables[0]
    let after: string | null = null
    while (place !== undefined) {
      const page: SnapshotPage = snapshotPage.parse(
        await terminal.session.value('select public.sync_snapshot($1, $2, 3, null, $3)', [
          place,
          after,
          tables.slice(tables.indexOf(place) + 1),
        ]),
      )
      const begun = Object.keys(page.rows)
      expect(begun).toEqual(tables.slice(tables.indexOf(place), tables.indexOf(place) + begun.length))
      for (const name of begun) seen.get(name)?.push(...idsIn(page.rows, name))
      const last = begun.at(-1) ?? ''
      after = page.after
      place = after === null ? tables[tables.indexOf(last) + 1] : last
    }
    expect(new Map([...seen].map(([table, ids]) => [table, sorted(ids)]))).toEqual(alone)
    expect(alone.get('rooms')?.length).toBeGreaterThan(3)
  })

  test('knows only the tables that are mirrored', async () => {
    for (const table of ['schema_migrations', 'pg_authid', 'ops']) {
      expect(await sqlStateOf(terminal.snapshot(table))).toBe('22023')
    }
  })

  test('brings today first: who is in house, due in or due out, with all that a foreign key asks for, and nothing else', async () => {
    const inHouse = await addBooking(db, {
      type: hotel.standard,
      room: hotel.room('101'),
      arrival: '2026-08-01',
      departure: '2026-08-20',
      status: 'checked_in',
    })
    const dueIn = await addBooking(db, { type: hotel.standard })
    const late = await addBooking(db, {
      type: hotel.standard,
      arrival: '2026-08-12',
      departure: '2026-08-14',
    })
    const dayUse = await addBooking(db, { type: hotel.standard, departure: '2026-08-13' })
    const left = await addBooking(db, {
      type: hotel.standard,
      room: hotel.room('102'),
      arrival: '2026-08-10',
      departure: '2026-08-13',
      status: 'checked_out',
    })
    await addBooking(db, { type: hotel.standard, arrival: '2026-10-01', departure: '2026-10-04' })
    const { rows } = await terminal.snapshotToday()
    expect(idsIn(rows, 'bookings')).toEqual([inHouse, dueIn, late, dayUse, left].toSorted())
    expect(idsIn(rows, 'rooms')).toHaveLength(5)
    for (const [child, column, parent] of [
      ['bookings', 'customer_id', 'customers'],
      ['bookings', 'room_id', 'rooms'],
      ['booking_nights', 'booking_id', 'bookings'],
      ['booking_nights', 'room_type_id', 'room_types'],
    ] as const) {
      const parents = new Set(idsIn(rows, parent))
      const at = columns.get(child)?.indexOf(column) ?? -1
      for (const row of rows[child] ?? [])
        if (row[at] !== null) expect(parents, `${child}.${column}`).toContain(row[at])
    }
  })
})

describe('a pull', () => {
  test('brings what changed since the cursor, whole rows in the order of the columns, parents first', async () => {
    const id = await addBooking(db, { type: hotel.standard, room: hotel.room('103') })
    const page = await terminal.pull(cursor)
    expect(idsIn(page.rows, 'bookings')).toEqual([id])
    expect(page.rows['booking_nights']).toHaveLength(2)
    expect(page.rows['bookings']?.[0]).toHaveLength(columns.get('bookings')?.length ?? 0)
    const tables = Object.keys(page.rows)
    expect(tables.indexOf('customers')).toBeLessThan(tables.indexOf('bookings'))
    expect(tables.indexOf('bookings')).toBeLessThan(tables.indexOf('booking_nights'))
    expect(page.after).toBeNull()
    expect((await terminal.pull(page.target)).rows).toEqual({})
  })

  test('gives instants in UTC with milliseconds, money as numbers, dates as dates', async () => {
    const id = await addBooking(db, { type: hotel.standard, rate: 80.5 })
    await db.rows(`update public.bookings set created_at = '2026-08-13 14:05:06.789+02' where id = $1`, [id])
    const row = (await terminal.pull(cursor)).rows['bookings']?.[0] ?? []
    const value = (name: string) => row[columns.get('bookings')?.indexOf(name) ?? -1]
    expect(value('created_at')).toBe('2026-08-13T12:05:06.789+00:00')
    expect(value('room_rate')).toBe(80.5)
    expect(value('check_in_date')).toBe('2026-08-13')
  })

  test('brings a row that changed twice once, and one that was only saved again not at all', async () => {
    const id = await addGuest(db)
    await db.rows(`update public.customers set phone = '1' where id = $1`, [id])
    const first = await terminal.pull(cursor)
    expect(idsIn(first.rows, 'customers')).toEqual([id])
    await db.rows(`update public.customers set phone = '1' where id = $1`, [id])
    expect((await terminal.pull(first.target)).rows).toEqual({})
  })

  test('tells of rows that are gone, and of a row that came back that it is there', async () => {
    const id = await addGuest(db)
    const before = await terminal.pull(cursor)
    await db.rows(`delete from public.customers where id = $1`, [id])
    const gone = await terminal.pull(before.target)
    expect(gone.gone).toEqual({ customers: [id] })
    await db.rows(`insert into public.customers (id, full_name) values ($1, 'Back')`, [id])
    const back = await terminal.pull(gone.target)
    expect([idsIn(back.rows, 'customers'), back.gone]).toEqual([[id], {}])
  })

  test('goes on by pages towards one target; what changes meanwhile belongs to the next round', async () => {
    const ids: string[] = []
    for (let count = 0; count < 5; count++) ids.push(await addGuest(db))
    const first = await terminal.pull(cursor, null, null, 4)
    expect(first.after).not.toBeNull()
    await db.rows(`update public.customers set phone = '9' where id = $1`, [ids[4]])
    const seen = [...idsIn(first.rows, 'customers')]
    let page = first
    while (page.after !== null) {
      page = await terminal.pull(cursor, first.target, page.after, 4)
      expect(page.target).toBe(first.target)
      seen.push(...idsIn(page.rows, 'customers'))
    }
    expect(sorted(seen)).toEqual(sorted(ids.slice(0, 4)))
    expect(idsIn((await terminal.pull(first.target)).rows, 'customers')).toEqual([ids[4]])
  })

  test('refuses a cursor that is no snapshot, is from the future, or is older than the tombstones', async () => {
    for (const base of ['', 'x', '10:5:', '999999999:999999999:']) {
      expect(await sqlStateOf(terminal.pull(base)), base).toBe('FD006')
    }
    const id = await addGuest(db)
    await db.rows(`delete from public.customers where id = $1`, [id])
    const knowing = (await terminal.pull(cursor)).target
    await db.rows(`select sync.prune_tombstones(now() + interval '1 minute')`)
    expect(await sqlStateOf(terminal.pull(cursor))).toBe('FD006')
    expect((await terminal.pull(knowing)).gone).toEqual({})
  })

  test('says in which life of the database it was answered', async () => {
    const page = await terminal.pull(cursor)
    expect((await terminal.hello()).epoch).toBe(page.epoch)
    await db.rows(`select sync.renew_epoch()`)
    expect((await terminal.pull(cursor)).epoch).not.toBe(page.epoch)
  })
})

test('whoever listens is poked once for each transaction that changed something, after it is done', async () => {
  const listener = await db.connect()
  let heard: { channel: string; payload: string | undefined }[] = []
  listener.client.on('notification', ({ channel, payload }) => heard.push({ channel, payload }))
  await listener.rows('listen sync_poke')
  await listener.rows('listen realtime_send')
  /** The channels heard since the last time: what was notified before the end is delivered before it. */
  const pokesUntilNow = async () => {
    const end = randomUUID()
    await db.rows(`select pg_notify('sync_poke', $1)`, [end])
    while (!heard.some(({ payload }) => payload === end)) await listener.rows('select 1')
    const pokes = heard.filter(({ payload }) => payload !== end).map(({ channel }) => channel)
    heard = []
    return pokes
  }
  await db.transaction(async () => {
    await addGuest(db)
    await addBooking(db, { type: hotel.standard })
  })
  expect((await pokesUntilNow()).toSorted()).toEqual(['realtime_send', 'sync_poke'])
  await db.rows(`update public.rooms set floor = floor`)
  expect(await pokesUntilNow()).toEqual([])
})
