import type { ReactNode } from 'react'
import { Sign, type Tone } from '../../ui/mark.tsx'

interface DayPartProps {
  readonly title: string
  /** Said where there is nobody. */
  readonly none: string
  readonly count: number
  readonly tone: Tone
  readonly children: ReactNode
}

/** One line of the checklist: a tick, or the stays that are in the way. */
export function DayPart({ title, none, count, tone, children }: DayPartProps) {
  if (count === 0) {
    return (
      <p className="day-part-clear">
        <Sign shape="check" tone="good" /> {none}
      </p>
    )
  }
  return (
    <section className="day-part">
      <h3 className="day-part-title">
        <Sign shape={tone === 'bad' ? 'square' : 'triangle'} tone={tone} />
        {title} <span className="faint">{count}</span>
      </h3>
      <ul className="day-part-stays">{children}</ul>
    </section>
  )
}
