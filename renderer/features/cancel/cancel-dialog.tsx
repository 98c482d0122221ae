import { useState } from 'react'
import type { BookingDetail } from '../../../shared/contract/calls/booking.ts'
import { useAction } from '../../bridge/use-action.ts'
import { useCall } from '../../bridge/use-call.ts'
import { BookingDialog } from '../../desk/booking-dialog.tsx'
import { FeeSwitch } from '../../desk/fee-switch.tsx'
import { hintOf } from '../../desk/keys.ts'
import { undoable, useNotices } from '../../desk/notices.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { StayTitle } from '../../desk/stay-title.tsx'
import { useFinishKey } from '../../desk/use-finish-key.ts'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Chips } from '../../ui/chips.tsx'
import { showProblem } from '../../ui/show-problem.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { EnterForm } from '../../ui/enter-form.tsx'
import { NoticeBox } from '../../ui/notice-box.tsx'
import { TextField } from '../../ui/text-field.tsx'

interface CancelDialogProps {
  readonly bookingId: string
  readonly onDone: () => void
}

const usual = ['guest', 'plans', 'duplicate', 'hotel'] as const

/** Cancels a booking that has not arrived; it stays on record with its reason. */
export function CancelDialog({ bookingId, onDone }: CancelDialogProps) {
  const t = useWords()
  return (
    <BookingDialog bookingId={bookingId} title={t('job.cancel')} onClose={onDone}>
      {(booking) => <Cancel booking={booking} onDone={onDone} />}
    </BookingDialog>
  )
}

function Cancel({ booking, onDone }: { readonly booking: BookingDetail; readonly onDone: () => void }) {
  const t = useWords()
  const { day, days, money } = useFormats()
  const cancel = useAction('booking.cancel')
  const tell = useNotices((state) => state.tell)
  const fees = useCall('booking.quoteFees', { bookingId: booking.bookingId }).value
  const feeMinor = fees?.cancellationMinor ?? 0
  const [withFee, setWithFee] = useState(true)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)

  async function finish() {
    setTried(true)
    if (reason.trim() === '') return showProblem()
    const done = await cancel.run({
      bookingId: booking.bookingId,
      reason: reason.trim(),
      // the command knows the fee, also when the form was faster than its amount
      chargeFee: withFee,
    })
    if (!done) return showProblem()
    tell({
      text: t('done.cancelled', { guest: booking.guest.fullName, code: booking.code }),
      undoBookingId: undoable(done.booking),
    })
    onDone()
  }

  useFinishKey(() => void finish())

  return (
    <Dialog
      title={<StayTitle task={t('job.cancel')} booking={booking} />}
      closeLabel={t('action.close')}
      onClose={onDone}
      footer={
        <>
          <span className="dialog-foot-note" />
          <Button onPress={onDone}>{t('cancel.keep')}</Button>
          <Button kind="danger" {...hintOf('finish')} isBusy={cancel.running} onPress={() => void finish()}>
            {t('job.cancel')}
          </Button>
        </>
      }
    >
      <EnterForm action={t('job.cancel')} onEnter={() => void finish()}>
        <p className="soft">
          {t('cancel.intro', { days: days(booking.arrival, booking.departure), nights: booking.nights })}
        </p>
        {booking.balanceMinor < 0 && (
          <NoticeBox tone="warn">{t('cancel.deposit', { amount: money(-booking.balanceMinor) })}</NoticeBox>
        )}
        <TextField
          label={t('cancel.reason')}
          value={reason}
          onChange={setReason}
          problem={tried && reason.trim() === '' ? t('cancel.sayWhy') : undefined}
          maxLength={500}
          lines={2}
          autoFocus
        />
        <Chips
          label={t('cancel.reason')}
          choices={usual.map((name) => choice(t(`cancel.usual.${name}`)))}
          chosen={reason}
          onChoose={setReason}
        />
        {fees && feeMinor === 0 && (
          <p className="faint">{t('change.freeUntil', { day: day(fees.freeUntil) })}</p>
        )}
        {feeMinor > 0 && <FeeSwitch feeMinor={feeMinor} isCharged={withFee} onCharged={setWithFee} />}
        <Refusal error={cancel.error} />
      </EnterForm>
    </Dialog>
  )
}

function choice(text: string) {
  return { label: text, value: text }
}
