import { ArrowLeftRight, Ban, Hourglass, Lock, NotebookPen, Star, Users } from 'lucide-react'
import { memo, type ReactNode, type Ref } from 'react'
import { Unsent } from '../../desk/unsent.tsx'
import { barSigns, type BarSign } from './bar-signs.ts'

const drawings = {
  attention: <Unsent unsent attention />,
  willConflict: <Unsent unsent willConflict />,
  unsent: <Unsent unsent />,
  blacklisted: <Ban />,
  vip: <Star />,
  locked: <Lock />,
  inGroup: <Users />,
  otherType: <ArrowLeftRight />,
  hasNote: <NotebookPen />,
  held: <Hourglass />,
} as const satisfies Record<BarSign, ReactNode>

/** Each sign drawn once, out of sight; bars take copies. */
export const SignShelf = memo(function SignShelf({ ref }: { readonly ref: Ref<HTMLDivElement> }) {
  return (
    <div ref={ref} hidden>
      {barSigns.map((sign) => (
        <span key={sign} className="rack-bar-mark" data-sign={sign} aria-hidden="true">
          {drawings[sign]}
        </span>
      ))}
    </div>
  )
})

export function copySign(shelf: HTMLElement | null, sign: BarSign): Node | null {
  return shelf?.querySelector(`[data-sign="${sign}"]`)?.cloneNode(true) ?? null
}
