import { useState } from 'react'
import type { NoteKind } from '../../../shared/domain/desk/note.ts'
import { departments, popUps, type Department } from '../../../shared/domain/desk/note.ts'
import { useAction } from '../../bridge/use-action.ts'
import { hintOf } from '../../desk/keys.ts'
import { useNotices } from '../../desk/notices.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { useFinishKey } from '../../desk/use-finish-key.ts'
import { useHotel } from '../../desk/use-hotel.ts'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { Segments } from '../../ui/segments.tsx'
import { Select } from '../../ui/select.tsx'
import { showProblem } from '../../ui/show-problem.ts'
import { Switch } from '../../ui/switch.tsx'
import { TextField } from '../../ui/text-field.tsx'

type StayNoteKind = Exclude<NoteKind, 'handover'>

const kinds = ['message', 'task', 'wake_up', 'alert'] as const satisfies readonly StayNoteKind[]
const timePattern = /^([01]\d|2[0-3]):[0-5]\d$/

interface NoteFormProps {
  readonly bookingId: string
  /** The day on which a call or a task of this stay is the likeliest. */
  readonly day: string
  readonly onLeft: () => void
}

/** Leaves something for the guest, for a department, for a time, or for who checks the guest in or out. */
export function NoteForm({ bookingId, day, onLeft }: NoteFormProps) {
  const t = useWords()
  const { businessDate } = useHotel()
  const add = useAction('note.add')
  const tell = useNotices((state) => state.tell)
  const [kind, setKind] = useState<StayNoteKind>('message')
  const [body, setBody] = useState('')
  const [department, setDepartment] = useState<Department>('housekeeping')
  const [dueOn, setDueOn] = useState(day < businessDate ? businessDate : day)
  const [dueAt, setDueAt] = useState('')
  const [popsUp, setPopsUp] = useState<(typeof popUps)[number]>('check_in')
  const [urgent, setUrgent] = useState(false)
  const [tried, setTried] = useState(false)
  const isDated = kind === 'task' || kind === 'wake_up'
  const wrongTime = isDated && (dueAt === '' ? kind === 'wake_up' : !timePattern.test(dueAt))

  async function finish() {
    setTried(true)
    if (body.trim() === '' || wrongTime) return showProblem()
    const done = await add.run({
      kind,
      bookingId,
      body: body.trim(),
      urgent,
      ...(kind === 'task' && { department }),
      ...(isDated && { dueOn }),
      ...(isDated && dueAt !== '' && { dueAt }),
      ...(kind === 'alert' && { popsUp }),
    })
    if (!done) return showProblem()
    tell({ text: t('note.left', { kind: t(`note.kind.${kind}`) }) })
    onLeft()
  }

  useFinishKey(() => void finish())

  return (
    <div className="stack">
      <Segments
        label={t('note.kind')}
        chosen={kind}
        choices={kinds.map((value) => ({ value, label: t(`note.kind.${value}`) }))}
        onChoose={setKind}
      />
      <TextField
        label={t(`note.body.${kind}`)}
        lines={3}
        value={body}
        onChange={setBody}
        problem={tried && body.trim() === '' ? t('note.sayWhat') : undefined}
        maxLength={2000}
        autoFocus
      />
      <div className="note-fields">
        {kind === 'task' && (
          <Select
            label={t('note.department')}
            value={department}
            choices={departments.map((value) => ({ value, label: t(`note.department.${value}`) }))}
            onChange={setDepartment}
          />
        )}
        {isDated && (
          <>
            <DateField label={t('note.day')} value={dueOn} onChange={setDueOn} earliest={businessDate} />
            <TextField
              label={t('note.time')}
              value={dueAt}
              onChange={setDueAt}
              problem={tried && wrongTime ? t('note.timeProblem') : undefined}
              maxLength={5}
              autoComplete="off"
            />
          </>
        )}
        {kind === 'alert' && (
          <Select
            label={t('note.popsUp')}
            value={popsUp}
            choices={popUps.map((value) => ({ value, label: t(`note.popsUp.${value}`) }))}
            onChange={setPopsUp}
          />
        )}
      </div>
      <Switch isSelected={urgent} onChange={setUrgent}>
        {t('note.urgent')}
      </Switch>
      <Refusal error={add.error} />
      <div className="note-finish">
        <Button kind="primary" {...hintOf('finish')} isBusy={add.running} onPress={() => void finish()}>
          {t('note.leave')}
        </Button>
      </div>
    </div>
  )
}
