import { useSyncExternalStore } from 'react'

/** This machine's time, to the minute; what shows it is drawn anew when the minute changes. */
export function useMinute(): number {
  return useSyncExternalStore(onMinute, () => Math.floor(Date.now() / minuteMs) * minuteMs)
}

const minuteMs = 60_000

function onMinute(listener: () => void): () => void {
  const timer = setInterval(listener, 5_000)
  return () => clearInterval(timer)
}
