import { useSyncExternalStore } from 'react'

/** Pixels to one rem, which follows the screen's size; for the few lengths that the layout needs as numbers. */
export function useRem(): number {
  return useSyncExternalStore(onResize, readRem)
}

function onResize(listener: () => void): () => void {
  window.addEventListener('resize', listener)
  return () => window.removeEventListener('resize', listener)
}

function readRem(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
}
