import type { Database } from 'better-sqlite3'
import type { BookingDetail } from '../../shared/contract/calls/booking.ts'
import { findCheckInBlockers } from '../../shared/domain/stay/check-in-blockers.ts'
import { isExpected } from '../../shared/domain/stay/status.ts'
import { isDueIn } from '../../shared/domain/stay/stay.ts'
import { findUndo } from '../commands/undo.ts'
import { findParked } from './parked-stay.ts'
import { loadBooking } from '../store/loads/booking.ts'
import { hasUnwantedCompany, isUnwantedGuest } from '../store/loads/guest.ts'
import { loadPayable } from '../store/loads/folio.ts'
import { loadGroup } from '../store/loads/waiting.ts'
import { loadBookingRecord, type BookingRecord } from '../store/reads/booking.ts'
import { readTogether } from '../store/reads/read-together.ts'

/** A booking as its drawer shows it, with what the rules say of this moment; null when there is none. */
export function loadBookingDetail(
  db: Database,
  bookingId: string,
  businessDate: string,
): BookingDetail | null {
  return readTogether(db, () => {
    const record = loadBookingRecord(db, bookingId, businessDate)
    const booking = loadBooking(db, bookingId)
    if (record === null || booking === undefined) return null
    const { stay } = record
    const undo = findUndo(db, booking, businessDate)
    return {
      bookingId,
      code: stay.code,
      status: stay.status,
      source: record.source,
      arrival: stay.arrival,
      departure: stay.departure,
      nights: stay.nights,
      adults: stay.adults,
      children: stay.children,
      guest: record.guest,
      roomTypeId: record.roomTypeId,
      roomTypeName: record.roomTypeName,
      roomId: stay.roomId,
      roomNumber: stay.roomNumber,
      roomHousekeeping: stay.room?.housekeeping ?? null,
      nightly: [...record.nightly],
      roomTotalMinor: record.roomTotalMinor,
      folio: [...record.folio],
      balanceMinor: stay.balanceMinor,
      unpostedMinor: loadPayable(db, booking, businessDate).unpostedMinor,
      doNotDisturb: booking.do_not_disturb === 1,
      deposit: stay.deposit,
      roomLocked: booking.room_locked === 1,
      queuedAt: booking.queued_at,
      holdExpiresAt: booking.hold_expires_at,
      checkOutTime: booking.check_out_time.slice(0, 5),
      groupId: booking.booking_group_id,
      groupPaysRoom: isRoomOnGroup(db, booking.booking_group_id),
      specialRequests: record.specialRequests,
      internalNotes: record.internalNotes,
      cancellationReason: record.cancellationReason,
      actualCheckIn: record.actualCheckIn,
      actualCheckOut: record.actualCheckOut,
      createdAt: record.createdAt,
      createdBy: record.createdBy,
      blockers: blockersOf(
        record,
        businessDate,
        isUnwantedGuest(db, record.guest.guestId) || hasUnwantedCompany(db, bookingId),
      ),
      undo: undo.ok ? { name: undo.value.step.name, at: undo.value.step.at } : null,
      history: record.history.map(({ at, actorName, terminal, action }) => ({
        at,
        actorName,
        terminal,
        action,
      })),
      unsent: stay.unsent,
      parked: findParked(db, booking),
      toBeConfirmed: booking.to_be_confirmed === 1,
      willConflict: [...record.willConflict],
      attention: [...record.attention],
    }
  })
}

function isRoomOnGroup(db: Database, groupId: string | null): boolean {
  return groupId !== null && loadGroup(db, groupId)?.pays_rooms === 1
}

function blockersOf(
  { stay, guest }: BookingRecord,
  businessDate: string,
  isUnwanted: boolean,
): BookingDetail['blockers'] {
  if (!isExpected(stay.status) || !isDueIn(stay, businessDate)) return []
  const party = { ...guest, blacklisted: guest.blacklisted || isUnwanted }
  return [...findCheckInBlockers(stay, stay.room, party, businessDate, stay.deposit)]
}
