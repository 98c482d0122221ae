import type { GuestChoice } from '../../../shared/contract/calls/booking.ts'
import { useWords } from '../../language/use-words.ts'
import { TextField } from '../../ui/text-field.tsx'

type NewGuest = Extract<GuestChoice, { kind: 'new' }>

interface NewGuestFieldsProps {
  readonly guest: NewGuest
  readonly onGuest: (guest: NewGuest) => void
}

/** How to reach somebody who has not been here before; all of it may wait. */
export function NewGuestFields({ guest, onGuest }: NewGuestFieldsProps) {
  const t = useWords()
  return (
    <div className="new-guest">
      <TextField
        label={t('guest.phone')}
        type="tel"
        value={guest.phone}
        onChange={(phone) => onGuest({ ...guest, phone })}
        maxLength={20}
        autoComplete="off"
      />
      <TextField
        label={t('guest.email')}
        type="email"
        value={guest.email}
        onChange={(email) => onGuest({ ...guest, email })}
        maxLength={255}
        autoComplete="off"
      />
      <TextField
        label={t('guest.nationality')}
        value={guest.nationality}
        onChange={(nationality) => onGuest({ ...guest, nationality })}
        maxLength={50}
        autoComplete="off"
      />
    </div>
  )
}
