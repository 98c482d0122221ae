import { UserRound, X } from 'lucide-react'
import type { CallError } from '../../../shared/contract/errors.ts'
import { undoable, useNotices } from '../../desk/notices.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { EnterForm } from '../../ui/enter-form.tsx'
import { NoticeBox } from '../../ui/notice-box.tsx'
import { showProblem } from '../../ui/show-problem.ts'
import { TextField } from '../../ui/text-field.tsx'
import { LineToWaitlist } from './line-to-waitlist.tsx'
import { LineWords } from './line-words.tsx'
import { OfferedRoom } from './offered-room.tsx'
import { OnRecord } from './on-record.tsx'
import type { SaidWalkIn } from './use-new-booking.ts'
import { useWalkInLine } from './use-walk-in-line.ts'
import './walk-in.css'

interface WalkInLineDialogProps {
  readonly line?: string | undefined
  readonly onClose: () => void
  readonly onBooked: (bookingId: string) => void
  /** Goes on by form, with all that the line said. */
  readonly onForm: (said: SaidWalkIn) => void
}

/** `smith 2n king 120 cash`, and Enter: booked, paid and in the room. What it will come to is seen while it is typed. */
export function WalkInLineDialog({ line = '', onClose, onBooked, onForm }: WalkInLineDialogProps) {
  const t = useWords()
  const { money } = useFormats()
  const tell = useNotices((state) => state.tell)
  const form = useWalkInLine(line)
  const { read, guest } = form
  const paid = read?.said.method !== null && read?.offer ? read.offer.totalMinor : 0
  const isUnclear = read?.words.some(({ problem }) => problem !== null) === true
  const lacksName = read !== undefined && guest === null && read.said.fullName === ''

  async function finish() {
    const booked = await form.finish()
    if (!booked) return showProblem()
    tell({
      text: t('done.walkedIn', { code: booked.code, room: booked.roomNumber ?? '' }),
      undoBookingId: undoable(booked),
    })
    onBooked(booked.bookingId)
  }

  return (
    <>
      <Dialog
        width="wide"
        title={t('walk.title')}
        closeLabel={t('action.close')}
        onClose={onClose}
        footer={
          <>
            <Button onPress={() => onForm({ read, guest })}>{t('walk.byForm')}</Button>
            <Button kind="primary" size="large" hint="⏎" isBusy={form.running} onPress={() => void finish()}>
              {paid > 0 ? t('walk.finishPaid', { amount: money(paid) }) : t('walk.finish')}
            </Button>
          </>
        }
      >
        <EnterForm className="walk-line" action={t('walk.finish')} onEnter={() => void finish()}>
          <TextField
            label={t('walk.line')}
            help={t('walk.help')}
            placeholder={t('walk.example')}
            size="large"
            value={form.line}
            onChange={form.setLine}
            problem={form.tried && (lacksName || form.line.trim() === '') ? t('walk.sayWho') : undefined}
            maxLength={500}
            autoComplete="off"
            autoFocus
          />
          {guest !== null && (
            <div className="known-guest">
              <UserRound aria-hidden="true" />
              <strong className="cut">{guest.fullName}</strong>
              <Button
                kind="quiet"
                size="small"
                icon={<X />}
                name={t('guest.other')}
                onPress={() => form.setGuest(null)}
              />
            </div>
          )}
          {read && <LineWords words={read.words} said={read.said} />}
          {read && guest === null && read.said.fullName !== '' && (
            <OnRecord fullName={read.said.fullName} onKnown={form.setGuest} />
          )}
          {read && <OfferedRoom read={read} />}
          {read?.refusal && !lacksName && !isUnclear && !form.error && (
            // a word lets the house be oversold, but nobody sleeps in a room that is not there
            <WhatStandsInTheWay refusal={read.refusal} matters={read.offer === null ? [] : form.matters} />
          )}
          {read && <LineToWaitlist read={read} guest={guest} onDone={onClose} />}
          {read?.detailsLater === true && <NoticeBox tone="quiet">{t('walk.detailsLater')}</NoticeBox>}
          <Refusal error={form.error} />
        </EnterForm>
      </Dialog>
      {form.approvalDialog}
    </>
  )
}

function WhatStandsInTheWay({
  refusal,
  matters,
}: {
  readonly refusal: CallError
  readonly matters: readonly string[]
}) {
  const t = useWords()
  if (matters.length === 0) return <Refusal error={refusal} />
  return (
    <NoticeBox tone="warn" title={t('error.approval_needed')}>
      <ul>
        {matters.map((matter) => (
          <li key={matter}>{matter}</li>
        ))}
      </ul>
      <p>{t('walk.askManager')}</p>
    </NoticeBox>
  )
}
