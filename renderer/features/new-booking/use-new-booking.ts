import { useState } from 'react'
import type { BookingDetail } from '../../../shared/contract/calls/booking.ts'
import type { CallError } from '../../../shared/contract/errors.ts'
import { nightsBetween } from '../../../shared/domain/calendar/days.ts'
import { useAction } from '../../bridge/use-action.ts'
import { useCall } from '../../bridge/use-call.ts'
import { useApproval, type Word } from '../../desk/approval.tsx'
import { useAnsweredAction } from '../../desk/use-answered-action.ts'
import { useRuleWords } from '../../desk/rule-words.tsx'
import { useLocale } from '../../language/language.ts'
import { parseMoney } from '../../language/money.ts'
import { useWords } from '../../language/use-words.ts'
import type { FreeRoom } from '../../desk/room-picker.tsx'
import { useHotel } from '../../desk/use-hotel.ts'
import { usePayment, type PaymentForm } from '../../desk/use-payment.ts'
import { checkInBlockers, isOverridable } from '../../../shared/domain/stay/check-in-blockers.ts'
import { isReady } from '../../../shared/domain/room/housekeeping.ts'
import { useLast } from '../../ui/use-last.ts'
import type { Quote, QuotedType } from './availability.tsx'
import { useAskedDeposit, type AskedDeposit } from './use-asked-deposit.ts'
import type { ReadWalkIn } from './use-walk-in-line.ts'
import { departureOf, departureProblem, emptyDraft, type BookingDraft } from './booking-draft.ts'

export interface KnownGuest {
  readonly guestId: string
  readonly fullName: string
}

/** A stay whose days and room were chosen before the form was opened. */
export interface ChosenStay {
  readonly arrival: string
  readonly departure: string
  readonly roomTypeId: string
  readonly roomId: string
}

/** What a line said of a walk-in before the form was asked for. */
export interface SaidWalkIn {
  readonly read: ReadWalkIn | undefined
  readonly guest: KnownGuest | null
}

export interface NewBooking {
  readonly walkIn: boolean
  readonly setWalkIn: (walkIn: boolean) => void
  readonly draft: BookingDraft
  readonly setDraft: (draft: BookingDraft) => void
  readonly quote: Quote | undefined
  readonly type: QuotedType | undefined
  /** What was agreed for each night; null where the hotel's own price stands. */
  readonly rateMinor: number | null
  readonly rateProblem: string | undefined
  /** What the stay comes to. */
  readonly totalMinor: number
  readonly deposit: AskedDeposit
  readonly approvalDialog: ReturnType<typeof useApproval>['dialog']
  readonly room: FreeRoom | null
  readonly chooseRoom: (room: FreeRoom) => void
  /** What the check-in of a walk-in would be held up by, a reason overrides: an unready room, an unknown nationality. */
  readonly needsReason: boolean
  readonly reason: string
  readonly setReason: (reason: string) => void
  readonly paying: boolean
  readonly setPaying: (paying: boolean) => void
  readonly payment: PaymentForm
  readonly tried: boolean
  readonly error: CallError | undefined
  readonly running: boolean
  /** Books; gives the booking's id, or undefined with what is wrong shown. */
  readonly finish: () => Promise<BookingDetail | undefined>
}

