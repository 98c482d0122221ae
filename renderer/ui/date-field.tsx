import { parseDate } from '@internationalized/date'
import { CalendarDays, ChevronLeft, ChevronRight } from 'lucide-react'
import {
  Button as AriaButton,
  Calendar,
  CalendarCell,
  CalendarGrid,
  DateInput,
  DatePicker,
  DateSegment,
  Dialog,
  FieldError,
  Group,
  Heading,
  Label,
  Popover,
} from 'react-aria-components'
import './date-field.css'
import './field.css'

interface DateFieldProps {
  readonly label: string
  /** 'YYYY-MM-DD' */
  readonly value: string
  readonly onChange: (day: string) => void
  readonly earliest?: string
  readonly problem?: string | undefined
  readonly isDisabled?: boolean
  readonly autoFocus?: boolean
}

/** A day of the calendar: typed part by part, stepped with the arrows, or picked from a month. */
export function DateField({
  label,
  value,
  onChange,
  earliest,
  problem,
  isDisabled = false,
  autoFocus = false,
}: DateFieldProps) {
  return (
    <DatePicker
      className="field"
      value={parseDate(value)}
      onChange={(date) => date && date.year >= 2000 && date.year < 2200 && onChange(date.toString())}
      {...(earliest !== undefined && { minValue: parseDate(earliest) })}
      isInvalid={problem !== undefined}
      isDisabled={isDisabled}
      autoFocus={autoFocus}
      shouldForceLeadingZeros
    >
      <Label className="field-label">{label}</Label>
      <Group className="field-group date-group">
        <DateInput className="date-input">
          {(segment) => <DateSegment segment={segment} className="date-segment" />}
        </DateInput>
        <AriaButton className="stepper-button">
          <CalendarDays aria-hidden="true" />
        </AriaButton>
      </Group>
      <FieldError className="field-problem">{problem}</FieldError>
      <Popover className="popover date-popover">
        <Dialog>
          <Calendar>
            <header className="date-head">
              <AriaButton slot="previous" className="stepper-button">
                <ChevronLeft aria-hidden="true" />
              </AriaButton>
              <Heading className="date-month" />
              <AriaButton slot="next" className="stepper-button">
                <ChevronRight aria-hidden="true" />
              </AriaButton>
            </header>
            <CalendarGrid className="date-grid">
              {(date) => <CalendarCell date={date} className="date-cell" />}
            </CalendarGrid>
          </Calendar>
        </Dialog>
      </Popover>
    </DatePicker>
  )
}
