import type { ConflictCard } from '../../shared/contract/calls/conflict.ts'
import type { StaffMember } from '../../shared/contract/calls/session.ts'
import type { CallError } from '../../shared/contract/errors.ts'
import { instantOf } from '../../shared/kernel/clock.ts'
import { err, ok, type Result } from '../../shared/kernel/result.ts'
import { acknowledge } from '../commands/conflict/acknowledge.ts'
import { cancelStay, relocate } from '../commands/conflict/call-off.ts'
import { chooseValues } from '../commands/conflict/choose-values.ts'
import { giveRoom } from '../commands/conflict/give-room.ts'
import { moveOther } from '../commands/conflict/move-other.ts'
import { attachMoney, keepMoney } from '../commands/conflict/settle-money.ts'
import { splitStay } from '../commands/conflict/split-stay.ts'
import { setAutoMove } from '../commands/set-auto-move.ts'
import { findUndo } from '../commands/undo.ts'
import type { CommandDone } from '../outbox/run-command.ts'
import { loadBooking } from '../store/loads/booking.ts'
import { loadConflict } from '../store/loads/conflict.ts'
import { countConflictCards, listConflictCards } from '../store/reads/conflict-cards.ts'
import { loadHotel } from '../store/reads/hotel.ts'
import { readSyncState } from '../store/sync-state.ts'
import { attempt } from '../store/transaction.ts'
import { loadConflictDetail } from './conflict/conflict-detail.ts'
import { repeatOp } from './conflict/repeatable-op.ts'
import { readyDay, type DeskDeps } from './desk-deps.ts'
import { doCommand } from './do-command.ts'
import type { Handlers } from './handlers.ts'

type ConflictCalls = Extract<keyof Handlers, `conflict.${string}`> | 'hotel.setAutoMove'

export function createConflictCalls(deps: DeskDeps): Pick<Handlers, ConflictCalls> {
  const { db, clock } = deps
  return {
    'conflict.list': () => {
      const cards: readonly ConflictCard[] = listConflictCards(db)
      return ok({
        cards: [...cards],
        waiting: countConflictCards(db),
        autoMove: loadHotel(db)?.auto_move_parked === 1,
      })
    },
    'conflict.count': () => ok({ waiting: countConflictCards(db) }),
    'conflict.detail': ({ cardId }) => {
      const day = readyDay(db)
      if (!day.ok) return day
      const terminalId = readSyncState(db, 'terminal_id') ?? ''
      const detail = loadConflictDetail(
        { db, businessDate: day.value, terminalId, at: instantOf(clock) },
        cardId,
      )
      return detail === null ? err({ code: 'not_found', field: 'cardId' }) : ok(detail)
    },
    'conflict.giveRoom': ({ requestId, ...input }, staff) =>
      settled(deps, doCommand(deps, giveRoom, input, requestId, staff)),
    'conflict.moveOther': ({ requestId, ...input }, staff) =>
      settled(deps, doCommand(deps, moveOther, input, requestId, staff)),
    'conflict.splitStay': ({ requestId, ...input }, staff) =>
      settled(deps, doCommand(deps, splitStay, input, requestId, staff)),
    'conflict.relocate': ({ requestId, ...input }, staff) =>
      settled(deps, doCommand(deps, relocate, input, requestId, staff)),
    'conflict.cancelStay': ({ requestId, ...input }, staff) =>
      settled(deps, doCommand(deps, cancelStay, input, requestId, staff)),
    'conflict.attachMoney': ({ requestId, ...input }, staff) =>
      settled(deps, doCommand(deps, attachMoney, input, requestId, staff)),
    'conflict.keepMoney': ({ requestId, ...input }, staff) =>
      settled(deps, doCommand(deps, keepMoney, input, requestId, staff)),
    'conflict.chooseValues': ({ requestId, ...input }, staff) =>
      settled(deps, doCommand(deps, chooseValues, input, requestId, staff)),
    'conflict.acknowledge': ({ requestId, ...input }, staff) =>
      settled(deps, doCommand(deps, acknowledge, input, requestId, staff)),
    'conflict.doAgain': ({ requestId, conflictId }, staff) =>
      settled(deps, doAgain(deps, requestId, conflictId, staff)),
    'hotel.setAutoMove': ({ requestId, on }, staff) => {
      // the house's rules are changed where everybody can see them change
      if (deps.line.isDown()) return err({ code: 'offline' })
      const done = doCommand(deps, setAutoMove, { on }, requestId, staff)
      return done.ok ? ok({ autoMove: on }) : done
    },
  }
}

/** Does once more what was refused, and lays the card aside: both or neither. */
function doAgain(
  deps: DeskDeps,
  requestId: string,
  conflictId: string,
  staff: StaffMember,
): Result<CommandDone, CallError> {
  return attempt(deps.db, () => {
    const card = loadConflict(deps.db, conflictId)
    if (card === undefined) return err({ code: 'not_found', field: 'conflictId' })
    const done = repeatOp(deps, card.op_id, requestId, staff)
    // a second click finds it done, and the card laid aside
    if (!done.ok || done.value.tables.length === 0) return done
    const aside = doCommand(deps, acknowledge, { conflictId }, deps.ids.fresh(), staff)
    return aside.ok ? done : aside
  })
}

function settled(deps: DeskDeps, done: Result<CommandDone, CallError>) {
  if (!done.ok) return done
  const day = readyDay(deps.db)
  if (!day.ok) return day
  const { bookingId, subject } = done.value
  const booking = bookingId === null ? undefined : loadBooking(deps.db, bookingId)
  const undo = booking === undefined ? null : findUndo(deps.db, booking, day.value)
  return ok({ bookingId, subject, undoable: undo?.ok === true && undo.value.step.opId === done.value.opId })
}
