import type { Database } from 'better-sqlite3'
import { assert } from '../../shared/kernel/assert.ts'
import { ok } from '../../shared/kernel/result.ts'
import { requeueOps } from '../outbox/requeue.ts'
import { forgetShadows, restoreShadows } from '../outbox/shadows.ts'
import type { Answer, Enrolment, Remote } from '../remote/remote.ts'
import { clearSyncState, readSyncState, writeSyncState } from '../store/sync-state.ts'
import { withTransaction } from '../store/transaction.ts'
import { upsertStored } from '../store/writes/upsert-rows.ts'
import { rebase, showAccepted, type Rerun, type Shows } from './rebase.ts'
import { showingWhatHolds } from './showing.ts'
import { forgetMirror, readIncludedSeq, writeIncludedSeq } from './state.ts'

export interface RejoinDeps {
  readonly db: Database
  readonly remote: Pick<Remote, 'enrolAgain'>
  readonly rerun: Rerun
}

/** Joins the hotel as a terminal of its own: this disk, or the work on it, has come to be somewhere twice. */
export async function rejoin({ db, remote, rerun }: RejoinDeps): Promise<Answer<null>> {
  const answer = await remote.enrolAgain()
  if (!answer.ok) return answer
  becomeTerminal({ db, rerun }, answer.value, { copied: true })
  return ok(null)
}

/**
 * Takes another name, with all that was on its way: credentials, name and queue change in one transaction, so that nothing
 * is ever sent under a name that it was not made for.
 */
export function becomeTerminal(
  { db, rerun }: Pick<RejoinDeps, 'db' | 'rerun'>,
  { terminalId, series, keep }: Enrolment,
  { copied = false } = {},
): void {
  const from = { terminalId: readSyncState(db, 'terminal_id'), series: readSyncState(db, 'series') }
  assert(from.terminalId !== null && from.series !== null, 'a terminal that joins again was one')
  const old = { terminalId: from.terminalId, series: from.series }
  const become = (shows: Shows): void =>
    withTransaction(db, () => {
      restoreShadows(db)
      // the server's by now, though it has not been heard of: what is queued may hang on it, and a fresh mirror follows
      showAccepted(
        { db, terminal: { id: old.terminalId, series: old.series }, rerun, shows },
        readIncludedSeq(db),
      )
      forgetShadows(db)
      keep()
      writeSyncState(db, 'terminal_id', terminalId)
      writeSyncState(db, 'series', series)
      if (copied) writeSyncState(db, 'copied', '1')
      // what is done again refers to it before the server's own row of it is here
      upsertStored(db, 'terminals', { id: terminalId, name: series, series, auth_user_id: terminalId })
      requeueOps(db, { from: old, to: copied ? { terminalId, series } : { terminalId } })
      writeIncludedSeq(db, 0)
      rebase({ db, terminal: { id: terminalId, series }, rerun, shows }, 0)
      clearSyncState(db, 'work_lost', 'receipt', 'chain_check', 'audit_mismatch')
      forgetMirror(db)
    })
  showingWhatHolds(become)
}
