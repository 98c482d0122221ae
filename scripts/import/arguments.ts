import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { root } from '../root.ts'

export const usage = `npm run import -- --file FILE --profile NAME [--as-of DATE] [--database URL] [--dry-run] [--report FILE]

  --file FILE      the booking list: CSV, also gzipped
  --profile NAME   how it is laid out: a profile in scripts/import/profiles, or the path of one (.json)
  --as-of DATE     load the hotel as it stood at the start of that business date, YYYY-MM-DD
  --database URL   a Postgres with our migrations, as the owner of its tables; otherwise the embedded server's
  --dry-run        do everything, tell what would come of it, and keep nothing
  --report FILE    write what became of every row that was rejected or imported with a remark, as CSV

FRONT_DESK_DATA names the folder of the embedded server; .data if not set.
`

const schema = z.object({
  file: z.string('--file is missing'),
  profile: z.string('--profile is missing'),
  asOf: z.iso.date('--as-of must be a date as 2016-08-13').nullable(),
  databaseUrl: z.url('--database must be an address as postgres://user:password@host:5432/name').nullable(),
  dryRun: z.boolean(),
  reportFile: z.string().nullable(),
  /** The embedded server's folder. */
  serverDir: z.string(),
})

export type ImportArguments = z.output<typeof schema>

/** Reads the command line, or throws with a sentence for whoever typed it. */
export function parseImportArguments(args: readonly string[], env: NodeJS.ProcessEnv): ImportArguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      file: { type: 'string' },
      profile: { type: 'string' },
      'as-of': { type: 'string' },
      database: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      report: { type: 'string' },
    },
  })
  const parsed = schema.safeParse({
    file: values.file,
    profile: values.profile,
    asOf: values['as-of'] ?? null,
    databaseUrl: values.database ?? null,
    dryRun: values['dry-run'],
    reportFile: values.report ?? null,
    serverDir: join(env['FRONT_DESK_DATA'] ?? join(root, '.data'), 'server'),
  })
  if (!parsed.success) throw new Error(parsed.error.issues.map(({ message }) => message).join('; '))
  return parsed.data
}
