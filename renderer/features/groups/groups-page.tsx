import { useCallback, type KeyboardEvent } from 'react'
import type { CallOutput } from '../../../shared/contract/index.ts'
import { addDays } from '../../../shared/domain/calendar/days.ts'
import { useCall } from '../../bridge/use-call.ts'
import { hintOf, keyFor } from '../../desk/keys.ts'
import type { ListFocus } from '../../desk/list-focus.ts'
import { useMay } from '../../desk/may.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { useFormats } from '../../desk/use-formats.ts'
import { useHotel } from '../../desk/use-hotel.ts'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Cell } from '../../ui/cell.tsx'
import { Pill } from '../../ui/mark.tsx'
import { RowList } from '../../ui/row-list.tsx'
import { useGroupNeed } from './use-group-need.ts'
import '../../ui/page.css'
import './groups.css'

type GroupLine = CallOutput<'group.list'>['groups'][number]

/** How far ahead groups are listed. */
const daysShown = 730

interface GroupsPageProps {
  readonly focus: ListFocus
  readonly onOpen: (groupId: string) => void
  readonly onNew: () => void
}

/** The groups that are here or to come: first those about which something is to be done soonest. */
export function GroupsPage({ focus, onOpen, onNew }: GroupsPageProps) {
  const t = useWords()
  const may = useMay()
  const { businessDate } = useHotel()
  const { days } = useFormats()
  const needOf = useGroupNeed()
  const { value, error } = useCall('group.list', {
    from: businessDate,
    to: addDays(businessDate, daysShown),
  })

  const cellsOf = useCallback(
    (group: GroupLine) => (
      <>
        <Cell className="cut">
          <strong>{group.name}</strong> <span className="faint">{group.code}</span>
        </Cell>
        <Cell>{days(group.arrival, group.departure)}</Cell>
        <Cell>{t('groups.roomsCount', { count: group.rooms })}</Cell>
        <Cell className={isSoon(group, businessDate) ? 'cut group-soon' : 'cut'}>{needOf(group)}</Cell>
        <Cell className="group-state">
          {group.withoutRoom > 0 ? (
            <Pill tone="warn">{t('groups.withoutRoom', { count: group.withoutRoom })}</Pill>
          ) : (
            group.inHouse + group.left < group.rooms && <Pill tone="accent">{t('groups.ready')}</Pill>
          )}
          {group.inHouse > 0 && <Pill tone="good">{t('groups.inHouse', { count: group.inHouse })}</Pill>}
          {group.left > 0 && <Pill tone="quiet">{t('groups.left', { count: group.left })}</Pill>}
        </Cell>
      </>
    ),
    [t, days, needOf, businessDate],
  )
  const spokenOf = useCallback(
    (group: GroupLine) =>
      [
        group.name,
        days(group.arrival, group.departure),
        t('groups.roomsCount', { count: group.rooms }),
        needOf(group) ?? '',
        ...(group.withoutRoom > 0 ? [t('groups.withoutRoom', { count: group.withoutRoom })] : []),
      ]
        .filter((part) => part !== '')
        .join(', '),
    [t, days, needOf],
  )

  function handleKey(group: GroupLine, event: KeyboardEvent): boolean {
    if (keyFor(event, ['queue']) !== 'nextStep') return false
    onOpen(group.groupId)
    return true
  }

  return (
    <main className="page">
      <h1 className="unseen">{t('nav.groups')}</h1>
      {may('group.create') && (
        <div>
          <Button {...hintOf('newGroup')} onPress={onNew}>
            {t('groups.new')}
          </Button>
        </div>
      )}
      <Refusal error={error} />
      <div className="list-frame">
        <div className="list-head groups-line" aria-hidden="true">
          <span>{t('groups.name')}</span>
          <span>{t('column.stay')}</span>
          <span>{t('groups.rooms')}</span>
          <span>{t('groups.next')}</span>
          <span>{t('groups.state')}</span>
        </div>
        {value && (
          <RowList
            label={t('nav.groups')}
            rows={value.groups}
            idOf={groupIdOf}
            idName="group-id"
            spokenOf={spokenOf}
            cellsOf={cellsOf}
            rowClassName="groups-line"
            onOpen={(groupId) => groupId !== null && onOpen(groupId)}
            onRowKey={handleKey}
            empty={t('groups.empty')}
            autoFocus={focus.inList}
            focusAsked={focus.asked}
          />
        )}
      </div>
    </main>
  )
}

/** Something is to be done about the group today or tomorrow. */
function isSoon({ need }: GroupLine, businessDate: string): boolean {
  return need !== null && need.on <= addDays(businessDate, 1)
}

function groupIdOf({ groupId }: GroupLine): string {
  return groupId
}
