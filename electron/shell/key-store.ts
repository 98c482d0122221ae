import { safeStorage } from 'electron'

/** What the terminal asks of a store of secrets. */
export interface SystemKeyStore {
  readonly protect: (text: string) => Promise<string>
  readonly reveal: (text: string) => Promise<string>
}

/**
 * The system's keychain, once the program is ready; null where there is none. On Linux without a secret service Electron
 * would wrap everything in one password that everybody knows, which is no store of secrets.
 */
export async function systemKeyStore(
  platform: NodeJS.Platform = process.platform,
): Promise<SystemKeyStore | null> {
  if (!(await safeStorage.isAsyncEncryptionAvailable())) return null
  if (platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') return null
  return {
    protect: async (text) => (await safeStorage.encryptStringAsync(text)).toString('base64'),
    reveal: async (text) => (await safeStorage.decryptStringAsync(Buffer.from(text, 'base64'))).result,
  }
}
