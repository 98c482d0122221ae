import { useState } from 'react'
import { addDays } from '../../../shared/domain/calendar/days.ts'
import { hintOf } from '../../desk/keys.ts'
import { useAnsweredAction } from '../../desk/use-answered-action.ts'
import { useNotices } from '../../desk/notices.ts'
import { useFormats } from '../../desk/use-formats.ts'
import { useHotel } from '../../desk/use-hotel.ts'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { NoticeBox } from '../../ui/notice-box.tsx'
import { showProblem } from '../../ui/show-problem.ts'
import type { Group } from './group-dialog.tsx'
import { GroupDates } from './group-dates.tsx'
import { GroupFacts } from './group-facts.tsx'
import { GroupTaskDialog } from './group-task-dialog.tsx'
import { useWantedRooms, type RoomsWish } from './use-wanted-rooms.ts'
import { WantedRoomsFields, WantedTotal } from './wanted-rooms-fields.tsx'

interface GroupAddProps {
  readonly group: Group
  readonly onBack: () => void
  /** The group is changed first. */
  readonly onChangeGroup: () => void
}

/** More rooms for a group that is booked: for its own days and at what was agreed, unless something else is said. */
export function GroupAdd({ group, onBack, onChangeGroup }: GroupAddProps) {
  const t = useWords()
  const { businessDate } = useHotel()
  const { amount, day } = useFormats()
  const add = useAnsweredAction('group.addRooms')
  const tell = useNotices((state) => state.tell)
  const [tried, setTried] = useState(false)
  const [wish, setWish] = useState<RoomsWish>(() => ({
    ...daysOf(group, businessDate),
    adults: 2,
    counts: {},
    rates: Object.fromEntries(
      group.rates.map(({ roomTypeId, rateMinor }) => [roomTypeId, amount(rateMinor)]),
    ),
  }))
  const wanted = useWantedRooms(wish, group.rates)
  // they would go back as soon as they are booked
  const isReleased = group.releaseDate !== null && group.releaseDate <= businessDate

  function change(part: Partial<RoomsWish>) {
    setWish((before) => ({ ...before, ...part }))
    add.clear()
  }

  async function finish() {
    setTried(true)
    if (isReleased || wanted.rooms.length === 0 || wanted.badRates.length > 0) return showProblem()
    const { arrival, departure } = wish
    const { rooms, rates } = wanted
    if (!(await add.run({ groupId: group.groupId, arrival, departure, rates, rooms }))) return showProblem()
    tell({ text: t('done.group', { name: group.name, rooms: rooms.length }) })
    onBack()
  }

  return (
    <GroupTaskDialog
      group={group}
      task={t('group.add')}
      action={t('group.addBook', { count: wanted.rooms.length })}
      note={<WantedTotal wanted={wanted} />}
      wide
      isBusy={add.running}
      isDisabled={isReleased}
      onFinish={() => void finish()}
      onBack={onBack}
    >
      <div className="stack">
        <GroupFacts group={group} />
        {isReleased && group.releaseDate !== null && (
          <NoticeBox tone="warn">
            <p>{t('group.addReleased', { day: day(group.releaseDate) })}</p>
            <Button size="small" {...hintOf('groupChange')} onPress={onChangeGroup}>
              {t('group.change')}
            </Button>
          </NoticeBox>
        )}
        <GroupDates dates={wish} onChange={change} />
        <WantedRoomsFields
          wish={wish}
          wanted={wanted}
          onChange={change}
          error={add.error ?? wanted.error}
          tried={tried}
        />
      </div>
      {add.approvalDialog}
    </GroupTaskDialog>
  )
}

/** The group's own days; what of them is over is over. */
function daysOf({ stays }: Group, businessDate: string): Pick<RoomsWish, 'arrival' | 'departure'> {
  const live = stays.filter(({ status }) => status !== 'cancelled' && status !== 'no_show')
  const arrivals = live.map(({ arrival }) => (arrival < businessDate ? businessDate : arrival))
  const arrival = arrivals.toSorted()[0] ?? businessDate
  const departure =
    live
      .map((stay) => stay.departure)
      .toSorted()
      .at(-1) ?? arrival
  return { arrival, departure: departure <= arrival ? addDays(arrival, 1) : departure }
}
