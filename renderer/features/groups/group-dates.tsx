import { addDays } from '../../../shared/domain/calendar/days.ts'
import { useHotel } from '../../desk/use-hotel.ts'
import { useWords } from '../../language/use-words.ts'
import { DateField } from '../../ui/date-field.tsx'
import type { RoomsWish } from './use-wanted-rooms.ts'

interface GroupDatesProps {
  readonly dates: Pick<RoomsWish, 'arrival' | 'departure'>
  readonly onChange: (part: Partial<RoomsWish>) => void
}

/** From when to when rooms are wanted; a later arrival takes the departure with it. */
export function GroupDates({ dates: { arrival, departure }, onChange }: GroupDatesProps) {
  const t = useWords()
  const { businessDate } = useHotel()
  return (
    <div className="group-pair">
      <DateField
        label={t('new.arrival')}
        value={arrival}
        onChange={(day) =>
          onChange({ arrival: day, departure: departure <= day ? addDays(day, 1) : departure })
        }
        earliest={businessDate}
        problem={arrival < businessDate ? t('error.arrival_in_past') : undefined}
      />
      <DateField
        label={t('new.departure')}
        value={departure}
        onChange={(day) => onChange({ departure: day })}
        earliest={arrival}
        problem={departure < arrival ? t('wait.wrongDays') : undefined}
      />
    </div>
  )
}
