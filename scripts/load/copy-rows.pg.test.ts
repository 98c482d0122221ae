import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestDatabase } from '../../db/stack/testing.ts'
import { copyRows } from './copy-rows.ts'

type Database = Awaited<ReturnType<typeof startTestDatabase>>

let database: Database
let client: pg.Client

beforeAll(async () => {
  database = await startTestDatabase()
  client = new pg.Client({ connectionString: database.databaseUrl })
  await client.connect()
  await client.query('create table public.copied (number integer, flag boolean, words text, many text[])')
})

afterAll(async () => {
  await client?.end()
  await database?.stop()
})

it('every row arrives as it was given, whatever its text holds', async () => {
  // Postgres has no NUL in text, and UTF-8 no half of a pair
  const text = fc.string({ unit: 'binary' }).map((any) => any.replaceAll('\0', '').toWellFormed())
  const awkward = fc.oneof(text, fc.constantFrom('\\N', '\\.', '\t', '\r\n', '', '{}', 'null', '"', '\\"'))
  const row = fc.record({
    number: fc.option(fc.integer({ min: -1e9, max: 1e9 })),
    flag: fc.option(fc.boolean()),
    words: fc.option(awkward),
    many: fc.option(fc.array(awkward)),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 30 }), async (rows) => {
      await client.query('truncate public.copied')
      expect(await copyRows(client, 'copied', rows)).toBe(rows.length)
      const found = await client.query('select number, flag, words, many from public.copied order by ctid')
      expect(found.rows).toEqual(rows)
    }),
    { numRuns: 60 },
  )
})

it('a row that Postgres does not take ends the copy with its reason, and nothing is there', async () => {
  await client.query('truncate public.copied')
  await expect(copyRows(client, 'copied', [{ number: 1 }, { number: 'one' }])).rejects.toThrow(/integer/)
  const found = await client.query('select from public.copied')
  expect(found.rowCount).toBe(0)
})

it('more rows than a chunk holds all arrive', async () => {
  await client.query('truncate public.copied')
  const rows = Array.from({ length: 1_501 }, (_, number) => ({ number }))
  expect(await copyRows(client, 'copied', rows)).toBe(1_501)
  const found = await client.query('select count(distinct number)::integer as count from public.copied')
  expect(found.rows).toEqual([{ count: 1_501 }])
})
