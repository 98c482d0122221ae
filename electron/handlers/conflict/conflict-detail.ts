import type { Database } from 'better-sqlite3'
import type { ConflictDetail, ConflictRemedy } from '../../../shared/contract/calls/conflict.ts'
import { isPlainColumn } from '../../../shared/domain/conflict/plain-column.ts'
import { rankRoomRemedies, type RoomRemedy } from '../../../shared/domain/conflict/room-remedies.ts'
import { unreachable } from '../../../shared/kernel/assert.ts'
import { isReady } from '../../../shared/domain/room/housekeeping.ts'
import { holdsRoom } from '../../../shared/domain/stay/status.ts'
import type { BookingsRow, SyncConflictsRow } from '../../../shared/protocol/rows.ts'
import { loadBooking } from '../../store/loads/booking.ts'
import { loadConflict, loadWaitingMoney, theirsOf, type WaitingMoney } from '../../store/loads/conflict.ts'
import { isOccupied, loadRoom, loadRoomType } from '../../store/loads/room.ts'
import { loadStoredRow } from '../../store/loads/row.ts'
import { findConflictCard, type Card } from '../../store/reads/conflict-cards.ts'
import { findHolder, loadSide, writtenSide } from '../../store/reads/conflict-side.ts'
import { listLikelyHomes } from '../../store/reads/likely-homes.ts'
import { readTogether } from '../../store/reads/read-together.ts'
import { isPlainCommand, isRepeatable } from './repeatable-op.ts'
import { loadQuarrel, type QuarrelView } from './room-quarrel.ts'

/** A card with both sides and all that can be done about it; null when it is not here. */
export function loadConflictDetail(view: QuarrelView, cardId: string): ConflictDetail | null {
  return readTogether(view.db, () => {
    const { db } = view
    const card = findConflictCard(db, cardId)
    if (card === null) return null
    const conflict = loadConflict(db, cardId)
    const booking = card.bookingId === null ? undefined : loadBooking(db, card.bookingId)
    const money = conflict === undefined ? noMoney : loadWaitingMoney(db, conflict)
    const wanted = card.kind === 'room_taken' ? wantedRoomOf(card, conflict, booking) : null
    const holderId = booking === undefined || wanted === null ? null : findHolder(db, booking.id, wanted)
    const versions = conflict === undefined ? [] : versionsOf(conflict)
    const remedies = remediesOf(view, { card, conflict, booking, money, wanted, versions })
    return {
      card,
      mine: mineOf(db, card, conflict) ?? null,
      theirs: (holderId === null ? undefined : loadSide(db, holderId)) ?? null,
      versions,
      money: moneyLines(money),
      remedies: [...remedies],
      againAt: conflict === undefined ? null : againAt(view, card, conflict, remedies),
    }
  })
}

const noMoney: WaitingMoney = { payments: [], lines: [] }

interface Matter {
  readonly card: Card
  readonly conflict: SyncConflictsRow | undefined
  readonly booking: BookingsRow | undefined
  readonly money: WaitingMoney
  readonly wanted: string | null
  readonly versions: ConflictDetail['versions']
}

function remediesOf(view: QuarrelView, matter: Matter): readonly ConflictRemedy[] {
  const { card, conflict, booking, money, wanted } = matter
  if (card.state === 'settled') return []
  if (card.state === 'moved') {
    const others = booking === undefined ? [] : roomRemedies(view, booking, wanted)
    return [{ kind: 'accept_move' }, ...others.filter(isOtherRoom)]
  }
  if (money.payments.length > 0 || money.lines.length > 0) return moneyRemedies(view, matter)
  const needsRoom =
    card.kind === 'room_taken' &&
    (card.state === 'forecast' || conflict?.outcome === 'parked') &&
    booking !== undefined &&
    holdsRoom(booking.status)
  if (needsRoom) {
    const remedies = roomRemedies(view, booking, wanted)
    // the server has still to say so, and what the other stay does then is its to say
    return card.state === 'forecast' ? remedies.filter(({ kind }) => kind !== 'move_other') : remedies
  }
  if (card.state === 'forecast' || conflict === undefined) return []
  if (card.kind === 'changed_meanwhile') {
    const again: readonly ConflictRemedy[] = matter.versions.every(({ table, column }) =>
      isPlainColumn(table, column),
    )
      ? [{ kind: 'take_mine' }]
      : againOf(view.db, conflict)
    return [...again, { kind: 'keep_theirs' }]
  }
  if (card.kind === 'already_settled') return [{ kind: 'acknowledge' }]
  return [{ kind: 'acknowledge' }, ...againOf(view.db, conflict)]
}

function againOf(db: Database, conflict: SyncConflictsRow): readonly ConflictRemedy[] {
  return isRepeatable(db, conflict.op_id) ? [{ kind: 'do_again' }] : []
}

