import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

import { z } from 'zod'

import type { StackOptions } from '../../db/stack/start-stack.ts'
import { root } from '../root.ts'

export const usage = `npm run stack -- [--dir DIR] [--seed empty|demo] [--port N] [--host ADDRESS] [--archive-to DIR] [--install-redis]

  --dir DIR         keep everything in this folder; .data/server if not given, as npm start does
  --seed empty      make the staff and nothing else
  --seed demo       make a hotel with eighteen months of stays, the first time (this is the default)
  --port N          serve on this port; otherwise the one of last time, or any free one
  --host ADDRESS    listen on this address; 127.0.0.1 if not given, so that only this machine is served
  --archive-to DIR  keep the write-ahead log there, for a return to any moment (npm run backup)
  --install-redis   where Redis is missing, install it (root on Debian or Ubuntu)

REDIS_URL names a Redis to use instead of one of the stack's own.
`

const schema = z.object({
  dir: z.string().min(1),
  seed: z.enum(['empty', 'demo'], '--seed must be empty or demo'),
  port: z.coerce
    .number('--port must be a number')
    .int()
    .min(1, '--port must be between 1 and 65535')
    .max(65_535, '--port must be between 1 and 65535')
    .optional(),
  host: z.string().optional(),
})

/** Reads the command line, or throws with a sentence for whoever typed it. */
export function parseStackArguments(args: readonly string[], env: NodeJS.ProcessEnv): StackOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      dir: { type: 'string', default: join(env['FRONT_DESK_DATA'] ?? join(root, '.data'), 'server') },
      seed: { type: 'string', default: 'demo' },
      port: { type: 'string' },
      host: { type: 'string' },
      'archive-to': { type: 'string' },
      'install-redis': { type: 'boolean', default: false },
    },
  })
  const parsed = schema.safeParse(values)
  if (!parsed.success) throw new Error(parsed.error.issues.map((issue) => issue.message).join('; '))
  const { dir, seed, port, host } = parsed.data
  return {
    dir: resolve(dir),
    seed,
    mayInstallRedis: values['install-redis'],
    ...(port === undefined ? {} : { port }),
    ...(host === undefined ? {} : { host }),
    ...(values['archive-to'] === undefined ? {} : { archiveTo: resolve(values['archive-to']) }),
  }
}
