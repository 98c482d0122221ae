import { useEffect, useEffectEvent } from 'react'

const idleMs = 5 * 60_000
const signsOfLife = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const

/** Locks the desk when nobody has touched it for five minutes. */
export function useAutoLock(locked: boolean, onLock: () => void): void {
  const lock = useEffectEvent(onLock)
  useEffect(() => {
    if (locked) return undefined
    let timer = setTimeout(lock, idleMs)
    function restart() {
      clearTimeout(timer)
      timer = setTimeout(lock, idleMs)
    }
    for (const sign of signsOfLife) window.addEventListener(sign, restart, { passive: true })
    return () => {
      clearTimeout(timer)
      for (const sign of signsOfLife) window.removeEventListener(sign, restart)
    }
  }, [locked])
}
