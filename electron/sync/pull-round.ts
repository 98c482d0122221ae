import type { Database } from 'better-sqlite3'
import { err, ok } from '../../shared/kernel/result.ts'
import type { OpResult } from '../../shared/protocol/envelope.ts'
import type { PullPage } from '../../shared/protocol/pull.ts'
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
    const places = new Set<string>()
    while (page === null || page.after !== null) {
      const before: PullPage | null = page
      const answer = await deps.remote.pull({
        base,
        target: before?.target ?? null,
        after: before?.after ?? null,
        limit: deps.pageRows,
      })
      if (!answer.ok) return answer
      page = answer.value
      if (!isOfThisServer(db, page)) return ok('stale')
      if (!leadsOn(page, before?.target ?? null, base, places)) return err({ code: 'bad_reply' })
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

/**
 * A server whose pages have no end is none: each that is followed by another brings something, on the way to where the
 * round began to lead, which is not where the mirror is already, and goes on from where no page before it did.
 */
function leadsOn(page: PullPage, target: string | null, base: string, places: Set<string>): boolean {
  if (target !== null && page.target !== target) return false
  if (page.after === null) return true
  const brings = [...Object.values(page.rows), ...Object.values(page.gone)].some((of) => of.length > 0)
  const place = JSON.stringify(page.after)
  const isNew = !places.has(place)
  places.add(place)
  return brings && isNew && page.target !== base
}
