import { nightsBetween } from '../../../shared/domain/calendar/days.ts'
import type { PlannedChange } from '../../../shared/domain/rack/plan-change.ts'
import { dateAlternatives, type DateAlternatives } from '../../../shared/contract/calls/stay.ts'
import { useAction } from '../../bridge/use-action.ts'
import { useCall } from '../../bridge/use-call.ts'
import { undoable, useNotices } from '../../desk/notices.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { PriceChoice } from './price-choice.tsx'
import { useRackTask, type HeldBar } from './rack-task.ts'
import { Strip } from './strip.tsx'

interface DatesStripProps {
  readonly held: HeldBar
  readonly planned: Extract<PlannedChange, { kind: 'dates' }>
}

/** A stay that becomes longer or shorter; where its room is sold by then, what else could be done. */
export function DatesStrip({
  held: { bar, rowId },
  planned: { bookingId, arrival, departure },
}: DatesStripProps) {
  const t = useWords()
  const { day, days } = useFormats()
  const land = useRackTask((state) => state.land)
  const tell = useNotices((state) => state.tell)
  const changed = {
    ...(arrival !== bar.arrival && { arrival }),
    ...(departure !== bar.departure && { departure }),
  }
  const quote = useCall('booking.quoteChange', { bookingId, ...changed })
  const change = useAction('booking.changeDates')
  const offered = alternativesOf(change.error?.data)

  async function choose(price: 'keep' | 'reprice', addedRoomId?: string) {
    const added = addedRoomId === undefined ? {} : { addedRoomId }
    const done = await change.run({ bookingId, ...changed, price, ...added })
    if (!done) return
    land({ rowId, day: arrival })
    tell({
      text: t('rack.done.dates', { guest: bar.guestName, days: days(arrival, departure) }),
      undoBookingId: undoable(done.booking),
    })
  }

  return (
    <Strip
      title={t('rack.strip.dates', {
        guest: bar.guestName,
        days: days(arrival, departure),
        nights: nightsBetween(arrival, departure),
      })}
    >
      <Refusal error={change.error ?? quote.error} />
      {offered !== null && (
        <>
          <span className="soft">
            {t('rack.strip.free', { from: day(offered.earliestArrival), to: day(offered.latestDeparture) })}
          </span>
          {offered.rooms.slice(0, 4).map((room) => (
            <Button
              key={room.roomId}
              isBusy={change.running}
              onPress={() => void choose('keep', room.roomId)}
            >
              {t('rack.strip.addedIn', { room: `${room.roomNumber} (${room.roomTypeCode})` })}
            </Button>
          ))}
        </>
      )}
      {offered === null && (
        <PriceChoice quote={quote.value} isBusy={change.running} onChoose={(price) => void choose(price)} />
      )}
    </Strip>
  )
}

function alternativesOf(data: unknown): DateAlternatives | null {
  const parsed = dateAlternatives.safeParse(data)
  return parsed.success ? parsed.data : null
}
