import type { Random } from '../../load/random.ts'
import { addDays } from '../../../shared/domain/calendar/days.ts'
import type { TestHotel } from '../../../shared/testing/hotel.ts'
import { fillerOf } from './filler.ts'
import type { MadeStay } from './years-of-stays.ts'

/** What else years at a desk leave behind: who came along, notes, groups, invoices, blocks, who waited, what was done. */
export function fillBeside(
  hotel: TestHotel,
  stays: readonly MadeStay[],
  guestIds: readonly string[],
  random: Random,
): { readonly groupId: string; readonly conflictId: string } {
  fillCompanions(hotel, stays, random)
  fillNotes(hotel, stays, random)
  fillInvoices(hotel, stays, random)
  fillAudit(hotel, stays)
  fillBlocks(hotel, stays, random)
  fillWaiting(hotel, guestIds, random)
  return { groupId: fillGroups(hotel, stays), conflictId: fillConflicts(hotel, stays) }
}

function fillCompanions({ db, ids }: TestHotel, stays: readonly MadeStay[], random: Random): void {
  const companion = fillerOf(db, 'booking_guests', ['id', 'booking_id', 'full_name', 'is_child'])
  for (const { bookingId } of stays) {
    if (!random.chance(0.5)) continue
    const full_name = `${random.pick(givenNames)} ${random.pick(familyNames)}`
    companion({ id: ids.fresh(), booking_id: bookingId, full_name, is_child: random.chance(0.2) ? 1 : 0 })
  }
}

const givenNames = ['Mary', 'Tomás', 'Zoë', 'Per', 'Łucja', 'Ana', 'Bruno', 'Chloé', 'Ivo', 'Nora']
const familyNames = ['Quill', 'Bastos', 'Åkesson', 'Nowak', 'Fabre', 'Hume', 'Lind', 'Prior', 'Sá', 'Weiss']

function fillNotes({ db, ids, userId, businessDate }: TestHotel, stays: readonly MadeStay[], random: Random) {
  const note = fillerOf(db, 'desk_notes', [
    'id',
    'kind',
    'booking_id',
    'department',
    'body',
    'due_on',
    'is_urgent',
    'done_at',
    'done_by',
    'created_by',
    'created_at',
  ])
  for (const { bookingId, arrival } of stays) {
    if (!random.chance(0.2)) continue
    const isDone = arrival < businessDate && !random.chance(0.001)
    note({
      id: ids.fresh(),
      kind: random.pick(['message', 'task']),
      booking_id: bookingId,
      department: random.pick(['housekeeping', 'maintenance', 'front_desk']),
      body: random.pick([
        'Bring a cot',
        'Call about the parcel',
        'Tap drips',
        'Owes the taxi',
        'Left an umbrella',
      ]),
      due_on: arrival,
      is_urgent: random.chance(0.05) ? 1 : 0,
      done_at: isDone ? `${arrival}T12:00:00.000Z` : null,
      done_by: isDone ? userId : null,
      created_by: userId,
      created_at: `${arrival}T08:00:00.000Z`,
    })
  }
}

function fillInvoices(
  { db, ids, terminalId, businessDate }: TestHotel,
  stays: readonly MadeStay[],
  random: Random,
) {
  const invoice = fillerOf(db, 'invoices', [
    'id',
    'invoice_number',
    'booking_id',
    'customer_id',
    'terminal_id',
    'issue_date',
    'buyer_name',
    'subtotal',
    'total_amount',
    'status',
  ])
  let number = 0
  for (const { bookingId, guestId, departure } of stays) {
    if (departure >= businessDate || !random.chance(0.3)) continue
    number += 1
    const total = random.between(90_00, 900_00)
    invoice({
      id: ids.fresh(),
      invoice_number: `A-${departure.slice(0, 4)}-${String(number).padStart(6, '0')}`,
      booking_id: bookingId,
      customer_id: guestId,
      terminal_id: terminalId,
      issue_date: departure,
      buyer_name: 'Company Lda.',
      subtotal: total,
      total_amount: total,
      status: 'paid',
    })
  }
}

