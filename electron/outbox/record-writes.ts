import type { Database } from 'better-sqlite3'
import { assert } from '../../shared/kernel/assert.ts'
import type { RowWrite } from '../../shared/protocol/envelope.ts'
import type { TableName } from '../../shared/protocol/rows.ts'
import type { WireRecord } from '../../shared/protocol/wire.ts'
import { columnOf, columnsOf, storedRecordToWire, type Stored, type StoredRecord } from '../store/codec.ts'
import { prepared } from '../store/prepared.ts'
import type { CommandTx } from './command.ts'
import { keepShadow } from './shadows.ts'

export interface Recorder {
  readonly tx: CommandTx
  /** What was written so far, in order, as it travels. */
  readonly writes: () => readonly RowWrite[]
}

/** A command's hands: it writes to the local rows, keeps the server's version of each, and remembers what it did. */
export function recordWrites(db: Database, at: string): Recorder {
  const writes: RowWrite[] = []

  const insert = (table: TableName, row: StoredRecord): void => {
    const id = row['id']
    assert(typeof id === 'string', `a new row of ${table} has an id`)
    // made when the clerk did it, by the same clock here and at the server
    const stamped: StoredRecord = { ...row, created_at: row['created_at'] ?? at }
    keepShadow(db, table, id)
    const local = hasColumn(table, 'updated_at') ? { ...stamped, updated_at: at } : stamped
    const names = Object.keys(local)
    const values = names.map((name) => local[name] ?? null)
    prepared(db, `insert into ${table} (${names.join()}) values (${names.map(() => '?').join()})`).run(values)
    const { id: _, ...set } = stamped
    writes.push({ table, id, verb: 'insert', set: toWire(table, set), was: {} })
  }

  const update = (table: TableName, id: string, change: object): void => {
    const set: Readonly<Record<string, Stored | undefined>> = Object.fromEntries(Object.entries(change))
    const current = loadRow(db, table, id)
    assert(current !== undefined, `the row of ${table} that is changed exists`)
    const names = Object.keys(set).filter((name) => set[name] !== undefined && set[name] !== current[name])
    if (names.length === 0) return
    keepShadow(db, table, id)
    const local: Record<string, Stored> = hasColumn(table, 'updated_at') ? { updated_at: at } : {}
    const was: Record<string, Stored> = {}
    const changed: Record<string, Stored> = {}
    for (const name of names) {
      local[name] = changed[name] = set[name] ?? null
      was[name] = current[name] ?? null
    }
    const assignments = Object.keys(local).map((name) => `${name} = ?`)
    prepared(db, `update ${table} set ${assignments.join()} where id = ?`).run([...Object.values(local), id])
    writes.push({ table, id, verb: 'update', set: toWire(table, changed), was: toWire(table, was) })
  }

  return { tx: { db, insert, update }, writes: () => writes }
}

function loadRow(db: Database, table: TableName, id: string): StoredRecord | undefined {
  return prepared<StoredRecord>(db, `select * from ${table} where id = ?`).get(id)
}

function hasColumn(table: TableName, name: string): boolean {
  return columnsOf(table).some((column) => column.name === name)
}

/** As it travels. A column that only the server writes is not a command's to give. */
function toWire(table: TableName, record: StoredRecord): WireRecord {
  for (const name of Object.keys(record)) {
    assert(columnOf(table, name).fixed === undefined, `${table}.${name} is a command's to write`)
  }
  return storedRecordToWire(table, record)
}
