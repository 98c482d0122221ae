import { useCallback, useState } from 'react'
import type { BookingDetail } from '../../../shared/contract/calls/booking.ts'
import type { CallError } from '../../../shared/contract/errors.ts'
import { useAction } from '../../bridge/use-action.ts'
import { BookingDialog } from '../../desk/booking-dialog.tsx'
import { Change } from '../../desk/change.tsx'
import { dueToLeave } from '../../desk/due.ts'
import { hintOf } from '../../desk/keys.ts'
import { undoable, useNotices } from '../../desk/notices.ts'
import { PaymentFields } from '../../desk/payment-fields.tsx'
import { PopUps } from '../../desk/pop-ups.tsx'
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
import { CheckOutSum } from './check-out-sum.tsx'
import './check-out.css'

interface CheckOutDialogProps {
  readonly bookingId: string
  readonly onDone: () => void
}

/** Lets a guest go: the bill on the left, what is still owed on the right, both settled in one step. */
export function CheckOutDialog({ bookingId, onDone }: CheckOutDialogProps) {
  const t = useWords()
  return (
    <BookingDialog bookingId={bookingId} title={t('job.checkOut')} onClose={onDone}>
      {(booking) => <CheckOut booking={booking} onDone={onDone} />}
    </BookingDialog>
  )
}

interface CheckOutProps {
  readonly booking: BookingDetail
  readonly onDone: () => void
}

/** Reckons what is due; where the terminal reckons otherwise (a day's use, a price since changed), it is right. */
function CheckOut({ booking, onDone }: CheckOutProps) {
  const { businessDate } = useHotel()
  const [openMinor, setOpenMinor] = useState<number | null>(null)
  return (
    <Settle
      key={openMinor}
      booking={booking}
      dueMinor={openMinor ?? dueToLeave(booking, businessDate)}
      onStillOpen={setOpenMinor}
      onDone={onDone}
    />
  )
}

interface SettleProps extends CheckOutProps {
  readonly dueMinor: number
  readonly onStillOpen: (balanceMinor: number) => void
}

function Settle({ booking, dueMinor: due, onStillOpen, onDone }: SettleProps) {
  const t = useWords()
  const { businessDate } = useHotel()
  const { day, money } = useFormats()
  const refused = useCallback(
    ({ code, data }: CallError) => {
      const balanceMinor = data?.['balanceMinor']
      if (code === 'balance_open' && typeof balanceMinor === 'number') onStillOpen(balanceMinor)
    },
    [onStillOpen],
  )
  const checkOut = useAction('booking.checkOut', refused)
  const takePayment = useAction('folio.takePayment')
  const tell = useNotices((state) => state.tell)
  const payment = usePayment(due)
  const owes = due > 0
  const running = checkOut.running || takePayment.running

  async function finish() {
    if (running) return
    if (owes && !(await pay())) return showProblem()
    const done = await checkOut.run({ bookingId: booking.bookingId })
    if (!done) return showProblem()
    tell({
      text: t('done.checkedOut', { guest: booking.guest.fullName, room: booking.roomNumber ?? '' }),
      undoBookingId: undoable(done.booking),
    })
    onDone()
  }

  async function pay(): Promise<boolean> {
    const ready = payment.submit()
    const done = ready && (await takePayment.run({ bookingId: booking.bookingId, payment: ready }))
    return done !== undefined
  }

  useFinishKey(() => void finish())

  return (
    <Dialog
      width="wide"
      title={<StayTitle task={t('job.checkOut')} booking={booking} />}
      closeLabel={t('action.close')}
      onClose={onDone}
      footer={
        <>
          <span className="dialog-foot-note" />
          <Button onPress={onDone}>{t('action.cancel')}</Button>
          <Button
            kind="primary"
            size="large"
            {...hintOf('finish')}
            isBusy={running}
            data-next-focus
            onPress={() => void finish()}
            autoFocus={!owes}
          >
            {owes && payment.amountMinor !== null
              ? t('checkOut.payAndFinish', { amount: money(payment.amountMinor) })
              : t('job.checkOut')}
          </Button>
        </>
      }
    >
      <div className="stack">
        <PopUps bookingId={booking.bookingId} at="check_out" />
        {booking.status === 'checked_in' && booking.departure > businessDate && (
          <NoticeBox tone="warn">{t('checkOut.early', { day: day(booking.departure) })}</NoticeBox>
        )}
        {booking.status !== 'checked_in' && <NoticeBox tone="bad">{t('checkOut.notInHouse')}</NoticeBox>}
        <Refusal error={checkOut.error ?? takePayment.error} />
        <EnterForm className="check-out-columns" action={t('job.checkOut')} onEnter={() => void finish()}>
          <CheckOutSum booking={booking} dueMinor={due} />
          <section className="stack check-out-money">
            {owes ? (
              <>
                <PaymentFields
                  draft={payment.draft}
                  onChange={payment.setDraft}
                  problems={payment.problems}
                  autoFocus
                />
                <Change changeMinor={payment.changeMinor} />
              </>
            ) : (
              <NoticeBox tone={due === 0 ? 'good' : 'warn'}>
                {due === 0 ? t('checkOut.settled') : t('checkOut.credit', { amount: money(-due) })}
              </NoticeBox>
            )}
          </section>
        </EnterForm>
      </div>
    </Dialog>
  )
}
