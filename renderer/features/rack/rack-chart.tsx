import {
  useCallback,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
} from 'react'
import type { RackBar, RackRoom } from '../../../shared/contract/calls/rack.ts'
import type { RackRow } from '../../../shared/domain/rack/rack-rows.ts'
import { useWords } from '../../language/use-words.ts'
import type { ChartPlan } from './chart-plan.ts'
import type { Cursor } from './cursor.ts'
import type { BarStyle } from './draw-bars.ts'
import type { DrawnRow } from './drawn-rows.ts'
import { HoverCard } from './hover-card.tsx'
import { LaneRow } from './lane-row.tsx'
import { MoreRow } from './more-row.tsx'
import { RackGhost } from './rack-ghost.tsx'
import { RackGround } from './rack-ground.tsx'
import { RackHead } from './rack-head.tsx'
import { handleRackKey, type DaySpan } from './rack-keys.ts'
import type { RackLanes } from './rack-lanes.ts'
import { MoreSide, RoomSide, TypeSide, WaitingSide } from './rack-sides.tsx'
import { useRackTask, type RackTask } from './rack-task.ts'
import { daysAhead, daysBack, type Drawn } from './rack-view.ts'
import { copySign, SignShelf } from './sign-shelf.tsx'
import type { Speak } from './speak.ts'
import { TypeRow } from './type-row.tsx'
import type { ChartView } from './use-chart-view.ts'
import { useChartFocus } from './use-chart-focus.ts'
import { useRackDrag } from './use-rack-drag.ts'
import type { RackFigures } from './use-figures.ts'
import { useTextFit } from './use-text-fit.ts'

export interface RackChartProps {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly plan: ChartPlan
  readonly view: ChartView
  readonly lanes: RackLanes
  readonly figures: RackFigures | undefined
  readonly folded: ReadonlySet<string>
  readonly speak: Speak
  readonly openBookingId: string | null
  readonly mayChange: boolean
  readonly focusAsked: number
  readonly autoFocus: boolean
  readonly onOpen: (bookingId: string | null) => void
  readonly onFold: (roomTypeId: string) => void
  readonly onMore: (roomTypeId: string) => void
  /** Stays of a type for whom there is no lane. */
  readonly beyondOf: (roomTypeId: string) => number
  readonly onZoom: (steps: number) => void
  readonly onLock: (bar: RackBar) => void
  readonly onBlock: (room: RackRoom, days: DaySpan | null) => void
  readonly drop: (task: RackTask) => Promise<void>
}

