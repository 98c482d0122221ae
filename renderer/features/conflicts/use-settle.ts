import type { ConflictCard, ConflictRemedy } from '../../../shared/contract/calls/conflict.ts'
import type { CallError } from '../../../shared/contract/errors.ts'
import { unreachable } from '../../../shared/kernel/assert.ts'
import { useAction } from '../../bridge/use-action.ts'
import { useNotices } from '../../desk/notices.ts'
import { useWords } from '../../language/use-words.ts'

/** A remedy with all that it asks of the clerk. */
export type Decision =
  | Extract<ConflictRemedy, { readonly room: string } | { readonly firstRoom: string }>
  | { readonly kind: 'keep_theirs' | 'do_again' | 'accept_move' | 'acknowledge' }
  | { readonly kind: 'relocate'; readonly hotel: string; readonly note: string }
  | { readonly kind: 'cancel'; readonly reason: string }
  | { readonly kind: 'keep_money' | 'refund_money'; readonly note: string }
  | { readonly kind: 'attach'; readonly bookingId: string }
  | { readonly kind: 'choose'; readonly mine: readonly string[] }

interface Settle {
  /** Settles a card; true when it is. */
  readonly settle: (card: ConflictCard, decision: Decision) => Promise<boolean>
  readonly running: boolean
  readonly error: CallError | undefined
  readonly clear: () => void
}

/** Settles cards, and says below what was done, with the way back where there is one. */
export function useSettle(): Settle {
  const t = useWords()
  const tell = useNotices((state) => state.tell)
  const giveRoom = useAction('conflict.giveRoom')
  const moveOther = useAction('conflict.moveOther')
  const split = useAction('conflict.splitStay')
  const relocate = useAction('conflict.relocate')
  const cancel = useAction('conflict.cancelStay')
  const attach = useAction('conflict.attachMoney')
  const keep = useAction('conflict.keepMoney')
  const choose = useAction('conflict.chooseValues')
  const acknowledge = useAction('conflict.acknowledge')
  const again = useAction('conflict.doAgain')
  const actions = [giveRoom, moveOther, split, relocate, cancel, attach, keep, choose, acknowledge, again]

  async function settle(card: ConflictCard, decision: Decision): Promise<boolean> {
    for (const action of actions) action.clear()
    const done = await ask(card, decision)
    if (done === undefined) return false
    tell({
      text: doneText(card, decision, done.subject),
      undoBookingId: done.undoable && done.bookingId !== null ? done.bookingId : undefined,
    })
    return true
  }

  function ask(card: ConflictCard, decision: Decision) {
    const bookingId = card.bookingId ?? ''
    const conflictId = card.cardId
    switch (decision.kind) {
      case 'wanted_room':
      case 'same_type':
      case 'upgrade':
      case 'simpler':
        return giveRoom.run({ bookingId, roomId: decision.roomId })
      case 'move_other':
        return moveOther.run({
          bookingId,
          otherBookingId: decision.otherBookingId,
          roomId: decision.roomId,
        })
      case 'split': {
        const { firstRoomId, secondRoomId, from } = decision
        return split.run({ bookingId, firstRoomId, secondRoomId, from })
      }
      case 'relocate':
        return relocate.run({ bookingId, hotel: decision.hotel, note: decision.note })
      case 'cancel':
        return cancel.run({ bookingId, reason: decision.reason })
      case 'attach':
        return attach.run({ conflictId, bookingId: decision.bookingId })
      case 'keep_money':
        return keep.run({ conflictId, outcome: 'kept', note: decision.note })
      case 'refund_money':
        return keep.run({ conflictId, outcome: 'to_refund', note: decision.note })
      case 'choose':
        return choose.run({ conflictId, mine: [...decision.mine] })
      case 'keep_theirs':
        return choose.run({ conflictId, mine: [] })
      case 'accept_move':
      case 'acknowledge':
        return acknowledge.run({ conflictId })
      case 'do_again':
        return again.run({ conflictId })
      default:
        return unreachable(decision)
    }
  }

  function doneText(card: ConflictCard, decision: Decision, subject: string): string {
    switch (decision.kind) {
      case 'wanted_room':
      case 'same_type':
      case 'upgrade':
      case 'simpler':
        return t('done.settled.room', { subject, room: decision.room })
      case 'move_other':
        return t('done.settled.moved', { subject, room: card.wantedRoom ?? '' })
      case 'split':
        return t('done.settled.split', { subject, first: decision.firstRoom, second: decision.secondRoom })
      case 'relocate':
        return t('done.settled.relocated', { subject })
      case 'cancel':
        return t('done.settled.cancelled', { subject })
      case 'attach':
        return t('done.settled.attached', { subject })
      case 'keep_money':
      case 'refund_money':
        return t('done.settled.money')
      case 'choose':
      case 'keep_theirs':
        return t('done.settled.values')
      case 'accept_move':
      case 'acknowledge':
        return t('done.settled.seen')
      case 'do_again':
        return t('done.settled.again', { subject })
      default:
        return unreachable(decision)
    }
  }

  return {
    settle,
    running: actions.some(({ running }) => running),
    error: actions.find(({ error }) => error !== undefined)?.error,
    clear: () => {
      for (const action of actions) action.clear()
    },
  }
}
