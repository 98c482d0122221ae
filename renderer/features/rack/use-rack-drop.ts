import { useCallback } from 'react'
import type { CallError } from '../../../shared/contract/errors.ts'
import { useAction } from '../../bridge/use-action.ts'
import { undoable, useNotices } from '../../desk/notices.ts'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'
import type { ChartPlan } from './chart-plan.ts'
import type { RackLanes } from './rack-lanes.ts'
import { useRackTask, type RackTask } from './rack-task.ts'
import { aimOf } from './task-aim.ts'

/** A stay that free days were chosen for. */
export interface StayToBook {
  readonly arrival: string
  readonly departure: string
  readonly roomTypeId: string
  readonly roomId: string
}

/**
 * Lets go of what is in hand. What changes no price is done at once, with the way back for ten seconds; what might is
 * asked about in one strip; what cannot be is said and nothing happens.
 */
export function useRackDrop(
  plan: ChartPlan | null,
  lanes: RackLanes,
  onBook: (stay: StayToBook) => void,
): (task: RackTask) => Promise<void> {
  const t = useWords()
  const { day } = useFormats()
  const confirm = useRackTask((state) => state.confirm)
  const end = useRackTask((state) => state.end)
  const land = useRackTask((state) => state.land)
  const tell = useNotices((state) => state.tell)
  const refused = useCallback(
    (error: CallError) => tell({ tone: 'bad', text: t(`error.${error.code}`) }),
    [tell, t],
  )
  const { run: assign } = useAction('booking.assignRoom', refused)
  const { run: move } = useAction('booking.moveRoom')
  const { run: split } = useAction('booking.split', refused)

  return useCallback(
    async (task) => {
      if (plan === null) return
      const { planned, rowId } = aimOf(task, plan, lanes.lane)
      const room = plan.roomOf.get(rowId)
      if (planned.kind === 'none') end()
      else if (planned.kind === 'refused') {
        end()
        tell({ tone: 'bad', text: `${room?.roomNumber ?? ''} ${t(`rack.refused.${planned.reason}`)}`.trim() })
      } else if (planned.kind === 'book') {
        end()
        if (task.kind === 'select' && room !== undefined)
          onBook({ arrival: task.from, departure: task.to, roomTypeId: room.roomTypeId, roomId: room.roomId })
      } else if (planned.kind === 'swap' || planned.kind === 'dates' || task.kind === 'select') confirm(task)
      else if (room !== undefined) {
        const { bar, rowId: heldIn } = task.held
        const guest = bar.guestName
        if (planned.kind === 'split') {
          end()
          const done = await split({ bookingId: bar.bookingId, at: planned.at, roomId: room.roomId })
          if (done) {
            land({ rowId, day: planned.at })
            tell({
              text: t('rack.done.split', { guest, room: room.roomNumber, day: day(planned.at) }),
              undoBookingId: undoable(done.booking),
            })
          }
          return
        }
        if (room.roomTypeId !== bar.roomTypeId) return confirm(task)
        end()
        const { bookingId, roomId, from } = planned
        const done = plan.roomOf.has(heldIn)
          ? await move({ bookingId, roomId, from, price: 'keep' })
          : await assign({ bookingId, roomId })
        if (done) {
          land({ rowId, day: from })
          tell({
            text: t('rack.done.moved', { guest, room: room.roomNumber }),
            undoBookingId: undoable(done.booking),
          })
        }
        // the strip asks for the reason of moving into a room that is not ready, and says any other refusal
        else if (plan.roomOf.has(heldIn)) confirm(task)
      }
    },
    [plan, lanes, t, day, tell, end, land, confirm, assign, move, split, onBook],
  )
}
