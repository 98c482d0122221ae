import type { BookingDetail } from '../../../shared/contract/calls/booking.ts'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { NoticeBox } from '../../ui/notice-box.tsx'

interface RoomPromiseProps {
  readonly booking: BookingDetail
  /** Shows the stay's card at the conflict desk; null for those who may not. */
  readonly onSettle: (() => void) | null
}

/** Whether the stay has the room it was sold: that somebody else has it, or that it is not sure yet. */
export function RoomPromise({ booking, onSettle }: RoomPromiseProps) {
  const t = useWords()
  const { parked } = booking
  if (parked !== null) {
    const { wantedRoom: room, holder } = parked
    return (
      <NoticeBox tone="bad" title={t('parked.title')}>
        <p>{holder === null ? t('parked.wantsFree', { room }) : t('parked.wants', { room, holder })}</p>
        {onSettle !== null && (
          <Button size="small" onPress={onSettle}>
            {t('parked.settle')}
          </Button>
        )}
      </NoticeBox>
    )
  }
  if (!booking.toBeConfirmed) return null
  return (
    <NoticeBox tone="warn" title={t('promise.unsure')}>
      {t('promise.unsureHelp')}
    </NoticeBox>
  )
}
