import { useCallback, useLayoutEffect, useRef } from 'react'

/**
 * Keeps what is typed while what a dialog is about is still being read, and types it once the dialog is there: a clerk's
 * "P, 1" may take less time than the reading. Enter is not kept, for nobody confirms what nobody has seen. Answers how to
 * forget it: a dialog that is left leaves nothing behind.
 */
export function useTypeAhead(isReading: boolean): () => void {
  const typed = useRef<readonly string[]>([])
  useLayoutEffect(() => {
    if (!isReading) return undefined
    const keep = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      if (event.key !== 'Enter' && event.key.length !== 1) return
      event.preventDefault()
      event.stopImmediatePropagation()
      if (event.key !== 'Enter' && !event.repeat) typed.current = [...typed.current, event.key]
    }
    window.addEventListener('keydown', keep, { capture: true })
    const type = (triesLeft: number): void => {
      const isThere = document.querySelector('.dialog-body :focus') !== null
      if (typed.current.length > 0 && !isThere && triesLeft > 0) {
        setTimeout(() => type(triesLeft - 1))
        return
      }
      window.removeEventListener('keydown', keep, { capture: true })
      const keys = typed.current
      typed.current = []
      keys.forEach(typeKey)
    }
    // the dialog's fields take the focus by then; one whose focus stays outside its body gets the keys all the same
    return () => void setTimeout(() => type(mostTries))
  }, [isReading])
  return useCallback(() => {
    typed.current = []
  }, [])
}

/** Looks for the focus this often, a few milliseconds apart; what is typed meanwhile is kept too. */
const mostTries = 20

/** As if the key were pressed now: a shortcut hears it, a field that has the focus takes it. */
function typeKey(key: string): void {
  const target = document.activeElement ?? document.body
  const isFree = target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  const field = document.activeElement
  const takesText = field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement
  if (!isFree || !takesText || field.readOnly) return
  field.setRangeText(key, field.selectionStart ?? 0, field.selectionEnd ?? 0, 'end')
  field.dispatchEvent(new InputEvent('input', { data: key, inputType: 'insertText', bubbles: true }))
}
