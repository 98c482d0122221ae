import { useState } from 'react'
import type { RackRoom } from '../../../shared/contract/calls/rack.ts'
import type { PlannedChange } from '../../../shared/domain/rack/plan-change.ts'
import { isReady } from '../../../shared/domain/room/housekeeping.ts'
import { useCall } from '../../bridge/use-call.ts'
import { undoable, useNotices } from '../../desk/notices.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { useAnsweredAction } from '../../desk/use-answered-action.ts'
import { useWords } from '../../language/use-words.ts'
import { TextField } from '../../ui/text-field.tsx'
import type { Agreed } from './agreed-price.tsx'
import type { ChartPlan } from './chart-plan.ts'
import { PriceChoice } from './price-choice.tsx'
import { useRackTask, type HeldBar } from './rack-task.ts'
import { Strip } from './strip.tsx'

interface MoveStripProps {
  readonly held: HeldBar
  readonly planned: Extract<PlannedChange, { kind: 'move' }>
  readonly room: RackRoom
  readonly plan: ChartPlan
}

/** A room of another type: the price stays, becomes that of the other type, or is what a manager agreed to. */
export function MoveStrip({ held: { bar, rowId }, planned, room, plan }: MoveStripProps) {
  const t = useWords()
  const land = useRackTask((state) => state.land)
  const tell = useNotices((state) => state.tell)
  const { bookingId, roomId, from } = planned
  const quote = useCall('booking.quoteChange', { bookingId, roomId, from })
  const move = useAnsweredAction('booking.moveRoom')
  const [reason, setReason] = useState('')
  const unready =
    bar.status === 'checked_in' && from <= plan.house.businessDate && !isReady(room.housekeeping)

  async function choose(price: 'keep' | 'reprice', agreed?: Agreed) {
    const override = unready && reason.trim() !== '' ? { override: { reason: reason.trim() } } : {}
    const done = await move.run({ bookingId, roomId, from, price, ...agreed, ...override })
    if (!done) return
    land({ rowId: roomId, day: from })
    tell({
      text: t('rack.done.moved', { guest: bar.guestName, room: room.roomNumber }),
      undoBookingId: undoable(done.booking),
    })
  }

  return (
    <Strip
      title={t('rack.strip.move', {
        guest: bar.guestName,
        from: plan.roomOf.get(rowId)?.roomNumber ?? t('rack.unassigned'),
        to: `${room.roomNumber} (${plan.typeOf.get(room.roomTypeId)?.code ?? ''})`,
        type: bar.roomTypeCode,
      })}
    >
      <Refusal error={move.error ?? quote.error} />
      {unready && (
        <TextField label={t('rack.strip.reason')} value={reason} onChange={setReason} maxLength={200} />
      )}
      <PriceChoice
        quote={quote.value}
        isBusy={move.running}
        onChoose={(price) => void choose(price)}
        onAgree={(agreed) => void choose('keep', agreed)}
      />
      {move.approvalDialog}
    </Strip>
  )
}
