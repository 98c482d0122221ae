import type { RackBar } from '../../../shared/contract/calls/rack.ts'
import { barContents, type BarContents, type TextFit } from './bar-contents.ts'
import { lookOf } from './bar-look.ts'
import { plainSigns, urgentSigns, type BarSign } from './bar-signs.ts'

/** A stretch of a stay as it is to be drawn, from midday to midday. Its label says all that is to be seen. */
export interface BarDrawing {
  readonly bar: RackBar
  readonly barId: string
  readonly spoken: string
  readonly owes: string
  readonly leftPx: number
  readonly widthPx: number
  /** So much of it lies out of sight at the left; what it says stands after that. */
  readonly hiddenPx: number
  /** Bars that overlap in one room lie below each other. */
  readonly level: number
  readonly levels: number
  /** Days from the chart's first, from 0. */
  readonly firstDay: number
  readonly days: number
  readonly isCurrent: boolean
  readonly isOpen: boolean
  /** The room is of another type than was sold. */
  readonly otherType: boolean
}

export interface BarStyle {
  readonly businessDate: string
  readonly fit: TextFit
  readonly copySign: (sign: BarSign) => Node | null
}

interface Drawn {
  readonly element: HTMLElement
  drawing: BarDrawing
  style: BarStyle
}

/**
 * The bars of one row, written into the page by hand: a scroll brings hundreds of them in a second, and React takes
 * ten times as long for each. What is as it was is not touched; a bar that changed keeps its element, and the focus.
 */
export function createBarRow(place: HTMLElement) {
  let drawn: ReadonlyMap<string, Drawn> = new Map()
  return {
    draw(drawings: readonly BarDrawing[], style: BarStyle): void {
      const next = new Map<string, Drawn>()
      let before: ChildNode | null = place.firstChild
      const wanted = new Set(drawings.map(({ barId }) => barId))
      for (const [barId, { element }] of drawn) {
        if (wanted.has(barId)) continue
        if (before === element) before = element.nextSibling
        element.remove()
      }
      for (const drawing of drawings) {
        const known = drawn.get(drawing.barId)
        const one = known ?? { element: newBar(), drawing, style }
        if (known === undefined || known.style !== style || !isSame(known.drawing, drawing))
          write(one.element, drawing, style)
        one.drawing = drawing
        one.style = style
        if (one.element === before) before = one.element.nextSibling
        else place.insertBefore(one.element, before)
        next.set(drawing.barId, one)
      }
      drawn = next
    },
  }
}

export type BarRow = ReturnType<typeof createBarRow>

function isSame(a: BarDrawing, b: BarDrawing): boolean {
  return (
    a.bar === b.bar &&
    a.spoken === b.spoken &&
    a.leftPx === b.leftPx &&
    a.widthPx === b.widthPx &&
    a.hiddenPx === b.hiddenPx &&
    a.level === b.level &&
    a.levels === b.levels &&
    a.firstDay === b.firstDay &&
    a.isCurrent === b.isCurrent &&
    a.isOpen === b.isOpen &&
    a.otherType === b.otherType
  )
}

/** Two bars that touch are still two. */
const gapPx = 1
/** Narrower, in rem, a bar has its sign in the middle and no more; and then not even that. */
const narrow = 1.375
const sliver = 0.875

function newBar(): HTMLElement {
  const element = document.createElement('div')
  element.className = 'rack-bar'
  element.setAttribute('role', 'gridcell')
  return element
}

function write(element: HTMLElement, drawing: BarDrawing, style: BarStyle): void {
  const { bar, widthPx, hiddenPx, level, levels } = drawing
  const { fit, businessDate } = style
  const flags = {
    'data-look': lookOf(bar, businessDate),
    'data-unconfirmed': bar.status === 'pending',
    'data-clash': levels > 1,
    'data-begins': bar.from === bar.arrival,
    'data-ends': bar.to >= bar.departure,
    'data-narrow': narrowness(widthPx / fit.rem),
    'data-bar': drawing.barId,
    'data-booking-id': bar.bookingId,
    'data-current': drawing.isCurrent,
    'aria-selected': String(drawing.isOpen),
    'aria-label': drawing.spoken,
    'aria-colindex': String(drawing.firstDay + 2),
    'aria-colspan': String(drawing.days),
    tabindex: drawing.isCurrent ? '0' : '-1',
  }
  for (const [name, value] of Object.entries(flags)) setFlag(element, name, value)
  element.style.left = `${drawing.leftPx + gapPx}px`
  element.style.width = `${Math.max(6, widthPx - 2 * gapPx)}px`
  element.style.paddingLeft = hiddenPx > 0 ? `calc(0.3125rem + ${hiddenPx}px)` : ''
  element.style.top = levels > 1 ? `${(level * 100) / levels}%` : ''
  element.style.bottom = levels > 1 ? `${((levels - level - 1) * 100) / levels}%` : ''
  const { name, owes, signs } = contentsOf(drawing, style)
  setFlag(element, 'data-name', name === '' ? null : name)
  const shown = signs.flatMap((sign) => style.copySign(sign) ?? [])
  if (owes !== null) shown.push(money(owes === 'amount' ? drawing.owes : '¤'))
  element.replaceChildren(...shown)
}

function setFlag(element: HTMLElement, name: string, value: string | boolean | null): void {
  if (value === false || value === null) element.removeAttribute(name)
  else element.setAttribute(name, value === true ? '' : value)
}

function narrowness(width: number): 'sign' | 'sliver' | null {
  if (width >= narrow) return null
  return width < sliver ? 'sliver' : 'sign'
}

function contentsOf(drawing: BarDrawing, { fit }: BarStyle): BarContents {
  const { bar } = drawing
  const others = bar.adults + bar.children - 1
  return barContents(
    {
      widthPx: drawing.widthPx - drawing.hiddenPx - 2 * gapPx,
      name: bar.guestName,
      more: others > 0 ? ` +${others}` : '',
      owes: bar.owesMinor > 0 ? drawing.owes : '',
      urgent: urgentSigns(bar),
      plain: plainSigns(bar, drawing.otherType),
    },
    fit,
  )
}

/** Written by the stylesheet, as the name is: the label says both, and more. */
function money(text: string): HTMLElement {
  const element = document.createElement('span')
  element.className = 'rack-bar-owes'
  element.dataset['owes'] = text
  return element
}
