import type { RackBar } from '../../../shared/contract/calls/rack.ts'
import { useAction } from '../../bridge/use-action.ts'
import { undoable, useNotices } from '../../desk/notices.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { useRackTask } from './rack-task.ts'
import { Strip } from './strip.tsx'

interface SwapStripProps {
  readonly bar: RackBar
  readonly other: RackBar
  /** Where the bar comes to lie. */
  readonly rowId: string
}

/** Two stays that change rooms for the nights that each has left; the prices stay. */
export function SwapStrip({ bar, other, rowId }: SwapStripProps) {
  const t = useWords()
  const land = useRackTask((state) => state.land)
  const tell = useNotices((state) => state.tell)
  const swap = useAction('booking.swapRooms')
  const names = { guest: bar.guestName, other: other.guestName }

  async function exchange() {
    const done = await swap.run({ bookingId: bar.bookingId, otherBookingId: other.bookingId })
    if (!done) return
    land({ rowId, day: bar.from })
    tell({ text: t('rack.done.swapped', names), undoBookingId: undoable(done.booking) })
  }

  return (
    <Strip title={t('rack.strip.swap', names)}>
      <Refusal error={swap.error} />
      <Button kind="primary" autoFocus isBusy={swap.running} onPress={() => void exchange()}>
        {t('rack.strip.swapDo')}
      </Button>
    </Strip>
  )
}
