import { useState } from 'react'
import { Label, RadioGroup } from 'react-aria-components'
import { useAction } from '../../bridge/use-action.ts'
import { useCall } from '../../bridge/use-call.ts'
import { hintOf } from '../../desk/keys.ts'
import { undoable, useNotices } from '../../desk/notices.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { useFinishKey } from '../../desk/use-finish-key.ts'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Pill } from '../../ui/mark.tsx'
import { NoticeBox } from '../../ui/notice-box.tsx'
import { RadioRow } from '../../ui/radio-row.tsx'
import { showProblem } from '../../ui/show-problem.ts'
import type { Waiting } from './waitlist-page.tsx'
import './waitlist.css'

interface BookWaitingDialogProps {
  readonly entry: Waiting
  readonly onDone: () => void
  readonly onBooked: (bookingId: string) => void
}

/** Makes the booking that somebody waits for, of what has come free, at today's price; one key where one type fits. */
export function BookWaitingDialog({ entry, onDone, onBooked }: BookWaitingDialogProps) {
  const t = useWords()
  const { days, money } = useFormats()
  const create = useAction('booking.create')
  const tell = useNotices((state) => state.tell)
  const { arrival, departure, adults, children, guestId, guestName } = entry
  const { value, error } = useCall('booking.quote', { arrival, departure, adults, children })
  const types = (value?.types ?? []).filter(
    (type) =>
      type.free > 0 && type.fits && (entry.roomTypeId === null || entry.roomTypeId === type.roomTypeId),
  )
  const [asked, setAsked] = useState<string | null>(null)
  const chosen = types.find(({ roomTypeId }) => roomTypeId === asked) ?? types[0]

  async function finish() {
    if (chosen === undefined) return
    const done = await create.run({
      arrival,
      departure,
      adults,
      children,
      guest: { kind: 'known', guestId },
      roomTypeId: chosen.roomTypeId,
      source: 'phone',
      internalNotes: entry.notes,
      waitlistEntryId: entry.entryId,
    })
    if (!done) return showProblem()
    tell({ text: t('done.booked', { code: done.booking.code }), undoBookingId: undoable(done.booking) })
    onBooked(done.booking.bookingId)
  }

  useFinishKey(() => void finish())

  return (
    <Dialog
      title={
        <>
          {t('wait.bookTitle')} <span className="faint">{guestName}</span>
        </>
      }
      closeLabel={t('action.close')}
      onClose={onDone}
      footer={
        <>
          <p className="dialog-foot-note soft">
            {days(arrival, departure)} · {t('booking.party', { adults, children })}
          </p>
          <Button onPress={onDone}>{t('action.cancel')}</Button>
          <Button
            kind="primary"
            {...hintOf('finish')}
            isBusy={create.running}
            isDisabled={chosen === undefined}
            data-next-focus
            onPress={() => void finish()}
            autoFocus
          >
            {t('wait.book')}
          </Button>
        </>
      }
    >
      <div className="stack">
        <Refusal error={error ?? create.error} />
        {value && types.length === 0 && <NoticeBox tone="warn">{t('wait.noneFree')}</NoticeBox>}
        {types.length > 0 && (
          <RadioGroup className="wait-types" value={chosen?.roomTypeId ?? null} onChange={setAsked}>
            <Label className="field-label">{t('new.types')}</Label>
            {types.map((type) => (
              <RadioRow key={type.roomTypeId} value={type.roomTypeId} className="wait-type">
                <strong>{type.code}</strong>
                <span className="cut">{type.name}</span>
                <Pill tone="good">{t('new.free', { count: type.free })}</Pill>
                <span className="figure">{money(type.totalMinor)}</span>
              </RadioRow>
            ))}
          </RadioGroup>
        )}
        {entry.notes !== '' && <p className="soft">{entry.notes}</p>}
      </div>
    </Dialog>
  )
}
