import { useEffect, useState } from 'react'
import type { CallOutput } from '../../../shared/contract/index.ts'
import { useClient } from '../../bridge/client.tsx'
import { reuse } from '../../bridge/reuse.ts'

export type RackFigures = CallOutput<'rack.days'>

/** Figures may lag a moment behind the bars: they count the whole house, and the bars are waited for. */
const lagMs = 300

/** What is left to sell on the days asked for; the last figures stay until the next are here. */
export function useFigures(from: string, days: number): RackFigures | undefined {
  const { bridge } = useClient()
  const [figures, setFigures] = useState<RackFigures>()
  useEffect(() => {
    let isWanted = true
    let timer: ReturnType<typeof setTimeout> | undefined
    const ask = async () => {
      timer = undefined
      const reply = await bridge.call('rack.days', { from, days })
      if (isWanted && reply.ok) setFigures((last) => reuse(last, reply.value))
    }
    const askSoon = () => {
      timer ??= setTimeout(() => void ask(), lagMs)
    }
    // the bars first
    timer = setTimeout(() => void ask(), 0)
    const stop = bridge.on('changed', askSoon)
    return () => {
      isWanted = false
      clearTimeout(timer)
      stop()
    }
  }, [bridge, from, days])
  return figures
}
