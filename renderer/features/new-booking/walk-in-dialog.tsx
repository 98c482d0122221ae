import { useState } from 'react'
import { NewBookingDialog } from './new-booking-dialog.tsx'
import type { SaidWalkIn } from './use-new-booking.ts'
import { WalkInLineDialog } from './walk-in-line-dialog.tsx'

interface WalkInDialogProps {
  /** What was typed elsewhere already. */
  readonly line?: string | undefined
  readonly onClose: () => void
  readonly onBooked: (bookingId: string) => void
}

/** Somebody stands at the desk: one line for who types, and a form, with all that the line said, for who would rather. */
export function WalkInDialog({ line, onClose, onBooked }: WalkInDialogProps) {
  const [said, setSaid] = useState<SaidWalkIn | null>(null)
  return said === null ? (
    <WalkInLineDialog line={line} onClose={onClose} onBooked={onBooked} onForm={setSaid} />
  ) : (
    <NewBookingDialog walkIn said={said} onClose={onClose} onBooked={onBooked} />
  )
}
