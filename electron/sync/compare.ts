import { createHash } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { err, ok } from '../../shared/kernel/result.ts'
import type { Column } from '../../shared/protocol/column.ts'
import { digestText } from '../../shared/protocol/digest.ts'
import type { DigestReply } from '../../shared/protocol/pull.ts'
import { listShadows } from '../outbox/shadows.ts'
import type { Answer, Remote } from '../remote/remote.ts'
import { columnsOf, type StoredRecord } from '../store/codec.ts'
import { prepared } from '../store/prepared.ts'
import { clearSyncState, readSyncState, writeSyncState } from '../store/sync-state.ts'
import type { WireRow } from './apply-page.ts'
import { isOfThisServer, readServerTables, type ServerTable } from './state.ts'

export interface CompareDeps {
  readonly db: Database
  readonly remote: Pick<Remote, 'digest' | 'snapshot'>
  readonly pageRows: number
  readonly shouldYield: () => boolean
}

/** A range of a table whose rows here are not the server's, with the server's. */
export interface Repair {
  readonly table: ServerTable
  /** The ids after this one, or from the first on. */
  readonly from: string | null
  /** Up to this one, or to the last. */
  readonly to: string | null
  readonly rows: readonly WireRow[]
}

export interface Comparison {
  readonly repairs: readonly Repair[]
  /** There is more to compare before the whole mirror has been. */
  readonly more: boolean
}

/** So many rows are compared in one go: some hundred milliseconds of the server's time and of this thread's. */
const rowsPerGo = 20_000

/**
 * Compares some of the mirror with the server's rows, range by range, and fetches those that differ. What changed there
 * since the mirror's snapshot is left out by the server and here, and what commands of mine have changed here counts as
 * the server last had it: so a difference is one that no pull will ever mend, whoever made it.
 */
export async function compareSome(deps: CompareDeps): Promise<Answer<Comparison | 'stale'>> {
  const { db } = deps
  const base = readSyncState(db, 'cursor')
  if (base === null) return ok('stale')
  const tables = readServerTables(db)
  const repairs: Repair[] = []
  let place = knownPlace(db, tables)
  let rows = 0
  while (place !== null && rows < rowsPerGo && !deps.shouldYield()) {
    const { table, after } = place
    const following = tables.slice(tables.indexOf(table) + 1)
    const answer = await deps.remote.digest({
      ...asked(table),
      base,
      after,
      more: following.map(asked),
    })
    if (!answer.ok) return answer
    if (!isOfThisServer(db, answer.value)) return ok('stale')
    const parts = [{ table: table.name, chunks: answer.value.chunks }, ...answer.value.more]
    const compared = [table, ...following].slice(0, parts.length)
    if (parts.some((part, index) => part.table !== compared[index]?.name)) return err({ code: 'bad_reply' })
    if (!leadsOn(parts.length === 1 ? after : null, answer.value.after, parts.at(-1)?.chunks ?? []))
      return err({ code: 'bad_reply' })
    for (const [index, part] of compared.entries()) {
      for (const chunk of parts[index]?.chunks ?? []) {
        rows += chunk.count
        const here = digestOf(db, part, chunk)
        if (here.count === chunk.count && here.hash === chunk.hash) continue
        const there = await fetchRange(deps, part, chunk)
        if (!there.ok) return there
        if (there.value === 'stale') return ok('stale')
        repairs.push({ table: part, from: chunk.from, to: chunk.to, rows: there.value })
      }
    }
    place = placeAfter(tables, compared.at(-1) ?? table, answer.value.after)
    savePlace(db, place)
  }
  return ok({ repairs, more: place !== null })
}

/** A server whose comparisons have no end is none: each that is followed by another is of rows, and goes further. */
function leadsOn(before: string | null, after: string | null, chunks: DigestReply['chunks']): boolean {
  if (after === null) return true
  const isOfRows = chunks.some(({ count, changed }) => count + changed.length > 0)
  return isOfRows && (before === null || after > before)
}

function asked(table: ServerTable): { readonly table: string; readonly columns: readonly string[] } {
  return { table: table.name, columns: comparable(table).map((column) => column.name) }
}

/** What the rows of a range hash to here, as the server would say it. */
function digestOf(
  db: Database,
  table: ServerTable,
  { from, to, changed }: Pick<DigestReply['chunks'][number], 'from' | 'to' | 'changed'>,
): { readonly count: number; readonly hash: string } {
  const columns = comparable(table)
  const shadows = new Map(listShadows(db, table.name, from, to).map(({ id, row }) => [id, row]))
  const skipped = new Set(changed)
  const names = columns.map((column) => column.name)
  const read = prepared<StoredRecord>(
    db,
    `select ${[...new Set(['id', ...names])].join(', ')} from ${table.name}
     where id > ? and (? is null or id <= ?) order by id`,
  )
  const texts: [string, string][] = []
  for (const row of read.iterate(from ?? '', to, to)) {
    const id = String(row['id'])
    if (!skipped.has(id) && !shadows.has(id)) texts.push([id, md5(digestText(columns, row))])
  }
  for (const [id, row] of shadows)
    if (row !== null && !skipped.has(id)) texts.push([id, md5(digestText(columns, row))])
  if (shadows.size > 0) texts.sort(([one], [other]) => (one < other ? -1 : 1))
  const whole = createHash('md5')
  for (const [, text] of texts) whole.update(text)
  return { count: texts.length, hash: whole.digest('hex') }
}

/** What both sides have, and the row itself is made of. */
function comparable(table: ServerTable): readonly Column[] {
  return columnsOf(table.name).filter(
    (column) => column.fixed !== 'generated' && table.columns.includes(column.name),
  )
}

async function fetchRange(
  { db, remote, pageRows }: CompareDeps,
  table: ServerTable,
  { from, to }: { readonly from: string | null; readonly to: string | null },
): Promise<Answer<readonly WireRow[] | 'stale'>> {
  const rows: WireRow[] = []
  let after = from
  for (;;) {
    const page = await remote.snapshot({
      table: table.name,
      after,
      limit: pageRows,
      ...(to === null ? {} : { to }),
    })
    if (!page.ok) return page
    if (!isOfThisServer(db, page.value)) return ok('stale')
    rows.push(...(page.value.rows[table.name] ?? []))
    const next = page.value.after
    if (next === null) return ok(rows)
    if (after !== null && next <= after) return err({ code: 'bad_reply' })
    after = next
  }
}

interface Place {
  readonly table: ServerTable
  readonly after: string | null
}

const savedPlace = z.object({ table: z.string(), after: z.string().nullable() })

/** Where it goes on, or its start. */
function knownPlace(db: Database, tables: readonly ServerTable[]): Place | null {
  const text = readSyncState(db, 'digest_progress')
  const saved = text === null ? null : savedPlace.parse(JSON.parse(text))
  const table = tables.find(({ name }) => name === saved?.table)
  if (saved !== null && table !== undefined) return { table, after: saved.after }
  const [first] = tables
  return first === undefined ? null : { table: first, after: null }
}

function placeAfter(tables: readonly ServerTable[], table: ServerTable, after: string | null): Place | null {
  if (after !== null) return { table, after }
  const following = tables[tables.indexOf(table) + 1]
  return following === undefined ? null : { table: following, after: null }
}

function savePlace(db: Database, place: Place | null): void {
  if (place === null) return clearSyncState(db, 'digest_progress')
  writeSyncState(db, 'digest_progress', JSON.stringify({ table: place.table.name, after: place.after }))
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex')
}
