import { useState } from 'react'
import type { BookingDetail } from '../../../shared/contract/calls/booking.ts'
import { BookingDialog } from '../../desk/booking-dialog.tsx'
import { useDepositWords } from '../../desk/deposit-words.ts'
import { hintOf } from '../../desk/keys.ts'
import { undoable, useNotices } from '../../desk/notices.ts'
import { MoneyField } from '../../desk/money-field.tsx'
import { Refusal } from '../../desk/refusal.tsx'
import { StayTitle } from '../../desk/stay-title.tsx'
import { useAnsweredAction } from '../../desk/use-answered-action.ts'
import { useFinishKey } from '../../desk/use-finish-key.ts'
import { useFormats } from '../../desk/use-formats.ts'
import { useHotel } from '../../desk/use-hotel.ts'
import { useLocale } from '../../language/language.ts'
import { formatAmount, parseMoney } from '../../language/money.ts'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { EnterForm } from '../../ui/enter-form.tsx'
import { NoticeBox } from '../../ui/notice-box.tsx'
import { showProblem } from '../../ui/show-problem.ts'
import '../charge/charge.css'

interface DepositDialogProps {
  readonly bookingId: string
  readonly onDone: () => void
}

/** What a guest pays in advance, and by when. */
export function DepositDialog({ bookingId, onDone }: DepositDialogProps) {
  const t = useWords()
  return (
    <BookingDialog bookingId={bookingId} title={t('job.deposit')} onClose={onDone}>
      {(booking) => <AskDeposit booking={booking} onDone={onDone} />}
    </BookingDialog>
  )
}

function AskDeposit({ booking, onDone }: { readonly booking: BookingDetail; readonly onDone: () => void }) {
  const t = useWords()
  const locale = useLocale()
  const say = useDepositWords()
  const { businessDate, currency } = useHotel()
  const { day, money } = useFormats()
  const ask = useAnsweredAction('booking.setDeposit')
  const tell = useNotices((state) => state.tell)
  const { deposit, bookingId, code } = booking
  const [text, setText] = useState(deposit === null ? '' : formatAmount(locale, currency, deposit.askedMinor))
  const [dueOn, setDueOn] = useState(deposit?.dueOn ?? businessDate)
  const [tried, setTried] = useState(false)
  const amount = parseMoney(text, currency, locale)
  const problem = !amount.ok
    ? t(`money.${amount.error.code}`)
    : amount.value > booking.roomTotalMinor
      ? t('deposit.tooMuch')
      : undefined

  async function finish() {
    setTried(true)
    if (!amount.ok || problem !== undefined) return showProblem()
    const done = await ask.run({ bookingId, deposit: { amountMinor: amount.value, dueOn } })
    if (!done) return showProblem()
    const said = amount.value === 0 ? 'done.noDeposit' : 'done.deposit'
    tell({
      text: t(said, { code, amount: money(amount.value), day: day(dueOn) }),
      undoBookingId: undoable(done.booking),
    })
    onDone()
  }

  useFinishKey(() => void finish())

  return (
    <>
      <Dialog
        width="narrow"
        title={<StayTitle task={t('job.deposit')} booking={booking} />}
        closeLabel={t('action.close')}
        onClose={onDone}
        footer={
          <>
            <Button onPress={onDone}>{t('action.cancel')}</Button>
            <Button kind="primary" {...hintOf('finish')} isBusy={ask.running} onPress={() => void finish()}>
              {t('deposit.save')}
            </Button>
          </>
        }
      >
        <EnterForm action={t('deposit.save')} onEnter={() => void finish()}>
          {deposit && <NoticeBox tone={deposit.isDue ? 'warn' : 'quiet'}>{say(deposit)}</NoticeBox>}
          <div className="charge-figures">
            <MoneyField
              label={t('deposit.amount')}
              help={t('deposit.amountHelp')}
              text={text}
              onText={setText}
              problem={tried ? problem : undefined}
              autoFocus
            />
            <DateField label={t('deposit.dueOn')} value={dueOn} onChange={setDueOn} />
          </div>
          <Refusal error={ask.error} />
        </EnterForm>
      </Dialog>
      {ask.approvalDialog}
    </>
  )
}
