import { addDays } from '../../../shared/domain/calendar/days.ts'
import { useFormats } from '../../desk/use-formats.ts'
import { useHotel } from '../../desk/use-hotel.ts'
import { useWords } from '../../language/use-words.ts'
import { DayField } from '../../ui/day-field.tsx'
import { Switch } from '../../ui/switch.tsx'
import { TextField } from '../../ui/text-field.tsx'

/** What was agreed with a group, beside its rooms. */
export interface Agreement {
  readonly company: string
  readonly paysRooms: boolean
  /** Empty while there is none. */
  readonly releaseDate: string
  readonly notes: string
}

export const noAgreement: Agreement = { company: '', paysRooms: false, releaseDate: '', notes: '' }

/** A release date lies after the hotel's day, or the rooms would go as soon as they are booked. */
export function isReleaseTooEarly({ releaseDate }: Agreement, businessDate: string): boolean {
  return releaseDate !== '' && releaseDate <= businessDate
}

interface AgreementFieldsProps {
  readonly agreement: Agreement
  readonly onChange: (part: Partial<Agreement>) => void
  /** The release date the group has already: it may have come by now. */
  readonly releaseSoFar?: string | undefined
}

/** Where a group comes from, who pays, and until when rooms are kept for those who are not named. */
export function AgreementFields({ agreement, onChange, releaseSoFar }: AgreementFieldsProps) {
  const t = useWords()
  const { businessDate } = useHotel()
  const { day } = useFormats()
  const isSame = agreement.releaseDate === releaseSoFar
  const tooEarly = !isSame && isReleaseTooEarly(agreement, businessDate)
  return (
    <>
      <TextField
        label={t('group.company')}
        value={agreement.company}
        onChange={(company) => onChange({ company })}
        maxLength={200}
      />
      <Switch
        isSelected={agreement.paysRooms}
        onChange={(paysRooms) => onChange({ paysRooms })}
        help={t('group.paysRoomsHelp')}
      >
        {t('group.paysRooms')}
      </Switch>
      <DayField
        label={t('group.new.release')}
        value={agreement.releaseDate}
        onChange={(releaseDate) => onChange({ releaseDate })}
        problem={tooEarly ? t('group.releaseTooEarly', { day: day(addDays(businessDate, 1)) }) : undefined}
      />
      <TextField
        label={t('notes.internal')}
        lines={2}
        value={agreement.notes}
        onChange={(notes) => onChange({ notes })}
        maxLength={2000}
      />
    </>
  )
}
