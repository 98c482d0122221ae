import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import type { CredentialStore } from '../remote/remote.ts'
import { readSyncState, writeSyncState } from '../store/sync-state.ts'

const credentials = z.object({
  email: z.string(),
  secret: z.string(),
  privateKey: z.string(),
  session: z.object({ accessToken: z.string(), refreshToken: z.string() }).nullable(),
})

/** Turns a secret into something that may lie on a disk, and back: by the system's key store where there is one. */
export interface Seal {
  readonly seal: (text: string) => string
  readonly open: (text: string) => string
}

const unsealed: Seal = { seal: (text) => text, open: (text) => text }

/** The device's credentials, in the terminal's own file: they go where its work goes. */
export function credentialsIn(db: Database, { seal, open }: Seal = unsealed): CredentialStore {
  return {
    load: () => {
      const text = readSyncState(db, 'credentials')
      return text === null ? null : credentials.parse(JSON.parse(open(text)))
    },
    save: (value) => writeSyncState(db, 'credentials', seal(JSON.stringify(value))),
  }
}
