import { useState } from 'react'
import { useCall } from '../../bridge/use-call.ts'
import { MoneyField } from '../../desk/money-field.tsx'
import { undoable, useNotices } from '../../desk/notices.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { useAnsweredAction } from '../../desk/use-answered-action.ts'
import { useFormats } from '../../desk/use-formats.ts'
import { useHotel } from '../../desk/use-hotel.ts'
import { useLocale } from '../../language/language.ts'
import { parseMoney } from '../../language/money.ts'
import { useWords } from '../../language/use-words.ts'
import { Chips } from '../../ui/chips.tsx'
import { NoticeBox } from '../../ui/notice-box.tsx'
import { showProblem } from '../../ui/show-problem.ts'
import { TextField } from '../../ui/text-field.tsx'
import { ChangeDialog, type StayChangeProps } from './change-dialog.tsx'
import './stay-change.css'

const usual = ['13:00', '14:00', '16:00', '18:00'] as const

/** Some hours more on the day of departure; said twice where somebody is expected in the room that day. */
export function LateCheckOut({ booking, onDone }: StayChangeProps) {
  const t = useWords()
  const locale = useLocale()
  const { currency } = useHotel()
  const { money } = useFormats()
  const usualMinor =
    useCall('booking.quoteFees', { bookingId: booking.bookingId }).value?.lateCheckOutMinor ?? 0
  const late = useAnsweredAction('booking.lateCheckOut')
  const tell = useNotices((state) => state.tell)
  const [until, setUntil] = useState('14:00')
  const [fee, setFee] = useState('')
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const time = /^([01]\d|2[0-3]):[0-5]\d$/.test(until.trim()) ? until.trim() : null
  const parsed = fee.trim() === '' ? null : parseMoney(fee, currency, locale)
  const feeProblem = parsed?.ok === false ? t(`money.${parsed.error.code}`) : undefined
  const feeMinor = parsed?.ok === true ? parsed.value : usualMinor
  const waived = feeMinor < usualMinor
  const promised = late.error?.code === 'room_promised'

  async function finish() {
    setTried(true)
    if (time === null || feeProblem !== undefined || (waived && reason.trim() === '')) return showProblem()
    const done = await late.run({
      bookingId: booking.bookingId,
      until: time,
      feeMinor,
      acceptPromised: promised,
      ...(waived && { reason: reason.trim() }),
    })
    if (!done) return showProblem()
    tell({
      text: t('done.late', { guest: booking.guest.fullName, time }),
      undoBookingId: undoable(done.booking),
    })
    onDone()
  }

  function changeUntil(value: string) {
    setUntil(value)
    late.clear()
  }

  return (
    <>
      <ChangeDialog
        booking={booking}
        task={t('job.lateCheckOut')}
        {...(promised && { action: t('change.allTheSame'), kind: 'danger' as const })}
        isBusy={late.running}
        onFinish={() => void finish()}
        onClose={onDone}
      >
        <div className="change-fields">
          <TextField
            label={t('change.until')}
            value={until}
            onChange={changeUntil}
            maxLength={5}
            problem={tried && time === null ? t('change.untilProblem') : undefined}
            autoFocus
          />
          <MoneyField
            label={t('change.fee')}
            text={fee}
            onText={setFee}
            problem={tried ? feeProblem : undefined}
            help={usualMinor === 0 ? undefined : t('change.usualFee', { amount: money(usualMinor) })}
          />
        </div>
        <Chips
          label={t('change.until')}
          choices={usual.map((hour) => ({ label: hour, value: hour }))}
          chosen={until}
          onChoose={changeUntil}
        />
        {waived && (
          <TextField
            label={t('change.whyLess')}
            help={t('checkIn.managerAnswers')}
            value={reason}
            onChange={setReason}
            problem={tried && reason.trim() === '' ? t('new.sayReason') : undefined}
            maxLength={200}
          />
        )}
        {promised ? (
          <NoticeBox tone="warn" announce>
            {t('change.promised')}
          </NoticeBox>
        ) : (
          <Refusal error={late.error} />
        )}
      </ChangeDialog>
      {late.approvalDialog}
    </>
  )
}
