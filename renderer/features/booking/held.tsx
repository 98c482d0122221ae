import type { BookingDetail } from '../../../shared/contract/calls/booking.ts'
import { useAction } from '../../bridge/use-action.ts'
import { useMay } from '../../desk/may.ts'
import { useNotices } from '../../desk/notices.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { useFormats } from '../../desk/use-formats.ts'
import { useMinute } from '../../desk/use-minute.ts'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { NoticeBox } from '../../ui/notice-box.tsx'

/** A booking that is held as a courtesy: until when, and the two ways it can end. */
export function Held({ booking }: { readonly booking: BookingDetail }) {
  const t = useWords()
  const may = useMay()
  const { moment } = useFormats()
  const nowMs = useMinute()
  const confirm = useAction('booking.confirm')
  const release = useAction('booking.releaseHold')
  const tell = useNotices((state) => state.tell)
  const { bookingId, holdExpiresAt, guest } = booking
  if (booking.status !== 'pending' || holdExpiresAt === null) return null
  const isOver = nowMs > Date.parse(holdExpiresAt)

  async function keep() {
    if (await confirm.run({ bookingId })) tell({ text: t('done.held', { guest: guest.fullName }) })
  }

  async function letGo() {
    if (await release.run({ bookingId })) tell({ text: t('done.holdReleased', { guest: guest.fullName }) })
  }

  return (
    <NoticeBox
      tone={isOver ? 'bad' : 'warn'}
      title={t(isOver ? 'hold.titleOver' : 'hold.title', { moment: moment(holdExpiresAt) })}
    >
      <p>{t(isOver ? 'hold.helpOver' : 'hold.help')}</p>
      <Refusal error={confirm.error ?? release.error} />
      {may('booking.confirm') && (
        <div className="drawer-decide">
          <Button size="small" isBusy={confirm.running} onPress={() => void keep()}>
            {t('hold.confirm')}
          </Button>
          <Button size="small" isBusy={release.running} onPress={() => void letGo()}>
            {t('hold.release')}
          </Button>
        </div>
      )}
    </NoticeBox>
  )
}
