import { err, ok } from '../../shared/kernel/result.ts'
import { readSyncState } from '../store/sync-state.ts'
import type { DeskDeps } from './desk-deps.ts'
import type { Handlers } from './handlers.ts'

type SessionCalls = 'session.signIn' | 'session.signOut' | 'session.current' | 'session.known'

export function createSessionCalls({ db, session }: DeskDeps): Pick<Handlers, SessionCalls> {
  return {
    'session.signIn': ({ username, password }) => {
      // before there is a mirror nobody can be told from anybody
      if (readSyncState(db, 'terminal_id') === null) return err({ code: 'not_enrolled' })
      if (readSyncState(db, 'ready') === null) return err({ code: 'not_ready' })
      return session.signIn(username, password)
    },
    'session.signOut': () => {
      session.signOut()
      return ok({})
    },
    'session.current': (_, staff) => ok({ staff }),
    'session.known': () =>
      ok({ staff: session.known().map(({ username, fullName }) => ({ username, fullName })) }),
  }
}
