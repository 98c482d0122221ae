import { memo } from 'react'
import type { DayLine } from '../../../shared/domain/rack/day-line.ts'
import { useLocale } from '../../language/language.ts'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'
import { useRem } from '../../ui/use-rem.ts'
import type { RackFigures } from './use-figures.ts'

interface RackHeadProps {
  readonly line: DayLine
  readonly dayPx: number
  readonly topPx: number
  readonly firstDay: number
  readonly endDay: number
  readonly businessDate: string
  readonly weekendNights: readonly number[]
  readonly house: RackFigures['house'] | undefined
  /** Day of the line that the first figure is of. */
  readonly figuresFrom: number
}

/** In rem: narrower than this a day has room for its number alone, or for short words. */
const weekdayWidth = 1.875
const wordsWidth = 3.875

/** The days at the top: weekday and date, how many rooms are free, how full the house is. */
export const RackHead = memo(function RackHead({
  line,
  dayPx,
  topPx,
  house,
  figuresFrom,
  ...props
}: RackHeadProps) {
  const t = useWords()
  const { day } = useFormats()
  const parts = useDayParts()
  const width = dayPx / useRem()
  const { firstDay, endDay, businessDate, weekendNights } = props
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a table's rows cannot be placed one by one
    <div role="row" className="rack-head" aria-rowindex={1} style={{ height: topPx }}>
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a table's cells cannot be placed one by one */}
      <div role="columnheader" className="rack-corner" aria-colindex={1}>
        {t('rack.roomHead')}
      </div>
      <div className="rack-head-days" role="presentation">
        {daysFrom(firstDay, endDay).map((place) => {
          const date = line.dateAt(place)
          const { weekday, number, month, weekdayNumber } = parts(date)
          const figure = house?.[place - figuresFrom]
          return (
            <div
              key={place}
              // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a table's cells cannot be placed one by one
              role="columnheader"
              className="rack-day"
              data-today={date === businessDate || undefined}
              data-weekend={weekendNights.includes(weekdayNumber) || undefined}
              data-month={number === '1' || undefined}
              aria-colindex={place + 2}
              style={{ left: place * dayPx, width: dayPx }}
            >
              <span className="unseen">
                {figure === undefined
                  ? day(date)
                  : t('rack.dayHead', {
                      day: day(date),
                      free: figure.free,
                      percent: figure.occupancyPercent,
                    })}
              </span>
              <span className="rack-day-week" aria-hidden="true">
                {width >= wordsWidth ? weekday : weekday.slice(0, width >= weekdayWidth ? 3 : 1)}
              </span>
              <strong aria-hidden="true">
                {number}
                {(width >= wordsWidth || number === '1') && width >= weekdayWidth && ` ${month}`}
              </strong>
              {figure !== undefined && (
                <span className="rack-day-free" data-over={figure.free < 0 || undefined} aria-hidden="true">
                  {width >= wordsWidth ? t('rack.free', { count: figure.free }) : figure.free}
                  {width >= (figure.free < 0 ? wordsWidth : weekdayWidth) && (
                    <i>{figure.occupancyPercent}%</i>
                  )}
                </span>
              )}
            </div>
          )
        })}
      </div>
    </div>
  )
})

export function daysFrom(first: number, end: number): readonly number[] {
  return Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index)
}

/** A day's parts as the language writes them, remembered: the head is drawn whenever days come into sight. */
function useDayParts() {
  const locale = useLocale()
  return (date: string) => {
    const key = `${locale} ${date}`
    const known = written.get(key)
    if (known !== undefined) return known
    const at = new Date(`${date}T00:00:00Z`)
    const part = (options: Intl.DateTimeFormatOptions) =>
      new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(at)
    const made = {
      weekday: part({ weekday: 'short' }).replace(/[.,]$/, ''),
      number: String(at.getUTCDate()),
      month: part({ month: 'short' }).replace(/\.$/, ''),
      weekdayNumber: at.getUTCDay(),
    }
    written.set(key, made)
    return made
  }
}

interface DayParts {
  readonly weekday: string
  readonly number: string
  readonly month: string
  readonly weekdayNumber: number
}

const written = new Map<string, DayParts>()
