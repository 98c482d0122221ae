import { isCallName } from '../../shared/contract/index.ts'
import { isManager } from '../../shared/domain/staff/role.ts'
import { err, ok } from '../../shared/kernel/result.ts'
import { readSyncState } from '../store/sync-state.ts'
import type { DeskDeps } from './desk-deps.ts'
import type { Handlers } from './handlers.ts'

type SessionCalls = Extract<keyof Handlers, `session.${string}`>

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
      ok({
        staff: session.known().map(({ username, fullName, role, hasPin }) => ({
          username,
          fullName,
          isManager: isManager(role),
          hasPin,
        })),
      }),
    'session.signInWithPin': ({ username, pin }) => session.signInWithPin(username, pin),
    'session.setPin': async ({ pin }) => {
      const set = await session.setPin(pin)
      return set.ok ? ok({}) : set
    },
    'session.approve': ({ username, secret, call }) =>
      isCallName(call)
        ? session.approve({ username, ...secret }, call)
        : err({ code: 'invalid_input', field: 'call' }),
  }
}
