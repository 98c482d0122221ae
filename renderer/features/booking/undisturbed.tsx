import type { BookingDetail } from '../../../shared/contract/calls/booking.ts'
import { useAction } from '../../bridge/use-action.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { useWords } from '../../language/use-words.ts'
import { Switch } from '../../ui/switch.tsx'

/** Does a guest in house want to be left alone? Housekeeping sees it on its board. */
export function Undisturbed({ booking }: { readonly booking: BookingDetail }) {
  const t = useWords()
  const set = useAction('booking.doNotDisturb')
  if (booking.status !== 'checked_in') return null
  return (
    <>
      <Switch
        isSelected={booking.doNotDisturb}
        onChange={(on) => void set.run({ bookingId: booking.bookingId, on })}
      >
        {t('stay.undisturbed')}
      </Switch>
      <Refusal error={set.error} />
    </>
  )
}
