import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { ok } from '../../shared/kernel/result.ts'
import type { ChainReply } from '../../shared/protocol/pull.ts'
import type { Answer, Remote } from '../remote/remote.ts'
import { prepared } from '../store/prepared.ts'
import { clearSyncState, readSyncState, writeSyncState } from '../store/sync-state.ts'
import { withTransaction } from '../store/transaction.ts'

export interface CheckDeps {
  readonly db: Database
  readonly remote: Pick<Remote, 'chain'>
  /** Now, by the server's clock as far as it is known: UTC text. */
  readonly at: () => string
  /** Commands per page. */
  readonly limit?: number
}

export type ChainEnd =
  | { readonly found: 'equal' }
  /** What the server holds from this command on is not what was sent. */
  | { readonly found: 'differs'; readonly seq: number }
  /** The server does not know the last of what it has answered: its greeting says how much it does. */
  | { readonly found: 'stale' }

/** Everything is looked at again after so long: what was right yesterday may have been rewritten since. */
const passMs = 86_400_000

/**
 * Compares a page of what the server holds of this terminal's commands with what was sent. Each hash is of the text and
 * of the hash before it, so equal hashes are equal histories; the receipt is the server's own word for the last of them.
 * A difference is kept until a whole pass finds none. It stops nothing: who rewrote what is for people to find out.
 */
export async function checkChain({ db, remote, at, limit = 1000 }: CheckDeps): Promise<Answer<ChainEnd>> {
  const pass = passToGoOnWith(db, at())
  const answer = await remote.chain(pass.after, limit)
  if (!answer.ok) return answer
  const there = answer.value
  const toEnd = there.ops.length < limit
  const upTo = toEnd ? Number.MAX_SAFE_INTEGER : (there.ops.at(-1)?.seq ?? pass.after)
  const here = listAnswered(db, pass.after, upTo)
  const last = here.at(-1)?.seq ?? 0
  if (last > there.lastSeq) return ok({ found: 'stale' })
  const fault = pass.fault ?? firstDifference(here, there) ?? faultOfReceipt(db, there)
  withTransaction(db, () => {
    const after = toEnd ? Math.max(pass.after, last) : upTo
    writeSyncState(db, 'chain_check', JSON.stringify({ after, since: pass.since, fault, whole: toEnd }))
    if (fault !== null) writeSyncState(db, 'audit_mismatch', String(fault))
    else if (toEnd) clearSyncState(db, 'audit_mismatch')
  })
  return ok(fault === null ? { found: 'equal' } : { found: 'differs', seq: fault })
}

const pass = z.object({
  /** All up to this command has been compared. */
  after: z.int(),
  /** When the pass began. */
  since: z.string(),
  /** The first command that differs. */
  fault: z.int().nullable(),
  /** It has come to the end once, and follows what is added. */
  whole: z.boolean(),
})

/** One that found something begins anew at once, to see whether it still is so. */
function passToGoOnWith(db: Database, now: string): z.output<typeof pass> {
  const text = readSyncState(db, 'chain_check')
  const known = text === null ? null : pass.parse(JSON.parse(text))
  const isOver =
    known === null ||
    (known.whole && (known.fault !== null || Date.parse(now) - Date.parse(known.since) >= passMs))
  return isOver ? { after: firstKept(db) - 1, since: now, fault: null, whole: false } : known
}

function firstKept(db: Database): number {
  return prepared<{ seq: number | null }>(db, 'select min(seq) as seq from outbox').get()?.seq ?? 1
}

interface AnsweredOp {
  readonly seq: number
  readonly hash: string
}

function listAnswered(db: Database, after: number, upTo: number): readonly AnsweredOp[] {
  return prepared<AnsweredOp>(
    db,
    `select seq, hash from outbox where state = 'acked' and seq > ? and seq <= ? order by seq`,
  ).all(after, upTo)
}

/** What is not kept here any more cannot be compared; what is kept here has to be there. */
function firstDifference(here: readonly AnsweredOp[], there: ChainReply): number | null {
  const hashes = new Map(there.ops.map(({ seq, hash }) => [seq, hash]))
  return here.find(({ seq, hash }) => hashes.get(seq) !== hash)?.seq ?? null
}

const keptReceipt = z.object({ seq: z.int(), hash: z.string(), receipt: z.string() })

/** The server once signed what its last command of mine was: for the same command it signs the same again. */
function faultOfReceipt(db: Database, there: ChainReply): number | null {
  const text = readSyncState(db, 'receipt')
  if (text === null) return null
  const { seq, hash, receipt } = keptReceipt.parse(JSON.parse(text))
  const kept = prepared<{ hash: string }>(db, 'select hash from outbox where seq = ?').get(seq)
  const isOurs = kept === undefined || kept.hash === hash
  return isOurs && (there.lastSeq !== seq || there.receipt === receipt) ? null : seq
}
