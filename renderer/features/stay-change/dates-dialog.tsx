import { useState } from 'react'
import { addDays } from '../../../shared/domain/calendar/days.ts'
import { dateAlternatives } from '../../../shared/contract/calls/stay.ts'
import { useCall } from '../../bridge/use-call.ts'
import { undoable, useNotices } from '../../desk/notices.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { useAnsweredAction } from '../../desk/use-answered-action.ts'
import { useFormats } from '../../desk/use-formats.ts'
import { useHotel } from '../../desk/use-hotel.ts'
import { useWords } from '../../language/use-words.ts'
import { DateField } from '../../ui/date-field.tsx'
import { showProblem } from '../../ui/show-problem.ts'
import { Alternatives } from './alternatives.tsx'
import { ChangeDialog, type StayChangeProps } from './change-dialog.tsx'
import { ChangedNights } from './changed-nights.tsx'
import { PriceSegments, type Price } from './price-segments.tsx'
import './stay-change.css'

/**
 * Moves either end of a stay, with what each night costs; where the room is sold by then, what else could be done. What a
 * rule of sale would not have is done all the same when asked for again, by a manager or with a manager's word.
 */
export function ChangeDates({ booking, onDone }: StayChangeProps) {
  const t = useWords()
  const { businessDate } = useHotel()
  const { days } = useFormats()
  const change = useAnsweredAction('booking.changeDates')
  const tell = useNotices((state) => state.tell)
  const overdue = booking.status === 'checked_in' && booking.departure <= businessDate
  const [arrival, setArrival] = useState(booking.arrival)
  const [departure, setDeparture] = useState(overdue ? addDays(businessDate, 1) : booking.departure)
  const [price, setPrice] = useState<Price>('keep')
  const [tried, setTried] = useState(false)
  const [refusedByRule, setRefusedByRule] = useState(false)
  const restricted = refusedByRule || change.error?.code === 'restricted'
  const { bookingId } = booking
  const changed = {
    ...(arrival !== booking.arrival && { arrival }),
    ...(departure !== booking.departure && { departure }),
  }
  const same = Object.keys(changed).length === 0
  const wrongDays = departure < arrival
  const quote = useCall('booking.quoteChange', same || wrongDays ? null : { bookingId, ...changed })
  const offered = dateAlternatives.safeParse(change.error?.data)

  async function finish(addedRoomId?: string) {
    setTried(true)
    if (same || wrongDays) return showProblem()
    const added = addedRoomId === undefined ? {} : { addedRoomId }
    setRefusedByRule(restricted)
    const rules = restricted ? { ignoreRestrictions: true } : {}
    const done = await change.run({ bookingId, ...changed, price, ...added, ...rules })
    if (!done) return showProblem()
    tell({
      text: t('done.dates', { guest: booking.guest.fullName, days: days(arrival, departure) }),
      undoBookingId: undoable(done.booking),
    })
    onDone()
  }

  function setEnd(set: (day: string) => void, day: string) {
    set(day)
    setRefusedByRule(false)
    change.clear()
  }

  return (
    <>
      <ChangeDialog
        booking={booking}
        task={t('job.dates')}
        {...(restricted && { action: t('change.datesAllTheSame'), kind: 'danger' as const })}
        isBusy={change.running}
        onFinish={() => void finish()}
        onClose={onDone}
      >
        <div className="change-fields">
          <DateField
            label={t('change.arrival')}
            value={arrival}
            onChange={(day) => setEnd(setArrival, day)}
            isDisabled={booking.status === 'checked_in'}
          />
          <DateField
            label={t('change.departure')}
            value={departure}
            onChange={(day) => setEnd(setDeparture, day)}
            problem={wrongDays ? t('wait.wrongDays') : tried && same ? t('change.same') : undefined}
            autoFocus
          />
        </div>
        <Refusal error={change.error ?? quote.error} />
        {offered.success && (
          <Alternatives
            offered={offered.data}
            departure={departure}
            isBusy={change.running}
            onDeparture={(day) => setEnd(setDeparture, day)}
            onRoom={(roomId) => void finish(roomId)}
          />
        )}
        {quote.value && (
          <>
            <ChangedNights nights={quote.value.nights} price={price} />
            <PriceSegments quote={quote.value} price={price} onPrice={setPrice} />
          </>
        )}
      </ChangeDialog>
      {change.approvalDialog}
    </>
  )
}
