import type { Database } from 'better-sqlite3'
import { byServerClock } from '../store/loads/server-clock.ts'

const hourMs = 3_600_000

/**
 * Until when a stay is held for so many hours from now, or from the end that it had. Holds are let go of by
 * the server's clock, so the hours are counted by it too: a desk whose clock is wrong holds no longer and no shorter.
 */
export function holdUntil(db: Database, at: string, hours: number, heldUntil: string | null = null): string {
  const nowMs = Date.parse(byServerClock(db, at))
  const fromMs = heldUntil === null ? nowMs : Math.max(nowMs, Date.parse(heldUntil))
  return new Date(fromMs + hours * hourMs).toISOString()
}
