import type { RackBar } from '../../../shared/contract/calls/rack.ts'
import { laneIdOf } from '../../../shared/domain/rack/rack-rows.ts'
import { useCall } from '../../bridge/use-call.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { useWords } from '../../language/use-words.ts'
import { Dialog } from '../../ui/dialog.tsx'
import type { Speak } from './speak.ts'

interface WaitingDialogProps {
  readonly type: { readonly roomTypeId: string; readonly name: string }
  readonly lanes: number
  readonly from: string
  readonly days: number
  readonly speak: Speak
  readonly onOpen: (bookingId: string) => void
  readonly onDone: () => void
}

/** Everybody of a type who has no room yet, on the days in sight: more than the rack has lines for. */
export function WaitingDialog({ type, lanes, from, days, speak, onOpen, onDone }: WaitingDialogProps) {
  const t = useWords()
  const { value, error } = useCall('rack.window', {
    from,
    days,
    lanes: Array.from({ length: lanes }, (_, lane) => ({
      laneId: laneIdOf(type.roomTypeId, lane),
      seen: '',
    })),
  })
  const bars = value?.lanes.flatMap((lane) => lane.bars).toSorted(byArrival)
  return (
    <Dialog
      title={t('rack.waiting', { type: type.name })}
      closeLabel={t('action.close')}
      width="narrow"
      onClose={onDone}
      isReading={bars === undefined && error === undefined}
    >
      <Refusal error={error} />
      {bars?.length === 0 && <p className="soft">{t('rack.waiting.none')}</p>}
      <ul className="rack-waiting-list">
        {bars?.map((bar) => (
          <li key={bar.bookingId}>
            <button
              type="button"
              className="rack-waiting-stay"
              onClick={() => {
                onDone()
                onOpen(bar.bookingId)
              }}
            >
              <strong className="cut">{bar.guestName}</strong>
              <span className="soft">{speak.days(bar.arrival, bar.departure)}</span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}

function byArrival(a: RackBar, b: RackBar): number {
  if (a.arrival !== b.arrival) return a.arrival < b.arrival ? -1 : 1
  return a.guestName < b.guestName ? -1 : 1
}
