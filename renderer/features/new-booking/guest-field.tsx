import { UserRound, X } from 'lucide-react'
import { useState } from 'react'
import {
  ComboBox,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Text,
} from 'react-aria-components'
import type { GuestChoice } from '../../../shared/contract/calls/booking.ts'
import { useCall } from '../../bridge/use-call.ts'
import { GuestFlags } from '../../desk/guest-flags.tsx'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { useLast } from '../../ui/use-last.ts'
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
  const { day } = useFormats()
  const [text, setText] = useState('')
  const [chosenName, setChosenName] = useState(knownName ?? '')
  const asked = text.trim()
  const { value } = useCall(
    'guest.find',
    asked === '' || guest?.kind === 'known' ? null : { text: asked, limit: 8 },
  )
  const found = useLast(value?.guests) ?? []
  const guests = asked === '' ? [] : found

  function type(typed: string) {
    setText(typed)
    const rest = guest?.kind === 'new' ? guest : { phone: '', email: '', nationality: '' }
    onGuest(typed.trim() === '' ? null : { ...rest, kind: 'new', fullName: typed })
  }

  function choose(key: string) {
    const known = guests.find(({ guestId }) => guestId === key)
    if (known) take(known)
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
      <ComboBox
        className="field"
        items={guests}
        value={null}
        onChange={(key) => key !== null && choose(String(key))}
        inputValue={text}
        onInputChange={type}
        allowsCustomValue
        menuTrigger="input"
        isInvalid={problem !== undefined}
        validationBehavior="aria"
        autoFocus={autoFocus}
      >
        <Label className="field-label">{t('guest.label')}</Label>
        <Input
          className="field-input"
          placeholder={t('guest.placeholder')}
          maxLength={100}
          autoComplete="off"
        />
        {problem === undefined && guest?.kind === 'new' && (
          <Text slot="description" className="field-help">
            {t('guest.willBeNew')}
          </Text>
        )}
        <FieldError className="field-problem">{problem}</FieldError>
        <Popover className="popover select-popover">
          <ListBox className="menu">
            {guests.map((known) => (
              <ListBoxItem
                key={known.guestId}
                id={known.guestId}
                className="menu-item guest-hit"
                textValue={known.fullName}
              >
                <UserRound aria-hidden="true" />
                <span className="cut">{known.fullName}</span>
                <GuestFlags vip={known.vip} blacklisted={known.blacklisted} />
                <span className="faint cut">
                  {[
                    known.phone ?? known.email,
                    known.lastStay !== null && t('guest.lastStay', { day: day(known.lastStay, 'full') }),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </ListBoxItem>
            ))}
          </ListBox>
        </Popover>
      </ComboBox>
      {guest?.kind === 'new' && (
        <>
          <AlreadyKnown guest={guest} onKnown={take} />
          <NewGuestFields guest={guest} onGuest={onGuest} />
        </>
      )}
    </>
  )
}
