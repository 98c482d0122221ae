import type { ReactNode } from 'react'
import './mark.css'

export type Tone = 'quiet' | 'accent' | 'good' | 'warn' | 'bad'

/** A short word on a tinted ground: a status, a flag. */
export function Pill({ tone = 'quiet', children }: { readonly tone?: Tone; readonly children: ReactNode }) {
  return <span className={`pill tone-${tone}`}>{children}</span>
}

export type Shape = 'circle' | 'ring' | 'triangle' | 'square' | 'diamond' | 'check' | 'half'

const paths = {
  circle: <circle cx="6" cy="6" r="4.5" fill="currentColor" />,
  ring: <circle cx="6" cy="6" r="3.75" fill="none" stroke="currentColor" strokeWidth="1.75" />,
  triangle: <path d="M6 1.2 11.2 10.4H.8Z" fill="currentColor" />,
  square: <rect x="1.5" y="1.5" width="9" height="9" rx="1" fill="currentColor" />,
  diamond: <path d="M6 .8 11.2 6 6 11.2.8 6Z" fill="currentColor" />,
  check: (
    <path
      d="m1.5 6.4 3 3 6-6.6"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  ),
  half: (
    <g>
      <circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M6 2a4 4 0 0 0 0 8Z" fill="currentColor" />
    </g>
  ),
} as const satisfies Record<Shape, ReactNode>

/** A small sign whose shape says what its colour says. Give it a label where no word stands beside it. */
export function Sign({
  shape,
  tone,
  label,
}: {
  readonly shape: Shape
  readonly tone: Tone
  readonly label?: string
}) {
  return (
    <svg
      className={`sign tone-text-${tone}`}
      viewBox="0 0 12 12"
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      {label !== undefined && <title>{label}</title>}
      {paths[shape]}
    </svg>
  )
}
