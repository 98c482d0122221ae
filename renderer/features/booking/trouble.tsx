import type { BookingDetail } from '../../../shared/contract/calls/booking.ts'
import { reasonText } from '../../desk/command-words.ts'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'
import { NoticeBox } from '../../ui/notice-box.tsx'

/** What the server could not simply take of this booking. */
export function Trouble({ booking }: { readonly booking: BookingDetail }) {
  const t = useWords()
  const { moment } = useFormats()
  if (booking.attention.length === 0) return null
  return (
    <NoticeBox tone="bad" title={t('record.needsAttention')}>
      <ul>
        {booking.attention.map(({ reason, at }) => (
          <li key={`${reason} ${at}`}>{`${moment(at)}: ${reasonText(t, reason)}`}</li>
        ))}
      </ul>
    </NoticeBox>
  )
}
