import { useCallback, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { RackBar } from '../../../shared/contract/calls/rack.ts'
import { addDays, nightsBetween } from '../../../shared/domain/calendar/days.ts'
import { createDayLine } from '../../../shared/domain/rack/day-line.ts'
import { rackRows } from '../../../shared/domain/rack/rack-rows.ts'
import type { CallError } from '../../../shared/contract/errors.ts'
import { useAction } from '../../bridge/use-action.ts'
import { useCall } from '../../bridge/use-call.ts'
import type { ListFocus } from '../../desk/list-focus.ts'
import { useMay } from '../../desk/may.ts'
import { undoable, useNotices } from '../../desk/notices.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { useWords } from '../../language/use-words.ts'
import { useRem } from '../../ui/use-rem.ts'
import { ChangeStrip } from './change-strip.tsx'
import { createPlan, type ChartPlan, type RackHouse } from './chart-plan.ts'
import { RackChart } from './rack-chart.tsx'
import { RackHint } from './rack-hint.tsx'
import type { DaySpan } from './rack-keys.ts'
import type { RackLanes } from './rack-lanes.ts'
import { useRackSettings, zoomAfter } from './rack-settings.ts'
import { useRackTask } from './rack-task.ts'
import { RackToolbar } from './rack-toolbar.tsx'
import { daysBack, type ChartSizes } from './rack-view.ts'
import { useSpeak } from './speak.ts'
import { useChartView } from './use-chart-view.ts'
import { useFigures } from './use-figures.ts'
import { LanesContext, useRackLanes } from './use-lane.ts'
import { useRackDrop, type StayToBook } from './use-rack-drop.ts'
import { WaitingDialog } from './waiting-dialog.tsx'
import './rack.css'
import './rack-bars.css'

/** Free days of a room that are to be taken out of sale; without days, the room whose blocks are asked for. */
interface DaysToBlock extends Partial<DaySpan> {
  readonly roomId: string
  readonly roomNumber: string
}

interface RackPageProps {
  readonly focus: ListFocus
  readonly openBookingId: string | null
  readonly onOpen: (bookingId: string | null) => void
  readonly onBook: (stay: StayToBook) => void
  readonly onBlock: (room: DaysToBlock) => void
}

/** The room rack: every room on every day, who is in it, who comes, what is left to sell. */
export function RackPage(props: RackPageProps) {
  const t = useWords()
  const { value: house, error } = useCall('rack.house', {})
  const lanes = useRackLanes()
  return (
    <main className="rack">
      <h1 className="unseen">{t('nav.rack')}</h1>
      {!house && <Refusal error={error} />}
      {house && (
        <LanesContext value={lanes}>
          <Rack {...props} house={house} lanes={lanes} />
        </LanesContext>
      )}
    </main>
  )
}

/** Rems to pixels of the chart: its rows, the rooms at the left, the days at the top. */
const rems = { row: 2, side: 9.5, top: 3.75, rail: 5.25 } as const

interface RackProps extends RackPageProps {
  readonly house: RackHouse
  readonly lanes: RackLanes
}

function Rack({ house, lanes, focus, openBookingId, onOpen, onBook, onBlock }: RackProps) {
  const t = useWords()
  const may = useMay()
  const mayChange = may('booking.moveRoom')
  const { zoom, setZoom, folded, fold } = useRackSettings()
  const [centre, setCentre] = useState(house.businessDate)
  const scroller = useRef<HTMLDivElement>(null)
  const { plan, sizes } = usePlan(house, lanes, centre)
  const view = useChartView(scroller, sizes, zoom)
  const speak = useSpeak(house.businessDate)
  const { askFirst, askEnd, askFirstRow, askEndRow } = view.drawn
  const { line, rows } = plan
  const askFrom = line.dateAt(askFirst)
  const figures = useFigures(askFrom, askEnd - askFirst)
  const [listedTypeId, setListedTypeId] = useState<string | null>(null)
  const listed = listedTypeId === null ? undefined : plan.typeOf.get(listedTypeId)
  const unassigned = useSyncExternalStore(lanes.onUnassigned, lanes.unassigned)
  const drop = useRackDrop(plan, lanes, mayChange ? onBook : ignore)
  const lock = useLock()
  useRackTaskOfPage()

  // after drawing, so that a lane that comes into sight is asked for at once
  useLayoutEffect(() => {
    const laneIds = rows
      .slice(askFirstRow, askEndRow)
      .flatMap((row) => (row.kind === 'type' || row.kind === 'more' ? [] : [row.rowId]))
    lanes.look({ from: askFrom, days: askEnd - askFirst, laneIds })
  }, [lanes, rows, askFirstRow, askEndRow, askFrom, askFirst, askEnd])

  const [shownDay, setShownDay] = useState(() => addDays(house.businessDate, -1))
  const shown = useRef<string | null>(null)
  // the day at the left edge stays there when the zoom changes, and is put there when it is asked for
  useLayoutEffect(() => {
    const key = `${shownDay} ${centre} ${sizes.dayPx}`
    if (shown.current === key) return
    shown.current = key
    view.showDay(line.placeOf(shownDay))
  }, [shownDay, centre, sizes.dayPx, line, view])

  const dayAtLeft = () => line.dateAt(Math.round((scroller.current?.scrollLeft ?? 0) / sizes.dayPx))
  function goTo(day: string) {
    if (Math.abs(nightsBetween(centre, day)) > daysBack - 60) setCentre(day)
    shown.current = null
    setShownDay(day)
  }
  function zoomTo(next: typeof zoom) {
    shown.current = null
    setShownDay(dayAtLeft())
    setZoom(next)
  }

  return (
    <>
      <RackToolbar
        zoom={zoom}
        onZoom={zoomTo}
        day={shownDay}
        onDay={goTo}
        onStep={(screens) => goTo(addDays(dayAtLeft(), screens * zoom))}
        onToday={() => goTo(addDays(house.businessDate, -1))}
      />
      <div className="rack-frame">
        <RackChart
          scroller={scroller}
          plan={plan}
          view={view}
          lanes={lanes}
          figures={figures}
          folded={folded}
          speak={speak}
          openBookingId={openBookingId}
          mayChange={mayChange}
          focusAsked={focus.asked}
          autoFocus={focus.inList}
          onOpen={onOpen}
          onFold={fold}
          onMore={setListedTypeId}
          beyondOf={(typeId) => unassigned.get(typeId)?.beyond ?? 0}
          onZoom={(steps) => zoomTo(zoomAfter(zoom, steps))}
          onLock={(bar) => void lock(bar)}
          onBlock={({ roomId, roomNumber }, days) => onBlock({ roomId, roomNumber, ...days })}
          drop={drop}
        />
        <RackHint plan={plan} lanes={lanes} idle={t('rack.hint')} />
        <ChangeStrip plan={plan} lanes={lanes} />
      </div>
      {listed !== undefined && (
        <WaitingDialog
          type={listed}
          lanes={unassigned.get(listed.roomTypeId)?.lanes ?? 0}
          from={askFrom}
          days={askEnd - askFirst}
          speak={speak}
          onOpen={onOpen}
          onDone={() => setListedTypeId(null)}
        />
      )}
    </>
  )
}

function usePlan(
  house: RackHouse,
  lanes: RackLanes,
  centre: string,
): { readonly plan: ChartPlan; readonly sizes: ChartSizes } {
  const rem = useRem()
  const width = useWindowWidth()
  const { zoom, folded } = useRackSettings()
  const unassigned = useSyncExternalStore(lanes.onUnassigned, lanes.unassigned)
  const line = useMemo(() => createDayLine(addDays(centre, -daysBack)), [centre])
  const { types, rooms } = house
  const rows = useMemo(
    () => rackRows({ types, rooms, folded, lanesOf: (typeId) => unassigned.get(typeId)?.lanes ?? 0 }),
    [types, rooms, folded, unassigned],
  )
  const sidePx = rems.side * rem
  const sizes = useMemo(
    (): ChartSizes => ({
      // the window's width and not the chart's: the drawer covers days, it does not squeeze them
      dayPx: Math.max(12, (width - rems.rail * rem - sidePx - scrollbarPx) / zoom),
      rowPx: rems.row * rem,
      sidePx,
      topPx: rems.top * rem,
      rows: rows.length,
    }),
    [width, rem, sidePx, zoom, rows.length],
  )
  const plan = useMemo(() => createPlan(house, rows, line, sizes), [house, rows, line, sizes])
  return { plan, sizes }
}

const scrollbarPx = 16

function useWindowWidth(): number {
  return useSyncExternalStore(
    (listener) => {
      window.addEventListener('resize', listener)
      return () => window.removeEventListener('resize', listener)
    },
    () => window.innerWidth,
  )
}

/** Locks a stay to its room, or lets it be moved again. */
function useLock(): (bar: RackBar) => Promise<void> {
  const t = useWords()
  const tell = useNotices((state) => state.tell)
  const refused = useCallback(
    (error: CallError) => tell({ tone: 'bad', text: t(`error.${error.code}`) }),
    [tell, t],
  )
  const { run } = useAction('booking.lockRoom', refused)
  return useCallback(
    async (bar) => {
      const done = await run({ bookingId: bar.bookingId, locked: !bar.locked })
      if (!done) return
      const { roomNumber } = done.booking
      const text = bar.locked
        ? t('rack.done.unlocked', { guest: bar.guestName })
        : t('rack.done.locked', { guest: bar.guestName, room: roomNumber ?? '' })
      tell({ text, undoBookingId: undoable(done.booking) })
    },
    [run, t, tell],
  )
}

/** What was in hand is dropped with the page. */
function useRackTaskOfPage(): void {
  useLayoutEffect(() => () => useRackTask.getState().end(), [])
}

function ignore(): void {}
