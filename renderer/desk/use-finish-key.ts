import { useEffect, useEffectEvent } from 'react'
import { keyFor } from './keys.ts'

/** Ctrl+Enter finishes the dialog from wherever the focus is in it. */
export function useFinishKey(finish: () => void): void {
  const handle = useEffectEvent((event: KeyboardEvent) => {
    if (keyFor(event, ['dialog']) !== 'finish') return
    event.preventDefault()
    event.stopPropagation()
    finish()
  })
  useEffect(() => {
    window.addEventListener('keydown', handle, { capture: true })
    return () => window.removeEventListener('keydown', handle, { capture: true })
  }, [])
}
