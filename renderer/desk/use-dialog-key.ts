import { useEffect, useEffectEvent } from 'react'
import { keyFor, type KeyName } from './keys.ts'

/** A key of a dialog, from wherever the focus is in it. */
export function useDialogKey(name: KeyName, applies: boolean, act: () => void): void {
  const handle = useEffectEvent((event: KeyboardEvent) => {
    if (keyFor(event, ['dialog']) !== name) return
    event.preventDefault()
    act()
  })
  useEffect(() => {
    if (!applies) return undefined
    window.addEventListener('keydown', handle)
    return () => window.removeEventListener('keydown', handle)
  }, [applies])
}
