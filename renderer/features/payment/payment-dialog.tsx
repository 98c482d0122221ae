import type { BookingDetail } from '../../../shared/contract/calls/booking.ts'
import { useAction } from '../../bridge/use-action.ts'
import { BookingDialog } from '../../desk/booking-dialog.tsx'
import { dueNow } from '../../desk/due.ts'
import { hintOf } from '../../desk/keys.ts'
import { useNotices } from '../../desk/notices.ts'
import { Change } from '../../desk/change.tsx'
import { PaymentFields } from '../../desk/payment-fields.tsx'
import { Refusal } from '../../desk/refusal.tsx'
import { StayTitle } from '../../desk/stay-title.tsx'
import { useFinishKey } from '../../desk/use-finish-key.ts'
import { useFormats } from '../../desk/use-formats.ts'
import { useHotel } from '../../desk/use-hotel.ts'
import { usePayment } from '../../desk/use-payment.ts'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { showProblem } from '../../ui/show-problem.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { EnterForm } from '../../ui/enter-form.tsx'
import { NoticeBox } from '../../ui/notice-box.tsx'

interface PaymentDialogProps {
  readonly bookingId: string
  readonly onDone: () => void
}

/** Takes money from a guest: P, a digit for the method, Enter. */
export function PaymentDialog({ bookingId, onDone }: PaymentDialogProps) {
  const t = useWords()
  return (
    <BookingDialog bookingId={bookingId} title={t('job.payment')} onClose={onDone}>
      {(booking) => <TakePayment booking={booking} onDone={onDone} />}
    </BookingDialog>
  )
}

function TakePayment({ booking, onDone }: { readonly booking: BookingDetail; readonly onDone: () => void }) {
  const t = useWords()
  const { businessDate } = useHotel()
  const { amount, money } = useFormats()
  const take = useAction('folio.takePayment')
  const tell = useNotices((state) => state.tell)
  const due = dueNow(booking, businessDate)
  const wholeStay = booking.balanceMinor + booking.unpostedMinor
  const depositMinor = booking.deposit?.openMinor ?? 0
  const form = usePayment(depositMinor > 0 ? depositMinor : due > 0 ? due : wholeStay)
  const excess = form.amountMinor === null ? 0 : form.amountMinor - wholeStay

  async function finish() {
    const payment = form.submit()
    const done = payment && (await take.run({ bookingId: booking.bookingId, payment }))
    if (!done) return showProblem()
    const values = {
      code: done.paymentCode,
      amount: money(payment.amountMinor),
      change: money(done.changeMinor),
    }
    tell({ text: t(done.changeMinor > 0 ? 'done.paidWithChange' : 'done.paid', values) })
    onDone()
  }

  useFinishKey(() => void finish())

  return (
    <Dialog
      title={<StayTitle task={t('job.payment')} booking={booking} />}
      closeLabel={t('action.close')}
      onClose={onDone}
      footer={
        <>
          <p className="dialog-foot-note soft">{t('payment.due', { amount: money(due) })}</p>
          <Button onPress={onDone}>{t('action.cancel')}</Button>
          <Button kind="primary" {...hintOf('finish')} isBusy={take.running} onPress={() => void finish()}>
            {form.amountMinor === null
              ? t('payment.take')
              : t('payment.takeAmount', { amount: money(form.amountMinor) })}
          </Button>
        </>
      }
    >
      <EnterForm action={t('payment.take')} onEnter={() => void finish()}>
        <PaymentFields
          draft={form.draft}
          onChange={form.setDraft}
          problems={form.problems}
          offers={[
            ...(depositMinor > 0
              ? [{ label: t('deposit.offer', { amount: amount(depositMinor) }), value: amount(depositMinor) }]
              : []),
            ...(due > 0
              ? [{ label: t('payment.offerDue', { amount: amount(due) }), value: amount(due) }]
              : []),
            ...(wholeStay > 0 && wholeStay !== due
              ? [{ label: t('payment.offerStay', { amount: amount(wholeStay) }), value: amount(wholeStay) }]
              : []),
          ]}
          autoFocus
        />
        <Change changeMinor={form.changeMinor} />
        {excess > 0 && <NoticeBox tone="warn">{t('payment.excess', { amount: money(excess) })}</NoticeBox>}
        <Refusal error={take.error} />
      </EnterForm>
    </Dialog>
  )
}
