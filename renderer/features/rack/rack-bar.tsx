import { ArrowLeftRight, Ban, Lock, NotebookPen, Star, Users } from 'lucide-react'
import { memo } from 'react'
import type { RackBar } from '../../../shared/contract/calls/rack.ts'
import { barIdOf } from './chart-plan.ts'
import { lookOf } from './bar-look.ts'
import { Unsent } from '../../desk/unsent.tsx'

interface BarProps {
  readonly bar: RackBar
  readonly spoken: string
  readonly owes: string
  readonly businessDate: string
  readonly leftPx: number
  readonly widthPx: number
  /** Bars that overlap in one room lie below each other. */
  readonly level: number
  readonly levels: number
  readonly colIndex: number
  readonly colSpan: number
  /** Begins left of what is in sight, or soon may: its name stays in sight. Costly, so only where it matters. */
  readonly crossesLeft: boolean
  readonly isCurrent: boolean
  readonly isOpen: boolean
  /** The room is of another type than was sold. */
  readonly otherType: boolean
}

/** Two bars that touch are still two. */
const gapPx = 1
/** Narrower than this a bar has room for its sign alone. */
const signOnlyPx = 30
/** Wide enough for what is owed beside the name. */
const moneyPx = 120

/** A stretch of a stay, from midday to midday. Its label says all that is to be seen; the name alone is text of its own. */
export const Bar = memo(function Bar({ bar, widthPx, level, levels, crossesLeft, ...props }: BarProps) {
  const look = lookOf(bar, props.businessDate)
  const others = bar.adults + bar.children - 1
  return (
    <div
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a table's cells cannot be placed one by one
      role="gridcell"
      className="rack-bar"
      data-look={look}
      data-unconfirmed={bar.status === 'pending' || undefined}
      data-clash={levels > 1 || undefined}
      data-begins={bar.from === bar.arrival || undefined}
      data-ends={bar.to >= bar.departure || undefined}
      data-bar={barIdOf(bar)}
      data-booking-id={bar.bookingId}
      data-current={props.isCurrent || undefined}
      aria-selected={props.isOpen}
      aria-label={props.spoken}
      aria-colindex={props.colIndex}
      aria-colspan={props.colSpan}
      tabIndex={props.isCurrent ? 0 : -1}
      style={{
        left: props.leftPx + gapPx,
        width: Math.max(6, widthPx - 2 * gapPx),
        ...(levels > 1 && {
          top: `${(level * 100) / levels}%`,
          bottom: `${((levels - level - 1) * 100) / levels}%`,
        }),
      }}
    >
      <span
        className={crossesLeft ? 'rack-bar-label rack-bar-label-kept' : 'rack-bar-label'}
        aria-hidden="true"
      >
        {widthPx >= signOnlyPx && (
          <>
            <span className="rack-bar-name" data-more={others > 0 ? ` +${others}` : undefined}>
              {bar.guestName}
            </span>
            {bar.blacklisted && <Ban className="rack-bar-mark" />}
            {bar.vip && <Star className="rack-bar-mark" />}
            {bar.locked && <Lock className="rack-bar-mark" />}
            {bar.inGroup && <Users className="rack-bar-mark" />}
            {props.otherType && <ArrowLeftRight className="rack-bar-mark" />}
            {bar.hasNote && <NotebookPen className="rack-bar-mark" />}
            {bar.owesMinor > 0 && (
              <span className="rack-bar-owes" data-owes={widthPx >= moneyPx ? props.owes : '¤'} />
            )}
          </>
        )}
        <Unsent unsent={bar.unsent} attention={bar.needsAttention} />
      </span>
    </div>
  )
})
