import type { Database } from 'better-sqlite3'
import type { GuestChoice } from '../../shared/contract/calls/booking.ts'
import type { CallError } from '../../shared/contract/errors.ts'
import { findViolations } from '../../shared/domain/rate/restrictions.ts'
import type { AskedDeposit } from '../../shared/domain/folio/deposit.ts'
import { bookingCode } from '../../shared/domain/stay/booking-code.ts'
import { checkParty, checkStayDates } from '../../shared/domain/stay/booking-rules.ts'
import { ok, type Result } from '../../shared/kernel/result.ts'
import { loadFreeOfType } from '../store/loads/availability.ts'
import { listRestrictions } from '../store/loads/restrictions.ts'
import { isRoomFree, loadRoom, loadRoomType } from '../store/loads/room.ts'
import { loadGroup } from '../store/loads/waiting.ts'
import { byManager } from './by-manager.ts'
import { settleDeposit } from './deposit.ts'
import type { CommandInput, DeskCommand, JudgeContext } from './desk-command.ts'
import { isBelowPrice } from './may-sell.ts'
import { refuse } from './refuse.ts'
import { settleGuest, settleSale } from './sell-stay.ts'
import { isSureOfRoom } from './sure-of-room.ts'
import { insertGuest, insertStay, type SoldStay } from './writes/new-stay.ts'

interface Facts {
  readonly contact: GuestChoice
  readonly rooms: readonly SettledRoom[]
  /** Who answers for a price below the hotel's own. */
  readonly approvalNote: string | null
}

interface SettledRoom extends SoldStay {
  readonly guest: GuestChoice | null
  readonly deposit: AskedDeposit | null
  readonly sure: boolean
  readonly belowPrice: boolean
}

type Input = CommandInput<'group.create'>

/** Sells several rooms to one party: all of them or none. */
export const createGroup: DeskCommand<'group.create', Facts> = {
  name: 'group.create',

  judge: (db, input, desk) => {
    const dates = checkStayDates(input.arrival, input.departure, desk.businessDate)
    if (!dates.ok) return refuse(dates.error)
    const release = checkRelease(input.releaseDate, desk)
    if (!release.ok) return release
    const contact = settleGuest(db, input.contact)
    if (!contact.ok) return contact
    const rooms: SettledRoom[] = []
    for (const wish of input.rooms) {
      const settled = settleRoom(db, input, wish, rooms.length, desk)
      if (!settled.ok) return settled
      rooms.push(settled.value)
    }
    const lacking = findLacking(db, input, desk.businessDate)
    if (lacking !== null) return refuse({ code: 'no_room_of_type', roomTypeId: lacking })
    const may = byManager(db, desk, rooms.some(({ belowPrice }) => belowPrice) ? ['price'] : [])
    if (!may.ok) return may
    return ok({ contact: contact.value.choice, rooms, approvalNote: may.value })
  },

  run: (tx, { input, facts }, context) => {
    for (const { roomId } of input.rooms) {
      if (roomId === undefined) continue
      const question = { ...input, roomId, exceptBookingId: null, businessDate: context.businessDate }
      if (!isRoomFree(tx.db, question)) return refuse({ code: 'room_not_available', roomId })
    }
    const contactId = insertGuest(tx, context, facts.contact)
    const groupId = context.ids.fresh()
    const code = `G-${bookingCode(context.terminal.series, facts.rooms[0]?.number ?? 1)}`
    tx.insert('booking_groups', {
      id: groupId,
      group_code: code,
      name: input.name,
      contact_customer_id: contactId,
      company_name: textOrNull(input.company),
      pays_rooms: input.paysRooms === true ? 1 : 0,
      release_date: input.releaseDate ?? null,
      agreed_rates: JSON.stringify(
        Object.fromEntries((input.rates ?? []).map(({ roomTypeId, rateMinor }) => [roomTypeId, rateMinor])),
      ),
      notes: input.notes === '' ? null : input.notes,
    })
    input.rooms.forEach((wish, index) => {
      const room = facts.rooms[index]
      if (room === undefined) return
      insertStay(tx, context, {
        ...room,
        guest: room.guest ?? { kind: 'known', guestId: contactId },
        roomTypeId: wish.roomTypeId,
        roomId: wish.roomId ?? null,
        arrival: input.arrival,
        departure: input.departure,
        adults: wish.adults,
        children: wish.children,
        source: input.source,
        status: 'confirmed',
        bookingGroupId: groupId,
        specialRequests: '',
        internalNotes: facts.approvalNote ?? '',
      })
    })
    return ok({ subject: code, bookingId: null, reply: { groupId } })
  },
}

