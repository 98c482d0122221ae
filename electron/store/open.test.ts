import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite, { type Database } from 'better-sqlite3'
import { afterAll, describe, expect, test } from 'vitest'
import { aHotel } from '../../shared/testing/hotel.ts'
import { aStay } from '../../shared/testing/stay.ts'
import { tableDigest } from './digest.ts'
import { StoreTooNewError } from './migrate.ts'
import { joinStore, openStore, StoreDamagedError } from './open.ts'
import type { Rescued } from './rescue.ts'
import { readSyncState, writeSyncState } from './sync-state.ts'

const dir = mkdtempSync(join(tmpdir(), 'front-desk-store-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

let files = 0
function newFile(): string {
  files += 1
  return join(dir, `${files}.db`)
}

/** A closed file with a stay in it, a command on its way and a cursor. */
function usedFile(): { readonly file: string; readonly rooms: string } {
  const file = newFile()
  const hotel = aHotel({ file })
  const { bookingId } = aStay(hotel, { arrival: '2026-08-13', departure: '2026-08-15', room: '101' })
  addOp(hotel.db, { seq: 7, bookingId, body: '{"seq":7}' })
  hotel.db.prepare(`insert into outbox_rows values ('bookings', ?, 7)`).run(bookingId)
  hotel.db.prepare(`insert into shadow values ('bookings', ?, '{}')`).run(bookingId)
  for (const key of ['terminal_id', 'cursor', 'ready', 'series'] as const) writeSyncState(hotel.db, key, 'x')
  const rooms = tableDigest(hotel.db, 'rooms')
  hotel.db.close()
  return { file, rooms }
}

function addOp(
  db: Database,
  op: { readonly seq: number; readonly bookingId: string | null; readonly body: string },
): void {
  db.prepare(
    `insert into outbox (seq, op_id, name, args, subject, booking_id, actor_id, actor_role, business_date, at,
       monotonic_ms, offline, schema_version, writes, body, prev_hash, hash)
     values (@seq, 'op ' || @seq, 'booking.checkIn', '{}', 'A', @bookingId, 'maria', 'front_desk', '2026-08-13',
       '2026-08-13T10:00:00.000Z', 1, 1, 2, '[]', @body, 'p', 'h')`,
  ).run(op)
}

/** As an older version of the program would have left it. */
function age(file: string, changes: string): void {
  const db = new Sqlite(file)
  db.function('guest_search_text', { varargs: true }, () => '')
  db.function('mention_text', { varargs: true }, () => '')
  db.pragma('foreign_keys = off')
  db.exec(changes)
  db.exec(`update mirror_schema set hash = 'older'`)
  db.close()
}

describe('opening', () => {
  test('makes a file that survives a power cut and refuses what is not right', () => {
    const db = openStore({ file: newFile() })
    const asked = ['journal_mode', 'synchronous', 'foreign_keys', 'cell_size_check']
    expect(asked.map((name) => db.pragma(name, { simple: true }))).toEqual(['wal', 2, 1, 1])
    db.close()
  })

  test('leaves a file that is up to date as it is', () => {
    const { file } = usedFile()
    const before = statSync(file).mtimeMs
    openStore({ file }).close()
    expect(statSync(file).mtimeMs).toBe(before)
  })

  test('lets a second connection read and write the same rows', () => {
    const { file } = usedFile()
    const db = openStore({ file })
    const other = joinStore({ file })
    other.prepare(`update customers set full_name = 'Other Name'`).run()
    expect(db.prepare('select full_name from customers').pluck().get()).toBe('Other Name')
    const reader = joinStore({ file, readonly: true })
    expect(() => reader.exec('delete from outbox')).toThrow(/readonly/)
    for (const connection of [reader, other, db]) connection.close()
  })

  test('takes over a file of an older version, with the work that is still on its way in it', () => {
    const file = newFile()
    const old = new Sqlite(file)
    const sql = (name: string): string =>
      readFileSync(new URL(`../../db/sqlite/${name}`, import.meta.url), 'utf8')
    old.exec(sql('terminal/001_terminal.sql'))
    old.pragma('user_version = 1')
    old.exec(`insert into mirror_schema (one, tables, hash, index_hash) values (1, '[]', 'older', '')`)
    old.exec(`insert into outbox (seq, op_id, request_id, name, args, subject, actor_id, actor_role, business_date, at,
        monotonic_ms, offline, schema_version, writes, body, prev_hash, hash, sent_at)
      values (3, 'op', 'click', 'booking.checkIn', '{}', 'A-1', 'u', 'admin', '', '', 0, 1, 1, '[]', '{"seq":3}', 'p', 'h', 'now')`)
    old.exec(`insert into outbox_rows (table_name, row_id, seq) values ('rooms', 'r', 3)`)
    old.close()
    const db = openStore({ file })
    expect(
      db.prepare('select seq, body, hash, state, sent_at, quarantine, failures, series from outbox').all(),
    ).toEqual([
      {
        seq: 3,
        body: '{"seq":3}',
        hash: 'h',
        state: 'pending',
        sent_at: 'now',
        quarantine: null,
        failures: 0,
        series: null,
      },
    ])
    expect(db.prepare('select count(*) from outbox_rows').pluck().get()).toBe(1)
    db.close()
    openStore({ file }).close()
  })

  test('refuses a file of a newer version and leaves it alone', () => {
    const { file } = usedFile()
    const db = new Sqlite(file)
    db.pragma('user_version = 99')
    db.close()
    expect(() => openStore({ file })).toThrow(StoreTooNewError)
    expect(() => openStore({ file })).toThrow('newer version of the program')
  })

  test('after a crash finds all that was committed', () => {
    const { file } = usedFile()
    const db = openStore({ file: crashedCopy(file) })
    expect(db.prepare('select email from customers').pluck().get()).toBe('a@b.test')
    db.close()
  })
})

describe('a damaged file', () => {
  test('is set aside, and the work of the terminal goes on in a new one', () => {
    const { file } = usedFile()
    const crashed = crashedCopy(file)
    // the rooms, and whatever else has its pages there; not the outbox
    damage(crashed, pagesOf(crashed, 'rooms'))
    const rescues: Rescued[] = []
    const db = openStore({ file: crashed, onRescue: (rescued) => rescues.push(rescued) })
    expect(rescues).toEqual([{ keptAs: `${crashed}.damaged-1`, ops: 1, lost: false }])
    expect(db.prepare('select seq, body, state from outbox').all()).toEqual([
      { seq: 7, body: '{"seq":7}', state: 'pending' },
    ])
    expect(db.prepare('select count(*) from outbox_rows').pluck().get()).toBe(1)
    const keys = ['terminal_id', 'series', 'cursor', 'ready'] as const
    expect(keys.map((key) => readSyncState(db, key))).toEqual(['x', 'x', null, null])
    expect(db.prepare('select count(*) from rooms').pluck().get()).toBe(0)
    db.close()
    openStore({ file: crashed }).close()
  })

  test('gives back the commands on both sides of the damage, and says that some are lost', () => {
    const { file } = usedFile()
    const first = openStore({ file })
    for (let seq = 8; seq < 100; seq += 1) addOp(first, { seq, bookingId: null, body: 'x'.repeat(500) })
    first.close()
    const crashed = crashedCopy(file)
    const pages = pagesOf(crashed, 'outbox', 'leaf')
    damage(crashed, pages.slice(5, 6))
    const rescues: Rescued[] = []
    const db = openStore({ file: crashed, onRescue: (rescued) => rescues.push(rescued) })
    const seqs = db.prepare<[], number>('select seq from outbox order by seq').pluck().all()
    expect(rescues).toMatchObject([{ lost: true, ops: seqs.length }])
    expect([seqs[0], seqs.at(-1)]).toEqual([7, 99])
    expect(seqs.length).toBeGreaterThan(80)
    expect(seqs.length).toBeLessThan(93)
    db.close()
  })

  test('in which nothing says whose it is stays where it is', () => {
    const { file } = usedFile()
    const crashed = crashedCopy(file)
    damage(crashed, [1])
    expect(() => openStore({ file: crashed })).toThrow(StoreDamagedError)
    expect(existsSync(`${crashed}.damaged-1`)).toBe(false)
  })
})

/** What a killed program leaves behind: the file and its log, with no orderly close. */
function crashedCopy(file: string): string {
  const crashed = newFile()
  const db = openStore({ file })
  db.exec(`update customers set email = 'a@b.test'`)
  for (const suffix of ['', '-wal']) copyFileSync(`${file}${suffix}`, `${crashed}${suffix}`)
  db.close()
  return crashed
}

function pagesOf(file: string, table: string, type?: 'leaf'): readonly number[] {
  const db = new Sqlite(file, { readonly: true })
  const pages = db
    .prepare<{ table: string; type: string | null }, number>(
      'select pageno from dbstat where name = @table and (@type is null or pagetype = @type) order by path',
    )
    .pluck()
    .all({ table, type: type ?? null })
  db.close()
  return pages
}

function damage(file: string, pages: readonly number[]): void {
  const handle = openSync(file, 'r+')
  for (const page of pages) writeSync(handle, Buffer.alloc(4096, 0xaa), 0, 4096, (page - 1) * 4096)
  closeSync(handle)
}

describe('a file whose mirror is of an older version', () => {
  test('keeps the outbox and all the rest that is the terminal’s own', () => {
    const { file } = usedFile()
    const before = own(file)
    age(file, 'alter table rooms drop column maintenance_notes')
    const db = openStore({ file })
    db.close()
    expect(own(file)).toEqual(before)
  })

  test('goes on working with the rows at hand, and asks for a mirror made anew', () => {
    const { file, rooms } = usedFile()
    age(file, 'alter table rooms drop column maintenance_notes; create index of_old on rooms (floor)')
    const db = openStore({ file })
    expect(tableDigest(db, 'rooms')).toBe(rooms)
    expect(db.prepare('select count(*) from search_entries').pluck().get()).toBe(2)
    expect(
      db
        .prepare(`select count(*) from sqlite_schema where name like 'old%' or name = 'of_old'`)
        .pluck()
        .get(),
    ).toBe(0)
    expect(db.pragma('foreign_key_check')).toEqual([])
    const keys = ['cursor', 'ready', 'series'] as const
    expect(keys.map((key) => readSyncState(db, key))).toEqual([null, 'x', 'x'])
    db.close()
  })

  test('drops the tables that are no more', () => {
    const { file } = usedFile()
    age(
      file,
      `create table gone (id text not null primary key) strict;
       update mirror_schema set tables = json_insert(tables, '$[#]', 'gone')`,
    )
    const db = openStore({ file })
    expect(db.prepare(`select 1 from sqlite_schema where name = 'gone'`).get()).toBeUndefined()
    db.close()
  })

  test('is emptied, and not ready, when its rows do not fit the tables of today', () => {
    const { file } = usedFile()
    age(file, 'alter table rooms drop column room_number')
    const db = openStore({ file })
    expect(
      db.prepare('select (select count(*) from rooms) + (select count(*) from bookings)').pluck().get(),
    ).toBe(0)
    expect(db.prepare('select seq, body from outbox').all()).toEqual([{ seq: 7, body: '{"seq":7}' }])
    expect(readSyncState(db, 'ready')).toBeNull()
    db.close()
  })

  test('is emptied when a row would refer to one that is not there', () => {
    const { file } = usedFile()
    age(file, 'delete from customers')
    const db = openStore({ file })
    expect(db.prepare('select count(*) from bookings').pluck().get()).toBe(0)
    expect(db.prepare('select count(*) from outbox').pluck().get()).toBe(1)
    db.close()
  })
})

function own(file: string): unknown {
  const db = new Sqlite(file)
  const tables = ['outbox', 'outbox_rows', 'shadow', 'staff_verifiers']
  const rows = tables.map((table) => db.prepare(`select * from ${table}`).all())
  db.close()
  return rows
}
