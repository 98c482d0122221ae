import { useCallback, useState, type KeyboardEvent } from 'react'
import type { DeskNote } from '../../../shared/contract/calls/note.ts'
import { addDays } from '../../../shared/domain/calendar/days.ts'
import { useAction } from '../../bridge/use-action.ts'
import { useCall } from '../../bridge/use-call.ts'
import { keyFor } from '../../desk/keys.ts'
import type { ListFocus } from '../../desk/list-focus.ts'
import { useNotices } from '../../desk/notices.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { useFormats } from '../../desk/use-formats.ts'
import { useHotel } from '../../desk/use-hotel.ts'
import { useWords } from '../../language/use-words.ts'
import { Cell } from '../../ui/cell.tsx'
import { Pill } from '../../ui/mark.tsx'
import { RowButton } from '../../ui/row-button.tsx'
import { RowList } from '../../ui/row-list.tsx'
import { Segments } from '../../ui/segments.tsx'
import '../../ui/page.css'
import './notes.css'

const filters = ['all', 'task', 'wake_up', 'message', 'alert'] as const

interface NotesPageProps {
  readonly focus: ListFocus
  /** Null for whoever may not see bookings. */
  readonly onOpen: ((bookingId: string) => void) | null
}

/** What is to be done today: tasks, calls and messages, the urgent and overdue first. Enter says that it is done. */
export function NotesPage({ focus, onOpen }: NotesPageProps) {
  const t = useWords()
  const { businessDate } = useHotel()
  const { day } = useFormats()
  const [filter, setFilter] = useState<(typeof filters)[number]>('all')
  const { value, error } = useCall('note.list', {
    // a call at six is made before the day is closed
    dueBy: filter === 'wake_up' ? addDays(businessDate, 1) : businessDate,
    ...(filter !== 'all' && { kind: filter }),
  })
  const { run, error: refused } = useAction('note.done')
  const tell = useNotices((state) => state.tell)

  const finish = useCallback(
    async ({ noteId, body }: DeskNote) => {
      if (await run({ noteId })) tell({ text: t('notes.done', { body }) })
    },
    [run, tell, t],
  )
  const whenOf = useCallback(
    (note: DeskNote) => [note.dueOn === null ? null : day(note.dueOn), note.dueAt].filter(Boolean).join(' '),
    [day],
  )
  const whereOf = useCallback(
    (note: DeskNote) => [note.roomNumber, note.guestName].filter(Boolean).join(' · '),
    [],
  )
  const cellsOf = useCallback(
    (note: DeskNote) => (
      <>
        <Cell>{t(`note.kind.${note.kind}`)}</Cell>
        <Cell className="cut soft">{whenOf(note)}</Cell>
        <Cell className="cut">{whereOf(note)}</Cell>
        <Cell className="cut soft">{note.department && t(`note.department.${note.department}`)}</Cell>
        <Cell className="notes-body">
          {note.urgent && <Pill tone="bad">{t('note.urgent')}</Pill>}
          {note.dueOn !== null && note.dueOn < businessDate && <Pill tone="warn">{t('note.overdue')}</Pill>}
          <span className="cut">{note.body}</span>
        </Cell>
        <Cell>
          <RowButton kind="plain" onClick={() => void finish(note)}>
            {t(`note.done.${note.kind}`)}
          </RowButton>
        </Cell>
      </>
    ),
    [t, whenOf, whereOf, finish, businessDate],
  )
  const spokenOf = useCallback(
    (note: DeskNote) =>
      `${[t(`note.kind.${note.kind}`), whereOf(note), whenOf(note)].filter(Boolean).join(', ')}: ${note.body}`,
    [t, whenOf, whereOf],
  )

  function handleKey(note: DeskNote, event: KeyboardEvent): boolean {
    const name = keyFor(event, ['queue'])
    if (name === 'nextStep') void finish(note)
    else if (name === 'open' && note.bookingId !== null) onOpen?.(note.bookingId)
    else return false
    return true
  }

  return (
    <main className="page">
      <h1 className="unseen">{t('nav.notes')}</h1>
      <div>
        <Segments
          label={t('notes.filters')}
          chosen={filter}
          choices={filters.map((kind) => ({
            value: kind,
            label: kind === 'all' ? t('notes.filter.all') : t(`note.kind.${kind}`),
          }))}
          onChoose={setFilter}
        />
      </div>
      <Refusal error={error ?? refused} />
      <div className="list-frame">
        {value && (
          <RowList
            label={t('nav.notes')}
            rows={value.notes.filter(({ kind }) => kind !== 'handover')}
            idOf={noteIdOf}
            idName="note-id"
            spokenOf={spokenOf}
            cellsOf={cellsOf}
            rowClassName="notes-line"
            onRowKey={handleKey}
            empty={t('notes.empty')}
            autoFocus={focus.inList}
            focusAsked={focus.asked}
          />
        )}
      </div>
    </main>
  )
}

function noteIdOf({ noteId }: DeskNote): string {
  return noteId
}
