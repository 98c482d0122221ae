import type { BookingDetail } from '../../../shared/contract/calls/booking.ts'
import { useFormats } from '../../desk/use-formats.ts'
import { useHotel } from '../../desk/use-hotel.ts'
import type { StayJobName } from '../../desk/stay-job.ts'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { NoticeBox } from '../../ui/notice-box.tsx'

interface OverdueProps {
  readonly booking: BookingDetail
  readonly onJob: (kind: StayJobName) => void
}

/** A guest who should have left on an earlier day: they go or they stay on, nothing of it by itself. */
export function Overdue({ booking, onJob }: OverdueProps) {
  const t = useWords()
  const { businessDate } = useHotel()
  const { day } = useFormats()
  if (booking.status !== 'checked_in' || booking.departure >= businessDate) return null
  return (
    <NoticeBox tone="bad" title={t('change.overdue', { day: day(booking.departure) })}>
      <p>{t('change.overdueHelp')}</p>
      <div className="drawer-decide">
        <Button size="small" onPress={() => onJob('checkOut')}>
          {t('job.checkOut')}
        </Button>
        <Button size="small" onPress={() => onJob('dates')}>
          {t('change.staysOn')}
        </Button>
      </div>
    </NoticeBox>
  )
}
