import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

import { z } from 'zod'

export const usage = `npm run backup -- dump    --to FOLDER                 the database into a file; those that have served go
npm run backup -- base    --to FOLDER --wal FOLDER    the running cluster, for a return to any moment after
npm run backup -- keys    --to FILE                   what a dump leaves out: keys and secrets. Keep it elsewhere
npm run backup -- restore --from DUMP --dir DIR       a dump in the place of a server's database [--keys FILE] [--replace]
npm run backup -- recover --from BASE --wal FOLDER --dir DIR [--until INSTANT] [--timeline N] [--keys FILE]

The first three ask the server in --dir DIR, or the database that DATABASE_URL names. The last two want it stopped.
`

const folder = z
  .string()
  .min(1)
  .transform((path) => resolve(path))
const source = { dir: folder.optional() }

const schema = z.discriminatedUnion('command', [
  z.object({ command: z.literal('dump'), to: folder, ...source }),
  z.object({
    command: z.literal('base'),
    to: folder,
    wal: folder,
    keep: z.coerce.number().int().min(1),
    ...source,
  }),
  z.object({ command: z.literal('keys'), to: folder, ...source }),
  z.object({
    command: z.literal('restore'),
    from: folder,
    dir: folder,
    keys: folder.optional(),
    replace: z.boolean(),
  }),
  z.object({
    command: z.literal('recover'),
    from: folder,
    wal: folder,
    dir: folder,
    keys: folder.optional(),
    timeline: z.coerce.number('--timeline must be a number').int().min(1).optional(),
    until: z.iso
      .datetime({ offset: true, error: '--until must be an instant, as 2026-08-13T14:05:00Z' })
      .optional(),
  }),
])
export type BackupArguments = z.infer<typeof schema>

/** Reads the command line, or throws with a sentence for whoever typed it. */
export function parseBackupArguments(args: readonly string[]): BackupArguments {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      to: { type: 'string' },
      from: { type: 'string' },
      wal: { type: 'string' },
      dir: { type: 'string' },
      keys: { type: 'string' },
      until: { type: 'string' },
      timeline: { type: 'string' },
      keep: { type: 'string', default: '2' },
      replace: { type: 'boolean', default: false },
    },
  })
  const parsed = schema.safeParse({ command: positionals[0], ...values })
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const option = issue?.path[0]
  if (option === undefined || option === 'command') throw new Error(`say what to do\n\n${usage}`)
  throw new Error(issue?.code === 'invalid_type' ? `--${String(option)} is missing` : (issue?.message ?? ''))
}
