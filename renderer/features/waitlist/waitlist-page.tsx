import { useCallback, useState, type KeyboardEvent } from 'react'
import type { CallOutput } from '../../../shared/contract/index.ts'
import { useCall } from '../../bridge/use-call.ts'
import { GuestFlags } from '../../desk/guest-flags.tsx'
import { hintOf, keyFor } from '../../desk/keys.ts'
import type { ListFocus } from '../../desk/list-focus.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Cell } from '../../ui/cell.tsx'
import { Pill } from '../../ui/mark.tsx'
import { RowButton } from '../../ui/row-button.tsx'
import { RowList } from '../../ui/row-list.tsx'
import { Segments } from '../../ui/segments.tsx'
import '../../ui/page.css'
import './waitlist.css'

export type Waiting = CallOutput<'waitlist.list'>['entries'][number]

const filters = ['all', 'free'] as const

interface WaitlistPageProps {
  readonly focus: ListFocus
  readonly onBook: (entry: Waiting) => void
  readonly onDrop: (entry: Waiting) => void
  readonly onAdd: () => void
}

/** Who would come if something were free, by arrival, and what has come free for whom. Enter books it. */
export function WaitlistPage({ focus, onBook, onDrop, onAdd }: WaitlistPageProps) {
  const t = useWords()
  const { days } = useFormats()
  const { value, error } = useCall('waitlist.list', {})
  const [filter, setFilter] = useState<(typeof filters)[number]>('all')
  const entries = value?.entries ?? []
  const free = entries.filter(({ canBeBooked }) => canBeBooked)

  const cellsOf = useCallback(
    (entry: Waiting) => (
      <>
        <Cell className="wait-guest">
          <strong className="cut">{entry.guestName}</strong>
          <GuestFlags vip={entry.vip} blacklisted={false} />
          <span className="faint cut">{entry.phone}</span>
        </Cell>
        <Cell>{days(entry.arrival, entry.departure)}</Cell>
        <Cell>{entry.roomTypeCode ?? <span className="soft">{t('wait.anyType')}</span>}</Cell>
        <Cell className="soft">
          {entry.children > 0 ? `${entry.adults} + ${entry.children}` : entry.adults}
        </Cell>
        <Cell className="wait-free">
          {entry.free.length === 0 && <span className="faint">{t('wait.nothing')}</span>}
          {entry.free.map(({ roomTypeId, code, count }) => (
            <Pill key={roomTypeId} tone="good">
              {t('wait.freeOf', { count, type: code })}
            </Pill>
          ))}
        </Cell>
        <Cell className="cut soft">{entry.notes}</Cell>
        <Cell className="wait-acts">
          <RowButton kind={entry.canBeBooked ? 'primary' : 'plain'} onClick={() => onBook(entry)}>
            {t('wait.book')}
          </RowButton>
          <RowButton kind="quiet" onClick={() => onDrop(entry)}>
            {t('wait.drop')}
          </RowButton>
        </Cell>
      </>
    ),
    [t, days, onBook, onDrop],
  )
  const spokenOf = useCallback(
    (entry: Waiting) =>
      [
        entry.guestName,
        days(entry.arrival, entry.departure),
        entry.roomTypeCode ?? t('wait.anyType'),
        ...(entry.free.length === 0
          ? [t('wait.nothing')]
          : entry.free.map(({ code, count }) => t('wait.freeOf', { count, type: code }))),
      ].join(', '),
    [t, days],
  )

  function handleKey(entry: Waiting, event: KeyboardEvent): boolean {
    const name = keyFor(event, ['queue', 'waitlist'])
    if (name === 'nextStep') onBook(entry)
    else if (name === 'waitDrop') onDrop(entry)
    else return false
    return true
  }

  function handlePageKey(event: KeyboardEvent) {
    if (event.defaultPrevented || keyFor(event, ['waitlist']) !== 'waitAdd') return
    event.preventDefault()
    onAdd()
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the page's own key, also while its list is empty
    <main className="page" onKeyDown={handlePageKey}>
      <h1 className="unseen">{t('nav.waitlist')}</h1>
      <div className="wait-tools">
        <Segments
          label={t('wait.filter')}
          chosen={filter}
          choices={filters.map((name) => ({
            value: name,
            label: t(`wait.filter.${name}`, { count: name === 'all' ? entries.length : free.length }),
          }))}
          onChoose={setFilter}
        />
        <Button {...hintOf('waitAdd')} onPress={onAdd}>
          {t('wait.add')}
        </Button>
      </div>
      <Refusal error={error} />
      <div className="list-frame">
        <div className="list-head wait-head wait-line" aria-hidden="true">
          <span>{t('wait.guest')}</span>
          <span>{t('wait.stay')}</span>
          <span>{t('wait.wants')}</span>
          <span>{t('wait.party')}</span>
          <span>{t('wait.free')}</span>
          <span>{t('wait.notes')}</span>
          <span />
        </div>
        {value && (
          <RowList
            label={t('nav.waitlist')}
            rows={filter === 'all' ? entries : free}
            idOf={entryIdOf}
            idName="entry-id"
            spokenOf={spokenOf}
            cellsOf={cellsOf}
            rowClassName="wait-line"
            onRowKey={handleKey}
            empty={t(filter === 'all' ? 'wait.empty' : 'wait.emptyFree')}
            autoFocus={focus.inList}
            focusAsked={focus.asked}
          />
        )}
      </div>
    </main>
  )
}

function entryIdOf({ entryId }: Waiting): string {
  return entryId
}
