import { useCallback } from 'react'
import { nightsBetween } from '../../../shared/domain/calendar/days.ts'
import { unreachable } from '../../../shared/kernel/assert.ts'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'
import type { ChartPlan } from './chart-plan.ts'
import type { RackLanes } from './rack-lanes.ts'
import type { RackTask } from './rack-task.ts'
import type { Aim } from './task-aim.ts'

/** What letting go would come to, in words: on the ghost, and for a screen reader. */
export function useAimWords(plan: ChartPlan | null, lanes: RackLanes): (task: RackTask, aim: Aim) => string {
  const t = useWords()
  const { days } = useFormats()
  return useCallback(
    (task, { rowId, planned }) => {
      const room = plan?.roomOf.get(rowId)
      const place = room?.roomNumber ?? t('rack.unassigned')
      switch (planned.kind) {
        case 'book': {
          if (task.kind !== 'select') return ''
          return t('rack.selecting', {
            room: place,
            days: days(task.from, task.to),
            nights: nightsBetween(task.from, task.to),
          })
        }
        case 'refused':
          return `${place}: ${t(`rack.refused.${planned.reason}`)}`
        case 'none':
          return t('rack.target.none', { room: place })
        case 'swap': {
          const other = lanes.lane(rowId)?.bars.find((bar) => bar.bookingId === planned.otherBookingId)
          return t('rack.target.swap', { room: place, guest: other?.guestName ?? '' })
        }
        case 'dates': {
          if (task.kind === 'select') return ''
          const { arrival, departure } = planned
          return t('rack.dating', {
            guest: task.held.bar.guestName,
            days: days(arrival, departure),
            nights: nightsBetween(arrival, departure),
          })
        }
        case 'move':
        case 'split': {
          if (task.kind === 'select' || room === undefined) return ''
          if (room.roomTypeId === task.held.bar.roomTypeId) return t('rack.target.ok', { room: place })
          const type = plan?.typeOf.get(room.roomTypeId)?.code ?? ''
          return t('rack.target.otherType', { room: place, type })
        }
        default:
          return unreachable(planned)
      }
    },
    [t, days, plan, lanes],
  )
}
