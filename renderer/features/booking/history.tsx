import type { BookingDetail } from '../../../shared/contract/calls/booking.ts'
import { commandName } from '../../desk/command-words.ts'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'

/** Who did what to this booking, where and when. */
export function History({ booking }: { readonly booking: BookingDetail }) {
  const t = useWords()
  const { moment } = useFormats()
  return (
    <ol className="history">
      {booking.history.map(({ at, actorName, terminal, action }) => (
        <li key={`${at} ${action}`}>
          <span className="faint">{moment(at)}</span>
          <span>{commandName(t, action)}</span>
          <span className="soft cut">{[actorName, terminal].filter(Boolean).join(', ')}</span>
        </li>
      ))}
    </ol>
  )
}
