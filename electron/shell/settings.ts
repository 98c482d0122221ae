import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** Which server this terminal belongs to. */
const serverSettings = z.object({ url: z.url({ protocol: /^https?$/ }), anonKey: z.string().min(1) })

export type ServerSettings = z.output<typeof serverSettings>

/**
 * The server's address, from whoever started the program (`npm start`), else from `server.json` in the data folder:
 * `{ "url": "https://….supabase.co", "anonKey": "…" }`.
 */
export function loadServerSettings(dataDir: string, env: NodeJS.ProcessEnv): ServerSettings {
  const given = { url: env['FRONT_DESK_SERVER_URL'], anonKey: env['FRONT_DESK_ANON_KEY'] }
  const file = join(dataDir, 'server.json')
  if (given.url === undefined && !existsSync(file)) {
    throw new Error(`This terminal has not been told its server. Put url and anonKey into ${file}.`)
  }
  const parsed = serverSettings.safeParse(given.url === undefined ? readJson(file) : given)
  if (!parsed.success)
    throw new Error(`The server's url or anonKey is not valid: ${z.prettifyError(parsed.error)}`)
  return parsed.data
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw new Error(`${file} is not JSON.`, { cause })
  }
}
