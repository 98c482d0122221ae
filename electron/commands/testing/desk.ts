import { randomUUID } from 'node:crypto'
import type { CallError } from '../../../shared/contract/errors.ts'
import type { CallName } from '../../../shared/contract/index.ts'
import type { StaffRole } from '../../../shared/domain/staff/role.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import type { BookingsRow } from '../../../shared/protocol/rows.ts'
import type { TestHotel } from '../../../shared/testing/hotel.ts'
import type { CommandDone } from '../../outbox/run-command.ts'
import { loadBooking } from '../../store/loads/booking.ts'
import { loadBalance } from '../../store/loads/folio.ts'
import { writeSyncState } from '../../store/sync-state.ts'
import type { CommandInput, DeskCommand } from '../desk-command.ts'
import { perform } from '../perform.ts'

/** Somebody at the desk of a hotel, on a clock that moves on by a minute at each command. */
export interface TestDesk {
  readonly hotel: TestHotel
  readonly do: <Name extends CallName, Facts>(
    command: DeskCommand<Name, Facts>,
    input: CommandInput<Name>,
    how?: {
      readonly requestId?: string
      readonly role?: StaffRole
      /** Who gave their word for it. */
      readonly approver?: StaffRole
    },
  ) => Result<CommandDone, CallError>
  /** What a query gives. */
  readonly rows: (sql: string, ...parameters: unknown[]) => readonly Record<string, unknown>[]
  readonly booking: (bookingId: string) => BookingsRow
  /** The nights of a stay that hold a room, by the room's number or '-' without one. */
  readonly held: (bookingId: string) => readonly string[]
  readonly balance: (bookingId: string) => number
  readonly nextDay: () => void
}

export function aDesk(hotel: TestHotel): TestDesk {
  const { db } = hotel
  writeSyncState(db, 'terminal_id', hotel.terminalId)
  writeSyncState(db, 'terminal_name', 'Front desk')
  writeSyncState(db, 'series', 'A')
  writeSyncState(db, 'schema_version', '4')
  writeSyncState(db, 'ready', 'yes')
  let minutes = 0
  const clock = {
    now: () => Date.parse(`${hotel.businessDate}T15:00:00.000Z`) + minutes * 60_000,
    monotonic: () => minutes * 60_000,
  }

  const rows: TestDesk['rows'] = (sql, ...parameters) =>
    db.prepare<unknown[], Record<string, unknown>>(sql).all(...parameters)

  return {
    hotel,
    do: (command, input, { requestId = randomUUID(), role = 'front_desk', approver } = {}) => {
      minutes += 1
      const { userId, ids } = hotel
      const word = approver === undefined ? {} : { approver: { userId, role: approver } }
      const desk = { actor: { userId, role }, clock, ids, offline: true, ...word }
      return perform(db, command, input, requestId, desk)
    },
    rows,
    booking: (bookingId) => {
      const row = loadBooking(db, bookingId)
      if (row === undefined) throw new Error('there is no such booking')
      return row
    },
    held: (bookingId) =>
      rows(
        `select n.night || ' ' || coalesce(r.room_number, '-') as text
           from booking_nights n left join rooms r on r.id = n.room_id
          where n.booking_id = ? and n.holds_room = 1 order by n.night`,
        bookingId,
      ).map(({ text }) => String(text)),
    balance: (bookingId) => loadBalance(db, bookingId),
    nextDay: () => {
      db.prepare(
        `update business_days set business_date = date(business_date, '+1 day') where status = 'open'`,
      ).run()
      minutes += 24 * 60
    },
  }
}

/** The error of a refusal; fails the test when it was none. */
export function refusalOf(result: Result<unknown, CallError>): CallError {
  if (result.ok) throw new Error('it was not refused')
  return result.error
}

/** The booking of what was done; fails the test when it was refused. */
export function bookingOf(result: Result<CommandDone, CallError>): string {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`)
  if (result.value.bookingId === null) throw new Error('it was about no booking')
  return result.value.bookingId
}
