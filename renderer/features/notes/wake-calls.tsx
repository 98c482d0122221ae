import { addDays } from '../../../shared/domain/calendar/days.ts'
import { useAction } from '../../bridge/use-action.ts'
import { useCall } from '../../bridge/use-call.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { useHotel } from '../../desk/use-hotel.ts'
import { useMinute } from '../../desk/use-minute.ts'
import { wallTime } from '../../language/format-date.ts'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import './wake-calls.css'

/** How long a call that nobody has made stands in the window; after that it is overdue in the list. */
const shownMs = 2 * 3_600_000

/** The wake-up calls whose time has come, wherever the clerk is: by the hotel's clock, not by its business date. */
export function WakeCalls() {
  const t = useWords()
  const { businessDate, timeZone } = useHotel()
  const nowMs = useMinute()
  const { value } = useCall('note.list', { kind: 'wake_up', dueBy: addDays(businessDate, 1) })
  const { run, running, error } = useAction('note.done')
  const [from, now] = [nowMs - shownMs, nowMs].map((ms) => wallTime(ms, timeZone))
  const due = (value?.notes ?? []).filter(({ kind, dueOn, dueAt }) => {
    const at = `${dueOn} ${dueAt}`
    return kind === 'wake_up' && from !== undefined && now !== undefined && at >= from && at <= now
  })
  if (due.length === 0) return null
  return (
    <section className="wake-calls" role="alert" aria-label={t('wake.title')}>
      <h2>{t('wake.title')}</h2>
      <ul>
        {due.map(({ noteId, dueAt, roomNumber, guestName, body }) => (
          <li key={noteId}>
            <p>
              <strong>{[dueAt, roomNumber, guestName].filter(Boolean).join(' · ')}</strong>
            </p>
            <p>{body}</p>
            <Button size="small" isBusy={running} onPress={() => void run({ noteId })}>
              {t('note.done.wake_up')}
            </Button>
          </li>
        ))}
      </ul>
      <Refusal error={error} />
    </section>
  )
}
