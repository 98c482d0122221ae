import { DatesStrip } from './dates-strip.tsx'
import { MoveStrip } from './move-strip.tsx'
import { SwapStrip } from './swap-strip.tsx'
import type { ChartPlan } from './chart-plan.ts'
import type { RackLanes } from './rack-lanes.ts'
import { useRackTask } from './rack-task.ts'
import { aimOf } from './task-aim.ts'

interface ChangeStripProps {
  readonly plan: ChartPlan
  readonly lanes: RackLanes
}

/** The one question before a change that may touch the price; Esc leaves all as it was. */
export function ChangeStrip({ plan, lanes }: ChangeStripProps) {
  const { task, confirming } = useRackTask()
  if (task === null || !confirming || task.kind === 'select') return null
  const { planned, rowId } = aimOf(task, plan, lanes.lane)
  const room = plan.roomOf.get(rowId)
  if (planned.kind === 'dates') return <DatesStrip held={task.held} planned={planned} />
  if (planned.kind === 'move' && room !== undefined)
    return <MoveStrip held={task.held} planned={planned} room={room} plan={plan} />
  if (planned.kind === 'swap') {
    const other = lanes.lane(rowId)?.bars.find((bar) => bar.bookingId === planned.otherBookingId)
    return other === undefined ? null : <SwapStrip bar={task.held.bar} other={other} rowId={rowId} />
  }
  return null
}
