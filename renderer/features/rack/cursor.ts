import type { RackBar } from '../../../shared/contract/calls/rack.ts'
import { stopAt, type Stop } from '../../../shared/domain/rack/row-stops.ts'
import { barIdOf } from './chart-plan.ts'

/** Where the keyboard stands in a row: a day, and the bar it came to where that is known. */
export interface CursorPlace {
  readonly day: string
  readonly barId: string | null
}

export interface Cursor extends CursorPlace {
  readonly rowId: string
}

/** What is there now: the bar, or when that has gone what lies on its day. */
export function resolveStop(bars: readonly RackBar[], { day, barId }: CursorPlace): Stop<RackBar> {
  const bar = barId === null ? undefined : bars.find((one) => barIdOf(one) === barId)
  return bar === undefined ? stopAt(bars, day) : { day, bar }
}
