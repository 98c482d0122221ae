import { useEffect, useRef, type PointerEvent, type RefObject } from 'react'
import { hasEdge } from '../../../shared/domain/rack/plan-change.ts'
import { barIdOf, nightsToBook, type ChartPlan } from './chart-plan.ts'
import type { RackLanes } from './rack-lanes.ts'
import { useRackTask, type HeldBar, type RackTask } from './rack-task.ts'

/** What the pointer went down on, before it is clear whether it will be dragged. */
interface Grip {
  readonly x: number
  readonly y: number
  readonly rowId: string
  readonly day: string
  readonly held: HeldBar | null
  readonly part: 'body' | 'arrival' | 'departure'
  readonly alt: boolean
}

interface RackDragDeps {
  readonly scroller: RefObject<HTMLElement | null>
  readonly plan: ChartPlan
  readonly lanes: RackLanes
  readonly mayChange: boolean
  readonly drop: (task: RackTask) => Promise<void>
}

/** Less than this is a click with an unsteady hand. */
const dragPx = 5
const edgePx = 8
/** Near the chart's edge a drag scrolls it. */
const scrollZonePx = 40

/** Drags: a bar to another room, an edge to another day, free days for a booking; with Alt, the rest of a stay. */
export function useRackDrag(deps: RackDragDeps) {
  const grip = useRef<Grip | null>(null)
  const dragging = useRef(false)
  const scrolling = useRef(0)
  useEffect(() => () => cancelAnimationFrame(scrolling.current), [])

  // Esc leaves a drag wherever the focus is, and does nothing else then
  useEffect(() => {
    const leave = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !dragging.current) return
      event.preventDefault()
      event.stopPropagation()
      cancelAnimationFrame(scrolling.current)
      grip.current = null
      useRackTask.getState().end()
    }
    window.addEventListener('keydown', leave, { capture: true })
    return () => window.removeEventListener('keydown', leave, { capture: true })
  }, [])

  function placeAt(event: { clientX: number; clientY: number }) {
    const { plan, scroller } = deps
    const box = scroller.current?.getBoundingClientRect()
    if (!box || !scroller.current) return null
    const x = event.clientX - box.left + scroller.current.scrollLeft - plan.sizes.sidePx
    const y = event.clientY - box.top + scroller.current.scrollTop - plan.sizes.topPx
    const row = plan.rows[Math.floor(y / plan.sizes.rowPx)]
    return row === undefined ? null : { row, day: plan.line.dateAt(Math.floor(x / plan.sizes.dayPx)) }
  }

  function handleDown(event: PointerEvent): void {
    const { confirming } = useRackTask.getState()
    const onSide = event.target instanceof Element && event.target.closest('.rack-sides, .rack-head') !== null
    const place = placeAt(event)
    if (event.button !== 0 || confirming || onSide || place === null || !deps.mayChange) return
    // what lies in a lane that has not come yet is not known to be free
    if (deps.lanes.lane(place.row.rowId) === undefined) return
    const element = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-bar]') : null
    const barId = element?.dataset['bar']
    const { rowId } = place.row
    const bar = deps.lanes.lane(rowId)?.bars.find((one) => barIdOf(one) === barId)
    grip.current = {
      x: event.clientX,
      y: event.clientY,
      rowId,
      day: place.day,
      held: bar === undefined ? null : { bar, rowId },
      part: element === null || bar === undefined ? 'body' : partOf(event, element, bar),
      alt: event.altKey,
    }
  }

  function handleMove(event: PointerEvent): void {
    const held = grip.current
    if (held === null) return showEdge(event)
    if (event.buttons === 0) return cancel()
    const far = Math.hypot(event.clientX - held.x, event.clientY - held.y) >= dragPx
    if (!dragging.current) {
      if (!far) return
      dragging.current = true
      deps.scroller.current?.setPointerCapture(event.pointerId)
    }
    follow(held, event)
    scrollNearEdge(held, { clientX: event.clientX, clientY: event.clientY })
  }

  /** The pointer says where an edge can be taken hold of. */
  function showEdge(event: PointerEvent): void {
    if (!deps.mayChange || !(event.target instanceof HTMLElement)) return
    const element = event.target.closest<HTMLElement>('[data-bar]')
    const rowId = element?.closest<HTMLElement>('[data-row]')?.dataset['row'] ?? ''
    const bar = deps.lanes.lane(rowId)?.bars.find((one) => barIdOf(one) === element?.dataset['bar'])
    if (element && bar) element.toggleAttribute('data-edge', partOf(event, element, bar) !== 'body')
  }

  /** Says whether it was a drag; if not, the click is a click. */
  function handleUp(event: PointerEvent): void {
    cancelAnimationFrame(scrolling.current)
    const wasDragging = dragging.current
    grip.current = null
    dragging.current = false
    if (!wasDragging) return
    deps.scroller.current?.releasePointerCapture(event.pointerId)
    swallowClick(deps.scroller.current)
    const { task } = useRackTask.getState()
    if (task !== null) void deps.drop(task)
  }

  function cancel(): void {
    cancelAnimationFrame(scrolling.current)
    grip.current = null
    dragging.current = false
  }

  function follow(held: Grip, event: { clientX: number; clientY: number }): void {
    const place = placeAt(event)
    if (place === null) return
    const next = taskOf(held, place.row.rowId, place.day, deps.plan)
    const { task, aim } = useRackTask.getState()
    // drawn anew only when it would come to lie elsewhere
    if (next !== null && JSON.stringify(next) !== JSON.stringify(task)) aim(next)
  }

  function scrollNearEdge(held: Grip, point: { clientX: number; clientY: number }): void {
    cancelAnimationFrame(scrolling.current)
    const { scroller, plan } = deps
    const element = scroller.current
    if (!element) return
    const box = element.getBoundingClientRect()
    const left = edgeSpeed(point.clientX, box.left + plan.sizes.sidePx, box.right)
    const top = edgeSpeed(point.clientY, box.top + plan.sizes.topPx, box.bottom)
    const sideways = held.held === null || held.part !== 'body'
    if (top === 0 && (left === 0 || !sideways)) return
    scrolling.current = requestAnimationFrame(() => {
      element.scrollBy({ top, left: sideways ? left : 0 })
      follow(held, point)
      scrollNearEdge(held, point)
    })
  }

  return { handleDown, handleMove, handleUp, cancel }
}

