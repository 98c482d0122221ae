import type { CopyRow } from '../load/copy-rows.ts'
import { seededRandom } from '../load/random.ts'
import { blocksAround } from './blocks.ts'
import { makeDemand, yearsOf } from './demand.ts'
import { makeGuests } from './guests.ts'
import { houseRows } from './house-rows.ts'
import { companionRows, groupRows, makeRecords } from './records.ts'
import { numberPayments, type NumberedPayment } from './money-rows.ts'
import type { DemoRecord } from './stay-rows.ts'
import { makeStays } from './stays.ts'

/** The whole demonstration hotel before it is written. */
export interface HotelPlan {
  readonly records: readonly DemoRecord[]
  readonly payments: readonly NumberedPayment[]
  /** Tables that need no clock and no clerk, with their rows. */
  readonly house: readonly (readonly [string, readonly CopyRow[]])[]
  readonly groups: readonly CopyRow[]
  readonly companions: readonly CopyRow[]
}

/** Decides everything. The same day makes the same hotel. */
export function planHotel(today: string): HotelPlan {
  const random = seededRandom(`demonstration hotel ${today}`)
  const blocks = blocksAround(today)
  const stays = makeStays(makeDemand(today, random), today, blocks, random)
  const records = makeRecords(stays, makeGuests(stays, today, random), today, random)
  return {
    records,
    payments: numberPayments(records),
    house: houseRows(stays, blocks, yearsOf(today), today, random),
    groups: groupRows(records),
    companions: [...companionRows(records, today, random)],
  }
}
