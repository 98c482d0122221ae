import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import type { CredentialStore } from '../remote/remote.ts'
import { clearSyncState, readSyncState, writeSyncState } from '../store/sync-state.ts'

const credentials = z.object({
  email: z.string(),
  secret: z.string(),
  privateKey: z.string(),
  signingKey: z.string().nullable().default(null),
  session: z.object({ accessToken: z.string(), refreshToken: z.string() }).nullable(),
})

const draft = z.object({
  code: z.string(),
  keys: z.object({
    secret: z.string(),
    publicKey: z.string(),
    privateKey: z.string(),
    signingKey: z.string(),
  }),
})

/** Turns a secret into something that may lie on a disk, and back: by the system's key store where there is one. */
export interface Seal {
  readonly seal: (text: string) => string
  readonly open: (text: string) => string
}

const unsealed: Seal = { seal: (text) => text, open: (text) => text }

/** The device's credentials, in the terminal's own file: they go where its work goes. */
export function credentialsIn(db: Database, { seal, open }: Seal = unsealed): CredentialStore {
  /** Nothing, for what another key has sealed: the device has no sign-in any more, and all else goes on. */
  const opened = (text: string): string => {
    try {
      return open(text)
    } catch {
      return 'null'
    }
  }
  const read = (key: 'credentials' | 'enrolment'): unknown => {
    const text = readSyncState(db, key)
    if (text === null) return null
    // from before there was a key; it is sealed when it is next saved
    return JSON.parse(text.startsWith('{') ? text : opened(text))
  }
  return {
    load: () => credentials.nullable().parse(read('credentials')),
    save: (value) => {
      writeSyncState(db, 'credentials', seal(JSON.stringify(value)))
      clearSyncState(db, 'enrolment')
    },
    loadDraft: () => draft.nullable().parse(read('enrolment')),
    saveDraft: (value) => writeSyncState(db, 'enrolment', seal(JSON.stringify(value))),
  }
}
