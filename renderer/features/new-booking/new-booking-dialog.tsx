import { useState } from 'react'
import { bookingSources } from '../../../shared/domain/stay/source.ts'
import { hintOf } from '../../desk/keys.ts'
import { Leaving } from '../../desk/leaving.tsx'
import { undoable, useNotices } from '../../desk/notices.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { useFinishKey } from '../../desk/use-finish-key.ts'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { showProblem } from '../../ui/show-problem.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Select } from '../../ui/select.tsx'
import { Segments } from '../../ui/segments.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { holdChoices, isUntouched } from './booking-draft.ts'
import { DepositFields } from './deposit-fields.tsx'
import { GuestField } from './guest-field.tsx'
import { RoomAndPrice } from './room-and-price.tsx'
import { StayFields } from './stay-fields.tsx'
import { useNewBooking, type ChosenStay, type KnownGuest, type SaidWalkIn } from './use-new-booking.ts'
import './new-booking.css'

interface NewBookingDialogProps {
  readonly walkIn: boolean
  readonly guest?: KnownGuest | undefined
  /** Days and room that were chosen before, on the rack. */
  readonly stay?: ChosenStay | undefined
  /** What was said of a walk-in before. */
  readonly said?: SaidWalkIn | undefined
  readonly onClose: () => void
  readonly onBooked: (bookingId: string) => void
}

const modes = ['booking', 'walkIn'] as const

/** A new booking, or a guest who stands at the desk now: one form, what is free and what it costs beside it. */
export function NewBookingDialog({ walkIn, guest, stay, said, onClose, onBooked }: NewBookingDialogProps) {
  const t = useWords()
  const { money } = useFormats()
  const tell = useNotices((state) => state.tell)
  const form = useNewBooking(walkIn, guest, stay, said)
  const { draft, setDraft, type } = form
  const [leaving, setLeaving] = useState(false)

  async function finish() {
    const booked = await form.finish()
    if (!booked) return showProblem()
    const { bookingId, code, roomNumber } = booked
    tell({
      text: form.walkIn ? t('done.walkedIn', { code, room: roomNumber ?? '' }) : t('done.booked', { code }),
      undoBookingId: undoable(booked),
    })
    onBooked(bookingId)
  }

  useFinishKey(() => void finish())

  /** A slip on Esc must not cost a form that took minutes to fill in. */
  function leave() {
    if (isUntouched(draft) || leaving) onClose()
    else setLeaving(true)
  }

  return (
    <>
      <Dialog
        width="full"
        title={
          <Segments
            label={t('new.kind')}
            chosen={form.walkIn ? 'walkIn' : 'booking'}
            choices={modes.map((mode) => ({ value: mode, label: t(`new.${mode}`) }))}
            onChoose={(mode) => form.setWalkIn(mode === 'walkIn')}
          />
        }
        label={form.walkIn ? t('new.walkIn') : t('new.booking')}
        closeLabel={t('action.close')}
        onClose={leave}
        footer={
          leaving ? (
            <Leaving question={t('new.leave')} onStay={() => setLeaving(false)} onLeave={onClose} />
          ) : (
            <>
              <p className="dialog-foot-note new-total">
                {type && (
                  <>
                    {money(form.totalMinor)}{' '}
                    <span className="soft">
                      {t('new.totalFor', { nights: draft.nights, type: type.name })}
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
                {form.walkIn ? t('new.finishWalkIn') : t('new.finish')}
              </Button>
            </>
          )
        }
      >
        <div className="new-booking">
          <section className="new-form" aria-label={t('new.form')}>
            <GuestField
              guest={draft.guest}
              onGuest={(chosen) => setDraft({ ...draft, guest: chosen })}
              knownName={guest?.fullName ?? said?.guest?.fullName}
              problem={form.tried && !draft.guest ? t('new.sayWho') : undefined}
              autoFocus
            />
            <StayFields draft={draft} onDraft={setDraft} walkIn={form.walkIn} />
            {!form.walkIn && (
              <>
                <Select
                  label={t('new.source')}
                  value={draft.source}
                  choices={bookingSources
                    .filter((source) => source !== 'walk_in')
                    .map((source) => ({ value: source, label: t(`source.${source}`) }))}
                  onChange={(source) => setDraft({ ...draft, source })}
                />
                <Select
                  label={t('new.hold')}
                  value={draft.hold}
                  choices={holdChoices.map((hold) => ({ value: hold, label: t(`new.hold.${hold}`) }))}
                  onChange={(hold) => setDraft({ ...draft, hold })}
                />
                <DepositFields form={form} />
                <TextField
                  label={t('notes.requests')}
                  lines={2}
                  value={draft.specialRequests}
                  onChange={(specialRequests) => setDraft({ ...draft, specialRequests })}
                  maxLength={2000}
                />
                <TextField
                  label={t('notes.internal')}
                  lines={2}
                  value={draft.internalNotes}
                  onChange={(internalNotes) => setDraft({ ...draft, internalNotes })}
                  maxLength={2000}
                />
              </>
            )}
          </section>
          <section className="new-offer" aria-label={t('new.offer')}>
            <Refusal error={form.error} />
            <RoomAndPrice form={form} />
          </section>
        </div>
      </Dialog>
      {form.approvalDialog}
    </>
  )
}
