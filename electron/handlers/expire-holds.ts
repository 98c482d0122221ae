import type { StaffMember } from '../../shared/contract/calls/session.ts'
import { calls } from '../../shared/contract/index.ts'
import { instantOf } from '../../shared/kernel/clock.ts'
import { listOverHolds, releaseHold } from '../commands/release-hold.ts'
import { listReleasedStays } from '../store/loads/group-release.ts'
import { byServerClock } from '../store/loads/server-clock.ts'
import { readyDay, type DeskDeps } from './desk-deps.ts'
import { doCommand } from './do-command.ts'

/** A hold is over to the minute, not to the second. */
const everyMs = 60_000

/**
 * While the line is down, lets go of holds that are over, and of rooms that groups named nobody for by their release
 * date: with a line the server does, and does it once for all desks.
 * Looked for at most once a minute, when somebody at the desk asks for anything, so that what they are told of free
 * rooms is so.
 */
export function createHoldSweep(deps: DeskDeps): (staff: StaffMember) => void {
  let lookedAtMs = Number.NEGATIVE_INFINITY
  return (staff) => {
    if (!mayRelease(staff) || !deps.line.isDown()) return
    const nowMs = deps.clock.monotonic()
    if (nowMs - lookedAtMs < everyMs) return
    lookedAtMs = nowMs
    const day = readyDay(deps.db)
    // one that ends too late is let go by the server; one that ends too early is a room lost, so no clock that runs
    // ahead is believed
    const over = listOverHolds(deps.db, byServerClock(deps.db, instantOf(deps.clock)))
    const unnamed = day.ok ? listReleasedStays(deps.db, day.value) : []
    for (const bookingId of [...over, ...unnamed]) {
      doCommand(deps, releaseHold, { bookingId }, deps.ids.derived(bookingId, 'hold_expired'), staff)
    }
  }
}

const releasers: readonly string[] = calls['booking.releaseHold'].allowed

function mayRelease({ role }: StaffMember): boolean {
  return releasers.includes(role)
}
