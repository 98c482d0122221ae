import { useState } from 'react'
import { useAction } from '../../bridge/use-action.ts'
import { useCall } from '../../bridge/use-call.ts'
import { FeeSwitch } from '../../desk/fee-switch.tsx'
import { undoable, useNotices } from '../../desk/notices.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'
import { showProblem } from '../../ui/show-problem.ts'
import { ChangeDialog, type StayChangeProps } from './change-dialog.tsx'

/** Somebody who was expected did not come; the fee of the booking's policy is charged or let off. */
export function NoShow({ booking, onDone }: StayChangeProps) {
  const t = useWords()
  const { days } = useFormats()
  const { bookingId } = booking
  const fees = useCall('booking.quoteFees', { bookingId })
  const noShow = useAction('booking.noShow')
  const tell = useNotices((state) => state.tell)
  const [wanted, setWanted] = useState(true)
  const feeMinor = fees.value?.noShowMinor ?? 0

  async function finish() {
    if (!fees.value) return
    const done = await noShow.run({ bookingId, chargeFee: wanted && feeMinor > 0 })
    if (!done) return showProblem()
    tell({
      text: t('done.noShow', { guest: booking.guest.fullName }),
      undoBookingId: undoable(done.booking),
    })
    onDone()
  }

  return (
    <ChangeDialog
      booking={booking}
      task={t('job.noShow')}
      kind="danger"
      isBusy={noShow.running}
      onFinish={() => void finish()}
      onClose={onDone}
    >
      <p className="soft">{t('change.noShowIntro', { days: days(booking.arrival, booking.departure) })}</p>
      <FeeSwitch feeMinor={feeMinor} isCharged={wanted} onCharged={setWanted} />
      <Refusal error={noShow.error ?? fees.error} />
    </ChangeDialog>
  )
}
