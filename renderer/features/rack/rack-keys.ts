import type { KeyboardEvent } from 'react'
import { addDays } from '../../../shared/domain/calendar/days.ts'
import { hasEdge } from '../../../shared/domain/rack/plan-change.ts'
import { stopAfter, stopAt, stopBefore, type Stop } from '../../../shared/domain/rack/row-stops.ts'
import type { RackBar, RackRoom } from '../../../shared/contract/calls/rack.ts'
import { keyFor } from '../../desk/keys.ts'
import { barIdOf, nightsToBook, type ChartPlan } from './chart-plan.ts'
import { resolveStop, type Cursor } from './cursor.ts'
import type { RackLanes } from './rack-lanes.ts'
import { useRackTask, type RackTask } from './rack-task.ts'

/** Half-open, like a stay. */
export interface DaySpan {
  readonly from: string
  readonly to: string
}

export interface RackKeysDeps {
  readonly plan: ChartPlan
  readonly lanes: RackLanes
  readonly cursor: Cursor
  readonly pageRows: number
  /** Moves the cursor and shows it. */
  readonly go: (cursor: Cursor) => void
  /** Shows a row without moving the cursor. */
  readonly show: (rowId: string, day: string) => void
  readonly onOpen: (bookingId: string) => void
  readonly onFold: (roomTypeId: string) => void
  readonly onMore: (roomTypeId: string) => void
  readonly onZoom: (steps: number) => void
  readonly onLock: (bar: RackBar) => void
  readonly onBlock: (room: RackRoom, days: DaySpan | null) => void
  readonly drop: (task: RackTask) => Promise<void>
  readonly mayChange: boolean
}

/** Everything the pointer can do, by key. What is in hand takes the arrows until Enter lets go of it or Esc leaves it. */
export function handleRackKey(event: KeyboardEvent, deps: RackKeysDeps): boolean {
  const { task, confirming, end } = useRackTask.getState()
  if (confirming) {
    // the strip takes the focus a moment after it is there: Esc leaves it until then, too
    if (event.key === 'Escape') end()
    return event.key === 'Escape'
  }
  if (task !== null) {
    if (event.key === 'Escape') end()
    else if (event.key === 'Enter') void deps.drop(task)
    else if (task.kind === 'select' && keyFor(event, ['rack']) === 'blockDays') {
      end()
      blockDays(deps, task.rowId, { from: task.from, to: task.to })
    } else steer(event, task, deps)
    return true
  }
  return walk(event, deps) || act(event, deps)
}

/** The cursor goes from place to place. */
function walk(event: KeyboardEvent, { plan, lanes, cursor, pageRows, go }: RackKeysDeps): boolean {
  if (event.shiftKey || event.altKey || event.metaKey) return false
  const stop = stopOf(lanes, cursor)
  const bars = lanes.lane(cursor.rowId)?.bars ?? []
  const stand = (next: Stop<RackBar>) =>
    go({ rowId: cursor.rowId, day: next.day, barId: next.bar === null ? null : barIdOf(next.bar) })
  const toRow = (step: number) => {
    const index = (plan.rowIndex.get(cursor.rowId) ?? 0) + step
    const row = plan.rows[Math.min(plan.rows.length - 1, Math.max(0, index))]
    if (row !== undefined) go({ rowId: row.rowId, day: cursor.day, barId: null })
  }
  if (event.ctrlKey) {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return false
    go({ ...cursor, day: addDays(cursor.day, event.key === 'ArrowLeft' ? -7 : 7), barId: null })
    return true
  }
  switch (event.key) {
    case 'ArrowRight':
      stand(stopAfter(bars, stop, (day) => addDays(day, 1)))
      return true
    case 'ArrowLeft':
      stand(stopBefore(bars, stop, (day) => addDays(day, -1)))
      return true
    case 'ArrowDown':
      toRow(1)
      return true
    case 'ArrowUp':
      toRow(-1)
      return true
    case 'PageDown':
      toRow(pageRows)
      return true
    case 'PageUp':
      toRow(-pageRows)
      return true
    case 'Home':
      stand(stopAt(bars, plan.house.businessDate))
      return true
    default:
      return false
  }
}

