import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Tone } from './mark.tsx'
import './notice-box.css'

const icons = { quiet: Info, accent: Info, good: CircleCheck, warn: TriangleAlert, bad: CircleAlert } as const

interface NoticeBoxProps {
  readonly tone: Tone
  readonly title?: ReactNode
  readonly children?: ReactNode
  /** Read out at once when it appears. */
  readonly announce?: boolean
}

/** Something the clerk should know, in the place it concerns. */
export function NoticeBox({ tone, title, children, announce = false }: NoticeBoxProps) {
  const Icon = icons[tone]
  return (
    <div className={`notice-box tone-${tone}`} role={announce ? 'alert' : undefined}>
      <Icon aria-hidden="true" />
      <div className="notice-box-body">
        {title !== undefined && <p className="notice-box-title">{title}</p>}
        {children}
      </div>
    </div>
  )
}
