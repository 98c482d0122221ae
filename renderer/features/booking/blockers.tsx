import type { BookingDetail } from '../../../shared/contract/calls/booking.ts'
import { isExpected } from '../../../shared/domain/stay/status.ts'
import { useHotel } from '../../desk/use-hotel.ts'
import { useWords } from '../../language/use-words.ts'
import { NoticeBox } from '../../ui/notice-box.tsx'

/** What keeps a guest who is due from being checked in, all of it at once. */
export function Blockers({ booking }: { readonly booking: BookingDetail }) {
  const t = useWords()
  const { businessDate } = useHotel()
  const due = isExpected(booking.status) && booking.arrival <= businessDate
  if (!due || booking.blockers.length === 0) return null
  return (
    <NoticeBox tone="warn" title={t('checkIn.blockedBy', { count: booking.blockers.length })}>
      <ul>
        {booking.blockers.map((blocker) => (
          <li key={blocker}>{t(`blocker.${blocker}`)}</li>
        ))}
      </ul>
    </NoticeBox>
  )
}
