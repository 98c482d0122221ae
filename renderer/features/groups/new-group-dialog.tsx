import { useState } from 'react'
import { addDays } from '../../../shared/domain/calendar/days.ts'
import { GuestCombo } from '../../desk/guest-combo.tsx'
import { hintOf } from '../../desk/keys.ts'
import { Leaving } from '../../desk/leaving.tsx'
import { useNotices } from '../../desk/notices.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { useFinishKey } from '../../desk/use-finish-key.ts'
import { useFormats } from '../../desk/use-formats.ts'
import { useHotel } from '../../desk/use-hotel.ts'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { NoticeBox } from '../../ui/notice-box.tsx'
import { NumberStepper } from '../../ui/number-stepper.tsx'
import { showProblem } from '../../ui/show-problem.ts'
import { TextField } from '../../ui/text-field.tsx'
import { AgreementFields } from './agreement-fields.tsx'
import type { Group } from './group-dialog.tsx'
import { RoomsByType } from './rooms-by-type.tsx'
import { useNewGroup } from './use-new-group.ts'
import './groups.css'

interface NewGroupDialogProps {
  readonly onClose: () => void
  readonly onBooked: (group: Group) => void
}

/** Several rooms for one party: who speaks for it, from when to when, how many of which type. */
export function NewGroupDialog({ onClose, onBooked }: NewGroupDialogProps) {
  const t = useWords()
  const { money } = useFormats()
  const { businessDate } = useHotel()
  const tell = useNotices((state) => state.tell)
  const form = useNewGroup()
  const [leaving, setLeaving] = useState(false)
  const { draft, change, tried } = form

  async function finish() {
    const group = await form.finish()
    if (!group) return showProblem()
    tell({ text: t('done.group', { name: group.name, rooms: group.stays.length }) })
    onBooked(group)
  }

  useFinishKey(() => void finish())

  /** A slip on Esc must not cost a form that took minutes to fill in. */
  function leave() {
    if (form.isUntouched || leaving) onClose()
    else setLeaving(true)
  }

  return (
    <Dialog
      width="full"
      title={t('groups.new')}
      closeLabel={t('action.close')}
      onClose={leave}
      footer={
        leaving ? (
          <Leaving question={t('group.new.leave')} onStay={() => setLeaving(false)} onLeave={onClose} />
        ) : (
          <>
            <p className="dialog-foot-note group-total">
              {form.rooms > 0 && (
                <>
                  <strong>{money(form.totalMinor)}</strong>{' '}
                  <span className="soft">
                    {t('group.new.total', { rooms: form.rooms, nights: form.nights })}
                  </span>
                </>
              )}
            </p>
            <Button onPress={leave}>{t('action.cancel')}</Button>
            <Button
              kind="primary"
              size="large"
              {...hintOf('finish')}
              isBusy={form.running}
              onPress={() => void finish()}
            >
              {t('group.new.book')}
            </Button>
          </>
        )
      }
    >
      <div className="group-new">
        <section className="stack" aria-label={t('groups.name')}>
          <TextField
            label={t('group.new.name')}
            value={draft.name}
            onChange={(name) => change({ name })}
            maxLength={100}
            problem={tried && draft.name.trim() === '' ? t('group.new.nameProblem') : undefined}
            autoFocus
          />
          <GuestCombo
            label={t('group.new.contact')}
            text={draft.contact.text}
            onText={(text) => change({ contact: { text, guestId: null } })}
            onChoose={({ guestId, fullName }) => change({ contact: { text: fullName, guestId } })}
            isSettled={draft.contact.guestId !== null}
            help={
              draft.contact.guestId !== null
                ? t('group.known')
                : form.contact === null
                  ? undefined
                  : t('guest.willBeNew')
            }
            problem={tried && form.contact === null ? t('group.new.contactProblem') : undefined}
          />
          <div className="group-pair">
            <DateField
              label={t('new.arrival')}
              value={draft.arrival}
              onChange={(arrival) =>
                change({
                  arrival,
                  departure: draft.departure <= arrival ? addDays(arrival, 1) : draft.departure,
                })
              }
              earliest={businessDate}
              problem={draft.arrival < businessDate ? t('error.arrival_in_past') : undefined}
            />
            <DateField
              label={t('new.departure')}
              value={draft.departure}
              onChange={(departure) => change({ departure })}
              earliest={draft.arrival}
            />
          </div>
          <AgreementFields agreement={draft} onChange={change} />
        </section>
        <section className="stack" aria-label={t('group.new.rooms')}>
          <Refusal error={form.error} />
          {tried && form.rooms === 0 && <NoticeBox tone="bad">{t('group.new.none')}</NoticeBox>}
          <NumberStepper
            label={t('group.new.adults')}
            value={draft.adults}
            onChange={(adults) => change({ adults })}
            minValue={1}
            maxValue={20}
          />
          <RoomsByType
            types={form.types}
            nights={form.nights}
            counts={draft.counts}
            onCounts={(counts) => change({ counts })}
            rates={draft.rates}
            onRates={(rates) => change({ rates })}
            badRates={form.badRates}
          />
        </section>
      </div>
      {form.approvalDialog}
    </Dialog>
  )
}
