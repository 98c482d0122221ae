import type { Database } from 'better-sqlite3'
import { openStore } from '../../electron/store/open.ts'
import { upsertStored } from '../../electron/store/writes/upsert-rows.ts'
import type { Ids } from '../kernel/ids.ts'
import type { NewRow, TableName } from '../protocol/rows.ts'
import { countedIds } from './counted-ids.ts'

/** A hotel in a terminal's store, as if it had been mirrored: rooms 101 to 104 of type DBL and 201 to 202 of type SUI. */
export interface TestHotel {
  readonly db: Database
  readonly ids: Ids
  readonly businessDate: string
  readonly userId: string
  readonly terminalId: string
  readonly typeIds: { readonly double: string; readonly suite: string }
  /** The id of a room by its number. */
  readonly room: (number: string) => string
  /** A row of any table. */
  readonly add: <Name extends TableName>(table: Name, row: NewRow<Name>) => void
}

export interface HotelWishes {
  /** A file, where the store has to be closed and opened again; else it is in memory. */
  readonly file?: string
  readonly businessDate?: string
}

export function aHotel(wishes: HotelWishes = {}): TestHotel {
  const db = openStore({ file: wishes.file ?? ':memory:' })
  const ids = countedIds()
  const businessDate = wishes.businessDate ?? '2026-08-13'
  const [userId, terminalId, double, suite] = [ids.fresh(), ids.fresh(), ids.fresh(), ids.fresh()]
  const add = <Name extends TableName>(table: Name, row: NewRow<Name>): void => {
    upsertStored(db, table, { ...row })
  }

  add('hotel_settings', { id: '00000000-0000-7000-8000-000000000001', hotel_name: 'Hotel Test' })
  add('business_days', { id: ids.fresh(), business_date: businessDate })
  add('user_profiles', {
    id: userId,
    email: 'ada@hotel.test',
    username: 'ada',
    full_name: 'Ada Clerk',
    role: 'front_desk',
  })
  add('terminals', { id: terminalId, name: 'Front desk', series: 'A', auth_user_id: ids.fresh() })
  add('room_types', {
    id: double,
    code: 'DBL',
    name: 'Double',
    base_rate: 100_00,
    weekend_rate: 120_00,
    extra_bed_rate: 20_00,
    display_order: 1,
  })
  add('room_types', {
    id: suite,
    code: 'SUI',
    name: 'Suite',
    base_rate: 250_00,
    max_occupancy: 4,
    display_order: 2,
  })
  const rooms = new Map(
    ['101', '102', '103', '104', '201', '202'].map((number) => {
      const id = ids.fresh()
      const floor = Number(number[0])
      add('rooms', { id, room_number: number, room_type_id: floor === 1 ? double : suite, floor })
      return [number, id]
    }),
  )
  return {
    db,
    ids,
    businessDate,
    userId,
    terminalId,
    typeIds: { double, suite },
    room: (number) => {
      const id = rooms.get(number)
      if (id === undefined) throw new Error(`there is no room ${number}`)
      return id
    },
    add,
  }
}
