import { memo } from 'react'
import type { DayLine } from '../../../shared/domain/rack/day-line.ts'
import { daysFrom } from './rack-head.tsx'

interface RackGroundProps {
  readonly line: DayLine
  readonly dayPx: number
  readonly heightPx: number
  readonly sidePx: number
  readonly firstDay: number
  readonly endDay: number
  readonly businessDate: string
  readonly weekendNights: readonly number[]
}

/** What lies behind all rows, once a day and not once a cell: weekend nights tinted, the business date strong. */
export const RackGround = memo(function RackGround({
  line,
  dayPx,
  heightPx,
  sidePx,
  ...props
}: RackGroundProps) {
  return (
    <div className="rack-ground" aria-hidden="true" style={{ left: sidePx, height: heightPx }}>
      {daysFrom(props.firstDay, props.endDay).map((place) => {
        const date = line.dateAt(place)
        const weekday = new Date(`${date}T00:00:00Z`).getUTCDay()
        return (
          <div
            key={place}
            className="rack-ground-day"
            data-today={date === props.businessDate || undefined}
            data-weekend={props.weekendNights.includes(weekday) || undefined}
            data-past={date < props.businessDate || undefined}
            style={{ left: place * dayPx, width: dayPx }}
          />
        )
      })}
    </div>
  )
})
