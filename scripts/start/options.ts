import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { root } from '../root.ts'

export interface StartOptions {
  /** Opens no window: the link is printed, and that is all that standard output says. */
  readonly headless: boolean
  /** Opens the system's browser even where Electron could be had. */
  readonly browser: boolean
  /** The browser host's port; 0 is any free one. */
  readonly port: number
  /** Where the embedded server and the terminal keep everything. */
  readonly dataDir: string
}

export const usage = `npm start -- [--headless] [--browser] [--port N]

  --headless  open no window, print the link
  --browser   use the system's browser even where Electron is there
  --port N    serve the browser's window on this port

FRONT_DESK_DATA names the folder that everything is kept in; .data if not set.
`

/** Reads the command line, or throws with a sentence for whoever typed it. */
export function parseStartOptions(args: readonly string[], env: NodeJS.ProcessEnv): StartOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      headless: { type: 'boolean', default: false },
      browser: { type: 'boolean', default: false },
      port: { type: 'string', default: '0' },
    },
  })
  const port = z.coerce.number().int().min(0).max(65_535).safeParse(values.port)
  if (!port.success) throw new Error(`--port must be between 0 and 65535, not ${values.port}`)
  return {
    headless: values.headless,
    browser: values.browser,
    port: port.data,
    dataDir: resolve(env['FRONT_DESK_DATA'] ?? join(root, '.data')),
  }
}
