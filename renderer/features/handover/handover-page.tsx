import { useEffect, useRef, useState } from 'react'
import { useCall } from '../../bridge/use-call.ts'
import { useMay } from '../../desk/may.ts'
import { NoteItem } from '../../desk/note-item.tsx'
import { Refusal } from '../../desk/refusal.tsx'
import { useWords } from '../../language/use-words.ts'
import { Select } from '../../ui/select.tsx'
import { LeaveWord } from './leave-word.tsx'
import { ShiftFigures } from './shift-figures.tsx'
import { ShiftTables } from './shift-tables.tsx'
import { TakeOver } from './take-over.tsx'
import '../../ui/page.css'
import './handover.css'

const spans = ['4', '8', '12', '24'] as const
const hourMs = 3_600_000

/** The shift as it wrote itself: what is left, what was taken, what was said; and the next one's signature. */
export function HandoverPage() {
  const t = useWords()
  const may = useMay()
  const [now] = useState(() => Date.now())
  const [hours, setHours] = useState<(typeof spans)[number]>('8')
  const since = new Date(now - Number(hours) * hourMs).toISOString()
  const page = useRef<HTMLElement>(null)
  const { value: shift, error } = useCall('shift.handover', { since })
  // whoever came by key reads on from here
  useEffect(() => page.current?.focus(), [])
  return (
    <main ref={page} tabIndex={-1} className="page handover">
      <h1 className="unseen">{t('nav.handover')}</h1>
      <Refusal error={error} />
      <div className="handover-since">
        <Select
          label={t('handover.since')}
          value={hours}
          choices={spans.map((value) => ({
            value,
            label: t('handover.hours', { count: Number(value) }),
          }))}
          onChange={setHours}
        />
      </div>
      {shift && (
        <div className="handover-columns">
          <div className="handover-column">
            <ShiftFigures shift={shift} />
            {shift.urgent.length > 0 && (
              <section>
                <h2 className="handover-heading">{t('handover.urgent')}</h2>
                <ul className="note-list">
                  {shift.urgent.map((note) => (
                    <NoteItem key={note.noteId} note={note} />
                  ))}
                </ul>
              </section>
            )}
          </div>
          <ShiftTables shift={shift} />
          <div className="handover-column">
            <section>
              <h2 className="handover-heading">{t('handover.words')}</h2>
              {shift.notes.length === 0 && <p className="faint">{t('handover.wordsNone')}</p>}
              <ul className="note-list">
                {shift.notes.map((note) => (
                  <NoteItem key={note.noteId} note={note} />
                ))}
              </ul>
            </section>
            {may('note.add') && (
              <>
                <LeaveWord />
                <TakeOver notes={shift.notes} />
              </>
            )}
          </div>
        </div>
      )}
    </main>
  )
}
