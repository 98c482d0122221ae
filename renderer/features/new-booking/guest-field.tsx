import { UserRound, X } from 'lucide-react'
import { useState } from 'react'
import type { GuestChoice } from '../../../shared/contract/calls/booking.ts'
import { GuestCombo } from '../../desk/guest-combo.tsx'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { AlreadyKnown } from './already-known.tsx'
import { NewGuestFields } from './new-guest-fields.tsx'

interface GuestFieldProps {
  readonly guest: GuestChoice | null
  readonly onGuest: (guest: GuestChoice | null) => void
  /** Name of the guest, where one was chosen before this form opened. */
  readonly knownName?: string | undefined
  readonly problem?: string | undefined
  readonly autoFocus?: boolean
}

/** Who the booking is for: somebody known, found while the name is typed, or else somebody new by that name. */
export function GuestField({ guest, onGuest, knownName, problem, autoFocus = false }: GuestFieldProps) {
  const t = useWords()
  const [text, setText] = useState(guest?.kind === 'new' ? guest.fullName : '')
  const [chosenName, setChosenName] = useState(knownName ?? '')

  function type(typed: string) {
    setText(typed)
    const rest = guest?.kind === 'new' ? guest : { phone: '', email: '', nationality: '' }
    onGuest(typed.trim() === '' ? null : { ...rest, kind: 'new', fullName: typed })
  }

  function take(known: { readonly guestId: string; readonly fullName: string }) {
    setChosenName(known.fullName)
    onGuest({ kind: 'known', guestId: known.guestId })
  }

  if (guest?.kind === 'known') {
    return (
      <div className="field">
        <span className="field-label">{t('guest.label')}</span>
        <div className="known-guest">
          <UserRound aria-hidden="true" />
          <strong className="cut">{chosenName}</strong>
          <Button
            kind="quiet"
            size="small"
            icon={<X />}
            name={t('guest.other')}
            autoFocus
            onPress={() => {
              setText('')
              onGuest(null)
            }}
          />
        </div>
      </div>
    )
  }
  return (
    <>
      <GuestCombo
        label={t('guest.label')}
        text={text}
        onText={type}
        onChoose={take}
        placeholder={t('guest.placeholder')}
        help={guest?.kind === 'new' ? t('guest.willBeNew') : undefined}
        problem={problem}
        autoFocus={autoFocus}
      />
      {guest?.kind === 'new' && (
        <>
          <AlreadyKnown guest={guest} onKnown={take} />
          <NewGuestFields guest={guest} onGuest={onGuest} />
        </>
      )}
    </>
  )
}
