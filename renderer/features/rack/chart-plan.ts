import type { CallOutput } from '../../../shared/contract/index.ts'
import type { RackBar, RackRoom } from '../../../shared/contract/calls/rack.ts'
import { addDays, laterOf, nightsBetween } from '../../../shared/domain/calendar/days.ts'
import type { DayLine } from '../../../shared/domain/rack/day-line.ts'
import type { RackRow } from '../../../shared/domain/rack/rack-rows.ts'
import type { ChartSizes } from './rack-view.ts'

export type RackHouse = CallOutput<'rack.house'>

/** The chart as it is laid out now: what the pointer, the keys and the ghost need to find their place in it. */
export interface ChartPlan {
  readonly house: RackHouse
  readonly rows: readonly RackRow[]
  /** The place of each row, by its id. */
  readonly rowIndex: ReadonlyMap<string, number>
  readonly roomOf: ReadonlyMap<string, RackRoom>
  readonly typeOf: ReadonlyMap<string, RackHouse['types'][number]>
  readonly line: DayLine
  readonly sizes: ChartSizes
}

export function createPlan(
  house: RackHouse,
  rows: readonly RackRow[],
  line: DayLine,
  sizes: ChartSizes,
): ChartPlan {
  return {
    house,
    rows,
    rowIndex: new Map(rows.map(({ rowId }, index) => [rowId, index])),
    roomOf: new Map(house.rooms.map((room) => [room.roomId, room])),
    typeOf: new Map(house.types.map((type) => [type.roomTypeId, type])),
    line,
    sizes,
  }
}

/** A bar's name within its row: a stay may come back to a room. */
export function barIdOf({ bookingId, from }: Pick<RackBar, 'bookingId' | 'from'>): string {
  return `${bookingId}/${from}`
}

/** The nights between two days, at least one, and none before the business date. */
export function nightsToBook(one: string, other: string, businessDate: string) {
  const from = laterOf(one < other ? one : other, businessDate)
  const last = one < other ? other : one
  const to = last > from ? last : addDays(from, 1)
  return { from, to, nights: nightsBetween(from, to) }
}
