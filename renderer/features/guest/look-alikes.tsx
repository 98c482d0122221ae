import { useState } from 'react'
import type { GuestProfile } from '../../../shared/contract/calls/guest.ts'
import { useCall } from '../../bridge/use-call.ts'
import { AlikeFacts } from '../../desk/alike-facts.tsx'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { FieldsGroup } from './fields-group.tsx'
import type { GuestDraft } from './guest-draft.ts'

interface LookAlikesProps {
  readonly guest: GuestProfile
  readonly draft: GuestDraft
  readonly onCompare: (guestId: string) => void
}

/** Other records of what may be the same person, and the way to any other. */
export function LookAlikes({ guest, draft, onCompare }: LookAlikesProps) {
  const t = useWords()
  const { fullName, email, phone } = draft
  const dateOfBirth = draft.dateOfBirth < '1890-01-01' ? '' : draft.dateOfBirth
  const { value } = useCall('guest.duplicates', {
    guestId: guest.guestId,
    fullName,
    email,
    phone,
    dateOfBirth,
  })
  const [text, setText] = useState('')
  const asked = text.trim()
  const found = useCall('guest.find', asked === '' ? null : { text: asked, limit: 6 }).value?.guests ?? []
  const others = found.filter(({ guestId }) => guestId !== guest.guestId)
  const alike = value?.guests ?? []
  return (
    <FieldsGroup title={t('alike.records')}>
      <ul className="profile-alike">
        {alike.map((other) => (
          <li key={other.guestId}>
            <AlikeFacts guest={other} />
            <Button size="small" onPress={() => onCompare(other.guestId)}>
              {t('alike.compare', { guest: other.fullName })}
            </Button>
          </li>
        ))}
      </ul>
      <TextField
        label={t('alike.other')}
        placeholder={t('guest.placeholder')}
        value={text}
        onChange={setText}
        maxLength={100}
        autoComplete="off"
      />
      <ul className="profile-alike">
        {others.map((other) => (
          <li key={other.guestId}>
            <span className="faint cut">{other.phone ?? other.email ?? t('guest.noContact')}</span>
            <Button size="small" onPress={() => onCompare(other.guestId)}>
              {t('alike.compare', { guest: other.fullName })}
            </Button>
          </li>
        ))}
      </ul>
    </FieldsGroup>
  )
}
