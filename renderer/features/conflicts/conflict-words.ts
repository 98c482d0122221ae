import type { ConflictCard, ConflictRemedy } from '../../../shared/contract/calls/conflict.ts'
import { unreachable } from '../../../shared/kernel/assert.ts'
import { commandName } from '../../desk/command-words.ts'
import type { Formats } from '../../desk/use-formats.ts'
import type { MessageKey } from '../../language/catalogue.ts'
import type { Words } from '../../language/use-words.ts'
import { english } from '../../language/english.ts'

/** What a remedy is called on its button; `chosen` and `other` are the window's own ways to name what is meant. */
export type RemedyHere = ConflictRemedy | { readonly kind: 'take_chosen' | 'attach_other' }

export function cardTitle(t: Words, card: ConflictCard): string {
  if (card.state === 'moved') return t('conflict.title.moved', { room: card.room ?? '' })
  if (card.kind !== 'room_taken') return t(`conflict.title.${card.kind}`)
  if (card.wantedRoom === null) return t('conflict.title.room_taken_plain')
  return t('conflict.title.room_taken', { room: card.wantedRoom })
}

/** What was done, by whom and where. */
export function cardDone(t: Words, card: ConflictCard): string {
  return t('conflict.done', {
    command: commandName(t, card.command),
    by: card.by,
    terminal: card.terminal,
  })
}

/** What hangs on a card and is settled with it; nothing when nothing does. */
export function hangsOn(t: Words, { hangsOn: on }: ConflictCard, { money }: Formats): string | null {
  const what = [
    on.payments > 0
      ? t('conflict.hangs.payments', { count: on.payments, amount: money(on.paidMinor) })
      : null,
    on.checkedIn ? t('conflict.hangs.checkedIn') : null,
    on.cards > 0 ? t('conflict.hangs.cards', { count: on.cards }) : null,
  ].filter((part) => part !== null)
  return what.length === 0 ? null : t('conflict.hangsOn', { what: what.join(', ') })
}

export function settledText(t: Words, card: ConflictCard, { moment }: Formats): string | null {
  if (card.settled === null) return null
  const { resolution, by, at, note } = card.settled
  const key = `resolution.${resolution}`
  const what = `${isMessageKey(key) ? t(key) : resolution}${note === '' ? '' : ` (${note})`}`
  const said =
    by === ''
      ? t('settled.byServer', { what, at: moment(at) })
      : t('settled.by', { what, by, at: moment(at) })
  return said.charAt(0).toLocaleUpperCase() + said.slice(1)
}

export function remedyText(t: Words, card: ConflictCard, remedy: RemedyHere, formats: Formats): string {
  switch (remedy.kind) {
    case 'wanted_room':
    case 'same_type':
    case 'upgrade':
    case 'simpler':
      return t(`remedy.${remedy.kind}`, { room: remedy.room, type: remedy.roomType })
    case 'move_other':
      return t('remedy.move_other', {
        guest: remedy.guestName,
        room: remedy.room,
        wanted: card.wantedRoom ?? '',
      })
    case 'split':
      return t('remedy.split', {
        first: remedy.firstRoom,
        second: remedy.secondRoom,
        day: formats.day(remedy.from, 'short'),
      })
    case 'attach':
      return t('remedy.attach', {
        code: remedy.code,
        guest: remedy.guestName,
        owed: formats.money(remedy.owedMinor),
      })
    case 'take_mine':
      return t('remedy.take_mine', { terminal: card.terminal })
    case 'accept_move':
      return t('remedy.accept_move', { room: card.room ?? '' })
    case 'relocate':
    case 'cancel':
    case 'keep_money':
    case 'refund_money':
    case 'keep_theirs':
    case 'do_again':
    case 'acknowledge':
    case 'take_chosen':
    case 'attach_other':
      return t(`remedy.${remedy.kind}`)
    default:
      return unreachable(remedy)
  }
}

function isMessageKey(key: string): key is MessageKey {
  return Object.hasOwn(english, key)
}
