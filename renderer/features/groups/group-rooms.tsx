import { useState } from 'react'
import { useAction } from '../../bridge/use-action.ts'
import { useCall } from '../../bridge/use-call.ts'
import { useNotices } from '../../desk/notices.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { useWords } from '../../language/use-words.ts'
import { NoticeBox } from '../../ui/notice-box.tsx'
import type { Group } from './group-dialog.tsx'
import { GroupFacts } from './group-facts.tsx'
import { GroupTaskDialog } from './group-task-dialog.tsx'

interface GroupRoomsProps {
  readonly group: Group
  readonly onBack: () => void
}

/** A room for each of the group who has none, with why that one; given by one key. */
export function GroupRooms({ group, onBack }: GroupRoomsProps) {
  const t = useWords()
  const arrivingBy = group.stays.map(({ arrival }) => arrival).reduce((a, b) => (a > b ? a : b), '2000-01-01')
  const { value, error } = useCall('rooms.proposeRooms', { arrivingBy, groupId: group.groupId })
  const assign = useAction('booking.assignRoom')
  const tell = useNotices((state) => state.tell)
  const [giving, setGiving] = useState(false)
  const proposals = value?.proposals ?? []
  const unplaced = value?.unplaced ?? []

  async function give() {
    if (giving) return
    if (proposals.length === 0) return onBack()
    setGiving(true)
    let count = 0
    for (const { bookingId, roomId } of proposals) {
      // the first that is refused is shown; what is given by then is given
      if (!(await assign.run({ bookingId, roomId }))) break
      count += 1
    }
    setGiving(false)
    if (count > 0) tell({ text: t('done.groupRooms', { name: group.name, count }) })
    if (count === proposals.length) onBack()
  }

  return (
    <GroupTaskDialog
      group={group}
      task={t('group.rooms')}
      action={t('group.roomsGive', { count: proposals.length })}
      wide
      isBusy={giving}
      isDisabled={proposals.length === 0}
      onFinish={() => void give()}
      onBack={onBack}
    >
      <div className="stack">
        <GroupFacts group={group} />
        <Refusal error={error ?? assign.error} />
        {unplaced.length > 0 && (
          <NoticeBox tone="bad" title={t('group.unplaced', { count: unplaced.length })}>
            {unplaced.map(({ guestName, roomTypeCode }) => `${guestName} (${roomTypeCode})`).join(', ')}
          </NoticeBox>
        )}
        {value && proposals.length === 0 && unplaced.length === 0 && <p>{t('group.allPlaced')}</p>}
        {proposals.length > 0 && (
          <>
            <p className="soft">{t('group.roomsIntro')}</p>
            <ul className="group-proposals">
              {proposals.map((proposal) => (
                <li key={proposal.bookingId} className="group-proposal">
                  <strong>{proposal.roomNumber}</strong>
                  <span className="cut">{proposal.guestName}</span>
                  <span className="faint cut">{proposal.code}</span>
                  <span className="soft">
                    {proposal.reasons.map((reason) => t(`group.reason.${reason}`)).join(', ')}
                  </span>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </GroupTaskDialog>
  )
}
