import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The key of this terminal's password verifiers: made once, kept beside the database in a file of its owner's alone, and
 * never in the database. Without it everybody signs in once more with a line.
 */
export function loadPepper(dataDir: string): Uint8Array {
  const file = join(dataDir, 'sign-in.key')
  if (existsSync(file)) {
    const pepper = Buffer.from(readFileSync(file, 'utf8'), 'base64')
    if (pepper.length === pepperBytes) return pepper
  }
  const pepper = randomBytes(pepperBytes)
  writeFileSync(file, pepper.toString('base64'), { mode: 0o600, flush: true })
  return pepper
}

const pepperBytes = 32
