import { Balance } from '../../desk/balance.tsx'
import { GuestFlags } from '../../desk/guest-flags.tsx'
import { Readiness } from '../../desk/readiness.tsx'
import { StayStatus } from '../../desk/stay-status.tsx'
import { Unsent } from '../../desk/unsent.tsx'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords, type Words } from '../../language/use-words.ts'
import { Cell } from '../../ui/cell.tsx'
import { Sign } from '../../ui/mark.tsx'
import type { Group, GroupStay } from './group-dialog.tsx'
import { isUnnamed } from './group-facts.tsx'
import type { RowResult } from './rooming-list.tsx'

interface RoomingCellsProps {
  readonly group: Group
  readonly stay: GroupStay
  /** What came of the last check-in or check-out of the group. */
  readonly result: RowResult | null
}

/** One room of the group: who sleeps there, and what came of what was done for all. */
export function RoomingCells({ group, stay, result }: RoomingCellsProps) {
  const t = useWords()
  const { day, days } = useFormats()
  const goesBack = group.unnamed.includes(stay.bookingId) ? group.releaseDate : null
  return (
    <>
      <Cell>
        <Unsent unsent={stay.unsent} willConflict={stay.willConflict} attention={stay.needsAttention} />
      </Cell>
      <Cell>
        <strong>{stay.roomNumber ?? '—'}</strong> <span className="faint">{stay.roomTypeCode}</span>
      </Cell>
      <Cell className="group-guest">
        {isUnnamed(stay.guestName, group) ? (
          <span className="faint cut">{t('group.unnamed')}</span>
        ) : (
          <span className="cut">{stay.guestName}</span>
        )}
        <GuestFlags vip={stay.vip} blacklisted={stay.blacklisted} overdue={stay.overdue} />
      </Cell>
      <Cell>{days(stay.arrival, stay.departure)}</Cell>
      <Cell>
        {stay.room ? <Readiness room={stay.room} /> : <span className="faint">{t('row.noRoom')}</span>}
      </Cell>
      <Cell className="figure">
        <Balance amountMinor={stay.balanceMinor} />
      </Cell>
      <Cell className="group-result">
        {result === null || result.ok ? (
          <>
            <StayStatus status={stay.status} />
            {goesBack !== null && (
              <span className="faint cut">{t('group.goesBack', { day: day(goesBack) })}</span>
            )}
          </>
        ) : (
          <>
            <Sign shape="square" tone="bad" />
            <span className="group-why">{whyNot(t, result)}</span>
          </>
        )}
      </Cell>
    </>
  )
}

/** A row as a screen reader says it. */
export function speakMember(t: Words, group: Group, stay: GroupStay, result: RowResult | null): string {
  return [
    stay.roomNumber ?? t('row.noRoom'),
    stay.roomTypeCode,
    isUnnamed(stay.guestName, group) ? t('group.unnamed') : stay.guestName,
    t(`status.${stay.status}`),
    ...(result === null || result.ok ? [] : [whyNot(t, result)]),
  ].join(', ')
}

function whyNot(t: Words, { code, blockers }: RowResult): string {
  if (blockers.length > 0) {
    return blockers
      .map((blocker) => t(blocker === 'no_room' ? 'group.noRoom' : `blocker.${blocker}`))
      .join(' ')
  }
  return code === null ? '' : t(`error.${code}`)
}
