import type { BookingDetail } from '../../../shared/contract/calls/booking.ts'
import { commandName } from '../../desk/command-words.ts'
import { faultWords } from '../../desk/fault-words.ts'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'
import { NoticeBox } from '../../ui/notice-box.tsx'

/** What the server could not simply take of this booking, and what it will most likely not take. */
export function Trouble({ booking }: { readonly booking: BookingDetail }) {
  const t = useWords()
  const { moment } = useFormats()
  const { willConflict, parked } = booking
  // that the room is somebody else's is said above, with the way out
  const attention = booking.attention.filter(({ reason }) => parked === null || reason !== 'room_taken')
  return (
    <>
      {attention.length > 0 && (
        <NoticeBox tone="bad" title={t('record.needsAttention')}>
          <ul>
            {attention.map(({ reason, fault, at }) => (
              <li key={`${reason} ${at}`}>{`${moment(at)}: ${faultWords(t, reason, fault)}`}</li>
            ))}
          </ul>
        </NoticeBox>
      )}
      {willConflict.length > 0 && (
        <NoticeBox tone="warn" title={t('record.willConflict')}>
          <ul>
            {willConflict.map(({ name, at }) => (
              <li key={`${name} ${at}`}>{`${moment(at)}: ${commandName(t, name)}`}</li>
            ))}
          </ul>
        </NoticeBox>
      )}
    </>
  )
}
