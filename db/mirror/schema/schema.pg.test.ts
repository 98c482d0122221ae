import { readFileSync } from 'node:fs'

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'

import type { Database } from '../../stack/start-database.ts'
import { startPlatformDatabase } from '../../stack/testing.ts'
import { withClient } from '../../stack/with-client.ts'
import { dumpSchema, schemaFile } from './dump-schema.ts'
import { readObjects } from './read-objects.ts'
import type { SchemaObject } from './read-objects.ts'

let migrated: Database
let text: string
beforeAll(async () => {
  // the catalogue tells the same in other words from version to version
  vi.stubEnv('FRONT_DESK_POSTGRES', '17')
  migrated = await startPlatformDatabase()
  text = (await dumpSchema(migrated.databaseUrl)).text
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await migrated.stop()
})

describe('schema.sql', () => {
  test('shows what the migrations make; when it is stale, `npm run mirror` writes it anew', () => {
    expect(readFileSync(schemaFile, 'utf8') === text).toBe(true)
  })

  test('loads into an empty database, and makes there what the migrations made', async () => {
    const loaded = await startPlatformDatabase()
    try {
      const objects = await withClient(loaded.databaseUrl, async (client) => {
        await client.query('begin')
        await client.query(text)
        await client.query('commit')
        return await readObjects(client)
      })
      expect(plain(objects)).toEqual(plain(await withClient(migrated.databaseUrl, readObjects)))
    } finally {
      await loaded.stop()
    }
  })

  test('goes stale with a column, a rule, a right, a policy or a line of a function', async () => {
    const changes = [
      `alter table public.rooms add column view_of text`,
      `alter table public.rooms drop constraint check_valid_floor`,
      `grant delete on public.rooms to app_user`,
      `drop policy rooms_read on public.rooms`,
      `create or replace function app.norm(p_text text) returns text language sql immutable strict return p_text`,
      `drop index public.idx_rooms_type`,
      `alter table public.rooms disable trigger room_derive`,
    ]
    await withClient(migrated.databaseUrl, async (client) => {
      const before = await readObjects(client)
      for (const change of changes) {
        await client.query('begin')
        await client.query(change)
        const after = await readObjects(client)
        await client.query('rollback')
        expect(after, change).not.toEqual(before)
      }
    })
  })
})

/** Postgres writes a list of words in two ways that mean the same, and turns the one into the other when it reads it. */
function plain(objects: ReadonlyMap<string, SchemaObject>): ReadonlyMap<string, string> {
  const twoWays = /::(character varying|text)(\[\])?|[()]/g
  return new Map([...objects].map(([name, { text: made }]) => [name, made.replaceAll(twoWays, '')]))
}