/** Only the desk where it was done knows what exactly was asked: where another is looked at, it is named. */
function againAt(
  { db, terminalId }: QuarrelView,
  card: Card,
  conflict: SyncConflictsRow,
  remedies: readonly ConflictRemedy[],
): string | null {
  const kinds = new Set(remedies.map(({ kind }) => kind))
  const mayBeLeft = kinds.has('acknowledge') || kinds.has('keep_theirs')
  const isOffered = kinds.has('do_again') || kinds.has('take_mine')
  if (!mayBeLeft || isOffered || card.kind === 'already_settled') return null
  if (conflict.terminal_id === terminalId || !isPlainCommand(conflict.command)) return null
  return loadStoredRow(db, 'terminals', conflict.terminal_id)?.['revoked_at'] === null ? card.terminal : null
}

function moneyRemedies(view: QuarrelView, { money, conflict }: Matter): readonly ConflictRemedy[] {
  const homeless = [...money.payments, ...money.lines].some((row) => row.booking_id === null)
  const homes = homeless && conflict !== undefined ? listLikelyHomes(view.db, conflict, sumOf(money)) : []
  return [
    ...homes.map((home) => ({ kind: 'attach' as const, ...home })),
    { kind: 'keep_money' },
    { kind: 'refund_money' },
  ]
}

/** What the guest paid, without charges. */
function sumOf({ payments }: WaitingMoney): number {
  return payments.reduce((sum, { amount }) => sum + amount, 0)
}

function roomRemedies(
  view: QuarrelView,
  booking: BookingsRow,
  wanted: string | null,
): readonly ConflictRemedy[] {
  return rankRoomRemedies(loadQuarrel(view, booking, wanted)).map((remedy) => shown(view.db, remedy))
}

function isOtherRoom({ kind }: ConflictRemedy): boolean {
  return kind === 'same_type' || kind === 'upgrade' || kind === 'simpler' || kind === 'wanted_room'
}

/** A remedy with what a clerk calls its rooms and guests. */
function shown(db: Database, remedy: RoomRemedy): ConflictRemedy {
  switch (remedy.kind) {
    case 'relocate':
    case 'cancel':
      return { kind: remedy.kind }
    case 'split':
      return {
        ...remedy,
        firstRoom: numberOf(db, remedy.firstRoomId),
        secondRoom: numberOf(db, remedy.secondRoomId),
      }
    case 'move_other':
      return {
        ...remedy,
        ...roomOf(db, remedy.roomId),
        guestName: loadSide(db, remedy.otherBookingId)?.guestName ?? '',
      }
    case 'wanted_room':
    case 'same_type':
    case 'upgrade':
    case 'simpler':
      return { ...remedy, ...roomOf(db, remedy.roomId) }
    default:
      return unreachable(remedy)
  }
}

function roomOf(db: Database, roomId: string) {
  const room = loadRoom(db, roomId)
  const type = room === undefined ? undefined : loadRoomType(db, room.room_type_id)
  return {
    room: room?.room_number ?? '',
    roomType: type?.name ?? '',
    ready: room !== undefined && isReady(room.housekeeping_status) && !isOccupied(db, roomId, null),
  }
}

function numberOf(db: Database, roomId: string): string {
  return loadRoom(db, roomId)?.room_number ?? ''
}

function wantedRoomOf(
  card: Card,
  conflict: SyncConflictsRow | undefined,
  booking: BookingsRow | undefined,
): string | null {
  if (card.state === 'forecast') return booking?.room_id ?? null
  return (
    booking?.wanted_room_id ?? (conflict === undefined ? null : (theirsOf(conflict).wantedRoomId ?? null))
  )
}

/** The stay of the card, said to be done by whoever's command it was that the server could not take. */
function mineOf(db: Database, card: Card, conflict: SyncConflictsRow | undefined) {
  const side = card.bookingId === null ? undefined : loadSide(db, card.bookingId)
  if (side === undefined) return conflict === undefined ? undefined : writtenSide(db, conflict)
  const { command, by, terminal, at, offline } = card
  return { ...side, wantedRoom: side.wantedRoom ?? card.wantedRoom, command, by, terminal, at, offline }
}

function versionsOf(conflict: SyncConflictsRow): ConflictDetail['versions'] {
  const { columns, table = conflict.table_name ?? '' } = theirsOf(conflict)
  return Object.entries(columns).map(([column, { was, mine, theirs }]) => ({
    table,
    column,
    was: textOf(was ?? null),
    mine: textOf(mine),
    theirs: textOf(theirs),
  }))
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function moneyLines({ payments, lines }: WaitingMoney): ConflictDetail['money'] {
  const paid = payments.map((payment) => ({
    id: payment.id,
    kind: 'payment' as const,
    text: payment.payment_code,
    amountMinor: payment.amount,
    reason: payment.suspense_reason ?? '',
  }))
  const charged = lines
    .filter(({ payment_id }) => payment_id === null)
    .map((line) => ({
      id: line.id,
      kind: 'charge' as const,
      text: line.description,
      amountMinor: line.amount,
      reason: line.suspense_reason ?? '',
    }))
  return [...paid, ...charged]
}
