import { ConciergeBell } from 'lucide-react'
import type { ReactNode } from 'react'
import './entrance.css'

interface EntranceProps {
  readonly title: string
  readonly intro?: string
  readonly children?: ReactNode
}

/** The one card on a quiet ground that stands before the desk: enrol, first mirror, sign in. */
export function Entrance({ title, intro, children }: EntranceProps) {
  return (
    <main className="entrance">
      <div className="entrance-card">
        <ConciergeBell className="entrance-bell" aria-hidden="true" />
        <h1 className="entrance-title">{title}</h1>
        {intro !== undefined && <p className="entrance-intro">{intro}</p>}
        {children}
      </div>
    </main>
  )
}
