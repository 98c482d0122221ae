import { useEffect, useState, type RefObject } from 'react'
import type { RackBar } from '../../../shared/contract/calls/rack.ts'
import { nightsBetween } from '../../../shared/domain/calendar/days.ts'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'
import { barLooks, lookOf } from './bar-look.ts'
import { barIdOf, type ChartPlan } from './chart-plan.ts'
import type { RackLanes } from './rack-lanes.ts'
import { useRackTask } from './rack-task.ts'
import type { Speak } from './speak.ts'

interface HoverCardProps {
  readonly scroller: RefObject<HTMLElement | null>
  readonly plan: ChartPlan
  readonly lanes: RackLanes
  readonly speak: Speak
}

interface Hovered {
  readonly barId: string
  readonly rowId: string
  readonly left: number
  readonly top: number
  readonly bottom: number
}

const restMs = 350
const cardPx = { width: 272, height: 190 }

/** Who that is, beside the bar that the pointer rests on. Everything in it is spoken with the bar or in the drawer. */
export function HoverCard({ scroller, plan, lanes, speak }: HoverCardProps) {
  const t = useWords()
  const { day } = useFormats()
  const hovered = useHovered(scroller)
  const inHand = useRackTask((state) => state.task !== null)
  if (hovered === null || inHand) return null
  const bar = lanes.lane(hovered.rowId)?.bars.find((one) => barIdOf(one) === hovered.barId)
  if (bar === undefined) return null
  const room = plan.roomOf.get(hovered.rowId)
  return (
    <div className="rack-card" aria-hidden="true" style={cardPlace(hovered)}>
      <div className="rack-card-name">
        <strong>{bar.guestName}</strong>
        <span className="soft">{bar.code}</span>
      </div>
      <div className="rack-card-look">
        {t(barLooks[lookOf(bar, plan.house.businessDate)])}
        {', '}
        {room?.roomNumber ?? t('rack.unassigned')}
        {room !== undefined &&
          room.roomTypeId !== bar.roomTypeId &&
          `, ${t('rack.otherType', { type: bar.roomTypeCode })}`}
      </div>
      <div>
        {day(bar.arrival)} – {day(bar.departure)},{' '}
        {t('row.nights', { count: nightsBetween(bar.arrival, bar.departure) })}
      </div>
      <div>{t('rack.party', { guests: bar.adults + bar.children })}</div>
      <div className={bar.owesMinor > 0 ? 'rack-card-owes' : 'soft'}>{moneyWords(bar)}</div>
      {speak.marks(bar).length > 0 && <div className="soft">{speak.marks(bar).join(', ')}</div>}
    </div>
  )

  function moneyWords(one: RackBar): string {
    return speak.money(one) === '' ? t('rack.settled') : speak.money(one)
  }
}

function useHovered(scroller: RefObject<HTMLElement | null>): Hovered | null {
  const [hovered, setHovered] = useState<Hovered | null>(null)
  useEffect(() => {
    const element = scroller.current
    if (!element) return undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    const hide = () => {
      clearTimeout(timer)
      setHovered(null)
    }
    const over = (event: PointerEvent) => {
      const bar = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-bar]') : null
      clearTimeout(timer)
      if (bar === null || event.buttons !== 0) return setHovered(null)
      timer = setTimeout(() => {
        const { top, bottom } = bar.getBoundingClientRect()
        const barId = bar.dataset['bar'] ?? ''
        const rowId = bar.closest<HTMLElement>('[data-row]')?.dataset['row'] ?? ''
        setHovered({ barId, rowId, left: event.clientX, top, bottom })
      }, restMs)
    }
    const escape = (event: KeyboardEvent) => event.key === 'Escape' && hide()
    element.addEventListener('pointerover', over)
    element.addEventListener('pointerleave', hide)
    element.addEventListener('pointerdown', hide)
    element.addEventListener('scroll', hide, { passive: true })
    window.addEventListener('keydown', escape)
    return () => {
      clearTimeout(timer)
      element.removeEventListener('pointerover', over)
      element.removeEventListener('pointerleave', hide)
      element.removeEventListener('pointerdown', hide)
      element.removeEventListener('scroll', hide)
      window.removeEventListener('keydown', escape)
    }
  }, [scroller])
  return hovered
}

/** Below the bar, or above it near the foot of the screen; never over its edge. */
function cardPlace({ left, top, bottom }: Hovered) {
  const x = Math.min(Math.max(8, left - 24), window.innerWidth - cardPx.width - 8)
  const below = bottom + 6 + cardPx.height < window.innerHeight
  return {
    width: cardPx.width,
    left: x,
    ...(below ? { top: bottom + 6 } : { bottom: window.innerHeight - top + 6 }),
  }
}
