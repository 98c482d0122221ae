import type { GuestChoice } from '../../shared/contract/calls/booking.ts'
import { groupPrice, type GroupTerms } from '../../shared/domain/rate/group-rate.ts'
import { checkParty, checkStayDates } from '../../shared/domain/stay/booking-rules.ts'
import { ok } from '../../shared/kernel/result.ts'
import type { AskedDeposit } from '../../shared/domain/folio/deposit.ts'
import { joinNotes } from './by-manager.ts'
import { settleDeposit } from './deposit.ts'
import type { DeskCommand } from './desk-command.ts'
import { loadFreeOfType } from '../store/loads/availability.ts'
import { loadGroupTerms } from '../store/loads/group-terms.ts'
import { loadWaiting } from '../store/loads/waiting.ts'
import { isRoomFree, loadRoom, loadRoomOffer, loadRoomType } from '../store/loads/room.ts'
import { holdUntil } from './hold-until.ts'
import { maySell } from './may-sell.ts'
import { refuse } from './refuse.ts'
import { settleGuest, settleSale } from './sell-stay.ts'
import { settlePromise } from './sure-of-room.ts'
import { insertStay, type SoldStay } from './writes/new-stay.ts'

interface Facts extends SoldStay {
  readonly guest: GuestChoice
  readonly deposit: AskedDeposit | null
  readonly sure: boolean
  /** Without a line a stay gets a room that no other desk can sell, though none was asked for. */
  readonly leasedRoomId: string | null
  /** Until when it is held as a courtesy; null for a firm one. */
  readonly holdUntil: string | null
  /** Who answers for what the rules would not have. */
  readonly approvalNote: string | null
}

/** Sells a stay: of a type, or of one of its rooms. */
export const createBooking: DeskCommand<'booking.create', Facts> = {
  name: 'booking.create',

  judge: (db, input, desk) => {
    const { businessDate } = desk
    const dates = checkStayDates(input.arrival, input.departure, businessDate)
    if (!dates.ok) return refuse(dates.error)
    const type = loadRoomType(db, input.roomTypeId)
    if (type === undefined || type.is_active === 0) return refuse({ code: 'not_found', field: 'roomTypeId' })
    const fits = checkParty(input, { maxOccupancy: type.max_occupancy, maxExtraBeds: type.max_extra_beds })
    if (!fits.ok) return refuse(fits.error)

    const room = input.roomId === undefined ? null : loadRoom(db, input.roomId)
    if (room === undefined) return refuse({ code: 'not_found', field: 'roomId' })
    if (room !== null) {
      if (room.room_type_id !== type.id) return refuse({ code: 'room_type_mismatch' })
      const offer = loadRoomOffer(db, { ...input, roomId: room.id, exceptBookingId: null, businessDate })
      if (offer?.free !== true) return refuse({ code: 'room_not_available' })
      const fitsRoom = checkParty(input, offer)
      if (!fitsRoom.ok) return refuse(fitsRoom.error)
    }

    const free = loadFreeOfType(db, type.id, { ...input, exceptBookingId: null, businessDate })
    const terms = input.bookingGroupId === undefined ? noTerms : loadGroupTerms(db, input.bookingGroupId)
    if (terms === null) return refuse({ code: 'not_found', field: 'bookingGroupId' })
    const price = groupPrice(terms, input)
    const sold = settleSale(db, desk, { ...input, rateMinor: price.rateMinor }, type, room)
    const asked = settleDeposit(db, input, sold, businessDate)
    if (!asked.ok) return asked
    const sale = { ...input, rateMinor: price.unagreedMinor }
    const may = maySell(db, desk, sale, { type, room, free }, asked.value.matters)
    if (!may.ok) return may
    const waiting = loadWaiting(db, input.waitlistEntryId)
    if (waiting === null) return refuse({ code: 'not_found', field: 'waitlistEntryId' })
    const guest = settleGuest(db, input.guest)
    if (!guest.ok) return guest
    const promise = settlePromise(db, desk, input)
    if (!promise.ok) return promise
    return ok({
      ...sold,
      deposit: asked.value.deposit,
      ...promise.value,
      guest: guest.value.choice,
      holdUntil: input.holdHours === undefined ? null : holdUntil(db, desk.at, input.holdHours),
      approvalNote: may.value,
    })
  },

  run: (tx, { input, facts }, context) => {
    const roomId = input.roomId ?? facts.leasedRoomId
    if (roomId !== null) {
      const question = { ...input, roomId, exceptBookingId: null, businessDate: context.businessDate }
      if (!isRoomFree(tx.db, question)) return refuse({ code: 'room_not_available' })
    }
    const status = facts.holdUntil === null ? 'confirmed' : 'pending'
    const internalNotes = joinNotes(input.internalNotes, facts.approvalNote) ?? ''
    const made = insertStay(tx, context, { ...input, ...facts, roomId, status, internalNotes })
    const waiting = loadWaiting(tx.db, input.waitlistEntryId)
    if (waiting?.status === 'waiting') tx.update('waitlist_entries', waiting.id, { status: 'booked' })
    return ok({ subject: made.code, bookingId: made.bookingId })
  },
}

/** Of who comes by themselves: no price but the hotel's own was agreed. */
const noTerms: GroupTerms = { rates: {}, arrival: null, departure: null }
