import { ok } from '../../shared/kernel/result.ts'
import type { DeskDeps } from './desk-deps.ts'
import type { Handlers } from './handlers.ts'

type SessionCalls = 'session.signIn' | 'session.signOut' | 'session.current' | 'session.known'

export function createSessionCalls({ session }: DeskDeps): Pick<Handlers, SessionCalls> {
  return {
    'session.signIn': ({ username, password }) => session.signIn(username, password),
    'session.signOut': () => {
      session.signOut()
      return ok({})
    },
    'session.current': (_, staff) => ok({ staff }),
    'session.known': () =>
      ok({ staff: session.known().map(({ username, fullName }) => ({ username, fullName })) }),
  }
}
