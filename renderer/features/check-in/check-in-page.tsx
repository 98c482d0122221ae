import { useState, type ReactNode } from 'react'
import type { BookingDetail } from '../../../shared/contract/calls/booking.ts'
import { isOverridable } from '../../../shared/domain/stay/check-in-blockers.ts'
import { useAction } from '../../bridge/use-action.ts'
import { hintOf } from '../../desk/keys.ts'
import { undoable, useNotices } from '../../desk/notices.ts'
import { PopUps } from '../../desk/pop-ups.tsx'
import { Refusal } from '../../desk/refusal.tsx'
import { StayTitle } from '../../desk/stay-title.tsx'
import { useAnsweredAction } from '../../desk/use-answered-action.ts'
import { useFinishKey } from '../../desk/use-finish-key.ts'
import { useFormats } from '../../desk/use-formats.ts'
import { usePayment } from '../../desk/use-payment.ts'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { showProblem } from '../../ui/show-problem.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { BlockerList } from './blocker-list.tsx'
import { MoneyColumn } from './money-column.tsx'
import { PartyColumn } from './party-column.tsx'
import { RoomColumn } from './room-column.tsx'
import './check-in.css'

interface CheckInPageProps {
  readonly booking: BookingDetail
  readonly cardOf: (bookingId: string, onDone: () => void) => ReactNode
  readonly onDone: () => void
}

/** Party left, room and nights in the middle, money right, and on top everything that is in the way. */
export function CheckInPage({ booking, cardOf, onDone }: CheckInPageProps) {
  const t = useWords()
  const { money } = useFormats()
  const checkIn = useAnsweredAction('booking.checkIn')
  const takePayment = useAction('folio.takePayment')
  const tell = useNotices((state) => state.tell)
  const [reason, setReason] = useState('')
  const [choosingRoom, setChoosingRoom] = useState(false)
  const [paying, setPaying] = useState(false)
  const [showsCard, setShowsCard] = useState(false)
  const payment = usePayment(booking.balanceMinor + booking.unpostedMinor)

  const hard = booking.blockers.filter((blocker) => !isOverridable(blocker))
  // the deposit is part of what is paid now
  const paysDeposit = paying && (payment.amountMinor ?? 0) >= (booking.deposit?.openMinor ?? 0)
  const soft = booking.blockers
    .filter(isOverridable)
    .filter((blocker) => blocker !== 'deposit_due' || !paysDeposit)
  const mayFinish = hard.length === 0 && (soft.length === 0 || reason.trim() !== '')
  const running = checkIn.running || takePayment.running

  async function finish() {
    if (!mayFinish || running) return
    if (paying && !(await pay())) return showProblem()
    const override = soft.length > 0 ? { override: { reason: reason.trim() } } : {}
    const done = await checkIn.run({ bookingId: booking.bookingId, ...override })
    if (!done) return showProblem()
    tell({
      text: t('done.checkedIn', { guest: booking.guest.fullName, room: done.booking.roomNumber ?? '' }),
      undoBookingId: undoable(done.booking),
    })
    onDone()
  }

  /** Money is taken first; once it is, the form closes, so that trying again does not take it twice. */
  async function pay(): Promise<boolean> {
    const ready = payment.submit()
    const done = ready && (await takePayment.run({ bookingId: booking.bookingId, payment: ready }))
    if (done) setPaying(false)
    return done !== undefined
  }

  useFinishKey(() => void finish())

  return (
    <>
      <Dialog
        width="wide"
        title={<StayTitle task={t('job.checkIn')} booking={booking} />}
        closeLabel={t('action.close')}
        onClose={onDone}
        footer={
          <>
            <div className="dialog-foot-note">
              {!mayFinish && <p className="soft">{t('checkIn.notYet')}</p>}
            </div>
            <Button onPress={onDone}>{t('action.cancel')}</Button>
            <Button
              kind="primary"
              size="large"
              {...hintOf('finish')}
              isDisabled={!mayFinish}
              isBusy={running}
              data-next-focus
              onPress={() => void finish()}
              autoFocus={booking.blockers.length === 0}
            >
              {paying && payment.amountMinor !== null
                ? t('checkIn.payAndFinish', { amount: money(payment.amountMinor) })
                : t('job.checkIn')}
            </Button>
          </>
        }
      >
        <div className="stack">
          <PopUps bookingId={booking.bookingId} at="check_in" />
          <BlockerList
            booking={booking}
            reason={reason}
            onReason={setReason}
            onPay={() => setPaying(true)}
            answered={paysDeposit ? ['deposit_due'] : []}
            onChooseRoom={() => setChoosingRoom(true)}
          />
          <Refusal error={checkIn.error ?? takePayment.error} />
          <div className="check-in-columns">
            <PartyColumn booking={booking} onCard={() => setShowsCard(true)} />
            <RoomColumn
              booking={booking}
              choosing={choosingRoom || booking.roomId === null}
              onChoosing={setChoosingRoom}
            />
            <MoneyColumn booking={booking} paying={paying} onPaying={setPaying} payment={payment} />
          </div>
        </div>
      </Dialog>
      {checkIn.approvalDialog}
      {showsCard && cardOf(booking.bookingId, () => setShowsCard(false))}
    </>
  )
}
