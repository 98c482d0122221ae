import type { BookingStatus } from '../../shared/domain/stay/status.ts'
import { useWords } from '../language/use-words.ts'
import { Pill, type Tone } from '../ui/mark.tsx'

const tones = {
  pending: 'warn',
  confirmed: 'accent',
  guaranteed: 'accent',
  checked_in: 'good',
  checked_out: 'quiet',
  cancelled: 'bad',
  no_show: 'bad',
} as const satisfies Record<BookingStatus, Tone>

/** Where a stay is on its way from booked to gone. */
export function StayStatus({ status }: { readonly status: BookingStatus }) {
  const t = useWords()
  return <Pill tone={tones[status]}>{t(`status.${status}`)}</Pill>
}
