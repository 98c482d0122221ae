import { useCall } from '../../bridge/use-call.ts'
import { GuestFlags } from '../../desk/guest-flags.tsx'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { useLast } from '../../ui/use-last.ts'
import type { KnownGuest } from './use-new-booking.ts'

interface OnRecordProps {
  readonly fullName: string
  readonly onKnown: (guest: KnownGuest) => void
}

/** Who on record may be meant by a name, often a surname alone, in a line. Nobody is taken for anybody by themselves. */
export function OnRecord({ fullName, onKnown }: OnRecordProps) {
  const t = useWords()
  const { day } = useFormats()
  const { value } = useCall('guest.find', fullName.length > 1 ? { text: fullName, limit: 4 } : null)
  const found = useLast(value?.guests) ?? []
  if (found.length === 0) return null
  return (
    <section className="on-record" aria-label={t('walk.onRecord')}>
      <h3 className="field-label">{t('walk.onRecord')}</h3>
      <ul>
        {found.map((guest) => (
          <li key={guest.guestId}>
            <Button size="small" onPress={() => onKnown(guest)}>
              <span className="cut">{guest.fullName}</span>
            </Button>
            <GuestFlags vip={guest.vip} blacklisted={guest.blacklisted} />
            <span className="faint cut">
              {[
                guest.phone ?? guest.email,
                guest.lastStay !== null && t('guest.lastStay', { day: day(guest.lastStay, 'full') }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
