import { afterAll, beforeAll, expect, test } from 'vitest'
import { v7 } from 'uuid'
import { z } from 'zod'

import { openTestDatabase, type Session, type TestDatabase } from './support/database.ts'
import { enrolTerminal, type TestTerminal } from './support/terminal.ts'

/**
 * Writers that commit out of order, and readers that pull while they do. Each transaction writes the same number into
 * both rows of a pair, sometimes makes a new pair or takes one away; a reader must never see two numbers in a pair, nor
 * one half without the other, and in the end must have exactly what the server has.
 */
const writers = 6
const transactionsEach = 40

const text = z.string()

let db: TestDatabase
let terminal: TestTerminal
let at: { readonly id: number; readonly code: number; readonly name: number }
beforeAll(async () => {
  db = await openTestDatabase()
  terminal = await enrolTerminal(db)
  const columns = (await terminal.hello()).tables.find((table) => table.name === 'amenities')?.columns ?? []
  at = { id: columns.indexOf('id'), code: columns.indexOf('code'), name: columns.indexOf('name') }
})
afterAll(async () => await db.stop())

/** A generator of numbers that a seed reproduces. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state % below
  }
}

async function write(session: Session, seed: number, pairs: string[]): Promise<void> {
  const random = randomFrom(seed)
  for (let count = 0; count < transactionsEach; count++) {
    const made: string[] = []
    await session.transaction(async () => {
      const stamp = `${seed}-${count}`
      const kind = random(10)
      if (kind === 0) {
        const pair = v7()
        await session.rows(
          `insert into public.amenities (code, name) values ($1 || ':a', $2), ($1 || ':b', $2)`,
          [pair, stamp],
        )
        made.push(pair)
      } else if (kind === 1) {
        await session.rows(`delete from public.amenities where code like $1 || ':%'`, [
          pairs[random(pairs.length)],
        ])
      } else {
        // in one order, so that writers wait for each other and are not killed
        const chosen = pairs[random(pairs.length)]
        await session.rows(
          `select from public.amenities where code like $1 || ':%' order by code for update`,
          [chosen],
        )
        await session.rows(`update public.amenities set name = $2 where code = $1 || ':a'`, [chosen, stamp])
        await session.rows(`select pg_sleep($1)`, [random(4) === 0 ? 0.03 : 0])
        await session.rows(`update public.amenities set name = $2 where code = $1 || ':b'`, [chosen, stamp])
      }
      await session.rows(`select pg_sleep($1)`, [random(5) === 0 ? 0.02 : 0])
    })
    // known to the others only now: who has found no row to lock must not find one to write
    pairs.push(...made)
  }
}

interface Reader {
  readonly rows: Map<string, { readonly code: string; readonly name: string }>
  torn: number
  pulls: number
}

/** Applies rounds as a terminal does: pages are staged, and applied when a round fits one page. */
async function followByPull(
  device: TestTerminal,
  start: string,
  limit: number,
  running: () => boolean,
): Promise<Reader> {
  const reader: Reader = { rows: new Map(), torn: 0, pulls: 0 }
  let base = start
  for (let last = false; !last;) {
    last = !running()
    let pages = 0
    do {
      pages = 0
      let target: string | null = null
      let after: unknown = null
      do {
        const page = await device.pull(base, target, after, limit)
        for (const row of page.rows['amenities'] ?? []) {
          reader.rows.set(text.parse(row[at.id]), {
            code: text.parse(row[at.code]),
            name: text.parse(row[at.name]),
          })
        }
        for (const id of page.gone['amenities'] ?? []) reader.rows.delete(id)
        target = page.target
        after = page.after
        pages += 1
      } while (after !== null)
      base = target
    } while (pages > 1)
    reader.pulls += 1
    reader.torn += tornPairs(reader)
  }
  return reader
}

/** The negative control: the cursor that suggests itself, the highest transaction seen so far. */
async function followByHighest(session: Session, running: () => boolean): Promise<Reader> {
  const reader: Reader = { rows: new Map(), torn: 0, pulls: 0 }
  let highest = '0'
  for (let last = false; !last;) {
    last = !running()
    const changes = await session.rows(
      `select v.row_id, v.xid::text, a.code, a.name from sync.row_versions v
         left join public.amenities a on a.id = v.row_id
        where v.table_id = (select id from sync.tables where name = 'amenities') and v.xid > $1::xid8 order by v.xid`,
      [highest],
    )
    for (const change of changes) {
      const id = text.parse(change['row_id'])
      const code = text.nullable().parse(change['code'])
      if (code === null) reader.rows.delete(id)
      else reader.rows.set(id, { code, name: text.parse(change['name']) })
      highest = text.parse(change['xid'])
    }
    reader.pulls += 1
    reader.torn += tornPairs(reader)
  }
  return reader
}

function tornPairs(reader: Reader): number {
  const names = new Map<string, string[]>()
  for (const { code, name } of reader.rows.values()) {
    const pair = code.slice(0, -2)
    names.set(pair, [...(names.get(pair) ?? []), name])
  }
  return [...names.values()].filter((pair) => pair.length !== 2 || pair[0] !== pair[1]).length
}

const contentOf = (reader: Reader): readonly string[] =>
  [...reader.rows.values()].map((row) => `${row.code}=${row.name}`).toSorted()

test('a pull loses nothing and tears nothing, however transactions overlap; a cursor by the highest one seen does', async () => {
  const pairs = Array.from({ length: 12 }, () => v7())
  const start = (await terminal.snapshot('amenities')).snapshot
  for (const pair of pairs) {
    await db.rows(
      `insert into public.amenities (code, name) values ($1 || ':a', 'new'), ($1 || ':b', 'new')`,
      [pair],
    )
  }
  let atWork = writers
  const running = () => atWork > 0
  const work = Array.from({ length: writers }, async (_, index) => {
    try {
      await write(await db.connect(), index + 1, pairs)
    } finally {
      atWork -= 1
    }
  })
  const second = await enrolTerminal(db, 'Second desk')
  const [small, large, control] = await Promise.all([
    followByPull(terminal, start, 3, running),
    followByPull(second, start, 5000, running),
    followByHighest(await db.connect(), running),
    ...work,
  ])
  const server = await db.rows(`select code || '=' || name as row from public.amenities`)
  const expected = server.map((row) => String(row['row'])).toSorted()

  expect([small.torn, large.torn]).toEqual([0, 0])
  expect(contentOf(small)).toEqual(expected)
  expect(contentOf(large)).toEqual(expected)
  // The same checker, on the same schedule, finds the cursor that is wrong.
  expect(control.torn > 0 || JSON.stringify(contentOf(control)) !== JSON.stringify(expected)).toBe(true)
})
