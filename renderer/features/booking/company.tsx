import { X } from 'lucide-react'
import { useState } from 'react'
import { useAction } from '../../bridge/use-action.ts'
import { useCall } from '../../bridge/use-call.ts'
import { GuestFlags } from '../../desk/guest-flags.tsx'
import { Refusal } from '../../desk/refusal.tsx'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { EnterForm } from '../../ui/enter-form.tsx'
import { Switch } from '../../ui/switch.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { Section } from './section.tsx'

/** Who stays with the guest: every one of them by name, and whoever is not wanted is refused. */
export function Company({ bookingId }: { readonly bookingId: string }) {
  const t = useWords()
  const { value } = useCall('booking.guests', { bookingId })
  const add = useAction('booking.addGuest')
  const remove = useAction('booking.removeGuest')
  const [fullName, setFullName] = useState('')
  const [isChild, setIsChild] = useState(false)
  const companions = value?.guests ?? []

  async function finish() {
    if (fullName.trim() === '') return
    const done = await add.run({ bookingId, fullName: fullName.trim(), isChild })
    if (!done) return
    setFullName('')
    setIsChild(false)
  }

  return (
    <Section title={t('company.title')}>
      {value && companions.length === 0 && <p className="faint">{t('company.none')}</p>}
      <ul>
        {companions.map(({ bookingGuestId, fullName: name, isChild: child, blacklisted }) => (
          <li key={bookingGuestId} className="company-line">
            <span className="cut">{name}</span>
            {child && <span className="faint">{t('company.child')}</span>}
            <GuestFlags vip={false} blacklisted={blacklisted} />
            <Button
              kind="quiet"
              size="small"
              icon={<X />}
              name={t('company.remove', { name })}
              onPress={() => void remove.run({ bookingId, bookingGuestId })}
            />
          </li>
        ))}
      </ul>
      <EnterForm className="company-form" action={t('company.add')} onEnter={() => void finish()}>
        <TextField label={t('company.name')} value={fullName} onChange={setFullName} maxLength={100} />
        <Switch isSelected={isChild} onChange={setIsChild}>
          {t('company.child')}
        </Switch>
        <Button isDisabled={fullName.trim() === ''} isBusy={add.running} onPress={() => void finish()}>
          {t('company.add')}
        </Button>
      </EnterForm>
      <Refusal error={add.error ?? remove.error} />
    </Section>
  )
}