/** What can be done with what the cursor stands on. */
function act(event: KeyboardEvent, deps: RackKeysDeps): boolean {
  const { plan, lanes, cursor, drop } = deps
  const { aim } = useRackTask.getState()
  const name = keyFor(event, ['rack'])
  const row = plan.rows[plan.rowIndex.get(cursor.rowId) ?? -1]
  const { bar, day } = stopOf(lanes, cursor)
  // what lies in a lane that has not come yet is not known to be free
  const isKnown = row?.kind === 'type' || row?.kind === 'more' || lanes.lane(cursor.rowId) !== undefined
  const held = bar === null ? null : { bar, rowId: cursor.rowId }
  const { businessDate } = plan.house
  if (name === 'zoom') deps.onZoom(event.key === '+' ? -1 : 1)
  else if (!isKnown) return name !== undefined
  else if ((name === 'fold' || name === 'rackOpen') && row?.kind === 'type') deps.onFold(row.roomTypeId)
  else if (name === 'rackOpen' && row?.kind === 'more') deps.onMore(row.roomTypeId)
  else if (name === 'rackOpen' && bar !== null) deps.onOpen(bar.bookingId)
  else if (!deps.mayChange) return false
  else if (name === 'rackOpen' && row?.kind === 'room') {
    const { from, to } = nightsToBook(day, day, businessDate)
    void drop({ kind: 'select', rowId: cursor.rowId, from, to })
  } else if (name === 'blockDays' && bar === null && row?.kind === 'room') {
    const { from, to } = nightsToBook(day, day, businessDate)
    const isBlocked = lanes.lane(row.rowId)?.blocks.some((block) => block.from <= day && block.to > day)
    blockDays(deps, row.rowId, isBlocked === true ? null : { from, to })
  } else if (name === 'grab' && held !== null) aim({ kind: 'move', held, targetRowId: cursor.rowId })
  else if (name === 'split' && held !== null) {
    const middle = laterDay(addDays(held.bar.from, 1), businessDate)
    aim({ kind: 'split', held, at: middle, targetRowId: cursor.rowId })
  } else if (name === 'lockRoom' && bar !== null) deps.onLock(bar)
  else if (name === 'depart' || name === 'arrive') {
    const step = event.key === 'ArrowRight' ? 1 : -1
    if (held === null) {
      if (row?.kind !== 'room' || name === 'arrive') return false
      const { from, to } = nightsToBook(day, addDays(day, 2), businessDate)
      aim({ kind: 'select', rowId: cursor.rowId, from, to })
    } else {
      const edge = name === 'depart' ? 'departure' : 'arrival'
      if (!hasEdge(held.bar, edge)) return false
      aim({ kind: 'dates', held, edge, day: addDays(held.bar[edge], step) })
    }
  } else return false
  return true
}

/** Days that are blocked already are to be looked at, not blocked once more. */
function blockDays({ plan, onBlock }: RackKeysDeps, rowId: string, days: DaySpan | null): void {
  const room = plan.roomOf.get(rowId)
  if (room !== undefined) onBlock(room, days)
}

/** Arrows while something is in hand. */
function steer(event: KeyboardEvent, task: RackTask, { plan, show }: RackKeysDeps): void {
  const { aim } = useRackTask.getState()
  const sideways = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
  const down = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (sideways === 0 && down === 0) return
  if (task.kind === 'dates') {
    const day = addDays(task.day, sideways)
    aim({ ...task, day })
    show(task.held.rowId, day)
  } else if (task.kind === 'select') {
    const to = laterDay(addDays(task.to, sideways), addDays(task.from, 1))
    aim({ ...task, to })
    show(task.rowId, to)
  } else {
    const targetRowId = roomBeside(plan, task.targetRowId, down)
    if (task.kind === 'move') aim({ ...task, targetRowId })
    else aim({ ...task, targetRowId, at: addDays(task.at, sideways) })
    show(targetRowId, task.kind === 'split' ? task.at : task.held.bar.from)
  }
}

/** The next room up or down; heads and lanes without a room are passed over. */
function roomBeside(plan: ChartPlan, rowId: string, step: number): string {
  const from = plan.rowIndex.get(rowId) ?? 0
  const ahead = step > 0 ? plan.rows.slice(from + 1) : plan.rows.slice(0, from).toReversed()
  const room = step === 0 ? undefined : ahead.find(({ kind }) => kind === 'room')
  return room?.rowId ?? rowId
}

function stopOf(lanes: RackLanes, cursor: Cursor): Stop<RackBar> {
  return resolveStop(lanes.lane(cursor.rowId)?.bars ?? [], cursor)
}

function laterDay(a: string, b: string): string {
  return a > b ? a : b
}
