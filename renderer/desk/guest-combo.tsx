import { UserRound } from 'lucide-react'
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
import type { CallOutput } from '../../shared/contract/index.ts'
import { useCall } from '../bridge/use-call.ts'
import { useWords } from '../language/use-words.ts'
import { useLast } from '../ui/use-last.ts'
import { GuestFlags } from './guest-flags.tsx'
import { useFormats } from './use-formats.ts'
import './guest-combo.css'

export type FoundGuest = CallOutput<'guest.find'>['guests'][number]

interface GuestComboProps {
  readonly label: string
  /** The label is to be heard, not seen: in a list of such fields. */
  readonly hideLabel?: boolean
  readonly text: string
  readonly onText: (text: string) => void
  readonly onChoose: (guest: FoundGuest) => void
  /** Nobody is looked for: somebody was chosen already. */
  readonly isSettled?: boolean
  readonly placeholder?: string
  readonly help?: string | undefined
  readonly problem?: string | undefined
  readonly autoFocus?: boolean
}

/** A name being typed, with those on record who might be meant; arrows choose one, anything else is a new name. */
export function GuestCombo({
  label,
  hideLabel = false,
  text,
  onText,
  onChoose,
  isSettled = false,
  placeholder = '',
  help,
  problem,
  autoFocus = false,
}: GuestComboProps) {
  const t = useWords()
  const { day } = useFormats()
  const asked = isSettled ? '' : text.trim()
  const { value } = useCall('guest.find', asked === '' ? null : { text: asked, limit: 8 })
  const found = useLast(value?.guests) ?? []
  const guests = asked === '' ? [] : found

  function choose(key: string) {
    guests.filter(({ guestId }) => guestId === key).forEach(onChoose)
  }

  return (
    <ComboBox
      className="field"
      items={guests}
      value={null}
      onChange={(key) => key !== null && choose(String(key))}
      inputValue={text}
      onInputChange={onText}
      allowsCustomValue
      menuTrigger="input"
      isInvalid={problem !== undefined}
      validationBehavior="aria"
      autoFocus={autoFocus}
    >
      <Label className={hideLabel ? 'unseen' : 'field-label'}>{label}</Label>
      <Input className="field-input" placeholder={placeholder} maxLength={100} autoComplete="off" />
      {problem === undefined && help !== undefined && (
        <Text slot="description" className="field-help">
          {help}
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
  )
}
