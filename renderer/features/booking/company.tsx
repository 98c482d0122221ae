import { X } from 'lucide-react'
import { useState } from 'react'
import { useAction } from '../../bridge/use-action.ts'
import { useCall } from '../../bridge/use-call.ts'
import { useAnsweredAction } from '../../desk/use-answered-action.ts'
import { GuestFlags } from '../../desk/guest-flags.tsx'
import { Refusal } from '../../desk/refusal.tsx'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { EnterForm } from '../../ui/enter-form.tsx'
import { DayField } from '../../ui/day-field.tsx'
import { Switch } from '../../ui/switch.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { Section } from './section.tsx'

/** Who stays with the guest: every one of them by name, and whoever is not wanted is refused. */
export function Company({ bookingId }: { readonly bookingId: string }) {
  const t = useWords()
  const { value } = useCall('booking.guests', { bookingId })
  const add = useAnsweredAction('booking.addGuest')
  const remove = useAction('booking.removeGuest')
  const [fullName, setFullName] = useState('')
  const [isChild, setIsChild] = useState(false)
  const [dateOfBirth, setDateOfBirth] = useState('')
  const [nationality, setNationality] = useState('')
  const [reason, setReason] = useState('')
  const unwanted = add.error?.code === 'guest_blacklisted' || add.error?.code === 'approval_needed'
  const companions = value?.guests ?? []

  async function finish() {
    if (fullName.trim() === '') return
    const override = unwanted && reason.trim() !== '' ? { override: { reason: reason.trim() } } : {}
    const done = await add.run({
      bookingId,
      fullName: fullName.trim(),
      ...(dateOfBirth !== '' && { dateOfBirth }),
      nationality: nationality.trim(),
      isChild,
      ...override,
    })
    if (!done) return
    setReason('')
    setFullName('')
    setDateOfBirth('')
    setNationality('')
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
        <div className="company-wide">
          <TextField
            label={t('company.name')}
            value={fullName}
            onChange={(name) => {
              setFullName(name)
              add.clear()
            }}
            maxLength={100}
          />
        </div>
        <DayField label={t('profile.birth')} value={dateOfBirth} onChange={setDateOfBirth} />
        <TextField
          label={t('guest.nationality')}
          value={nationality}
          onChange={setNationality}
          maxLength={50}
        />
        {unwanted && (
          <div className="company-wide">
            <TextField
              label={t('company.letIn')}
              help={t('checkIn.managerAnswers')}
              value={reason}
              onChange={setReason}
              maxLength={200}
              autoFocus
            />
          </div>
        )}
        <Switch isSelected={isChild} onChange={setIsChild}>
          {t('company.child')}
        </Switch>
        <Button isDisabled={fullName.trim() === ''} isBusy={add.running} onPress={() => void finish()}>
          {t('company.add')}
        </Button>
      </EnterForm>
      {add.approvalDialog}
      <Refusal error={add.error ?? remove.error} />
    </Section>
  )
}
