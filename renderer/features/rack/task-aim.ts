import type { RackLane } from '../../../shared/contract/calls/rack.ts'
import { barSpan } from '../../../shared/domain/rack/bar-span.ts'
import {
  planDates,
  planMove,
  planSplit,
  type PlannedChange,
  type TargetRoom,
} from '../../../shared/domain/rack/plan-change.ts'
import type { ChartPlan } from './chart-plan.ts'
import type { RackTask } from './rack-task.ts'

/** What letting go of a task now would come to, and where that would lie in the chart. */
export interface Aim {
  readonly rowId: string
  /** In days from the line's origin. */
  readonly start: number
  readonly end: number
  readonly planned: PlannedChange | { readonly kind: 'book' }
}

export type LaneOf = (laneId: string) => RackLane | undefined

export function aimOf(task: RackTask, plan: ChartPlan, laneOf: LaneOf): Aim {
  const { line, house } = plan
  if (task.kind === 'select') {
    const span = barSpan(task, line)
    return { rowId: task.rowId, ...span, planned: { kind: 'book' } }
  }
  const { bar, rowId } = task.held
  if (task.kind === 'dates') {
    const planned = planDates(bar, task.edge, task.day, house.businessDate)
    const from = task.edge === 'arrival' ? task.day : bar.from
    const to = task.edge === 'departure' ? task.day : bar.to
    return { rowId, ...barSpan(from < to ? { from, to } : bar, line), planned }
  }
  const target = targetOf(task.targetRowId, plan, laneOf)
  const roomId = plan.roomOf.has(rowId) ? rowId : null
  if (task.kind === 'split') {
    const planned =
      target === null
        ? ({ kind: 'none' } as const)
        : planSplit(bar, roomId, task.at, target, house.businessDate)
    return { rowId: task.targetRowId, ...barSpan({ from: task.at, to: bar.to }, line), planned }
  }
  const planned =
    target === null ? ({ kind: 'none' } as const) : planMove(bar, roomId, target, house.businessDate)
  const from = planned.kind === 'move' ? planned.from : bar.from
  return { rowId: task.targetRowId, ...barSpan({ from, to: bar.to }, line), planned }
}

/** A room of the chart as something to put a stay into; null for every other row. */
function targetOf(rowId: string, plan: ChartPlan, laneOf: LaneOf): TargetRoom | null {
  const room = plan.roomOf.get(rowId)
  if (room === undefined) return null
  const lane = laneOf(rowId)
  return {
    roomId: room.roomId,
    roomTypeId: room.roomTypeId,
    bars: lane?.bars ?? [],
    blocks: (lane?.blocks ?? []).filter(({ kind }) => kind === 'out_of_order'),
  }
}
