import { useState } from 'react'
import { addDays } from '../../../shared/domain/calendar/days.ts'
import { useAction } from '../../bridge/use-action.ts'
import { useCall } from '../../bridge/use-call.ts'
import { GuestCombo } from '../../desk/guest-combo.tsx'
import { hintOf } from '../../desk/keys.ts'
import { useNotices } from '../../desk/notices.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { useFinishKey } from '../../desk/use-finish-key.ts'
import { useHotel } from '../../desk/use-hotel.ts'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { EnterForm } from '../../ui/enter-form.tsx'
import { NumberStepper } from '../../ui/number-stepper.tsx'
import { Select } from '../../ui/select.tsx'
import { showProblem } from '../../ui/show-problem.ts'
import { TextField } from '../../ui/text-field.tsx'
import './waitlist.css'

/** Writes down who would come, when, and for what; nothing is held for them. */
export function AddWaitingDialog({ onDone }: { readonly onDone: () => void }) {
  const t = useWords()
  const { businessDate } = useHotel()
  const { value: house } = useCall('rack.house', {})
  const add = useAction('waitlist.add')
  const tell = useNotices((state) => state.tell)
  const [name, setName] = useState('')
  const [guestId, setGuestId] = useState<string | null>(null)
  const [phone, setPhone] = useState('')
  const [arrival, setArrival] = useState(businessDate)
  const [departure, setDeparture] = useState(addDays(businessDate, 1))
  const [roomTypeId, setRoomTypeId] = useState('any')
  const [adults, setAdults] = useState(2)
  const [children, setChildren] = useState(0)
  const [notes, setNotes] = useState('')
  const [tried, setTried] = useState(false)
  const wrongDays = departure < arrival

  async function finish() {
    setTried(true)
    const fullName = name.trim()
    if (fullName === '' || wrongDays) return showProblem()
    const done = await add.run({
      guest: guestId === null ? { kind: 'new', fullName, phone } : { kind: 'known', guestId },
      ...(roomTypeId !== 'any' && { roomTypeId }),
      arrival,
      departure,
      adults,
      children,
      notes: notes.trim(),
    })
    if (!done) return showProblem()
    tell({ text: t('done.waiting', { guest: fullName }) })
    onDone()
  }

  useFinishKey(() => void finish())

  return (
    <Dialog
      title={t('wait.addTitle')}
      closeLabel={t('action.close')}
      onClose={onDone}
      footer={
        <>
          <span className="dialog-foot-note" />
          <Button onPress={onDone}>{t('action.cancel')}</Button>
          <Button kind="primary" {...hintOf('finish')} isBusy={add.running} onPress={() => void finish()}>
            {t('wait.put')}
          </Button>
        </>
      }
    >
      <EnterForm action={t('wait.put')} onEnter={() => void finish()}>
        <GuestCombo
          label={t('wait.guest')}
          text={name}
          onText={(text) => {
            setName(text)
            setGuestId(null)
          }}
          onChoose={(guest) => {
            setName(guest.fullName)
            setGuestId(guest.guestId)
          }}
          isSettled={guestId !== null}
          placeholder={t('guest.placeholder')}
          problem={tried && name.trim() === '' ? t('wait.sayWho') : undefined}
          autoFocus
        />
        {guestId === null && (
          <TextField label={t('wait.phone')} type="tel" value={phone} onChange={setPhone} maxLength={20} />
        )}
        <div className="wait-fields">
          <DateField
            label={t('new.arrival')}
            value={arrival}
            onChange={(day) => {
              setArrival(day)
              if (departure <= day) setDeparture(addDays(day, 1))
            }}
            earliest={businessDate}
          />
          <DateField
            label={t('new.departure')}
            value={departure}
            onChange={setDeparture}
            problem={tried && wrongDays ? t('wait.wrongDays') : undefined}
          />
          <Select
            label={t('wait.wants')}
            value={roomTypeId}
            choices={[
              { value: 'any', label: t('wait.anyType') },
              ...(house?.types ?? []).map((type) => ({ value: type.roomTypeId, label: type.name })),
            ]}
            onChange={setRoomTypeId}
          />
        </div>
        <div className="wait-fields">
          <NumberStepper
            label={t('new.adults')}
            value={adults}
            onChange={setAdults}
            minValue={1}
            maxValue={20}
          />
          <NumberStepper
            label={t('new.children')}
            value={children}
            onChange={setChildren}
            minValue={0}
            maxValue={20}
          />
        </div>
        <TextField label={t('wait.notes')} value={notes} onChange={setNotes} maxLength={500} />
        <Refusal error={add.error} />
      </EnterForm>
    </Dialog>
  )
}