function partOf(event: PointerEvent, element: HTMLElement, bar: HeldBar['bar']): Grip['part'] {
  const box = element.getBoundingClientRect()
  const reach = Math.min(edgePx, box.width / 3)
  if (event.clientX > box.right - reach && hasEdge(bar, 'departure')) return 'departure'
  if (event.clientX < box.left + reach && hasEdge(bar, 'arrival')) return 'arrival'
  return 'body'
}

function taskOf(grip: Grip, rowId: string, day: string, plan: ChartPlan): RackTask | null {
  const { held, part } = grip
  if (held === null) {
    if (!plan.roomOf.has(grip.rowId)) return null
    const { from, to } = nightsToBook(grip.day, day, plan.house.businessDate)
    return { kind: 'select', rowId: grip.rowId, from, to }
  }
  if (part !== 'body') return { kind: 'dates', held, edge: part, day }
  if (grip.alt && held.bar.from < grip.day && grip.day < held.bar.to)
    return { kind: 'split', held, at: grip.day, targetRowId: rowId }
  return { kind: 'move', held, targetRowId: rowId }
}

/** Pixels a frame, faster nearer the edge; 0 away from it. */
function edgeSpeed(at: number, start: number, end: number): number {
  if (at < start + scrollZonePx) return -Math.ceil((start + scrollZonePx - at) / 3)
  if (at > end - scrollZonePx) return Math.ceil((at - end + scrollZonePx) / 3)
  return 0
}

/** Letting go after a drag is not a click on what lies there. */
function swallowClick(element: HTMLElement | null): void {
  if (!element) return
  const swallow = (event: Event) => event.stopPropagation()
  element.addEventListener('click', swallow, { capture: true, once: true })
  setTimeout(() => element.removeEventListener('click', swallow, { capture: true }), 0)
}
