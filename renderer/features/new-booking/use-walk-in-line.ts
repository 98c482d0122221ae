import { useState } from 'react'
import type { BookingDetail } from '../../../shared/contract/calls/booking.ts'
import type { CallError } from '../../../shared/contract/errors.ts'
import type { CallOutput } from '../../../shared/contract/index.ts'
import { useAction } from '../../bridge/use-action.ts'
import { useCall } from '../../bridge/use-call.ts'
import { useApproval } from '../../desk/approval.tsx'
import { useMattersWords } from '../../desk/rule-words.tsx'
import { useWords } from '../../language/use-words.ts'
import { useLast } from '../../ui/use-last.ts'
import type { KnownGuest } from './use-new-booking.ts'

export type ReadWalkIn = CallOutput<'booking.readWalkIn'>

export interface WalkInLineForm {
  readonly line: string
  readonly setLine: (line: string) => void
  readonly guest: KnownGuest | null
  readonly setGuest: (guest: KnownGuest | null) => void
  readonly read: ReadWalkIn | undefined
  /** What a manager could answer for, a sentence each. */
  readonly matters: readonly string[]
  readonly tried: boolean
  readonly error: CallError | undefined
  readonly running: boolean
  readonly approvalDialog: ReturnType<typeof useApproval>['dialog']
  /** Books, takes the money and hands over the key; undefined with what is wrong shown. */
  readonly finish: () => Promise<BookingDetail | undefined>
}

/** A walk-in while its line is typed: what it says so far, and what would come of Enter. */
export function useWalkInLine(typed: string): WalkInLineForm {
  const t = useWords()
  const [line, setLine] = useState(typed)
  const [guest, setGuest] = useState<KnownGuest | null>(null)
  const [tried, setTried] = useState(false)
  const who = guest === null ? {} : { guestId: guest.guestId }
  const asked = useCall('booking.readWalkIn', line.trim() === '' ? null : { line, ...who })
  const last = useLast(asked.value)
  const readNow = useAction('booking.readWalkIn')
  const walkIn = useAction('booking.walkIn')
  const approval = useApproval('booking.walkIn')
  const mattersOf = useMattersWords()

  async function finish() {
    setTried(true)
    // what stands in the line now, though the list below may not have caught up with it
    const read = await readNow.run({ line, ...who })
    if (!read || read.offer === null || isUnclear(read) || (guest === null && read.said.fullName === ''))
      return undefined
    const why = mattersOf(read.refusal)
    if (read.refusal && why.length === 0) return undefined
    const word = why.length === 0 ? {} : await approval.ask(why)
    if (word === null) return undefined
    const { said, offer } = read
    const done = await walkIn.run({
      departure: said.departure,
      adults: said.adults,
      children: said.children,
      guest: guest
        ? { kind: 'known', guestId: guest.guestId }
        : { kind: 'new', fullName: said.fullName, phone: said.phone, email: said.email },
      roomId: offer.roomId,
      ...(said.rateMinor !== null && { rateMinor: said.rateMinor }),
      ...(said.method !== null &&
        offer.totalMinor > 0 && { payment: { method: said.method, amountMinor: offer.totalMinor } }),
      ...(read.detailsLater && { override: { reason: t('walk.detailsReason') } }),
      ...(why.length > 0 && { overbook: true, ignoreRestrictions: true }),
      ...word,
    })
    return done?.booking
  }

  return {
    line,
    setLine: (text) => {
      setLine(text)
      setTried(false)
      walkIn.clear()
    },
    guest,
    setGuest,
    read: line.trim() === '' ? undefined : last,
    matters: mattersOf(last?.refusal),
    tried,
    error: walkIn.error ?? readNow.error,
    running: walkIn.running || readNow.running,
    approvalDialog: approval.dialog,
    finish,
  }
}

/** Is there a word that the clerk has to write otherwise? */
function isUnclear({ words }: ReadWalkIn): boolean {
  return words.some(({ problem }) => problem !== null)
}
