import type { BookingDetail } from '../../../shared/contract/calls/booking.ts'
import { commandName } from '../../desk/command-words.ts'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'

/** Who did what to this booking, where and when, the newest first, and in any case who made it. */
export function History({ booking }: { readonly booking: BookingDetail }) {
  const t = useWords()
  const { moment } = useFormats()
  return (
    <ol className="history">
      {stepsOf(booking)
        .toReversed()
        .map(({ at, actorName, terminal, action }) => (
          <li key={`${at} ${action}`}>
            <span className="faint">{moment(at)}</span>
            <span>{commandName(t, action)}</span>
            <span className="soft cut">{[actorName, terminal].filter(Boolean).join(', ')}</span>
          </li>
        ))}
    </ol>
  )
}

/** A booking that came from elsewhere has no step that made it in its history. */
function stepsOf(booking: BookingDetail): BookingDetail['history'] {
  const made = booking.history.some(
    ({ action }) => action === 'booking.create' || action === 'booking.walkIn',
  )
  const { createdAt: at, createdBy: actorName } = booking
  return made
    ? booking.history
    : [{ at, actorName, terminal: '', action: 'booking.create' }, ...booking.history]
}
