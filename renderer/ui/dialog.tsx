import { X } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { Button } from './button.tsx'
import { useTypeAhead } from './use-type-ahead.ts'
import './dialog.css'

interface DialogProps {
  readonly title: ReactNode
  /** The dialog's name where its title is a control. */
  readonly label?: string
  readonly closeLabel: string
  readonly onClose: () => void
  /** What it is about is not there yet: what is typed until then goes to whatever has the focus afterwards. */
  readonly isReading?: boolean
  readonly width?: 'narrow' | 'normal' | 'wide' | 'full'
  readonly children: ReactNode
  readonly footer?: ReactNode
}

/** A task that has the clerk's whole attention; Esc leaves it, and focus goes back to where it came from. */
export function Dialog({
  title,
  label,
  closeLabel,
  onClose,
  isReading = false,
  width = 'normal',
  children,
  footer,
}: DialogProps) {
  const dialog = useRef<HTMLElement>(null)
  const forgetTyped = useTypeAhead(isReading)

  function leave() {
    forgetTyped()
    onClose()
  }

  // after each drawing, for what had the focus may have been cleared away by it
  useEffect(() => {
    if (document.activeElement !== document.body) return
    const inside = (selector: string) => dialog.current?.querySelector<HTMLElement>(selector)
    const finish = inside('[data-next-focus]:not(:disabled)')
    const first = inside('.dialog-body :is(button, input, textarea):not(:disabled)')
    ;(finish ?? first ?? dialog.current)?.focus()
  })

  return (
    <ModalOverlay className="dialog-scrim" isOpen onOpenChange={(open) => !open && leave()}>
      <Modal className={`dialog-frame dialog-${width}`}>
        <AriaDialog ref={dialog} className="dialog" {...(label !== undefined && { 'aria-label': label })}>
          <header className="dialog-head">
            {label === undefined ? (
              <Heading slot="title" level={2} className="dialog-title">
                {title}
              </Heading>
            ) : (
              title
            )}
            <Button kind="quiet" size="small" name={closeLabel} onPress={leave} icon={<X />} hint="Esc" />
          </header>
          <div className="dialog-body">{children}</div>
          {footer !== undefined && <footer className="dialog-foot">{footer}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
