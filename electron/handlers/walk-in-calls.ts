import type { StaffMember } from '../../shared/contract/calls/session.ts'
import type { RoomOffer } from '../../shared/contract/calls/walk-in.ts'
import type { CallError } from '../../shared/contract/errors.ts'
import type { CallReply, ParsedInput } from '../../shared/contract/index.ts'
import { readLine, type WalkInLine } from '../../shared/domain/walk-in/read-line.ts'
import { checkStayDates } from '../../shared/domain/stay/booking-rules.ts'
import { instantOf } from '../../shared/kernel/clock.ts'
import { ok } from '../../shared/kernel/result.ts'
import { refuse } from '../commands/refuse.ts'
import { walkIn } from '../commands/walk-in.ts'
import { terminalFacts } from '../outbox/terminal-facts.ts'
import { readTogether } from '../store/reads/read-together.ts'
import { readyDay, type DeskDeps } from './desk-deps.ts'
import type { Handlers } from './handlers.ts'
import { offerRoom } from './offer-room.ts'
import { vocabularyOf } from './says-walk-in.ts'

export function createWalkInCalls(
  deps: DeskDeps,
): Pick<Handlers, 'booking.readWalkIn' | 'booking.offerRoom'> {
  const { db } = deps
  const now = (businessDate: string) => ({
    businessDate,
    at: instantOf(deps.clock),
    offline: deps.line.isDown(),
  })
  return {
    'booking.offerRoom': (wish) => {
      const day = readyDay(db)
      if (!day.ok) return day
      const dates = checkStayDates(day.value, wish.departure, day.value)
      if (!dates.ok) return refuse(dates.error)
      return readTogether(db, () => ok({ offer: offerRoom(db, wish, now(day.value)) }))
    },
    'booking.readWalkIn': (input, staff) => {
      const day = readyDay(db)
      if (!day.ok) return day
      return readTogether(db, () => readWalkIn(deps, input, staff, now(day.value)))
    },
  }
}

function readWalkIn(
  deps: DeskDeps,
  { line, guestId }: ParsedInput<'booking.readWalkIn'>,
  staff: StaffMember,
  now: Parameters<typeof offerRoom>[2],
): CallReply<'booking.readWalkIn'> {
  const { db } = deps
  const { words, roomTypeIds, roomId, ...said } = readLine(line, vocabularyOf(db, now.businessDate))
  const offer = offerRoom(db, { ...said, roomTypeIds, roomId }, now)
  const judged = judge(deps, said, guestId, offer, staff)
  const { refusal } = judged
  return ok({
    words: words.map((word) => ({ ...word })),
    said: { ...said, roomTypeIds: [...(roomTypeIds ?? [])] },
    offer,
    detailsLater: judged.detailsLater,
    refusal: refusal === null ? null : { code: refusal.code, data: refusal.data ?? {} },
  })
}

/** Would it be done as it stands? A nationality that is not known is no reason to wait: the card asks for it. */
function judge(
  { db, clock, line }: DeskDeps,
  said: Omit<WalkInLine, 'words' | 'roomTypeIds' | 'roomId'>,
  guestId: string | undefined,
  offer: RoomOffer | null,
  { userId, role }: StaffMember,
): { readonly detailsLater: boolean; readonly refusal: CallError | null } {
  const terminal = terminalFacts(db)
  if (!terminal.ok) return { detailsLater: false, refusal: terminal.error }
  if (offer === null) return { detailsLater: false, refusal: { code: 'no_room_of_type' } }
  const { fullName, phone, email, departure, adults, children, rateMinor, method } = said
  const desk = { actor: { userId, role }, offline: line.isDown(), at: instantOf(clock), ...terminal.value }
  const wish = {
    departure,
    adults,
    children,
    guest:
      guestId === undefined
        ? ({ kind: 'new', fullName, phone, email, nationality: '' } as const)
        : ({ kind: 'known', guestId } as const),
    roomId: offer.roomId,
    ...(rateMinor === null ? {} : { rateMinor }),
    ...(method === null || offer.totalMinor === 0
      ? {}
      : { payment: { method, amountMinor: offer.totalMinor, reference: '' } }),
  }
  const judged = walkIn.judge(db, wish, desk)
  if (judged.ok) return { detailsLater: false, refusal: null }
  if (!lacksDetailsAlone(judged.error)) return { detailsLater: false, refusal: judged.error }
  const later = walkIn.judge(db, { ...wish, override: { reason: detailsLaterReason } }, desk)
  return { detailsLater: true, refusal: later.ok ? null : later.error }
}

const detailsLaterReason = 'asked for on the registration card'

function lacksDetailsAlone({ code, data }: CallError): boolean {
  const blockers: unknown = data?.['blockers']
  return code === 'check_in_blocked' && Array.isArray(blockers) && blockers.join() === 'guest_details_missing'
}
