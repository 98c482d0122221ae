import { memo, useLayoutEffect, useMemo, useRef } from 'react'
import type { RackBar, RackBlock, RackLane, RackRoom } from '../../../shared/contract/calls/rack.ts'
import { barSpan } from '../../../shared/domain/rack/bar-span.ts'
import type { DayLine } from '../../../shared/domain/rack/day-line.ts'
import { packLanes } from '../../../shared/domain/rack/pack-lanes.ts'
import { touchesDay } from '../../../shared/domain/rack/piece.ts'
import { barIdOf } from './chart-plan.ts'
import { createBarRow, type BarDrawing, type BarRow, type BarStyle } from './draw-bars.ts'
import { RowName } from './row-name.tsx'
import type { Speak } from './speak.ts'
import { resolveStop, type CursorPlace } from './cursor.ts'
import { useLane } from './use-lane.ts'

interface LaneRowProps {
  readonly laneId: string
  readonly index: number
  /** Null for stays without a room. */
  readonly room: RackRoom | null
  readonly typeCode: string
  /** What the row is called: the room's number. */
  readonly place: string
  readonly line: DayLine
  readonly dayPx: number
  readonly rowPx: number
  readonly firstDay: number
  readonly endDay: number
  /** The left edge of what is in sight: a bar that begins before it says its name after it. */
  readonly sightPx: number
  readonly barStyle: BarStyle
  readonly speak: Speak
  readonly cursor: CursorPlace | null
  /** Hears of each drawing, where the cursor is in this row: the cell that had the focus may have gone. */
  readonly onDrawn: (() => void) | null
  readonly openBookingId: string | null
}

/** One room, or one lane of stays without a room: its bars and blocks, and the cell that the keyboard stands on. */
export const LaneRow = memo(function LaneRow({ laneId, room, place, line, dayPx, ...props }: LaneRowProps) {
  const { speak, firstDay, endDay, cursor, onDrawn } = props
  const lane = useLane(laneId)
  const placed = usePlaced(lane, line, place, speak)
  const stop = cursor === null ? null : resolveStop(lane?.bars ?? [], cursor)
  const currentId = stop?.bar ? barIdOf(stop.bar) : null
  const barPlace = useRef<HTMLDivElement>(null)
  const barRow = useRef<BarRow>(null)
  useLayoutEffect(() => {
    if (barPlace.current === null) return
    barRow.current ??= createBarRow(barPlace.current)
    const drawings = placed
      .filter(({ start, end, barId }) => (end > firstDay && start < endDay) || barId === currentId)
      .map((one) => drawingOf(one, currentId))
    barRow.current.draw(drawings, props.barStyle)
  })
  useLayoutEffect(() => onDrawn?.())
  return (
    <div
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a table's rows cannot be placed one by one
      role="row"
      className={room === null ? 'rack-row rack-row-waiting' : 'rack-row'}
      data-row={laneId}
      aria-rowindex={props.index + 2}
      style={{ top: props.index * props.rowPx, height: props.rowPx }}
    >
      <RowName spoken={room === null ? place : speak.room(room, props.typeCode)} />
      <div className="rack-row-days" role="presentation">
        {lane?.blocks.map((block) => (
          <Block key={block.blockId} block={block} line={line} dayPx={dayPx} />
        ))}
        <div ref={barPlace} role="presentation" />
        {stop !== null && stop.bar === null && (
          <FreeCell
            day={stop.day}
            place={place}
            isRoom={room !== null}
            blocks={lane?.blocks ?? []}
            line={line}
            dayPx={dayPx}
            speak={speak}
          />
        )}
      </div>
    </div>
  )

  function drawingOf(one: PlacedBar, current: string | null): BarDrawing {
    const { bar, barId, start, end } = one
    return {
      bar,
      barId,
      spoken: one.spoken,
      owes: one.owes,
      leftPx: start * dayPx,
      widthPx: (end - start) * dayPx,
      hiddenPx: hiddenOf(one, dayPx, props.sightPx),
      level: one.level,
      levels: one.levels,
      firstDay: Math.floor(start),
      days: Math.max(1, Math.floor(end) - Math.floor(start)),
      isCurrent: barId === current,
      isOpen: bar.bookingId === props.openBookingId,
      otherType: room !== null && bar.roomTypeId !== room.roomTypeId,
    }
  }
})

/** How much of a bar lies left of what is in sight; none when all of it does. */
function hiddenOf({ start, end }: PlacedBar, dayPx: number, sightPx: number): number {
  return end * dayPx <= sightPx ? 0 : Math.max(0, Math.round(sightPx - start * dayPx))
}

interface PlacedBar {
  readonly bar: RackBar
  readonly barId: string
  readonly start: number
  readonly end: number
  readonly level: number
  readonly levels: number
  readonly spoken: string
  readonly owes: string
}

function usePlaced(
  lane: RackLane | undefined,
  line: DayLine,
  place: string,
  speak: Speak,
): readonly PlacedBar[] {
  return useMemo(
    () => (lane === undefined ? [] : placeBars(lane, line, place, speak)),
    [lane, line, place, speak],
  )
}

/** Where each bar lies. In a sound house no two overlap in a room; where two desks sold it at once, both are to be seen. */
function placeBars(lane: RackLane, line: DayLine, place: string, speak: Speak): readonly PlacedBar[] {
  const packed = packLanes(lane.bars.map((bar) => ({ key: barIdOf(bar), from: bar.from, to: bar.to, bar })))
  return packed.map(({ item: { bar, key }, lane: level }) => {
    const clashes = packed.filter(({ item }) => item.key !== key && overlap(item, bar))
    const levels =
      level === 0 && clashes.length === 0 ? 1 : Math.max(level, ...clashes.map((other) => other.lane)) + 1
    return {
      bar,
      barId: key,
      ...barSpan(bar, line),
      level,
      levels,
      spoken: speak.bar(place, bar, levels > 1),
      owes: speak.money(bar),
    }
  })
}

function overlap(a: { from: string; to: string }, b: { from: string; to: string }): boolean {
  return a.from < b.to && b.from < a.to
}

function Block({
  block,
  line,
  dayPx,
}: {
  readonly block: RackBlock
  readonly line: DayLine
  readonly dayPx: number
}) {
  const { start, end } = barSpan(block, line)
  return (
    <div
      className="rack-block"
      data-kind={block.kind}
      data-block={block.blockId}
      aria-hidden="true"
      style={{ left: start * dayPx, width: (end - start) * dayPx }}
    >
      {block.reason}
    </div>
  )
}

interface FreeCellProps {
  readonly day: string
  readonly place: string
  readonly isRoom: boolean
  readonly blocks: readonly RackBlock[]
  readonly line: DayLine
  readonly dayPx: number
  readonly speak: Speak
}

/** The free day on which the keyboard stands; the other free days are ground. */
function FreeCell({ day, place, isRoom, blocks, line, dayPx, speak }: FreeCellProps) {
  const block = blocks.find((one) => touchesDay(one, day) && day < one.to)
  const at = line.placeOf(day)
  const spoken =
    block === undefined
      ? isRoom
        ? speak.free(place, day)
        : speak.lane(place, day)
      : speak.blocked(place, block, day)
  return (
    <div
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a table's cells cannot be placed one by one
      role="gridcell"
      className="rack-free"
      data-current
      aria-label={spoken}
      aria-colindex={at + 2}
      tabIndex={0}
      style={{ left: at * dayPx, width: dayPx }}
    />
  )
}
