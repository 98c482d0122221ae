import { memo } from 'react'
import type { DayLine } from '../../../shared/domain/rack/day-line.ts'
import type { CursorPlace } from './cursor.ts'
import { RowName } from './row-name.tsx'

interface MoreRowProps {
  readonly rowId: string
  readonly spoken: string
  readonly index: number
  readonly line: DayLine
  readonly dayPx: number
  readonly rowPx: number
  readonly cursor: CursorPlace | null
}

/** Stands for stays without a room that would push the rooms out of sight; Enter lists them. */
export const MoreRow = memo(function MoreRow({ rowId, spoken, line, dayPx, ...props }: MoreRowProps) {
  const { index, rowPx, cursor } = props
  const at = cursor === null ? null : line.placeOf(cursor.day)
  return (
    <div
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a table's rows cannot be placed one by one
      role="row"
      className="rack-row rack-row-waiting"
      data-row={rowId}
      aria-rowindex={index + 2}
      style={{ top: index * rowPx, height: rowPx }}
    >
      <RowName spoken={spoken} />
      <div className="rack-row-days" role="presentation">
        {at !== null && (
          <div
            // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a table's cells cannot be placed one by one
            role="gridcell"
            className="rack-free"
            data-current
            aria-haspopup="dialog"
            aria-label={spoken}
            aria-colindex={at + 2}
            tabIndex={0}
            style={{ left: at * dayPx, width: dayPx }}
          />
        )}
      </div>
    </div>
  )
})
