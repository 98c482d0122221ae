import { hkdfSync, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The system's own store of secrets: a keychain that opens for this person on this machine alone. */
export interface KeyStore {
  readonly protect: (text: string) => Promise<string>
  /** Fails for what was not protected here. */
  readonly reveal: (text: string) => Promise<string>
}

/**
 * The key of this device: what must not be read by whoever gets hold of the data (its sign-in at the server, its private
 * key, the pepper of the staff's password verifiers) lies under it. It is made once and kept beside the data, wrapped by
 * the system's store of secrets; where there is none, in a browser's host or plain Node, in a file of its owner's alone.
 * A key that cannot be revealed any more is set aside, and what lay under it is asked for anew.
 */
export async function loadDeviceKey(dataDir: string, keyStore?: KeyStore): Promise<Uint8Array> {
  const file = join(dataDir, 'device.key')
  const known = existsSync(file) ? await readKey(readFileSync(file, 'utf8'), keyStore) : null
  if (known === null && existsSync(file)) renameSync(file, `${file}.unreadable`)
  const key = known?.key ?? randomBytes(keyBytes)
  // one from before there was a store of secrets is wrapped now
  if (known === null || (keyStore !== undefined && !known.isWrapped)) await writeKey(file, key, keyStore)
  return key
}

/** A key for one use: none of them says anything of another. */
export function deriveKey(deviceKey: Uint8Array, use: 'sign-in' | 'credentials'): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', deviceKey, '', `front-desk ${use}`, keyBytes))
}

const keyBytes = 32
const wrapped = 'wrapped:'
const bare = 'bare:'

async function readKey(
  text: string,
  keyStore: KeyStore | undefined,
): Promise<{ readonly key: Uint8Array; readonly isWrapped: boolean } | null> {
  const isWrapped = text.startsWith(wrapped)
  const key = Buffer.from(
    isWrapped ? await reveal(text.slice(wrapped.length), keyStore) : text.slice(bare.length),
    'base64',
  )
  return key.length === keyBytes ? { key, isWrapped } : null
}

async function reveal(text: string, keyStore: KeyStore | undefined): Promise<string> {
  try {
    return (await keyStore?.reveal(text)) ?? ''
  } catch {
    return ''
  }
}

async function writeKey(file: string, key: Uint8Array, keyStore: KeyStore | undefined): Promise<void> {
  const text = Buffer.from(key).toString('base64')
  const content = keyStore === undefined ? bare + text : wrapped + (await keyStore.protect(text))
  // whole or not at all: half a key would lock everything under it
  writeFileSync(`${file}.new`, content, { mode: 0o600, flush: true })
  renameSync(`${file}.new`, file)
}
