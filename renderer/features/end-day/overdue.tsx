import type { StayRow } from '../../../shared/contract/calls/desk.ts'
import { useAction } from '../../bridge/use-action.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import type { StayErrand } from './end-day-dialog.tsx'
import { StayLine } from './stay-line.tsx'

interface OverdueProps {
  readonly stay: StayRow
  readonly nextDate: string
  readonly onErrand: (errand: StayErrand) => void
  readonly onOpen: (bookingId: string) => void
}

/** Somebody who should have left by now: they go, or they stay another night; nobody is let go silently. */
export function Overdue({ stay, nextDate, onErrand, onOpen }: OverdueProps) {
  const t = useWords()
  const extend = useAction('booking.changeDates')
  const { bookingId, guestName: guest } = stay
  return (
    <StayLine stay={stay} below={<Refusal error={extend.error} />}>
      <Button
        size="small"
        aria-label={t('day.checkOutFor', { guest })}
        onPress={() => onErrand({ kind: 'checkOut', bookingId })}
      >
        {t('job.checkOut')}
      </Button>
      <Button
        size="small"
        aria-label={t('day.staysOnFor', { guest })}
        isBusy={extend.running}
        onPress={() => void extend.run({ bookingId, departure: nextDate, price: 'keep' })}
      >
        {t('day.staysOn')}
      </Button>
      <Button
        size="small"
        kind="quiet"
        aria-label={t('day.openFor', { guest })}
        onPress={() => onOpen(bookingId)}
      >
        {t('day.openBooking')}
      </Button>
    </StayLine>
  )
}
