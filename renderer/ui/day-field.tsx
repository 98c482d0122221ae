import { parseDate } from '@internationalized/date'
import { DateField, DateInput, DateSegment, FieldError, Label } from 'react-aria-components'
import './date-field.css'
import './field.css'

interface DayFieldProps {
  readonly label: string
  /** 'YYYY-MM-DD', or empty while no day is given. */
  readonly value: string
  readonly onChange: (day: string) => void
  readonly problem?: string | undefined
  readonly isReadOnly?: boolean
}

/** A day that may be left empty, typed part by part: of birth, of expiry. */
export function DayField({ label, value, onChange, problem, isReadOnly = false }: DayFieldProps) {
  return (
    <DateField
      className="field"
      value={value === '' ? null : parseDate(value)}
      onChange={(date) => onChange(date === null ? '' : date.toString())}
      isInvalid={problem !== undefined}
      isReadOnly={isReadOnly}
      shouldForceLeadingZeros
    >
      <Label className="field-label">{label}</Label>
      <DateInput className="field-group date-input day-input">
        {(segment) => <DateSegment segment={segment} className="date-segment" />}
      </DateInput>
      <FieldError className="field-problem">{problem}</FieldError>
    </DateField>
  )
}
