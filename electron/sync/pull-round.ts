import type { Database } from 'better-sqlite3'
import { err, ok } from '../../shared/kernel/result.ts'
import type { OpResult } from '../../shared/protocol/envelope.ts'
import type { PullPage } from '../../shared/protocol/pull.ts'
import type { WireValue } from '../../shared/protocol/wire.ts'
import type { Answer, Remote } from '../remote/remote.ts'
import { createStaging, type Staging } from './staging.ts'
import { isOfThisServer } from './state.ts'

export interface PullDeps {
  readonly db: Database
  readonly remote: Pick<Remote, 'pull'>
  readonly pageRows: number
  /** The snapshot that the mirror shows, or the one beside it. */
  readonly base: string
  /** Hears the server's clock with each page. */
  readonly onServerTime: (serverTime: string) => void
}

/** All that changed between the snapshot that the mirror shows and `target`, whole transactions only. */
export interface Round {
  readonly target: string
  readonly epoch: string
  readonly staging: Staging
  readonly ackedSeq: number
  readonly results: readonly OpResult[]
}

export type PullEnd = Round | 'stale'

/**
 * Fetches a round. Its pages share a target, but each is read at its own time: a row that changes between two of them
 * leaves the round, and the rest of its transaction may be on a page that came before. So after a round of several
 * pages another follows, from its target on, until one fits a page: that one is whole, and with it all before it.
 */
export async function fetchRound(deps: PullDeps): Promise<Answer<PullEnd>> {
  const { db } = deps
  let { base } = deps
  const staging = createStaging(db)
  staging.clear()
  const results: OpResult[] = []
  let ackedSeq = 0
  for (;;) {
    let pages = 0
    let page: PullPage | null = null
    let after: WireValue = null
    while (page === null || page.after !== null) {
      const answer = await deps.remote.pull({
        base,
        target: page?.target ?? null,
        after,
        limit: deps.pageRows,
      })
      if (!answer.ok) return answer
      page = answer.value
      if (!isOfThisServer(db, page)) return ok('stale')
      if (page.after !== null && isSamePlace(page.after, after)) return err({ code: 'bad_reply' })
      after = page.after
      deps.onServerTime(page.serverTime)
      staging.add(page)
      results.push(...page.results)
      ackedSeq = page.ackedSeq
      pages += 1
    }
    base = page.target
    if (pages === 1) return ok({ target: page.target, epoch: page.epoch, staging, ackedSeq, results })
  }
}

/** A server that would have the same page fetched for ever is none. */
function isSamePlace(one: WireValue, other: WireValue): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
