import type { ReactNode } from 'react'
import type { StayRow } from '../../../shared/contract/calls/desk.ts'
import { useFormats } from '../../desk/use-formats.ts'

interface StayLineProps {
  readonly stay: StayRow
  /** What can be done about it. */
  readonly children: ReactNode
  /** What went wrong with that, or what else there is to know. */
  readonly below?: ReactNode
}

/** A stay that the end of the day asks about. */
export function StayLine({ stay, children, below }: StayLineProps) {
  const { days, money } = useFormats()
  return (
    <li className="day-stay">
      <div className="day-stay-line">
        <strong className="day-stay-room">{stay.roomNumber ?? stay.roomTypeCode}</strong>
        <span className="day-stay-who">
          <span className="cut">{stay.guestName}</span>
          <span className="faint cut">{`${stay.code} · ${days(stay.arrival, stay.departure)}`}</span>
        </span>
        <span className={stay.balanceMinor > 0 ? 'figure' : 'figure faint'}>{money(stay.balanceMinor)}</span>
        <span className="day-stay-actions">{children}</span>
      </div>
      {below}
    </li>
  )
}
