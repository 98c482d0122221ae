import { memo } from 'react'
import type { DayLine } from '../../../shared/domain/rack/day-line.ts'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'
import { useRem } from '../../ui/use-rem.ts'
import type { CursorPlace } from './cursor.ts'
import { RowName } from './row-name.tsx'
import type { RackFigures } from './use-figures.ts'

interface TypeRowProps {
  readonly rowId: string
  readonly name: string
  readonly index: number
  readonly isFolded: boolean
  readonly figures: RackFigures['types'][number] | undefined
  /** Day of the line that the first figure is of. */
  readonly figuresFrom: number
  readonly line: DayLine
  readonly dayPx: number
  readonly rowPx: number
  readonly firstDay: number
  readonly endDay: number
  readonly cursor: CursorPlace | null
}

/** Wide enough for a price below the number, in rem. */
const priceWidth = 2.375

/** The head of a type of room: how many are left on each day, and from how much. */
export const TypeRow = memo(function TypeRow({ rowId, name, dayPx, line, ...props }: TypeRowProps) {
  const t = useWords()
  const rem = useRem()
  const { day: dayText, money, price } = useTypeWords()
  const { figures, figuresFrom, firstDay, endDay, cursor } = props
  const days = figures === undefined ? [] : drawnDays(firstDay, endDay, figuresFrom, figures.free.length)
  const at = cursor === null ? null : line.placeOf(cursor.day)
  return (
    <div
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a table's rows cannot be placed one by one
      role="row"
      className="rack-row rack-row-type"
      data-row={rowId}
      aria-rowindex={props.index + 2}
      style={{ top: props.index * props.rowPx, height: props.rowPx }}
    >
      <RowName spoken={name} />
      <div className="rack-row-days" role="presentation">
        {days.map((place) => {
          const free = figures?.free[place - figuresFrom] ?? 0
          const minor = figures?.priceMinor[place - figuresFrom] ?? 0
          return (
            <span
              key={place}
              aria-hidden="true"
              className="rack-figure"
              data-over={free < 0 || undefined}
              data-none={free === 0 || undefined}
              style={{ left: place * dayPx, width: dayPx }}
            >
              <b>{free}</b>
              {dayPx >= priceWidth * rem && <i>{price(minor)}</i>}
            </span>
          )
        })}
        {cursor !== null && at !== null && (
          <div
            // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a table's cells cannot be placed one by one
            role="gridcell"
            className="rack-free"
            data-current
            aria-expanded={!props.isFolded}
            tabIndex={0}
            aria-colindex={at + 2}
            aria-label={spoken()}
            style={{ left: at * dayPx, width: dayPx }}
          />
        )}
      </div>
    </div>
  )

  function spoken(): string {
    if (cursor === null || at === null) return name
    const free = figures?.free[at - figuresFrom]
    const day = dayText(cursor.day)
    if (free === undefined) return t('rack.freeLane', { room: name, day })
    if (free < 0) return t('rack.typeOver', { type: name, day, over: -free })
    return t('rack.typeCell', {
      type: name,
      day,
      free,
      price: money(figures?.priceMinor[at - figuresFrom] ?? 0),
    })
  }
})

function useTypeWords() {
  const { day, money, amount } = useFormats()
  /** Without cents where there are none: a figure to glance at. */
  const price = (minor: number) => amount(minor).replace(/[.,]00$/, '')
  return { day, money, price }
}

/** Days that are drawn and of which there is a figure. */
function drawnDays(firstDay: number, endDay: number, from: number, count: number): readonly number[] {
  const first = Math.max(firstDay, from)
  const end = Math.min(endDay, from + count)
  return Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index)
}
