import { useCallback, type KeyboardEvent } from 'react'
import type { StayRow } from '../../../shared/contract/calls/desk.ts'
import { keyFor } from '../../desk/keys.ts'
import type { ListFocus } from '../../desk/list-focus.ts'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'
import { RowList } from '../../ui/row-list.tsx'
import type { QueueName } from './queue-name.ts'
import { StayCells } from './stay-cells.tsx'
import './stay-queue.css'

interface StayQueueProps {
  readonly queue: QueueName
  readonly rows: readonly StayRow[]
  readonly openBookingId: string | null
  readonly onOpen: (bookingId: string | null) => void
  readonly onStep: (row: StayRow) => void
  /** Whoever only looks is not offered steps. */
  readonly maySteps: boolean
  readonly focus: ListFocus
}

/** A queue: arrows move, Enter takes the next step, Space opens the booking beside it. */
export function StayQueue({ queue, rows, openBookingId, onOpen, onStep, maySteps, focus }: StayQueueProps) {
  const t = useWords()
  const { money } = useFormats()
  const cellsOf = useCallback(
    (row: StayRow) => <StayCells row={row} maySteps={maySteps} onStep={onStep} />,
    [maySteps, onStep],
  )
  const spokenOf = useCallback(
    (row: StayRow) => {
      const said = t('row.spoken', {
        room: row.roomNumber ?? t('row.noRoom'),
        guest: row.guestName,
        status: t(`status.${row.status}`),
        nights: row.nights,
        owes: row.balanceMinor > 0 ? 'yes' : 'no',
        balance: money(row.balanceMinor),
        step: t(`step.${maySteps ? row.nextStep : 'none'}`),
      })
      if (row.needsAttention) return `${said}. ${t('record.needsAttention')}`
      return row.willConflict ? `${said}. ${t('record.willConflict')}` : said
    },
    [t, money, maySteps],
  )

  function handleKey(row: StayRow, event: KeyboardEvent): boolean {
    if (keyFor(event, ['queue']) !== 'nextStep') return false
    onStep(row)
    return true
  }

  return (
    <div className={`list-frame stay-queue stay-queue-${queue}`}>
      <div className="list-head stay-queue-head stay-columns" aria-hidden="true">
        <span />
        <span>{t('column.room')}</span>
        <span>{t('column.guest')}</span>
        <span>{t('column.party')}</span>
        <span>{t('column.stay')}</span>
        <span>{t('column.readiness')}</span>
        <span className="figure">{t('column.balance')}</span>
        <span />
      </div>
      <RowList
        label={t(`queue.${queue}`)}
        rows={rows}
        idOf={bookingIdOf}
        idName="booking-id"
        spokenOf={spokenOf}
        cellsOf={cellsOf}
        rowClassName="stay-line stay-columns"
        openId={openBookingId}
        onOpen={onOpen}
        onRowKey={handleKey}
        empty={t(`today.empty.${queue}`)}
        autoFocus={focus.inList}
        focusAsked={focus.asked}
      />
    </div>
  )
}

function bookingIdOf({ bookingId }: StayRow): string {
  return bookingId
}
