import { useState } from 'react'
import { useAction } from '../../bridge/use-action.ts'
import { undoable, useNotices } from '../../desk/notices.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { useWords } from '../../language/use-words.ts'
import { showProblem } from '../../ui/show-problem.ts'
import { Switch } from '../../ui/switch.tsx'
import { ChangeDialog, type StayChangeProps } from './change-dialog.tsx'

/** A guest who was let in today is expected again. */
export function UndoCheckIn({ booking, onDone }: StayChangeProps) {
  const t = useWords()
  const undo = useAction('booking.undoCheckIn')
  const tell = useNotices((state) => state.tell)
  const [roomUsed, setRoomUsed] = useState(true)

  async function finish() {
    const done = await undo.run({ bookingId: booking.bookingId, roomUsed })
    if (!done) return showProblem()
    tell({
      text: t('done.undoneCheckIn', { guest: booking.guest.fullName }),
      undoBookingId: undoable(done.booking),
    })
    onDone()
  }

  return (
    <ChangeDialog
      booking={booking}
      task={t('job.undoCheckIn')}
      isBusy={undo.running}
      onFinish={() => void finish()}
      onClose={onDone}
    >
      <p className="soft">{t('change.undoIntro')}</p>
      <Switch isSelected={roomUsed} onChange={setRoomUsed}>
        {t('change.roomUsed')}
      </Switch>
      <Refusal error={undo.error} />
    </ChangeDialog>
  )
}
