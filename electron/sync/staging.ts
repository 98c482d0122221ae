import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import type { PullPage } from '../../shared/protocol/pull.ts'
import { prepared } from '../store/prepared.ts'
import { withTransaction } from '../store/transaction.ts'
import type { WireRow } from './apply-page.ts'

export interface StagedPage {
  readonly table: string
  readonly rows: readonly WireRow[]
  readonly gone: readonly string[]
}

/** The pages of a round, seen by nobody until it is whole. One page, which most rounds are, never touches the disk. */
export interface Staging {
  readonly add: (page: PullPage) => void
  /** In the order in which they came: a later version of a row comes later. */
  readonly pages: () => Iterable<StagedPage>
  readonly clear: () => void
  readonly isEmpty: () => boolean
}

export function createStaging(db: Database): Staging {
  let first: readonly StagedPage[] | null = null
  let onDisk = false
  let empty = true

  function spill(pages: readonly StagedPage[]): void {
    const insert = prepared(db, 'insert into staged_pages (table_name, rows, gone) values (?, ?, ?)')
    withTransaction(db, () => {
      for (const page of pages) insert.run(page.table, JSON.stringify(page.rows), JSON.stringify(page.gone))
    })
  }

  function* fromDisk(): Iterable<StagedPage> {
    // by id and not with an open cursor: rows are written between two of them
    const next = prepared<StagedRow>(
      db,
      'select id, table_name, rows, gone from staged_pages where id > ? order by id limit 1',
    )
    for (let row = next.get(0); row !== undefined; row = next.get(row.id)) {
      yield { table: row.table_name, rows: rowsOf(row.rows), gone: goneOf.parse(JSON.parse(row.gone)) }
    }
  }

  return {
    add: (page) => {
      const pages = pagesOf(page)
      empty &&= pages.length === 0
      if (first === null) {
        first = pages
        return
      }
      if (!onDisk) spill(first)
      onDisk = true
      spill(pages)
    },
    pages: () => (onDisk ? fromDisk() : (first ?? [])),
    clear: () => {
      // asked first: a delete of nothing is a durable commit all the same
      if (prepared(db, 'select 1 from staged_pages limit 1').get() !== undefined)
        prepared(db, 'delete from staged_pages').run()
      first = null
      onDisk = false
      empty = true
    },
    isEmpty: () => empty,
  }
}

interface StagedRow {
  readonly id: number
  readonly table_name: string
  readonly rows: string
  readonly gone: string
}

const goneOf = z.array(z.string())

function rowsOf(text: string): readonly WireRow[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- rows of a parsed page, which must not be looked through again
  return JSON.parse(text) as readonly WireRow[]
}

function pagesOf(page: PullPage): readonly StagedPage[] {
  const names = new Set([...Object.keys(page.rows), ...Object.keys(page.gone)])
  return [...names]
    .map((table) => ({ table, rows: page.rows[table] ?? [], gone: page.gone[table] ?? [] }))
    .filter(({ rows, gone }) => rows.length > 0 || gone.length > 0)
}
