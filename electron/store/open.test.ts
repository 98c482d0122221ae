import { copyFileSync, mkdtempSync, openSync, closeSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, describe, expect, test } from 'vitest'
import { aHotel } from '../../shared/testing/hotel.ts'
import { aStay } from '../../shared/testing/stay.ts'
import { tableDigest } from './digest.ts'
import { StoreTooNewError } from './migrate.ts'
import { joinStore, openStore, StoreDamagedError } from './open.ts'
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
  hotel.db
    .prepare(
      `insert into outbox (seq, op_id, name, args, subject, booking_id, actor_id, actor_role, business_date, at,
         monotonic_ms, offline, schema_version, writes, body, prev_hash, hash)
       values (7, ?, 'booking.checkIn', '{}', 'A', ?, ?, 'front_desk', '2026-08-13', '2026-08-13T10:00:00.000Z',
         1, 1, 2, '[]', '{"seq":7}', 'p', 'h')`,
    )
    .run(hotel.ids.fresh(), bookingId, hotel.userId)
  hotel.db.prepare(`insert into outbox_rows values ('bookings', ?, 7)`).run(bookingId)
  hotel.db.prepare(`insert into shadow values ('bookings', ?, '{}')`).run(bookingId)
  for (const key of ['cursor', 'ready', 'series'] as const) writeSyncState(hotel.db, key, 'x')
  const rooms = tableDigest(hotel.db, 'rooms')
  hotel.db.close()
  return { file, rooms }
}

/** As an older version of the program would have left it. */
function age(file: string, changes: string): void {
  const db = new Sqlite(file)
  db.function('guest_search_text', { varargs: true }, () => '')
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

  test('refuses a file of a newer version and leaves it alone', () => {
    const { file } = usedFile()
    const db = new Sqlite(file)
    db.pragma('user_version = 99')
    db.close()
    expect(() => openStore({ file })).toThrow(StoreTooNewError)
  })

  test('after a crash finds that the file is not what was written', () => {
    const { file } = usedFile()
    const crashed = newFile()
    const db = openStore({ file })
    db.exec(`update customers set email = 'a@b.test'`)
    // what a killed program leaves behind: the file and its log, no orderly close
    for (const suffix of ['', '-wal']) copyFileSync(`${file}${suffix}`, `${crashed}${suffix}`)
    db.close()
    const sound = newFile()
    for (const suffix of ['', '-wal']) copyFileSync(`${crashed}${suffix}`, `${sound}${suffix}`)
    const healed = openStore({ file: sound })
    expect(healed.prepare('select email from customers').pluck().get()).toBe('a@b.test')
    healed.close()

    const handle = openSync(crashed, 'r+')
    for (let page = 2; page < 30; page += 1) writeSync(handle, Buffer.alloc(64, 0xaa), 0, 64, page * 4096)
    closeSync(handle)
    expect(() => openStore({ file: crashed })).toThrow(StoreDamagedError)
  })
})

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
    expect(['cursor', 'ready', 'series'].map((key) => readSyncState(db, key as 'cursor'))).toEqual([
      null,
      'x',
      'x',
    ])
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
