import type { ChartPlan } from './chart-plan.ts'
import type { RackLanes } from './rack-lanes.ts'
import { useWords } from '../../language/use-words.ts'
import { RackLegend } from './rack-legend.tsx'
import { useRackTask } from './rack-task.ts'
import { aimOf } from './task-aim.ts'
import { useAimWords } from './use-aim-words.ts'

interface RackHintProps {
  readonly plan: ChartPlan
  readonly lanes: RackLanes
  readonly idle: string
}

/** At the foot of the chart: what can be done, and while something is in hand what letting go would come to; read aloud. */
export function RackHint({ plan, lanes, idle }: RackHintProps) {
  const t = useWords()
  const { task, confirming } = useRackTask()
  const say = useAimWords(plan, lanes)
  if (confirming) return null
  return (
    <div className="rack-hint" data-in-hand={task !== null || undefined}>
      {task === null && <span className="cut">{idle}</span>}
      {task !== null && task.kind === 'move' && (
        <span>{t('rack.moving', { guest: task.held.bar.guestName })}</span>
      )}
      {task !== null && task.kind === 'split' && (
        <span>{t('rack.splitting', { guest: task.held.bar.guestName })}</span>
      )}
      <output aria-live="polite">{task === null ? '' : say(task, aimOf(task, plan, lanes.lane))}</output>
      {task === null && <RackLegend />}
    </div>
  )
}
