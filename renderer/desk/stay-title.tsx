import type { BookingDetail } from '../../shared/contract/calls/booking.ts'
import './stay-title.css'

/** A dialog's title: the task, and whose. */
export function StayTitle({ task, booking }: { readonly task: string; readonly booking: BookingDetail }) {
  return (
    <span className="stay-title">
      {task}{' '}
      <span className="stay-title-whose cut">
        {[booking.guest.fullName, booking.roomNumber, booking.code].filter(Boolean).join(' · ')}
      </span>
    </span>
  )
}
