import { useSyncExternalStore } from 'react'

/** As in the style sheets: narrower than this, a row takes two lines. */
const phone = '(max-width: 36rem)'

/** Is the window as narrow as a housekeeper's phone? */
export function usePhone(): boolean {
  return useSyncExternalStore(onTurn, () => window.matchMedia(phone).matches)
}

function onTurn(listener: () => void): () => void {
  const query = window.matchMedia(phone)
  query.addEventListener('change', listener)
  return () => query.removeEventListener('change', listener)
}
