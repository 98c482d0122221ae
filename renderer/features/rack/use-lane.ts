import { createContext, use, useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import type { RackLane } from '../../../shared/contract/calls/rack.ts'
import { useClient } from '../../bridge/client.tsx'
import { createRackLanes, type RackLanes } from './rack-lanes.ts'

export const LanesContext = createContext<RackLanes | null>(null)

/** The lanes of one rack, for as long as it is on screen. */
export function useRackLanes(): RackLanes {
  const { bridge } = useClient()
  const [lanes] = useState(() => createRackLanes(bridge))
  useEffect(() => lanes.listen(), [lanes])
  return lanes
}

function useLanes(): RackLanes {
  const lanes = use(LanesContext)
  if (!lanes) throw new Error('no rack above this row')
  return lanes
}

/** What lies in one lane; whoever looks hears of this lane alone. */
export function useLane(laneId: string): RackLane | undefined {
  const lanes = useLanes()
  const listen = useCallback((listener: () => void) => lanes.onLane(laneId, listener), [lanes, laneId])
  return useSyncExternalStore(listen, () => lanes.lane(laneId))
}
