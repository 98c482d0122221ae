import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { neverLeave, staysAtServer } from '../../mirror/never-leave.ts'
import { derivedEverywhere, serverDerived } from '../../mirror/server-derived.ts'
import { applyMigrations } from '../../stack/migrate.ts'
import { openTestDatabase, sorted, sqlStateOf, type TestDatabase } from './support/database.ts'

const folder = join(import.meta.dirname, '..', 'migrations')
const files = readdirSync(folder).toSorted()

let db: TestDatabase
beforeAll(async () => {
  db = await openTestDatabase()
})
afterAll(async () => await db.stop())

test('design: Migration Scripts: files are numbered without a gap, and a file says what it does', () => {
  files.forEach((name, index) =>
    expect(name).toMatch(new RegExp(`^${String(index + 1).padStart(3, '0')}_[a-z0-9_]+\\.sql$`)),
  )
})

test('every migration is recorded once, in order, with the time it was applied', async () => {
  const recorded = await db.rows(
    `select version, applied_at from public.schema_migrations order by applied_at, version`,
  )
  expect(recorded.map((row) => row['version'])).toEqual(files.map((name) => name.slice(0, 3)))
  for (const row of recorded) expect(row['applied_at']).toBeInstanceOf(Date)
})

test('applying them again changes nothing', async () => {
  expect(await applyMigrations(db.url)).toEqual([])
})

test('terminals write the number of the newest migration into their envelopes', async () => {
  expect(await db.value(`select sync.schema_version()`)).toBe(files.length)
})

test('a migration never needs a superuser, and does not go back', async () => {
  expect(await db.value(`select rolsuper from pg_roles where rolname = current_user`)).toBe(false)
  for (const name of files) {
    const text = readFileSync(join(folder, name), 'utf8')
    expect(text.startsWith('-- migrate:up\n'), name).toBe(true)
    expect(text.slice(text.indexOf('-- migrate:down')).trim(), name).toBe('-- migrate:down')
  }
})

test('every table of the schema is mirrored but those that stay, parents before children', async () => {
  const inSchema = await db.rows(
    `select relname::text as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
  )
  const mirrored = await db.rows(`select name, load_order from sync.tables`)
  expect(sorted(mirrored.map((row) => row['name']))).toEqual(
    sorted(inSchema.map((row) => row['name']).filter((name) => !staysAtServer(String(name)))),
  )
  expect(
    await db.rows(
      `select c.relname as child, p.relname as parent
         from pg_constraint k
         join pg_class c on c.oid = k.conrelid
         join pg_class p on p.oid = k.confrelid
         join sync.tables ct on ct.name = c.relname
         join sync.tables pt on pt.name = p.relname
        where k.contype = 'f' and c.oid <> p.oid and ct.load_order <= pt.load_order`,
    ),
  ).toEqual([])
})

test('a mirrored row has every column but those that never leave, in the order of the table', async () => {
  const rows = await db.rows(
    `select t.name, t.columns, array_agg(a.attname::text order by a.attnum) as all
       from sync.tables t
       join pg_attribute a on a.attrelid = ('public.' || t.name)::regclass and a.attnum > 0 and not a.attisdropped
      group by t.name, t.columns`,
  )
  for (const row of rows) {
    const hidden = neverLeave[String(row['name'])] ?? []
    expect(row['columns']).toEqual([row['all']].flat().filter((column) => !hidden.includes(String(column))))
  }
})

test('what the server derives, terminals are not heard on', async () => {
  const rows = await db.rows(`select name, columns, ignored from sync.tables`)
  for (const row of rows) {
    const generated = await db.rows(
      `select attname::text as name from pg_attribute where attrelid = $1::regclass and attgenerated <> ''`,
      [`public.${String(row['name'])}`],
    )
    const columns = new Set([row['columns']].flat())
    const expected = [
      ...(serverDerived[String(row['name'])] ?? []),
      ...derivedEverywhere.filter((name) => columns.has(name)),
      ...generated.map((column) => String(column['name'])).filter((name) => columns.has(name)),
    ]
    expect(sorted([row['ignored']].flat()), String(row['name'])).toEqual(sorted(expected))
  }
})

test('mirrored tables cannot be truncated, and a row keeps its id', async () => {
  expect(await sqlStateOf(db.rows(`truncate public.tax_rules cascade`))).toBe('23001')
  await db.rows(`insert into public.amenities (code, name) values ('wifi', 'Wi-Fi')`)
  expect(await sqlStateOf(db.rows(`update public.amenities set id = gen_random_uuid()`))).toBe('23001')
})