function fillAudit(
  { db, ids, userId, terminalId, businessDate }: TestHotel,
  stays: readonly MadeStay[],
): void {
  const log = fillerOf(db, 'audit_logs', [
    'id',
    'table_name',
    'record_id',
    'action',
    'command',
    'new_values',
    'user_id',
    'terminal_id',
    'op_id',
    'business_date',
    'created_at',
  ])
  for (const { bookingId, arrival } of stays) {
    for (const [command, day] of [
      ['booking.create', addDays(arrival, -10)],
      ['booking.checkIn', arrival],
    ] as const) {
      if (day > businessDate) continue
      log({
        id: ids.fresh(),
        table_name: 'bookings',
        record_id: bookingId,
        action: command === 'booking.create' ? 'INSERT' : 'UPDATE',
        command,
        new_values: '{"status":"confirmed"}',
        user_id: userId,
        terminal_id: terminalId,
        op_id: ids.fresh(),
        business_date: day,
        created_at: `${day}T11:00:00.000Z`,
      })
    }
  }
}

function fillBlocks(
  { db, ids, userId, businessDate }: TestHotel,
  stays: readonly MadeStay[],
  random: Random,
) {
  const block = fillerOf(db, 'room_blocks', [
    'id',
    'room_id',
    'kind',
    'starts_on',
    'ends_on',
    'reason',
    'created_by',
  ])
  for (let index = 0; index < stays.length / 100; index += 1) {
    const starts_on = addDays(businessDate, random.between(-2_000, 30))
    block({
      id: ids.fresh(),
      room_id: random.pick(stays).roomId,
      kind: 'out_of_service',
      starts_on,
      ends_on: addDays(starts_on, 3),
      reason: 'Painting',
      created_by: userId,
    })
  }
}

function fillWaiting(
  { db, ids, businessDate }: TestHotel,
  guestIds: readonly string[],
  random: Random,
): void {
  const entry = fillerOf(db, 'waitlist_entries', ['id', 'customer_id', 'arrival', 'departure', 'status'])
  for (let index = 0; index < guestIds.length / 30; index += 1) {
    const arrival = addDays(businessDate, random.between(-2_000, 60))
    const status = arrival < businessDate ? 'dropped' : 'waiting'
    entry({
      id: ids.fresh(),
      customer_id: random.pick(guestIds),
      arrival,
      departure: addDays(arrival, 2),
      status,
    })
  }
}

/** Now and then a stay began a group of eight; answers one that arrives soon. */
function fillGroups({ db, ids, businessDate }: TestHotel, stays: readonly MadeStay[]): string {
  const group = fillerOf(db, 'booking_groups', ['id', 'group_code', 'name', 'contact_customer_id'])
  const join = db.prepare('update bookings set booking_group_id = ? where id = ?')
  let coming = ''
  for (let first = 0; first + 8 < stays.length; first += 97) {
    const id = ids.fresh()
    const leader = stays[first]
    if (leader === undefined) continue
    group({ id, group_code: `GR${first}`, name: `Party ${first}`, contact_customer_id: leader.guestId })
    for (const { bookingId } of stays.slice(first, first + 8)) join.run(id, bookingId)
    if (coming === '' || leader.arrival >= businessDate) coming = id
  }
  return coming
}

/** Most settled long ago; answers one that is open. */
function fillConflicts(
  { db, ids, terminalId, userId, businessDate }: TestHotel,
  stays: readonly MadeStay[],
): string {
  const conflict = fillerOf(db, 'sync_conflicts', [
    'id',
    'booking_id',
    'table_name',
    'record_id',
    'kind',
    'outcome',
    'op_id',
    'command',
    'terminal_id',
    'user_id',
    'business_date',
    'done_at',
    'mine',
    'theirs',
    'status',
    'resolution',
    'settled_at',
    'settled_by',
  ])
  const loseRoom = db.prepare(
    `update bookings set wanted_room_id = room_id, room_id = null where id = ? and status = 'confirmed'`,
  )
  let open = ''
  for (const [index, { bookingId, arrival }] of stays.entries()) {
    if (index % 199 !== 0) continue
    const id = ids.fresh()
    const isOpen = arrival > businessDate
    if (isOpen) open = id
    if (isOpen) loseRoom.run(bookingId)
    conflict({
      id,
      booking_id: bookingId,
      table_name: 'bookings',
      record_id: bookingId,
      kind: 'room_taken',
      outcome: 'parked',
      op_id: ids.fresh(),
      command: 'booking.create',
      terminal_id: terminalId,
      user_id: userId,
      business_date: arrival,
      done_at: `${arrival}T11:00:00.000Z`,
      mine: '[]',
      theirs: '{}',
      status: isOpen ? 'open' : 'settled',
      resolution: isOpen ? null : 'acknowledge',
      settled_at: isOpen ? null : `${arrival}T12:00:00.000Z`,
      settled_by: isOpen ? null : userId,
    })
  }
  return open
}
