import { useRef, type FocusEvent, type KeyboardEvent } from 'react'
import { GridList, ListLayout, Virtualizer } from 'react-aria-components'
import type { StayRow } from '../../../shared/contract/calls/desk.ts'
import { useFocusWhenAsked, type ListFocus } from '../../desk/list-focus.ts'
import { keyFor } from '../../desk/keys.ts'
import { useWords } from '../../language/use-words.ts'
import { useRem } from '../../ui/use-rem.ts'
import type { QueueName } from './queue-name.ts'
import { StayLine } from './stay-line.tsx'
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

const rowRem = 2.625

/** A queue as a grid: arrows move, Enter takes the next step, Space opens the booking beside it. */
export function StayQueue({ queue, rows, openBookingId, onOpen, onStep, maySteps, focus }: StayQueueProps) {
  const t = useWords()
  const rem = useRem()
  const list = useRef<HTMLDivElement>(null)

  useFocusWhenAsked(list, focus)

  function handleKey(event: KeyboardEvent) {
    const row = focusedRow(event.target)
    if (!row || keyFor(event, ['queue']) !== 'nextStep') return
    event.preventDefault()
    event.stopPropagation()
    onStep(row)
  }

  /** With the drawer open, it follows the focus from row to row; focus that comes back from elsewhere moves nothing. */
  function handleFocus(event: FocusEvent) {
    const row = focusedRow(event.target)
    const walked = focusedRow(event.relatedTarget) !== undefined
    if (row && walked && openBookingId !== null && row.bookingId !== openBookingId) onOpen(row.bookingId)
  }

  function focusedRow(target: EventTarget | null): StayRow | undefined {
    if (!(target instanceof HTMLElement) || target.role !== 'row') return undefined
    return rows.find((row) => row.bookingId === target.dataset['key'])
  }

  return (
    <div
      className={`stay-queue stay-queue-${queue}`}
      onKeyDownCapture={handleKey}
      onFocusCapture={handleFocus}
    >
      <div className="stay-queue-head stay-columns" aria-hidden="true">
        <span />
        <span>{t('column.room')}</span>
        <span>{t('column.guest')}</span>
        <span>{t('column.party')}</span>
        <span>{t('column.stay')}</span>
        <span>{t('column.readiness')}</span>
        <span className="figure">{t('column.balance')}</span>
        <span />
      </div>
      <Virtualizer layout={ListLayout} layoutOptions={{ rowSize: rowRem * rem }}>
        <GridList
          ref={list}
          data-home-focus
          autoFocus={focus.inList ? 'first' : false}
          className="stay-queue-list"
          aria-label={t(`queue.${queue}`)}
          items={rows}
          disallowTypeAhead
          selectionMode="single"
          selectedKeys={openBookingId === null ? [] : [openBookingId]}
          onSelectionChange={(keys) => onOpen(keys === 'all' ? null : ([...keys].map(String)[0] ?? null))}
          renderEmptyState={() => <p className="stay-queue-empty">{t(`today.empty.${queue}`)}</p>}
        >
          {(row) => <StayLine id={row.bookingId} row={row} onStep={onStep} maySteps={maySteps} />}
        </GridList>
      </Virtualizer>
    </div>
  )
}
