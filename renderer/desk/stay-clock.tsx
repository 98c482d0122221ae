import { isReady, type HousekeepingStatus } from '../../shared/domain/room/housekeeping.ts'
import { useWords } from '../language/use-words.ts'
import { Pill } from '../ui/mark.tsx'
import { useFormats } from './use-formats.ts'
import { useMinute } from './use-minute.ts'

const dayMs = 86_400_000
const minuteMs = 60_000

interface WaitsProps {
  readonly since: string
  /** The room waited for, where it is known. */
  readonly room?: {
    readonly housekeeping: HousekeepingStatus
    readonly occupied: boolean
    readonly blocked: boolean
  } | null
}

/** A guest who waits for the room, and for how long; or that it is ready. */
export function Waits({ since, room = null }: WaitsProps) {
  const t = useWords()
  const { time } = useFormats()
  const waitedMs = useMinute() - Date.parse(since)
  if (room !== null && isReady(room.housekeeping) && !room.occupied && !room.blocked)
    return <Pill tone="good">{t('queue.ready')}</Pill>
  // a clock that was set wrong must not be read as an hour of waiting
  if (waitedMs < 0 || waitedMs >= dayMs)
    return <Pill tone="bad">{t('queue.since', { time: time(since) })}</Pill>
  return <Pill tone="bad">{t('queue.waits', { minutes: Math.floor(waitedMs / minuteMs) })}</Pill>
}

/** Until when a booking is held; red once that is past. */
export function HeldUntil({ until }: { readonly until: string }) {
  const t = useWords()
  const { moment } = useFormats()
  const isOver = useMinute() > Date.parse(until)
  return (
    <Pill tone={isOver ? 'bad' : 'warn'}>
      {t(isOver ? 'hold.over' : 'hold.until', { moment: moment(until) })}
    </Pill>
  )
}
