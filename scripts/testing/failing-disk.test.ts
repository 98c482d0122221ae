import Sqlite, { type Database } from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { withTransaction } from '../../electron/store/transaction.ts'
import { createFailingDisk } from './failing-disk.ts'

let db: Database

beforeEach(() => {
  db = new Sqlite(':memory:')
  db.exec('create table notes (text text)')
})
afterEach(() => db.close())

const write = (text: string): unknown => db.prepare('insert into notes (text) values (?)').run(text)
const count = (): unknown => db.prepare('select count(*) from notes').pluck().get()

/** The code of the error that it ends with, or that it is done. */
function codeOf(work: () => unknown): string {
  try {
    work()
    return 'done'
  } catch (error) {
    return error instanceof Sqlite.SqliteError ? error.code : 'another error'
  }
}

test('a full disk refuses what needs more of it, and takes it again when there is room', () => {
  const disk = createFailingDisk(db)
  disk.fill()
  const long = 'x'.repeat(50_000)
  expect(codeOf(() => withTransaction(db, () => write(long)))).toBe('SQLITE_FULL')
  expect(count()).toBe(0)
  disk.makeRoom()
  expect(codeOf(() => withTransaction(db, () => write(long)))).toBe('done')
})

test('a commit that fails leaves nothing of its transaction, and the next one is itself again', () => {
  const disk = createFailingDisk(db)
  disk.failCommits(1)
  const twice = (): unknown =>
    withTransaction(db, () => {
      // a step of it is no commit
      withTransaction(db, () => write('a'))
      return write('b')
    })
  expect(codeOf(twice)).toBe('SQLITE_IOERR_FSYNC')
  expect([count(), disk.failures(), db.inTransaction]).toEqual([0, 1, false])
  expect(codeOf(twice)).toBe('done')
  expect([count(), disk.failures()]).toEqual([2, 1])
})
