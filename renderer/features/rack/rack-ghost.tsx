import type { ChartPlan } from './chart-plan.ts'
import type { RackLanes } from './rack-lanes.ts'
import { useRackTask } from './rack-task.ts'
import { aimOf } from './task-aim.ts'
import { useAimWords } from './use-aim-words.ts'

interface RackGhostProps {
  readonly plan: ChartPlan
  readonly lanes: RackLanes
}

/** Where what is in hand would come to lie, and whether it may. */
export function RackGhost({ plan, lanes }: RackGhostProps) {
  const task = useRackTask((state) => state.task)
  const say = useAimWords(plan, lanes)
  if (task === null) return null
  const aim = aimOf(task, plan, lanes.lane)
  const index = plan.rowIndex.get(aim.rowId)
  if (index === undefined) return null
  const { rowPx, dayPx, sidePx } = plan.sizes
  return (
    <>
      <div className="rack-target" aria-hidden="true" style={{ top: index * rowPx, height: rowPx }} />
      <div
        className="rack-ghost"
        data-outcome={aim.planned.kind}
        aria-hidden="true"
        style={{
          top: index * rowPx,
          height: rowPx,
          left: sidePx + aim.start * dayPx,
          width: Math.max(dayPx / 2, (aim.end - aim.start) * dayPx),
        }}
      >
        <span className="rack-ghost-word">{say(task, aim)}</span>
      </div>
    </>
  )
}
