import type { GuestProfile } from '../../../shared/contract/calls/guest.ts'
import { StayStatus } from '../../desk/stay-status.tsx'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'
import { FieldsGroup } from './fields-group.tsx'

interface StaysListProps {
  readonly guest: GuestProfile
  readonly onOpen: (bookingId: string) => void
}

/** Every stay that this terminal knows of, the newest first. */
export function StaysList({ guest, onOpen }: StaysListProps) {
  const t = useWords()
  const { day, money } = useFormats()
  const { stays, staysCount, spentMinor, mergedFrom } = guest
  return (
    <FieldsGroup title={t('profile.stays')}>
      <p className="soft">{t('profile.staysSum', { count: staysCount, amount: money(spentMinor) })}</p>
      {mergedFrom.length > 0 && (
        <p className="faint">{t('profile.mergedFrom', { count: mergedFrom.length })}</p>
      )}
      {stays.length === 0 && <p className="faint">{t('profile.noStays')}</p>}
      <ul className="profile-stays">
        {stays.map((stay) => (
          <li key={stay.bookingId}>
            <button type="button" className="profile-stay" onClick={() => onOpen(stay.bookingId)}>
              <span>
                {day(stay.arrival, 'full')} – {day(stay.departure, 'full')}
              </span>
              <StayStatus status={stay.status} />
              <span className="faint">{[stay.code, stay.roomNumber].filter(Boolean).join(' · ')}</span>
              {stay.balanceMinor !== 0 && <span className="figure">{money(stay.balanceMinor)}</span>}
            </button>
          </li>
        ))}
      </ul>
    </FieldsGroup>
  )
}
