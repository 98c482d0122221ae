import type { Database } from 'better-sqlite3'
import type { LineStatus } from '../../shared/contract/calls/terminal.ts'
import type { CallError } from '../../shared/contract/errors.ts'
import { err, ok } from '../../shared/kernel/result.ts'
import type { Line } from '../handlers/line.ts'
import { countPending } from '../store/reads/commands.ts'
import type { EnrolFailure, Sync } from '../sync/sync.ts'

/** The engine as the desk's calls see it. */
export function lineOf(db: Database, sync: Sync): Line {
  return {
    status: () => withPending(sync.status(), countPending(db)),
    isDown: () => !sync.status().online,
    enrol: async (code, terminalName) => {
      const enrolled = await sync.enrol(code, terminalName)
      return enrolled.ok ? ok({ series: enrolled.value.series }) : err(refusalOf(enrolled.error))
    },
    practiseOutage: async (on) => withPending(await sync.practise(on), countPending(db)),
    syncNow: () => sync.syncNow(),
    committed: () => sync.committed(),
  }
}

/** The engine hears of a command a moment after it is done; whoever asks in between is told of it all the same. */
function withPending(heard: LineStatus, pending: number): LineStatus {
  if (heard.pending >= pending) return heard
  const state = heard.state === 'ok' ? 'syncing' : heard.state
  const drain =
    state === 'syncing' ? { done: heard.drain?.done ?? 0, total: (heard.drain?.done ?? 0) + pending } : null
  return { ...heard, state, pending, drain }
}

/** Why a device was not enrolled, in the desk's words. */
function refusalOf(failure: EnrolFailure): CallError {
  if (failure.code === 'already_enrolled') return { code: 'already_enrolled' }
  if (failure.code !== 'refused') return { code: 'offline', data: { reason: failure.code } }
  return { code: refusedCodes[failure.failure] ?? 'internal', data: { reason: failure.failure } }
}

const refusedCodes: Partial<Record<string, CallError['code']>> = {
  enrolment_code_refused: 'enrolment_code_refused',
  protocol_unsupported: 'server_too_new',
}
