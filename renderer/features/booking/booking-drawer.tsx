import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useCall } from '../../bridge/use-call.ts'
import { Refusal } from '../../desk/refusal.tsx'
import type { StayJobName } from '../../desk/stay-job.ts'
import { useMay } from '../../desk/may.ts'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { BookingActions } from './booking-actions.tsx'
import { BookingFacts } from './booking-facts.tsx'
import { Blockers } from './blockers.tsx'
import { Company } from './company.tsx'
import { Folio } from './folio.tsx'
import { Held } from './held.tsx'
import { History } from './history.tsx'
import { LeftWords } from './left-words.tsx'
import { Notes } from './notes.tsx'
import { Nightly } from '../../desk/nightly.tsx'
import { Overdue } from './overdue.tsx'
import { RoomPromise } from './room-promise.tsx'
import { Section } from './section.tsx'
import { Trouble } from './trouble.tsx'
import { Undisturbed } from './undisturbed.tsx'
import './booking-drawer.css'

interface BookingDrawerProps {
  readonly bookingId: string
  /** Above 0 when the drawer takes the focus, once per count. */
  readonly focusAsked: number
  readonly onClose: () => void
  /** Shows the stay's card at the conflict desk; null for those who may not. */
  readonly onSettle: (() => void) | null
  readonly onJob: (kind: StayJobName) => void
}

/** One booking, all of it, beside the list it was opened from. */
export function BookingDrawer({ bookingId, focusAsked, onClose, onSettle, onJob }: BookingDrawerProps) {
  const t = useWords()
  const may = useMay()
  const { value, error } = useCall('booking.get', { bookingId })
  const booking = value?.booking
  const drawer = useRef<HTMLElement>(null)

  useEffect(() => {
    if (focusAsked > 0) drawer.current?.focus()
  }, [focusAsked])

  return (
    <aside
      ref={drawer}
      tabIndex={-1}
      className="drawer"
      aria-label={t('booking.drawer')}
      data-booking-id={bookingId}
    >
      <div className="drawer-close">
        <Button
          kind="quiet"
          size="small"
          name={t('action.close')}
          icon={<X />}
          hint="Esc"
          onPress={onClose}
        />
      </div>
      {!booking && <Refusal error={error} />}
      {booking && (
        <>
          <BookingFacts booking={booking} />
          <div className="drawer-body">
            <RoomPromise booking={booking} onSettle={onSettle} />
            <Trouble booking={booking} />
            <Blockers booking={booking} />
            {may('booking.changeDates') && <Overdue booking={booking} onJob={onJob} />}
            <Held booking={booking} />
            <BookingActions booking={booking} onJob={onJob} />
            {may('booking.doNotDisturb') && <Undisturbed booking={booking} />}
            {may('note.list') && <LeftWords bookingId={bookingId} />}
            <Section title={t('folio.title')}>
              <Folio booking={booking} />
            </Section>
            <Section title={t('nights.title')}>
              <Nightly nightly={booking.nightly} totalMinor={booking.roomTotalMinor} />
            </Section>
            <Notes booking={booking} />
            {may('booking.guests') && <Company bookingId={bookingId} />}
            <Section title={t('history.title')}>
              <History booking={booking} />
            </Section>
          </div>
        </>
      )}
    </aside>
  )
}
