import { useEffect, useEffectEvent } from 'react'
import { keyFor } from './keys.ts'

/** The dialogs that are open, one on top of the other. */
const open: symbol[] = []

/** Ctrl+Enter finishes the dialog from wherever the focus is in it; of several the one on top. */
export function useFinishKey(finish: () => void): void {
  const handle = useEffectEvent((event: KeyboardEvent, dialog: symbol) => {
    if (open.at(-1) !== dialog || keyFor(event, ['dialog']) !== 'finish') return
    event.preventDefault()
    // whatever opens or closes by it must not hear of it too
    event.stopImmediatePropagation()
    finish()
  })
  useEffect(() => {
    const dialog = Symbol('dialog')
    const listen = (event: KeyboardEvent): void => handle(event, dialog)
    open.push(dialog)
    window.addEventListener('keydown', listen, { capture: true })
    return () => {
      open.splice(open.indexOf(dialog), 1)
      window.removeEventListener('keydown', listen, { capture: true })
    }
  }, [])
}
