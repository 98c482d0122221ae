import { Cable } from 'lucide-react'
import { useRef, useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import type { LineStatus } from '../../../shared/contract/calls/terminal.ts'
import { useWords } from '../../language/use-words.ts'
import { Sign } from '../../ui/mark.tsx'
import { lineLabel } from './line-label.ts'
import { LinePopover } from './line-popover.tsx'
import './line-indicator.css'

interface LineIndicatorProps {
  readonly line: LineStatus
  readonly onOpenBooking: (bookingId: string) => void
}

/** The line to the server at a glance: quiet when all is well, else the worst that is so. */
export function LineIndicator({ line, onOpenBooking }: LineIndicatorProps) {
  const t = useWords()
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const label = lineLabel(line)
  const words = label && t(label.key, label.values)
  return (
    <>
      <AriaButton
        ref={button}
        aria-haspopup="dialog"
        aria-expanded={open}
        onPress={() => setOpen(!open)}
        className={label ? `line-indicator tone-${label.tone}` : 'line-indicator line-indicator-well'}
        aria-label={words !== null ? t('line.button', { state: words }) : t('line.buttonWell')}
      >
        {label ? <Sign shape={label.shape} tone={label.tone} /> : <Cable aria-hidden="true" />}
        {words}
      </AriaButton>
      <LinePopover line={line} anchor={button} isOpen={open} onOpen={setOpen} onOpenBooking={onOpenBooking} />
    </>
  )
}

/** Says the line's state to a screen reader when it changes, without taking the focus. */
export function LineAnnouncer({ line }: { readonly line: LineStatus }) {
  const t = useWords()
  return <output className="unseen">{announced(line) ? t(`line.announce.${line.state}`) : ''}</output>
}

function announced(
  line: LineStatus,
): line is LineStatus & { readonly state: 'offline' | 'attention' | 'ok' } {
  return line.state === 'offline' || line.state === 'attention' || line.state === 'ok'
}
