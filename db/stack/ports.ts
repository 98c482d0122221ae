import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'
import { join } from 'node:path'

import { z } from 'zod'

import { readJsonFile, writeJsonFile } from './json-file.ts'

const portsSchema = z.object({ hub: z.number().int(), postgres: z.number().int() })

export interface StackPorts {
  readonly hub: number
  readonly postgres: number
}

/**
 * The ports of this data directory: any free ones at the first start, and the same again afterwards, because terminals
 * remember the URL. One that somebody else has taken meanwhile is replaced, which the caller should say.
 */
export async function choosePorts(
  dir: string,
  host: string,
  wantedHub: number | null,
): Promise<StackPorts & { readonly moved: boolean }> {
  const path = join(dir, 'ports.json')
  const kept = readJsonFile(path, portsSchema)
  if (wantedHub !== null && !(await isFree(wantedHub, host))) {
    throw new Error(`port ${wantedHub} is taken; choose another or leave it out`)
  }
  const hub = wantedHub ?? (await keepOrFind(kept?.hub, host))
  const postgres = await keepOrFind(kept?.postgres, '127.0.0.1')
  writeJsonFile(path, { hub, postgres })
  return { hub, postgres, moved: kept !== null && wantedHub === null && kept.hub !== hub }
}

async function keepOrFind(kept: number | undefined, host: string): Promise<number> {
  if (kept !== undefined && (await isFree(kept, host))) return kept
  return await findFreePort(host)
}

/**
 * A port that nobody listens on now, below those that systems give to outgoing connections: one of these would be taken
 * before a server has come up. Somebody may still be quicker: who binds it must expect that.
 */
export async function findFreePort(host = '127.0.0.1'): Promise<number> {
  return (await tryListen(randomInt(20_000, 32_000), host)) ?? (await findFreePort(host))
}

async function isFree(port: number, host: string): Promise<boolean> {
  return (await tryListen(port, host)) !== null
}

function tryListen(port: number, host: string): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(null))
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address()
      const bound = address !== null && typeof address === 'object' ? address.port : null
      server.close(() => resolve(bound))
    })
  })
}
