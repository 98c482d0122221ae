import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { generateMirror, type GeneratedFile } from '../db/mirror/generate.ts'
import { dumpSchema } from '../db/mirror/schema/dump-schema.ts'
import { startPlatformDatabase } from '../db/stack/testing.ts'

/**
 * Writes what follows from the migrations: the schema they make, db/supabase/schema.sql, and what terminals keep of the
 * server's tables, db/sqlite/mirror.sql and shared/protocol/rows.ts.
 *
 *   npm run mirror                     from the migrations, in a Postgres started for the purpose
 *   npm run mirror -- --check          fails when the files are not what the migrations say
 *   npm run mirror -- --database URL   what terminals keep, from a database that has the migrations already
 */
const { values } = parseArgs({
  options: { check: { type: 'boolean', default: false }, database: { type: 'string' } },
})

const files = values.database === undefined ? await fromMigrations() : await fromDatabase(values.database)
const stale = files.filter((file) => !existsSync(file.path) || readFileSync(file.path, 'utf8') !== file.text)
const names = stale.map((file) => relative(process.cwd(), file.path)).join(', ')
if (stale.length === 0) {
  console.log('mirror: up to date')
} else if (values.check) {
  console.error(`mirror: stale files=${names}; run npm run mirror`)
  process.exitCode = 1
} else {
  for (const file of stale) writeFileSync(file.path, file.text)
  console.log(`mirror: wrote files=${names}`)
}

async function fromMigrations(): Promise<readonly GeneratedFile[]> {
  const database = await startPlatformDatabase()
  try {
    const schema = await dumpSchema(database.databaseUrl)
    return [schema, ...(await fromDatabase(database.databaseUrl))]
  } finally {
    await database.stop()
  }
}

async function fromDatabase(url: string): Promise<readonly GeneratedFile[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await generateMirror(client)
  } finally {
    await client.end()
  }
}