/** The chart: a grid for keyboard and screen reader, of which only what is in sight is drawn. */
export function RackChart({ scroller, plan, view, lanes, figures, speak, ...props }: RackChartProps) {
  const t = useWords()
  const { rows, line, sizes, house } = plan
  const { dayPx, rowPx, sidePx, topPx } = sizes
  const { firstDay, endDay } = view.drawn
  const [kept, setCursor] = useState<Cursor | null>(null)
  const cursor = standingAt(kept, plan)
  const drag = useRackDrag({ scroller, plan, lanes, mayChange: props.mayChange, drop: props.drop })
  const fit = useTextFit()
  const shelf = useRef<HTMLDivElement>(null)
  const barStyle = useMemo(
    (): BarStyle => ({
      businessDate: house.businessDate,
      fit,
      copySign: (sign) => copySign(shelf.current, sign),
    }),
    [house.businessDate, fit],
  )
  const focus = useChartFocus(scroller, props.focusAsked, props.autoFocus)
  const cursorIndex = plan.rowIndex.get(cursor.rowId) ?? 0

  const drawnRows = withCursorRow(view.rows, cursorIndex, view.drawn).flatMap((drawn) => {
    const row = rows[drawn.index]
    return row === undefined ? [] : [{ row, drawn }]
  })

  const show = useCallback(
    (rowId: string, day: string) => view.reveal(plan.rowIndex.get(rowId) ?? 0, line.placeOf(day)),
    [view, plan, line],
  )
  const go = (next: Cursor) => {
    setCursor(next)
    show(next.rowId, next.day)
    focus.want()
  }

  function handleKey(event: KeyboardEvent) {
    if (event.target instanceof Element && event.target.closest('.rack-strip')) return
    const meant = handleRackKey(event, {
      plan,
      lanes,
      cursor,
      pageRows: view.pageRows,
      go,
      show,
      onOpen: props.onOpen,
      onFold: props.onFold,
      onMore: props.onMore,
      onZoom: props.onZoom,
      onLock: props.onLock,
      onBlock: props.onBlock,
      drop: props.drop,
      mayChange: props.mayChange,
    })
    if (!meant) return
    event.preventDefault()
    event.stopPropagation()
  }

  function handleClick(event: MouseEvent) {
    if (!(event.target instanceof Element) || event.target.closest('button') !== null) return
    const rowId = event.target.closest<HTMLElement>('[data-row]')?.dataset['row']
    if (rowId === undefined || event.target.closest('.rack-sides') !== null) return
    const bar = event.target.closest<HTMLElement>('[data-bar]')
    const barId = bar?.dataset['bar'] ?? null
    const bookingId = bar?.dataset['bookingId'] ?? null
    setCursor({ rowId, day: line.dateAt(dayUnder(event)), barId })
    focus.want()
    if (bookingId !== null) props.onOpen(bookingId === props.openBookingId ? null : bookingId)
  }

  function dayUnder(event: MouseEvent): number {
    const element = scroller.current
    if (!element) return 0
    const x = event.clientX - element.getBoundingClientRect().left + element.scrollLeft - sidePx
    return Math.floor(x / dayPx)
  }

  const { settle, want } = focus
  useLayoutEffect(() => settle())
  const landed = useRackTask((state) => state.landed)
  const [followed, setFollowed] = useState(landed)
  if (landed !== followed) {
    setFollowed(landed)
    if (landed !== null) setCursor({ ...landed, barId: null })
  }
  useLayoutEffect(() => {
    if (landed === null) return
    want()
    settle()
  }, [landed, want, settle])

  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- a grid, whose keys and pointers are those of all its cells
    <div
      ref={scroller}
      className="rack-chart"
      role="grid"
      aria-label={t('rack.label')}
      aria-rowcount={rows.length + 1}
      aria-colcount={daysBack + daysAhead + 1}
      tabIndex={-1}
      data-home-focus
      onKeyDown={handleKey}
      onClick={handleClick}
      onPointerDown={drag.handleDown}
      onPointerMove={drag.handleMove}
      onPointerUp={drag.handleUp}
      onPointerCancel={drag.cancel}
      onFocus={focus.handleFocus}
      onBlur={focus.handleBlur}
    >
      <SignShelf ref={shelf} />
      <div
        className="rack-content"
        role="presentation"
        style={{ width: sidePx + (daysBack + daysAhead) * dayPx, height: topPx + rows.length * rowPx }}
      >
        <RackHead
          line={line}
          dayPx={dayPx}
          topPx={topPx}
          firstDay={firstDay}
          endDay={endDay}
          businessDate={house.businessDate}
          weekendNights={house.weekendNights}
          house={figures?.house}
          figuresFrom={figures === undefined ? 0 : line.placeOf(figures.from)}
        />
        <div className="rack-rows" role="presentation">
          <RackGround
            line={line}
            dayPx={dayPx}
            heightPx={rows.length * rowPx}
            sidePx={sidePx}
            firstDay={firstDay}
            endDay={endDay}
            businessDate={house.businessDate}
            weekendNights={house.weekendNights}
          />
          <div className="rack-sides" aria-hidden="true">
            {drawnRows.map(({ row, drawn }) => drawSide(row, drawn.index))}
          </div>
          {drawnRows.map(({ row, drawn }) => drawRow(row, drawn))}
          <RackGhost plan={plan} lanes={lanes} />
        </div>
      </div>
      <HoverCard scroller={scroller} lanes={lanes} plan={plan} speak={speak} />
    </div>
  )

  function drawSide(row: RackRow, index: number) {
    const type = plan.typeOf.get(row.roomTypeId)
    const room = plan.roomOf.get(row.rowId)
    if (row.kind === 'type')
      return (
        <TypeSide
          key={row.rowId}
          roomTypeId={row.roomTypeId}
          code={type?.code ?? ''}
          name={type?.name ?? ''}
          isFolded={props.folded.has(row.roomTypeId)}
          index={index}
          rowPx={rowPx}
          onFold={props.onFold}
        />
      )
    if (row.kind === 'more')
      return (
        <MoreSide
          key={row.rowId}
          text={t('rack.more', { count: props.beyondOf(row.roomTypeId) })}
          roomTypeId={row.roomTypeId}
          index={index}
          rowPx={rowPx}
          onMore={props.onMore}
        />
      )
    if (room === undefined)
      return <WaitingSide key={row.rowId} place={placeOf(row)} index={index} rowPx={rowPx} />
    return <RoomSide key={row.rowId} room={room} typeCode={type?.code ?? ''} index={index} rowPx={rowPx} />
  }

  function drawRow(row: RackRow, drawn: DrawnRow) {
    const { index } = drawn
    const type = plan.typeOf.get(row.roomTypeId)
    const here = index === cursorIndex ? cursor : null
    if (row.kind === 'type')
      return (
        <TypeRow
          key={row.rowId}
          rowId={row.rowId}
          name={type?.name ?? ''}
          index={index}
          isFolded={props.folded.has(row.roomTypeId)}
          figures={figures?.types.find(({ roomTypeId }) => roomTypeId === row.roomTypeId)}
          figuresFrom={figures === undefined ? 0 : line.placeOf(figures.from)}
          line={line}
          dayPx={dayPx}
          rowPx={rowPx}
          firstDay={drawn.firstDay}
          endDay={drawn.endDay}
          cursor={here}
        />
      )
    if (row.kind === 'more')
      return (
        <MoreRow
          key={row.rowId}
          rowId={row.rowId}
          spoken={t('rack.moreSpoken', { type: type?.name ?? '', count: props.beyondOf(row.roomTypeId) })}
          index={index}
          line={line}
          dayPx={dayPx}
          rowPx={rowPx}
          cursor={here}
        />
      )
    const room = row.kind === 'room' ? (plan.roomOf.get(row.roomId) ?? null) : null
    return (
      <LaneRow
        key={row.rowId}
        laneId={row.rowId}
        index={index}
        room={room}
        typeCode={type?.code ?? ''}
        place={placeOf(row)}
        line={line}
        dayPx={dayPx}
        rowPx={rowPx}
        firstDay={drawn.firstDay}
        endDay={drawn.endDay}
        sightPx={view.leftPx}
        barStyle={barStyle}
        speak={speak}
        cursor={here}
        onDrawn={here === null ? null : focus.settle}
        openBookingId={props.openBookingId}
      />
    )
  }

  function placeOf(row: RackRow): string {
    if (row.kind !== 'unassigned') return plan.roomOf.get(row.rowId)?.roomNumber ?? ''
    return row.lane === 0 ? t('rack.unassigned') : t('rack.unassignedMore', { lane: row.lane + 1 })
  }
}

/** The cursor on a row that is there: where it was, else the first room on the business date. */
function standingAt(kept: Cursor | null, { rows, rowIndex, house }: ChartPlan): Cursor {
  if (kept !== null && rowIndex.has(kept.rowId)) return kept
  const first = rows.find(({ kind }) => kind === 'room') ?? rows[0]
  return { rowId: first?.rowId ?? '', day: kept?.day ?? house.businessDate, barId: null }
}

/** Those drawn and the cursor's, which keeps the focus also when it is scrolled away. */
function withCursorRow(
  rows: readonly DrawnRow[],
  index: number,
  { firstDay, endDay }: Drawn,
): readonly DrawnRow[] {
  if (rows.some((row) => row.index === index)) return rows
  return [...rows, { index, firstDay, endDay }]
}
