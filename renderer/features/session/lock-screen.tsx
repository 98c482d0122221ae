import { useEffect, useRef, type KeyboardEvent } from 'react'
import { createPortal } from 'react-dom'
import { useWords } from '../../language/use-words.ts'
import { Entrance } from '../../ui/entrance.tsx'
import { SignInForm } from './sign-in-form.tsx'
import './lock-screen.css'

interface LockScreenProps {
  readonly username: string
  readonly fullName: string
}

/**
 * Covers the desk while its clerk is away. What was half filled in stays behind it, for the same person only.
 *
 * The platform's own modal dialog, because it alone lies above and disables whatever dialog the desk has open; the
 * attribute tells the widget library to leave it so.
 */
export function LockScreen({ username, fullName }: LockScreenProps) {
  const t = useWords()
  const screen = useRef<HTMLDialogElement>(null)

  useEffect(() => {
    const shown = screen.current
    if (!shown) return undefined
    cover(shown)
    const coverAgain = () => cover(shown)
    shown.addEventListener('close', coverAgain)
    return () => {
      shown.removeEventListener('close', coverAgain)
      shown.close()
    }
  }, [])

  return createPortal(
    <dialog
      ref={screen}
      className="lock-screen"
      aria-label={t('lock.title')}
      data-react-aria-top-layer="true"
      onKeyDown={stayOnEscape}
    >
      <Entrance title={t('lock.title')} intro={t('lock.intro', { name: fullName })}>
        <SignInForm lockedFor={username} />
      </Entrance>
    </dialog>,
    document.body,
  )
}

function cover(screen: HTMLDialogElement): void {
  screen.showModal()
  const password = screen.querySelector<HTMLInputElement>('input[type="password"]')
  password?.focus()
}

function stayOnEscape(event: KeyboardEvent): void {
  if (event.key === 'Escape') event.preventDefault()
}
