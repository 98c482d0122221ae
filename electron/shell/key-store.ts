import { safeStorage } from 'electron'

/** What the terminal asks of a store of secrets. */
export interface SystemKeyStore {
  readonly protect: (text: string) => string
  readonly reveal: (text: string) => string
}

/**
 * The system's keychain, once the program is ready; null where there is none. On Linux without a secret service Electron
 * would wrap everything in one password that everybody knows, which is no store of secrets.
 */
export function systemKeyStore(platform: NodeJS.Platform = process.platform): SystemKeyStore | null {
  if (!safeStorage.isEncryptionAvailable()) return null
  if (platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') return null
  return {
    protect: (text) => safeStorage.encryptString(text).toString('base64'),
    reveal: (text) => safeStorage.decryptString(Buffer.from(text, 'base64')),
  }
}
