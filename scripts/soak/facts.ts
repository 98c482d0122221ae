import { z } from 'zod'
import type { Database } from 'better-sqlite3'
import { prepared } from '../../electron/store/prepared.ts'
import { rowWrite, type RowWrite } from '../../shared/protocol/envelope.ts'

/** What a clerk was told is done, as it was kept at that moment, outside of the terminal. */
export interface Ack {
  readonly desk: number
  readonly terminalId: string
  readonly seq: number
  readonly opId: string
  readonly name: string
  readonly subject: string
  readonly writes: readonly RowWrite[]
}

/** A desk as far as laws look at it. */
export interface CheckedDesk {
  readonly number: number
  readonly file: string
  readonly db: Database
  readonly terminalId: () => string
}

/** Something that a law forbids. */
export interface Breach {
  readonly law: Law
  readonly text: string
}

export const laws = [
  'lost',
  'doubled',
  'order',
  'halves',
  'unread',
  'stuck',
  'diverged',
  'overlaps',
  'money',
  'gaps',
  'audit',
  'file',
  'promise',
  'sent_away',
  'bug',
] as const

export type Law = (typeof laws)[number]

const writesOf = z.array(rowWrite)

/** Most texts are looked at after every step. */
const parsed = new Map<string, readonly RowWrite[]>()

export function parseWrites(text: string): readonly RowWrite[] {
  const known = parsed.get(text)
  if (known !== undefined) return known
  const writes = writesOf.parse(JSON.parse(text))
  if (parsed.size > 1000) parsed.clear()
  parsed.set(text, writes)
  return writes
}

interface OutboxRow {
  readonly seq: number
  readonly opId: string
  readonly name: string
  readonly subject: string
  readonly writes: string
}

/** Commands in the outbox that are not among those known: what has been done since. A terminal that joins again counts anew. */
export function newAcks(
  db: Database,
  known: ReadonlySet<string>,
  desk: number,
  terminalId: string,
): readonly Ack[] {
  const rowOf = prepared<OutboxRow>(
    db,
    `select seq, op_id as "opId", name, subject, writes from outbox where op_id = ?`,
  )
  return listOpIds(db)
    .filter((opId) => !known.has(opId))
    .flatMap((opId) => rowOf.get(opId) ?? [])
    .map((row) => ({ ...row, desk, terminalId, writes: parseWrites(row.writes) }))
}

/** In the order in which they were done. */
export function listOpIds(db: Database): readonly string[] {
  return prepared<{ id: string }>(db, 'select op_id as id from outbox order by seq')
    .all()
    .map(({ id }) => id)
}
