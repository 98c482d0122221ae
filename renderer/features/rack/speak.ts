import { useMemo } from 'react'
import type { RackBar, RackBlock, RackRoom } from '../../../shared/contract/calls/rack.ts'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'
import { barLooks, lookOf } from './bar-look.ts'

/** The rack in words, for a screen reader and for the card beside a bar. */
export interface Speak {
  /** "207, Smith, due out, 11 Aug – 13 Aug, owes 40" */
  readonly bar: (place: string, bar: RackBar, clashes: boolean) => string
  readonly room: (room: RackRoom, typeCode: string) => string
  readonly free: (place: string, day: string) => string
  readonly lane: (place: string, day: string) => string
  readonly blocked: (place: string, block: RackBlock, day: string) => string
  readonly days: (from: string, to: string) => string
  readonly money: (bar: RackBar) => string
  readonly marks: (bar: RackBar) => readonly string[]
}

export function useSpeak(businessDate: string): Speak {
  const t = useWords()
  const formats = useFormats()
  return useMemo((): Speak => {
    const dayOf = remember((day) => formats.day(day))
    const shortOf = remember((day) => formats.day(day, 'short'))
    const days = (from: string, to: string) =>
      from === to ? shortOf(from) : `${shortOf(from)} – ${shortOf(to)}`
    const money = ({ owesMinor }: RackBar) =>
      owesMinor > 0
        ? t('rack.owes', { amount: formats.money(owesMinor) })
        : owesMinor < 0
          ? t('rack.credit', { amount: formats.money(-owesMinor) })
          : ''
    const marks = (bar: RackBar) => [
      ...(bar.vip ? [t('flag.vip')] : []),
      ...(bar.blacklisted ? [t('flag.blacklisted')] : []),
      ...(bar.locked ? [t('rack.locked')] : []),
      ...(bar.inGroup ? [t('rack.group')] : []),
      ...(bar.hasNote ? [t('rack.note')] : []),
      ...(bar.holdUntil === null ? [] : [t('rack.heldUntil', { moment: formats.moment(bar.holdUntil) })]),
      ...sending(bar),
    ]
    const sending = (bar: RackBar) => {
      if (bar.needsAttention) return [t('record.needsAttention')]
      if (bar.willConflict) return [t('record.willConflict')]
      return bar.unsent ? [t('record.unsent')] : []
    }
    return {
      days,
      money,
      marks,
      bar: (place, bar, clashes) =>
        [
          place,
          bar.guestName,
          t(barLooks[lookOf(bar, businessDate)]),
          days(bar.arrival, bar.departure),
          money(bar),
          ...(clashes ? [t('rack.clash')] : []),
          ...marks(bar),
        ]
          .filter((part) => part !== '')
          .join(', '),
      room: (room, type) =>
        [room.roomNumber, type, t(room.blocked ? 'room.blocked' : `room.${room.housekeeping}`)].join(', '),
      free: (place, day) => t('rack.freeCell', { room: place, day: dayOf(day) }),
      lane: (place, day) => t('rack.freeLane', { room: place, day: dayOf(day) }),
      blocked: (place, block, day) =>
        t('rack.blockedCell', {
          room: place,
          kind: t(`rack.block.${block.kind}`),
          reason: block.reason,
          day: dayOf(day),
        }),
    }
  }, [t, formats, businessDate])
}

/** The same few days are said over and over, and a date is slow to write. */
function remember(write: (day: string) => string): (day: string) => string {
  const written = new Map<string, string>()
  return (day) => {
    const known = written.get(day)
    if (known !== undefined) return known
    const made = write(day)
    written.set(day, made)
    return made
  }
}
