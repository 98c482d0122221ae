import type { BookingDetail } from '../../../shared/contract/calls/booking.ts'
import { FileSignature } from 'lucide-react'
import { GuestFlags } from '../../desk/guest-flags.tsx'
import { useMay } from '../../desk/may.ts'
import { noteWords } from '../../desk/note-words.ts'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'

interface PartyColumnProps {
  readonly booking: BookingDetail
  /** Shows what the guests sign. */
  readonly onCard: () => void
}

/** Who is standing at the desk. */
export function PartyColumn({ booking, onCard }: PartyColumnProps) {
  const t = useWords()
  const may = useMay()
  const { guest } = booking
  const facts = [
    { label: t('guest.phone'), value: guest.phone },
    { label: t('guest.email'), value: guest.email },
    { label: t('guest.nationality'), value: guest.nationality },
  ]
  return (
    <section className="check-in-column">
      <h3 className="check-in-heading">{t('checkIn.party')}</h3>
      <p className="check-in-name">{guest.fullName}</p>
      <p className="check-in-flags">
        <GuestFlags vip={guest.vip} blacklisted={guest.blacklisted} />
        <span className="soft">
          {t('booking.party', { adults: booking.adults, children: booking.children })}
        </span>
        <span className="faint">{t('guest.staysBefore', { count: guest.staysBefore })}</span>
      </p>
      <dl className="check-in-facts">
        {facts.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className={value === null ? 'faint' : ''}>{value ?? t('guest.unknown')}</dd>
          </div>
        ))}
      </dl>
      {may('document.registration') && (
        <Button icon={<FileSignature />} onPress={onCard}>
          {t('job.registration')}
        </Button>
      )}
      {booking.specialRequests !== '' && <Note title={t('notes.requests')} text={booking.specialRequests} />}
      {booking.internalNotes !== '' && (
        <Note title={t('notes.internal')} text={noteWords(t, booking.internalNotes)} />
      )}
    </section>
  )
}

function Note({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <div className="check-in-note">
      <h4 className="field-label">{title}</h4>
      <p>{text}</p>
    </div>
  )
}