/** A booking or a walk-in in the making: one draft, so that going from one to the other loses nothing. */
export function useNewBooking(
  startsAsWalkIn: boolean,
  guest: KnownGuest | undefined,
  stay: ChosenStay | undefined,
  said: SaidWalkIn | undefined,
): NewBooking {
  const t = useWords()
  const locale = useLocale()
  const rule = useRuleWords()
  const { businessDate, currency } = useHotel()
  const create = useAnsweredAction('booking.create')
  const walkInAction = useAction('booking.walkIn')
  const [walkIn, setWalkIn] = useState(startsAsWalkIn)
  const approval = useApproval(walkIn ? 'booking.walkIn' : 'booking.create')
  const [kept, setDraft] = useState<BookingDraft>(() => ({
    ...emptyDraft(businessDate),
    ...(stay && draftOf(stay)),
    guest: guest ? { kind: 'known', guestId: guest.guestId } : null,
    ...(said && saidDraft(said)),
  }))
  const [room, setRoom] = useState<FreeRoom | null>(null)
  const [reason, setReason] = useState('')
  const [paying, setPaying] = useState(false)
  const [tried, setTried] = useState(false)
  const payment = usePayment(0)

  const nobodyLeaves = departureProblem(kept) !== undefined
  // somebody is waiting: a room that will do is chosen already
  const wish = {
    departure: departureOf({ ...kept, arrival: businessDate }),
    adults: kept.adults,
    children: kept.children,
    ...(kept.roomTypeId !== null && { roomTypeIds: [kept.roomTypeId] }),
  }
  const offer =
    useCall('booking.offerRoom', walkIn && kept.roomId === null && !nobodyLeaves ? wish : null).value
      ?.offer ?? null
  const draft = walkIn
    ? {
        ...kept,
        arrival: businessDate,
        roomTypeId: kept.roomTypeId ?? offer?.roomTypeId ?? null,
        roomId: kept.roomId ?? offer?.roomId ?? null,
      }
    : kept
  const { arrival, adults, children } = draft
  const departure = departureOf(draft)
  const asked = useCall(
    'booking.quote',
    arrival < businessDate || nobodyLeaves ? null : { arrival, departure, adults, children },
  )
  const last = useLast(asked.value)
  const quote = nobodyLeaves ? undefined : last
  const type = quote?.types.find(({ roomTypeId }) => roomTypeId === draft.roomTypeId)
  const inHand = [room, offer, said?.read?.offer].find((known) => known?.roomId === draft.roomId)
  const unready = inHand !== undefined && inHand !== null && !isReady(inHand.housekeeping)
  const namelessLand = draft.guest?.kind === 'new' && draft.guest.nationality.trim() === ''
  const needsReason = walkIn && (unready || namelessLand || mayOverride(walkInAction.error))

  const agreed = draft.rate.trim() === '' ? null : parseMoney(draft.rate, currency, locale)
  const rateMinor = agreed?.ok === true ? agreed.value : null
  const listMinor = type?.totalMinor ?? 0
  const totalMinor = rateMinor === null ? listMinor : rateMinor * Math.max(1, draft.nights)

  const deposit = useAskedDeposit(draft, type, totalMinor)

  async function finish() {
    setTried(true)
    if (nobodyLeaves) return undefined
    if (agreed?.ok === false || (!walkIn && deposit.problem !== undefined)) return undefined
    const { guest: chosen, roomTypeId, roomId } = draft
    if (!chosen || roomTypeId === null || (chosen.kind === 'new' && chosen.fullName.trim() === ''))
      return undefined
    const done = walkIn ? await moveIn(chosen, roomId) : await book(chosen, roomTypeId, roomId)
    return done?.booking
  }

  /** A manager's word where the sale needs one; null when it was not given. */
  async function word(): Promise<(Word & typeof allTheSame) | Word | null> {
    const isSoldOut = type !== undefined && type.free <= 0
    const why = [
      ...(isSoldOut ? [t('approval.overbooking')] : []),
      ...(type?.violations.map(rule) ?? []),
      ...(totalMinor < listMinor ? [t('approval.price')] : []),
    ]
    if (why.length === 0) return {}
    const given = await approval.ask(why)
    return given && { ...given, ...allTheSame }
  }

  async function book(chosen: NonNullable<BookingDraft['guest']>, roomTypeId: string, roomId: string | null) {
    const { source, specialRequests, internalNotes } = draft
    const given = await word()
    if (given === null) return undefined
    return await create.run({
      arrival,
      departure,
      adults,
      children,
      guest: chosen,
      roomTypeId,
      ...(roomId !== null && { roomId }),
      source,
      specialRequests,
      internalNotes,
      ...(rateMinor !== null && { rateMinor }),
      ...(draft.hold !== 'firm' && { holdHours: Number(draft.hold) }),
      ...deposit.input,
      ...given,
    })
  }

  async function moveIn(chosen: NonNullable<BookingDraft['guest']>, roomId: string | null) {
    if (roomId === null || (needsReason && reason.trim() === '')) return undefined
    const paidNow = paying ? payment.submit() : undefined
    if (paying && !paidNow) return undefined
    const given = await word()
    if (given === null) return undefined
    return await walkInAction.run({
      departure,
      adults,
      children,
      guest: chosen,
      roomId,
      ...(paidNow && { payment: paidNow }),
      ...(rateMinor !== null && { rateMinor }),
      ...given,
      ...(needsReason && { override: { reason: reason.trim() } }),
    })
  }

  return {
    walkIn,
    setWalkIn,
    draft,
    setDraft,
    quote,
    type,
    rateMinor,
    rateProblem: tried && agreed?.ok === false ? t(`money.${agreed.error.code}`) : undefined,
    totalMinor,
    deposit,
    approvalDialog: approval.dialog ?? create.approvalDialog,
    room: draft.roomId === null ? null : room,
    chooseRoom: (chosen) => {
      setRoom(chosen)
      setDraft({ ...draft, roomId: chosen.roomId })
    },
    needsReason,
    reason,
    setReason,
    paying,
    setPaying,
    payment,
    tried,
    error: create.error ?? walkInAction.error ?? asked.error,
    running: create.running || walkInAction.running,
    finish,
  }
}

/** Sold in spite of what a manager answers for. */
const allTheSame = { overbook: true, ignoreRestrictions: true } as const

/** Was the walk-in refused only for what a reason overrides? Of a known guest the window cannot know before. */
function mayOverride(error: CallError | undefined): boolean {
  const blockers = error?.code === 'check_in_blocked' ? error.data?.['blockers'] : undefined
  return (
    Array.isArray(blockers) &&
    blockers.every((blocker) => checkInBlockers.some((known) => known === blocker && isOverridable(known)))
  )
}

function saidDraft({ read, guest }: SaidWalkIn): Partial<BookingDraft> {
  const known = guest === null ? null : ({ kind: 'known', guestId: guest.guestId } as const)
  if (read === undefined) return { guest: known }
  const { fullName, phone, email, nights, adults, children } = read.said
  const isNew = known === null && fullName !== ''
  return {
    guest: isNew ? { kind: 'new', fullName, phone: phone.slice(0, 20), email, nationality: '' } : known,
    nights,
    adults,
    children,
    ...(read.offer && { roomTypeId: read.offer.roomTypeId, roomId: read.offer.roomId }),
  }
}

function draftOf({ arrival, departure, roomTypeId, roomId }: ChosenStay) {
  return { arrival, nights: nightsBetween(arrival, departure), roomTypeId, roomId }
}
