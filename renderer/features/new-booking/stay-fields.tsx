import { longestStayNights } from '../../../shared/domain/stay/booking-rules.ts'
import { useHotel } from '../../desk/use-hotel.ts'
import { useWords } from '../../language/use-words.ts'
import { DateField } from '../../ui/date-field.tsx'
import { NumberStepper } from '../../ui/number-stepper.tsx'
import {
  arriveOn,
  departOn,
  departureOf,
  departureProblem,
  stayFor,
  type BookingDraft,
} from './booking-draft.ts'

interface StayFieldsProps {
  readonly draft: BookingDraft
  readonly onDraft: (draft: BookingDraft) => void
  /** A walk-in arrives now. */
  readonly walkIn: boolean
}

/** From when to when, and how many. */
export function StayFields({ draft, onDraft, walkIn }: StayFieldsProps) {
  const t = useWords()
  const { businessDate } = useHotel()
  const problem = departureProblem(draft)
  return (
    <>
      <div className="stay-dates">
        <DateField
          key={walkIn ? 'now' : 'later'}
          label={t('new.arrival')}
          value={draft.arrival}
          onChange={(arrival) => onDraft(arriveOn(draft, arrival))}
          earliest={businessDate}
          isDisabled={walkIn}
          problem={draft.arrival < businessDate ? t('error.arrival_in_past') : undefined}
        />
        <DateField
          label={t('new.departure')}
          value={departureOf(draft)}
          onChange={(day) => onDraft(departOn(draft, day))}
          earliest={draft.arrival}
          problem={problem && t(problem)}
        />
      </div>
      <div className="stay-numbers">
        <NumberStepper
          label={t('new.nights')}
          value={Math.min(longestStayNights, Math.max(0, draft.nights))}
          onChange={(nights) => onDraft(stayFor(draft, nights))}
          minValue={0}
          maxValue={longestStayNights}
        />
        <NumberStepper
          label={t('new.adults')}
          value={draft.adults}
          onChange={(adults) => onDraft({ ...draft, adults })}
          minValue={1}
          maxValue={20}
        />
        <NumberStepper
          label={t('new.children')}
          value={draft.children}
          onChange={(children) => onDraft({ ...draft, children })}
          minValue={0}
          maxValue={20}
        />
      </div>
    </>
  )
}