/** Changes what is said of a group; its stays are changed one by one. */
export const updateGroup: DeskCommand<'group.update', null> = {
  name: 'group.update',
  judge: (db, { groupId, releaseDate }, desk) => {
    if (loadGroup(db, groupId) === undefined) return refuse({ code: 'not_found', field: 'groupId' })
    return checkRelease(releaseDate, desk)
  },
  run: (tx, { input }) => {
    const group = loadGroup(tx.db, input.groupId)
    if (group === undefined) return refuse({ code: 'not_found', field: 'groupId' })
    tx.update('booking_groups', group.id, {
      ...(input.name === undefined ? {} : { name: input.name }),
      ...(input.company === undefined ? {} : { company_name: textOrNull(input.company) }),
      ...(input.paysRooms === undefined ? {} : { pays_rooms: input.paysRooms ? 1 : 0 }),
      ...(input.releaseDate === undefined
        ? {}
        : { release_date: input.releaseDate === '' ? null : input.releaseDate }),
      ...(input.notes === undefined ? {} : { notes: input.notes === '' ? null : input.notes }),
    })
    return ok({ subject: group.group_code, bookingId: null, reply: { groupId: group.id } })
  },
}

/** A release date that has come would let the rooms go as soon as they are booked. */
function checkRelease(
  releaseDate: string | undefined,
  { businessDate }: JudgeContext,
): Result<null, CallError> {
  return releaseDate === undefined || releaseDate === '' || releaseDate > businessDate
    ? ok(null)
    : refuse({ code: 'invalid_input', field: 'releaseDate', message: 'not after the business date' })
}

function textOrNull(text: string | undefined): string | null {
  return text === undefined || text === '' ? null : text
}

function settleRoom(
  db: Database,
  input: Input,
  wish: Input['rooms'][number],
  index: number,
  desk: JudgeContext,
): Result<SettledRoom, CallError> {
  const at = (name: string): string => `rooms.${index}.${name}`
  const type = loadRoomType(db, wish.roomTypeId)
  if (type === undefined || type.is_active === 0)
    return refuse({ code: 'not_found', field: at('roomTypeId') })
  const room = wish.roomId === undefined ? null : loadRoom(db, wish.roomId)
  if (room === undefined) return refuse({ code: 'not_found', field: at('roomId') })
  const fits = checkParty(wish, {
    maxOccupancy: room?.max_occupancy ?? type.max_occupancy,
    maxExtraBeds: type.max_extra_beds,
  })
  if (!fits.ok) return refuse(fits.error)
  if (room !== null) {
    if (room.room_type_id !== type.id) return refuse({ code: 'room_type_mismatch', field: at('roomId') })
    const question = { ...input, roomId: room.id, exceptBookingId: null, businessDate: desk.businessDate }
    const isTwice = input.rooms.some((other, place) => place < index && other.roomId === room.id)
    if (isTwice || !isRoomFree(db, question)) return refuse({ code: 'room_not_available', roomId: room.id })
  }
  const violations = findViolations({ ...input, roomTypeId: type.id }, listRestrictions(db, input))
  if (violations.length > 0) return refuse({ code: 'restricted', violations })
  const guest = wish.guest === undefined ? null : settleGuest(db, wish.guest)
  if (guest !== null && !guest.ok) return guest
  const sure = room === null ? ok(!desk.offline) : isSureOfRoom(db, { ...input, roomId: room.id }, desk)
  if (!sure.ok) return sure
  const agreed = input.rates?.find(({ roomTypeId }) => roomTypeId === type.id)
  const stay = { ...input, ...wish, rateMinor: agreed?.rateMinor }
  const sale = settleSale(db, desk, stay, type, room)
  const asked = settleDeposit(db, { arrival: input.arrival }, sale, desk.businessDate)
  if (!asked.ok) return asked
  return ok({
    ...sale,
    deposit: asked.value.deposit,
    number: sale.number + index,
    guest: guest === null ? null : guest.value.choice,
    sure: sure.value,
    belowPrice: isBelowPrice(db, stay, type, room),
  })
}

/** The type of which fewer rooms are left than are asked for. */
function findLacking(db: Database, input: Input, businessDate: string): string | null {
  const types = new Set(input.rooms.map(({ roomTypeId }) => roomTypeId))
  for (const typeId of types) {
    const asked = input.rooms.filter(({ roomTypeId }) => roomTypeId === typeId).length
    if (loadFreeOfType(db, typeId, { ...input, exceptBookingId: null, businessDate }) < asked) return typeId
  }
  return null
}
