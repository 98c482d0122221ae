import { useState } from 'react'
import type { CallOutput } from '../../../shared/contract/index.ts'
import { useAction } from '../../bridge/use-action.ts'
import { useCall } from '../../bridge/use-call.ts'
import { useNotices } from '../../desk/notices.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { StayStatus } from '../../desk/stay-status.tsx'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Pill } from '../../ui/mark.tsx'
import { NoticeBox } from '../../ui/notice-box.tsx'

type RoomStay = CallOutput<'room.stays'>['stays'][number]

interface StaysInWayProps {
  readonly roomId: string
  readonly from: string
  readonly to: string
  /** Opens the dialog that moves a stay into a room of the clerk's choice. */
  readonly onMove: (bookingId: string) => void
}

/** Who has the room on these days: each moved by one key where a room of their type is free, all of them by another. */
export function StaysInWay({ roomId, from, to, onMove }: StaysInWayProps) {
  const t = useWords()
  const { days } = useFormats()
  const { value, error } = useCall('room.stays', { roomId, from, to })
  const move = useAction('booking.moveRoom')
  const tell = useNotices((state) => state.tell)
  const [moving, setMoving] = useState(false)
  const stays = value?.stays ?? []
  const movable = stays.filter(isMovable)

  async function moveOne({ bookingId, guestName, otherRoom, moveFrom }: RoomStay) {
    if (otherRoom === null) return
    const done = await move.run({ bookingId, roomId: otherRoom.roomId, from: moveFrom, price: 'keep' })
    if (done) tell({ text: t('done.movedAway', { guest: guestName, room: otherRoom.roomNumber }) })
  }

  async function moveAll() {
    setMoving(true)
    for (const stay of movable) await moveOne(stay)
    setMoving(false)
  }

  if (error) return <Refusal error={error} />
  if (value === undefined) return null
  if (stays.length === 0) return <p className="soft">{t('block.clear')}</p>
  return (
    <NoticeBox tone="warn" announce title={t('block.inWay', { count: stays.length })}>
      <p>{t('block.inWayHelp')}</p>
      <Refusal error={move.error} />
      <ul className="block-stays">
        {stays.map((stay) => (
          <li key={stay.bookingId} className="block-stay">
            <span className="block-stay-who">
              <strong className="cut">{stay.guestName}</strong>
              <span>
                {days(stay.arrival, stay.departure)} <StayStatus status={stay.status} />{' '}
                {stay.locked && <Pill tone="warn">{t('block.locked')}</Pill>}
              </span>
            </span>
            {isMovable(stay) && stay.otherRoom && (
              <Button
                size="small"
                aria-label={t('block.moveToOf', { guest: stay.guestName, room: stay.otherRoom.roomNumber })}
                isBusy={move.running}
                onPress={() => void moveOne(stay)}
              >
                {t('block.moveTo', { room: stay.otherRoom.roomNumber })}
              </Button>
            )}
            <Button
              size="small"
              aria-label={t('block.moveElseOf', { guest: stay.guestName })}
              onPress={() => onMove(stay.bookingId)}
            >
              {t('block.moveElse')}
            </Button>
          </li>
        ))}
      </ul>
      {movable.length > 1 && (
        <Button size="small" isBusy={moving} onPress={() => void moveAll()}>
          {t('block.moveAll', { count: movable.length })}
        </Button>
      )}
    </NoticeBox>
  )
}

function isMovable({ otherRoom, locked }: RoomStay): boolean {
  return otherRoom !== null && !locked
}
