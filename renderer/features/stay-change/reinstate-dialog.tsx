import { useAction } from '../../bridge/use-action.ts'
import { undoable, useNotices } from '../../desk/notices.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { useWords } from '../../language/use-words.ts'
import { showProblem } from '../../ui/show-problem.ts'
import { ChangeDialog, type StayChangeProps } from './change-dialog.tsx'

/** Takes up a stay that was called off, did not come, or has left today. */
export function Reinstate({ booking, onDone }: StayChangeProps) {
  const t = useWords()
  const reinstate = useAction('booking.reinstate')
  const tell = useNotices((state) => state.tell)

  async function finish() {
    const done = await reinstate.run({ bookingId: booking.bookingId })
    if (!done) return showProblem()
    tell({
      text: t('done.reinstated', { guest: booking.guest.fullName }),
      undoBookingId: undoable(done.booking),
    })
    onDone()
  }

  return (
    <ChangeDialog
      booking={booking}
      task={t('job.reinstate')}
      isBusy={reinstate.running}
      onFinish={() => void finish()}
      onClose={onDone}
    >
      <p className="soft">{t('change.reinstateIntro')}</p>
      <Refusal error={reinstate.error} />
    </ChangeDialog>
  )
}
