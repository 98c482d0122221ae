import { useState, type ReactNode } from 'react'
import { useCall } from '../../bridge/use-call.ts'
import { ReadingDialog } from '../../desk/reading-dialog.tsx'
import { useWords } from '../../language/use-words.ts'
import { DayChecklist } from './day-checklist.tsx'
import { DayClosed, type ClosedDay } from './day-closed.tsx'
import type { Decisions } from './decisions.ts'
import './end-day.css'

/** What can be done about a stay that is in the way, each in its own dialog. */
export interface StayErrand {
  readonly kind: 'checkIn' | 'checkOut'
  readonly bookingId: string
}

interface EndDayDialogProps {
  readonly onDone: () => void
  readonly onOpenBooking: (bookingId: string) => void
  readonly onConflicts: () => void
  /** The errand's own dialog, in the place of this one; what was decided here stays. */
  readonly errandOf: (errand: StayErrand, onDone: () => void) => ReactNode
}

/** Ends the hotel's day: what is in the way with what clears it, then the roll, then what came of it. */
export function EndDayDialog({ onDone, onOpenBooking, onConflicts, errandOf }: EndDayDialogProps) {
  const t = useWords()
  const { value: status, error } = useCall('day.status', {})
  const [decisions, setDecisions] = useState<Decisions>({})
  const [errand, setErrand] = useState<StayErrand | null>(null)
  const [closed, setClosed] = useState<ClosedDay | null>(null)

  if (closed !== null) return <DayClosed closed={closed} onDone={onDone} />
  if (errand !== null) return errandOf(errand, () => setErrand(null))
  if (status === undefined) {
    return <ReadingDialog title={t('day.title')} reading={t('day.reading')} error={error} onClose={onDone} />
  }
  return (
    <DayChecklist
      status={status}
      decisions={decisions}
      onDecide={(bookingId, decision) => setDecisions({ ...decisions, [bookingId]: decision })}
      onErrand={setErrand}
      onOpenBooking={onOpenBooking}
      onConflicts={onConflicts}
      onClosed={setClosed}
      onLeave={onDone}
    />
  )
}
