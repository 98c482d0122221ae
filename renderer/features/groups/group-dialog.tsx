import { useState } from 'react'
import type { CallOutput } from '../../../shared/contract/index.ts'
import { useCall } from '../../bridge/use-call.ts'
import { BookingDialog } from '../../desk/booking-dialog.tsx'
import { ReadingDialog } from '../../desk/reading-dialog.tsx'
import { useWords } from '../../language/use-words.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { GroupAdd } from './group-add.tsx'
import { GroupChange } from './group-change.tsx'
import { GroupNames } from './group-names.tsx'
import { GroupPay } from './group-pay.tsx'
import { GroupRooms } from './group-rooms.tsx'
import { RoomingList } from './rooming-list.tsx'
import './groups.css'

export type Group = CallOutput<'group.get'>['group']
export type GroupStay = Group['stays'][number]

/** What is being done with a group: looked at, named, given its rooms and more of them, paid for, changed. */
export type GroupTask = 'list' | 'names' | 'rooms' | 'add' | 'pay' | 'change'

interface GroupDialogProps {
  readonly groupId: string
  /** A group that was just booked is named first. */
  readonly task?: GroupTask | undefined
  readonly onOpenBooking: (bookingId: string) => void
  readonly onDone: () => void
}

/** One group: its rooming list, who sleeps where, all of them let in or out at once. */
export function GroupDialog({ groupId, task: first = 'list', onOpenBooking, onDone }: GroupDialogProps) {
  const t = useWords()
  const { value, error } = useCall('group.get', { groupId })
  const [task, setTask] = useState<GroupTask>(first)
  if (value === undefined) {
    return (
      <ReadingDialog title={t('job.group')} reading={t('groups.reading')} error={error} onClose={onDone} />
    )
  }
  const { group } = value
  const back = () => setTask('list')
  if (task === 'names') return <GroupNames group={group} onBack={back} />
  if (task === 'rooms') return <GroupRooms group={group} onBack={back} />
  if (task === 'add') return <GroupAdd group={group} onBack={back} onChangeGroup={() => setTask('change')} />
  if (task === 'pay') return <GroupPay group={group} onBack={back} />
  if (task === 'change') return <GroupChange group={group} onBack={back} />
  return <RoomingList group={group} onTask={setTask} onOpenBooking={onOpenBooking} onDone={onDone} />
}

interface StayGroupDialogProps {
  readonly bookingId: string
  readonly onOpenBooking: (bookingId: string) => void
  readonly onDone: () => void
}

/** The group that a booking belongs to. */
export function StayGroupDialog({ bookingId, ...rest }: StayGroupDialogProps) {
  const t = useWords()
  return (
    <BookingDialog bookingId={bookingId} title={t('job.group')} onClose={rest.onDone}>
      {({ groupId }) =>
        groupId === null ? (
          <Dialog title={t('job.group')} closeLabel={t('action.close')} onClose={rest.onDone}>
            <p>{t('groups.none')}</p>
          </Dialog>
        ) : (
          <GroupDialog groupId={groupId} {...rest} />
        )
      }
    </BookingDialog>
  )
}
