import type { TableName } from '../../shared/protocol/rows.ts'
import type { Random } from '../load/random.ts'
import type { Guess } from './inputs.ts'

/** A UUID v4 by the schedule's own chance. */
export function randomId(random: Random): string {
  const hex = Array.from({ length: 8 }, () => random.between(0, 0xffff).toString(16).padStart(4, '0')).join(
    '',
  )
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** One row's id, of those that a condition keeps, or undefined where there is none. */
export function pickWhere(
  { db, random }: Guess,
  table: TableName,
  condition: string,
  ...values: readonly unknown[]
): string | undefined {
  const ids = db
    .prepare<unknown[], string>(`select id from ${table} where ${condition} order by id desc limit 200`)
    .pluck()
    .all(...values)
  return ids.length === 0 ? undefined : random.pick(ids)
}

/** An id for a field by its name: of a row it may mean, seldom of one that is not there. */
export function pickId(desk: Guess, field: string): string {
  const table =
    tableOf[
      field
        .replace(/Ids?$/, '')
        .replace(/^(from|to|except|target|other|new|old|into)/, '')
        .toLowerCase()
    ]
  const found = table === undefined || desk.random.chance(0.02) ? undefined : pickWhere(desk, table, 'true')
  return found ?? randomId(desk.random)
}

const tableOf: Readonly<Partial<Record<string, TableName>>> = {
  booking: 'bookings',
  stay: 'bookings',
  room: 'rooms',
  roomtype: 'room_types',
  type: 'room_types',
  guest: 'customers',
  customer: 'customers',
  payment: 'payments',
  transaction: 'transactions',
  line: 'transactions',
  invoice: 'invoices',
  group: 'booking_groups',
  block: 'room_blocks',
  shift: 'cashier_shifts',
  conflict: 'sync_conflicts',
  card: 'sync_conflicts',
  night: 'booking_nights',
  user: 'user_profiles',
  staff: 'user_profiles',
  terminal: 'terminals',
}
