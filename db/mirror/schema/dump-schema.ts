import { join } from 'node:path'

import { listMigrations, migrateTo } from '../../stack/migrate.ts'
import { withClient } from '../../stack/with-client.ts'
import type { GeneratedFile } from '../generate.ts'
import { readObjects } from './read-objects.ts'
import { writeSchema } from './write-schema.ts'
import type { SchemaState } from './write-schema.ts'

export const schemaFile = join(import.meta.dirname, '..', '..', 'supabase', 'schema.sql')

/** Applies the migrations one by one to a database that has none, and tells what each of them makes of it. */
export async function dumpSchema(databaseUrl: string): Promise<GeneratedFile> {
  const states: SchemaState[] = [await readState(databaseUrl, 'platform')]
  for (const [index, name] of listMigrations().entries()) {
    await migrateTo(databaseUrl, index + 1)
    states.push(await readState(databaseUrl, name.replace(/\.sql$/, '')))
  }
  return { path: schemaFile, text: writeSchema(states) }
}

async function readState(databaseUrl: string, migration: string): Promise<SchemaState> {
  return { migration, objects: await withClient(databaseUrl, readObjects) }
}
