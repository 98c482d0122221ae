import { useState } from 'react'
import type { BookingDetail } from '../../../shared/contract/calls/booking.ts'
import type { CallError } from '../../../shared/contract/errors.ts'
import type { StaffRole } from '../../../shared/domain/staff/role.ts'
import { nightsBetween } from '../../../shared/domain/calendar/days.ts'
import { useAction } from '../../bridge/use-action.ts'
import { useCall } from '../../bridge/use-call.ts'
import type { FreeRoom } from '../../desk/room-picker.tsx'
import { useHotel } from '../../desk/use-hotel.ts'
import { usePayment, type PaymentForm } from '../../desk/use-payment.ts'
import { overridableBlockers } from '../../../shared/domain/stay/check-in-blockers.ts'
import { isReady } from '../../../shared/domain/room/housekeeping.ts'
import { useLast } from '../../ui/use-last.ts'
import type { Quote, QuotedType } from './availability.tsx'
import type { ReadWalkIn } from './use-walk-in-line.ts'
import { departureOf, emptyDraft, type BookingDraft } from './booking-draft.ts'

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
  readonly mayOverbook: boolean
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

const overbookers: ReadonlySet<StaffRole> = new Set(['admin', 'manager'])

/** A booking or a walk-in in the making: one draft, so that going from one to the other loses nothing. */
export function useNewBooking(
  startsAsWalkIn: boolean,
  guest: KnownGuest | undefined,
  stay: ChosenStay | undefined,
  said: SaidWalkIn | undefined,
): NewBooking {
  const { businessDate } = useHotel()
  const role = useCall('session.current', {}).value?.staff?.role
  const create = useAction('booking.create')
  const walkInAction = useAction('booking.walkIn')
  const [walkIn, setWalkIn] = useState(startsAsWalkIn)
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

  const draft = walkIn ? { ...kept, arrival: businessDate } : kept
  const { arrival, adults, children } = draft
  const departure = departureOf(draft)
  const asked = useCall(
    'booking.quote',
    arrival < businessDate ? null : { arrival, departure, adults, children },
  )
  const quote = useLast(asked.value)
  const type = quote?.types.find(({ roomTypeId }) => roomTypeId === draft.roomTypeId)
  const unready = room !== null && draft.roomId === room.roomId && !isReady(room.housekeeping)
  const namelessLand = draft.guest?.kind === 'new' && draft.guest.nationality.trim() === ''
  const needsReason = walkIn && (unready || namelessLand || mayOverride(walkInAction.error))

  async function finish() {
    setTried(true)
    const { guest: chosen, roomTypeId, roomId } = draft
    if (!chosen || roomTypeId === null || (chosen.kind === 'new' && chosen.fullName.trim() === ''))
      return undefined
    const done = walkIn ? await moveIn(chosen, roomId) : await book(chosen, roomTypeId, roomId)
    return done?.booking
  }

  function book(chosen: NonNullable<BookingDraft['guest']>, roomTypeId: string, roomId: string | null) {
    const { source, specialRequests, internalNotes } = draft
    return create.run({
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
      overbook: type !== undefined && type.free <= 0,
    })
  }

  async function moveIn(chosen: NonNullable<BookingDraft['guest']>, roomId: string | null) {
    if (roomId === null || (needsReason && reason.trim() === '')) return undefined
    const money = paying ? payment.submit() : undefined
    if (paying && !money) return undefined
    return await walkInAction.run({
      departure,
      adults,
      children,
      guest: chosen,
      roomId,
      ...(money && { payment: money }),
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
    mayOverbook: role !== undefined && overbookers.has(role),
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

/** Was the walk-in refused only for what a reason overrides? Of a known guest the window cannot know before. */
function mayOverride(error: CallError | undefined): boolean {
  const blockers = error?.code === 'check_in_blocked' ? error.data?.['blockers'] : undefined
  return (
    Array.isArray(blockers) &&
    blockers.every((blocker) => overridableBlockers.some((known) => known === blocker))
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
