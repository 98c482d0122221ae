import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'

import { z } from 'zod'

import { appKeySchema } from '../../db/hub/backup/keys.ts'
import { readJsonFile, writeJsonFile } from '../../db/stack/json-file.ts'

/** What a dump leaves out on purpose. */
const keyFileSchema = z.object({
  /** With which the database encrypts. */
  keys: z.array(appKeySchema),
  /** Of an embedded server: what its roles and its terminals sign in with; without them terminals are set up anew. */
  server: z.looseObject({}).nullable(),
})
type KeyFile = z.infer<typeof keyFileSchema>

export function writeKeyFile(path: string, content: KeyFile): void {
  writeJsonFile(path, content)
}

export function readKeyFile(path: string): KeyFile {
  const content = readJsonFile(path, keyFileSchema)
  if (content === null) throw new Error(`${path} is not there`)
  return content
}

/** The secrets of an embedded server, as its folder has them. */
export function readServerSecrets(dir: string): KeyFile['server'] {
  return readJsonFile(secretsOf(dir), z.looseObject({}))
}

/** Puts them into a folder that has none. */
export function putServerSecrets(dir: string, secrets: KeyFile['server']): void {
  if (secrets === null || existsSync(secretsOf(dir))) return
  mkdirSync(dir, { recursive: true })
  writeJsonFile(secretsOf(dir), secrets)
}

function secretsOf(dir: string): string {
  return join(dir, 'secrets.json')
}
