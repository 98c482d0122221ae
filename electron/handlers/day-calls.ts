import { addDays } from '../../shared/domain/calendar/days.ts'
import { err, ok } from '../../shared/kernel/result.ts'
import { z } from 'zod'
import type { StaffMember } from '../../shared/contract/calls/session.ts'
import type { CallReply, ParsedInput } from '../../shared/contract/index.ts'
import { closeDay, findLeft, isKeepable } from '../commands/close-day.ts'
import { noShow } from '../commands/no-show.ts'
import { postNights } from '../commands/post-nights.ts'
import { refuse } from '../commands/refuse.ts'
import { countMoneyConflicts, listUnposted, mayRollAlone } from '../store/loads/day.ts'
import { countPending } from '../store/reads/commands.ts'
import { readTogether } from '../store/reads/read-together.ts'
import { listStaySummaries } from '../store/reads/stay-summary.ts'
import { readSyncState } from '../store/sync-state.ts'
import { readyDay, type DeskDeps } from './desk-deps.ts'
import { doCommand } from './do-command.ts'
import type { Handlers } from './handlers.ts'

/** Stays whose nights are posted in one command: enough to be quick, few enough to travel well. */
const staysAtOnce = 100

export function createDayCalls(
  deps: DeskDeps,
): Pick<Handlers, 'day.status' | 'day.postNights' | 'day.close'> {
  return {
    'day.status': () => {
      const day = readyDay(deps.db)
      return day.ok ? dayStatus(deps, day.value) : day
    },
    'day.postNights': ({ requestId, ...input }, staff) => {
      const done = doCommand(deps, postNights, input, requestId, staff)
      return done.ok ? ok(postReply.parse(done.value.reply)) : done
    },
    'day.close': (input, staff) => endDay(deps, input, staff),
  }
}

const postReply = z.object({ posted: z.int() })
const closeReply = z.object({ businessDate: z.string() })

function mayClose({ db, line }: DeskDeps): boolean {
  return !line.isDown() || mayRollAlone(db, readSyncState(db, 'terminal_id') ?? '')
}

function dayStatus(deps: DeskDeps, businessDate: string): CallReply<'day.status'> {
  const { db } = deps
  return readTogether(db, () => {
    const left = findLeft(db, businessDate, [])
    const unposted = listUnposted(db, businessDate)
    const rowsOf = (ids: readonly string[]) =>
      ids.flatMap((bookingId) =>
        listStaySummaries(db, 'b.id = @bookingId', { today: businessDate, bookingId }),
      )
    return ok({
      businessDate,
      nextDate: addDays(businessDate, 1),
      mayClose: mayClose(deps),
      dueOut: rowsOf(left.dueOut),
      notArrived: rowsOf(left.undecided),
      mustDecide: left.undecided.filter((bookingId) => !isKeepable(db, bookingId, businessDate)),
      movesDue: [...listStaySummaries(db, movesDue, { today: businessDate })],
      moneyConflicts: countMoneyConflicts(db),
      nightsToPost: unposted.reduce((sum, { nights }) => sum + nights, 0),
      nightsToPostMinor: unposted.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
      unsent: countPending(db),
    })
  })
}

/** Tonight is to be spent in another room than the one that the guest is in. */
const movesDue = `b.status = 'checked_in' and exists (
  select 1 from booking_nights n
  where n.booking_id = b.id and n.night = @today and n.holds_room = 1 and n.room_id is not b.room_id
)`

/** Step by step, each its own command, so that a day that is broken off is gone on with where it was left. */
function endDay(
  deps: DeskDeps,
  { requestId, ...input }: ParsedInput<'day.close'>,
  staff: StaffMember,
): CallReply<'day.close'> {
  const day = readyDay(deps.db)
  if (!day.ok) return day
  if (day.value === input.businessDate) {
    if (!mayClose(deps)) return err({ code: 'offline' })
    const decided = new Set([...input.keepExpected, ...input.noShows.map(({ bookingId }) => bookingId)])
    const left = findLeft(deps.db, day.value, [])
    const undecided = left.undecided.filter((bookingId) => !decided.has(bookingId))
    if (left.dueOut.length > 0 || undecided.length > 0 || left.moneyConflicts > 0) {
      return refuse({ code: 'day_not_ready', ...left, undecided, unposted: [] })
    }
    for (const { bookingId, chargeFee } of input.noShows) {
      if (!left.undecided.includes(bookingId)) continue
      const step = deps.ids.derived(requestId, `no-show ${bookingId}`)
      const done = doCommand(deps, noShow, { bookingId, chargeFee }, step, staff)
      if (!done.ok) return done
    }
    for (let ids = nextUnposted(deps, day.value); ids.length > 0; ids = nextUnposted(deps, day.value)) {
      const step = deps.ids.derived(requestId, `post ${ids.join()}`)
      const done = doCommand(
        deps,
        postNights,
        { businessDate: input.businessDate, bookingIds: ids },
        step,
        staff,
      )
      if (!done.ok) return done
    }
  }
  const done = doCommand(deps, closeDay, input, requestId, staff)
  return done.ok ? ok(closeReply.parse(done.value.reply)) : done
}

function nextUnposted({ db }: DeskDeps, businessDate: string): string[] {
  return listUnposted(db, businessDate)
    .slice(0, staysAtOnce)
    .map(({ bookingId }) => bookingId)
}
