import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { format } from 'oxfmt'
import type { ClientBase } from 'pg'
import { z } from 'zod'
import { readCatalogue } from './catalogue.ts'
import { mirrorOf } from './mirror.ts'
import { writeDdl } from './write-ddl.ts'
import { writeRows } from './write-rows.ts'

const root = join(import.meta.dirname, '..', '..')

export interface GeneratedFile {
  readonly path: string
  readonly text: string
}

/** The files of the mirror as the database's catalogue wants them. The same catalogue gives the same bytes. */
export async function generateMirror(client: ClientBase): Promise<readonly GeneratedFile[]> {
  const mirror = mirrorOf(await readCatalogue(client))
  const version = schemaVersionRow.parse(
    (await client.query('select sync.schema_version() as version')).rows[0],
  )
  return [
    { path: join(root, 'db', 'sqlite', 'mirror.sql'), text: writeDdl(mirror) },
    {
      path: join(root, 'shared', 'protocol', 'rows.ts'),
      text: await formatted(writeRows(mirror, version.version)),
    },
  ]
}

const schemaVersionRow = z.object({ version: z.int() })

/** As the project's formatter would leave it, so that it has nothing to say of a generated file. */
async function formatted(source: string): Promise<string> {
  const style = z.looseObject({}).parse(JSON.parse(readFileSync(join(root, '.oxfmtrc.json'), 'utf8')))
  const { code, errors } = await format('rows.ts', source, style)
  if (errors.length > 0) throw new Error(`mirror: the row types do not parse: ${errors[0]?.message}`)
  return code
}
