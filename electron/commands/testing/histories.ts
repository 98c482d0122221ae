import type { Database } from 'better-sqlite3'
import fc from 'fast-check'
import { addDays } from '../../../shared/domain/calendar/days.ts'
import type { CallName } from '../../../shared/contract/index.ts'
import { loadBusinessDate } from '../../store/reads/hotel.ts'
import { assignRoom } from '../assign-room.ts'
import { cancel } from '../cancel.ts'
import { changeDates } from '../change-dates.ts'
import { checkIn } from '../check-in.ts'
import { checkOut } from '../check-out.ts'
import { closeDay } from '../close-day.ts'
import { createBooking } from '../create-booking.ts'
import type { CommandInput, DeskCommand } from '../desk-command.ts'
import { lockRoom, moveRoom, split } from '../move-room.ts'
import { noShow } from '../no-show.ts'
import { postNights } from '../post-nights.ts'
import { reinstate } from '../reinstate.ts'
import { swapRooms } from '../swap-rooms.ts'
import { takePayment } from '../take-payment.ts'
import { undo } from '../undo.ts'
import { undoCheckIn } from '../undo-check-in.ts'

/** What somebody might try next: numbers that are read as a stay, a room and days of whatever hotel there is by then. */
export interface Attempt {
  readonly kind: (typeof kinds)[number]
  readonly stay: number
  readonly other: number
  readonly room: number
  readonly from: number
  readonly nights: number
  readonly reprice: boolean
}

const kinds = [
  'create',
  'create',
  'assign',
  'checkIn',
  'checkIn',
  'checkOut',
  'cancel',
  'move',
  'change',
  'split',
  'swap',
  'lock',
  'noShow',
  'reinstate',
  'undoCheckIn',
  'pay',
  'undo',
  'undo',
  'close',
] as const

const attemptOf = (...some: readonly Attempt['kind'][]): fc.Arbitrary<Attempt> =>
  fc.record({
    kind: fc.constantFrom(...some),
    stay: fc.nat(50),
    other: fc.nat(50),
    room: fc.nat(50),
    from: fc.integer({ min: -1, max: 4 }),
    nights: fc.integer({ min: 0, max: 4 }),
    reprice: fc.boolean(),
  })

/** Some stays first, so that there is something to do; then anything. */
export const attempts: fc.Arbitrary<readonly Attempt[]> = fc
  .tuple(
    fc.array(attemptOf('create'), { minLength: 4, maxLength: 8 }),
    fc.array(attemptOf(...kinds), { minLength: 5, maxLength: 40 }),
  )
  .map(([first, then]) => [...first, ...then])

/** Does a command, wherever the desk is. */
export type Doer = <Name extends CallName, Facts>(
  command: DeskCommand<Name, Facts>,
  input: CommandInput<Name>,
) => Promise<{ readonly ok: boolean }>

/** Tries one thing; refused or done. */
export async function attempt(db: Database, act: Doer, wish: Attempt): Promise<void> {
  const today = loadBusinessDate(db) ?? ''
  const pick = (sql: string, index: number): string => {
    const ids = db.prepare<[], string>(sql).pluck().all()
    return ids[index % Math.max(1, ids.length)] ?? '00000000-0000-7000-8000-0000000000ff'
  }
  const bookingId = pick('select id from bookings order by booking_code', wish.stay)
  const otherBookingId = pick('select id from bookings order by booking_code', wish.other)
  const roomId = pick('select id from rooms order by room_number', wish.room)
  const from = addDays(today, wish.from)
  const departure = addDays(from, wish.nights)
  const price = wish.reprice ? 'reprice' : 'keep'
  switch (wish.kind) {
    case 'create': {
      const [typeId, numbered] = [
        pick('select room_type_id from rooms order by room_number', wish.room),
        wish.reprice,
      ]
      await act(createBooking, {
        arrival: from,
        departure,
        adults: 1,
        children: 0,
        guest: { kind: 'new', fullName: 'Ada Guest', phone: '', email: '', nationality: 'PT' },
        roomTypeId: typeId,
        ...(numbered ? { roomId } : {}),
        source: 'phone',
        specialRequests: '',
        internalNotes: '',
        overbook: false,
      })
      return
    }
    case 'assign':
      await act(assignRoom, { bookingId, roomId })
      return
    case 'checkIn':
      await act(checkIn, { bookingId, override: { reason: 'property' } })
      return
    case 'checkOut':
      await act(checkOut, { bookingId })
      return
    case 'cancel':
      await act(cancel, { bookingId, reason: 'property', chargeFee: wish.reprice })
      return
    case 'move':
      await act(moveRoom, { bookingId, roomId, from, price, reason: '', override: { reason: 'property' } })
      return
    case 'change':
      await act(changeDates, {
        bookingId,
        price,
        overbook: false,
        ...(wish.other % 2 === 0 ? { arrival: from } : {}),
        departure,
        ...(wish.other % 3 === 0 ? { addedRoomId: roomId } : {}),
      })
      return
    case 'split':
      await act(split, { bookingId, roomId, at: from })
      return
    case 'swap':
      await act(swapRooms, { bookingId, otherBookingId })
      return
    case 'lock':
      await act(lockRoom, { bookingId, locked: wish.reprice })
      return
    case 'noShow':
      await act(noShow, { bookingId, chargeFee: wish.reprice })
      return
    case 'reinstate':
      await act(reinstate, { bookingId })
      return
    case 'undoCheckIn':
      await act(undoCheckIn, { bookingId, roomUsed: wish.reprice })
      return
    case 'pay':
      await act(takePayment, {
        bookingId,
        payment: { method: 'card', amountMinor: (wish.nights + 1) * 50_00, reference: '' },
      })
      return
    case 'undo':
      await act(undo, { bookingId })
      return
    case 'close':
      await endDay(db, act, today)
      return
  }
}

/** Ends the day as the handler does: who should be gone goes or stays a night longer, who did not come is a no-show. */
async function endDay(db: Database, act: Doer, businessDate: string): Promise<void> {
  const list = (sql: string): readonly string[] => db.prepare<[string], string>(sql).pluck().all(businessDate)
  for (const bookingId of list(
    `select id from bookings where status = 'checked_in' and check_out_date <= ? order by id`,
  )) {
    if ((await act(checkOut, { bookingId })).ok) continue
    const departure = addDays(businessDate, 1)
    await act(changeDates, { bookingId, departure, price: 'keep', overbook: false })
  }
  for (const bookingId of list(
    `select id from bookings where status in ('pending', 'confirmed', 'guaranteed') and check_in_date <= ? order by id`,
  )) {
    await act(noShow, { bookingId, chargeFee: false })
  }
  const bookingIds = db
    .prepare<[], string>(`select id from bookings where status = 'checked_in' order by id`)
    .pluck()
    .all()
  if (bookingIds.length > 0) await act(postNights, { businessDate, bookingIds })
  await act(closeDay, { businessDate, noShows: [], keepExpected: [] })
}
