import { useLayoutEffect } from 'react'

/**
 * Keeps what is typed while a dialog's booking is still being read, and types it once the dialog is there: a clerk's "P,
 * 1" may take less time than the reading. Enter is not kept, for nobody confirms what nobody has seen.
 */
export function useTypeAhead(isReading: boolean): void {
  useLayoutEffect(() => {
    if (!isReading) return undefined
    const typed: string[] = []
    const keep = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      if (event.key !== 'Enter' && event.key.length !== 1) return
      event.preventDefault()
      event.stopImmediatePropagation()
      if (event.key !== 'Enter' && !event.repeat) typed.push(event.key)
    }
    window.addEventListener('keydown', keep, { capture: true })
    return () => {
      window.removeEventListener('keydown', keep, { capture: true })
      // the dialog's fields have taken the focus by then
      setTimeout(() => typed.forEach(typeKey))
    }
  }, [isReading])
}

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
