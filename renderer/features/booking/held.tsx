import type { BookingDetail } from '../../../shared/contract/calls/booking.ts'
import { HoldChoices } from '../../desk/hold-choices.tsx'
import { useMay } from '../../desk/may.ts'
import { useFormats } from '../../desk/use-formats.ts'
import { useMinute } from '../../desk/use-minute.ts'
import { useWords } from '../../language/use-words.ts'
import { NoticeBox } from '../../ui/notice-box.tsx'

/** A booking that is held as a courtesy: until when, and the ways it can go on. */
export function Held({ booking }: { readonly booking: BookingDetail }) {
  const t = useWords()
  const may = useMay()
  const { moment } = useFormats()
  const nowMs = useMinute()
  const { holdExpiresAt } = booking
  if (booking.status !== 'pending' || holdExpiresAt === null) return null
  const isOver = nowMs > Date.parse(holdExpiresAt)
  return (
    <NoticeBox
      tone={isOver ? 'bad' : 'warn'}
      title={t(isOver ? 'hold.titleOver' : 'hold.title', { moment: moment(holdExpiresAt) })}
    >
      <p>{t(isOver ? 'hold.helpOver' : 'hold.help')}</p>
      {may('booking.confirm') && <HoldChoices booking={booking} />}
    </NoticeBox>
  )
}
