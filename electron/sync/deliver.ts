import type { Database } from 'better-sqlite3'
import { ok } from '../../shared/kernel/result.ts'
import type { Answer, Remote } from '../remote/remote.ts'
import { prepared } from '../store/prepared.ts'
import { readSyncState, writeSyncState } from '../store/sync-state.ts'
import { blameOf } from './failure.ts'

export interface DeliverDeps {
  readonly db: Database
  readonly remote: Pick<Remote, 'deliverQuarantined'>
  /** Now, by the server's clock as far as it is known: UTC text. */
  readonly at: () => string
}

/** What was left out is tried again so much later, unless somebody wants it now. */
const waitMs = 86_400_000

/**
 * Brings the server the texts of commands whose hashes alone have gone up. It does not do them: that was refused in sight,
 * and its card is for a person to decide. But from then on what was meant is known there, and this terminal's part is done.
 * Answers how many it could bring; those that the line still will not carry stay, and keep none of the others back.
 */
export async function deliverQuarantined(
  { db, remote, at }: DeliverDeps,
  { now }: { readonly now: boolean },
): Promise<Answer<number>> {
  const texts = now ? listUndelivered(db, at()) : listDue(db, at())
  if (texts.length === 0) return ok(0)
  writeSyncState(db, 'delivery_tried_at', at())
  let delivered = 0
  for (const { seq, body } of texts) {
    const answer = await remote.deliverQuarantined(seq, body)
    if (!answer.ok && blameOf(answer.error) === null) return answer
    // a text that is not the one whose hash is there is kept here: it is all that shows what was meant
    if (!answer.ok || !answer.value.matches) continue
    prepared(db, 'update outbox set settled_at = ? where seq = ? and settled_at is null').run(at(), seq)
    delivered += 1
  }
  return ok(delivered)
}

interface Text {
  readonly seq: number
  readonly body: string
}

/** Answered before a moment: the server has the hash, and waits for the text. */
function listUndelivered(db: Database, before: string): readonly Text[] {
  return prepared<Text>(
    db,
    `select seq, body from outbox
     where quarantine is not null and settled_at is null and state = 'acked' and acked_at <= ? order by seq`,
  ).all(before)
}

function listDue(db: Database, now: string): readonly Text[] {
  const before = new Date(Date.parse(now) - waitMs).toISOString()
  const triedAt = readSyncState(db, 'delivery_tried_at')
  return triedAt !== null && triedAt > before ? [] : listUndelivered(db, before)
}
