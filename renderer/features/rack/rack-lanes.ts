import type { RackBar, RackLane } from '../../../shared/contract/calls/rack.ts'
import { reuse } from '../../bridge/reuse.ts'
import type { WindowBridge } from '../../bridge/window-bridge.ts'
import { barIdOf } from './chart-plan.ts'

/** Which part of the rack is in sight. */
export interface RackSight {
  readonly from: string
  readonly days: number
  readonly laneIds: readonly string[]
}

/** Stays of a type that have no room yet. */
export interface Waiting {
  readonly lanes: number
  /** Stays in lanes beyond those that the rack shows. */
  readonly beyond: number
}

/** What lies in each lane of the rack, as far as it has been in sight. A lane's viewers hear of their own lane alone. */
export interface RackLanes {
  readonly lane: (laneId: string) => RackLane | undefined
  readonly onLane: (laneId: string, listener: () => void) => () => void
  /** How many lanes the stays without a room need, by type. */
  readonly unassigned: () => ReadonlyMap<string, Waiting>
  readonly onUnassigned: (listener: () => void) => () => void
  /** Says what is in sight now; what is not known of it is asked for. */
  readonly look: (sight: RackSight) => void
  /** Hears of changes from now on, until the returned function is called. */
  readonly listen: () => () => void
}

/** While changes pour in, the lanes in sight are read no more often than this. */
const calmMs = 100

/**
 * The lanes of the rack. A change asks again for those in sight alone, each with the version last seen, so that the
 * answer holds only lanes that did change: a few hundred bytes, and one row drawn anew.
 *
 *     look / changed ──> something in sight is not fresh ──> ask (one question at a time) ──> keep, tell its viewers
 *                                    ^                                      │
 *                                    └──────────────────────────────────────┘
 */
export function createRackLanes(bridge: WindowBridge): RackLanes {
  const lanes = new Map<string, RackLane>()
  const laneListeners = new Map<string, Set<() => void>>()
  const unassignedListeners = new Set<() => void>()
  let unassigned: ReadonlyMap<string, Waiting> = new Map()
  let sight: RackSight | null = null
  /** Lanes that are as the terminal has them, for the days in sight. */
  let fresh = new Set<string>()
  let stale = true
  let asking = false
  let open = false
  let askedAtMs = Number.NEGATIVE_INFINITY

  function expire(): void {
    fresh = new Set()
    stale = true
    ask()
  }

  function look(next: RackSight): void {
    if (sight === null || sight.from !== next.from || sight.days !== next.days) {
      fresh = new Set()
      stale = true
    }
    sight = next
    ask()
  }

  function ask(): void {
    if (asking || !open || sight === null) return
    const wanted = sight.laneIds.filter((laneId) => !fresh.has(laneId))
    if (wanted.length === 0 && !stale) return
    asking = true
    // what was never seen is wanted now; news may wait for more of its kind
    const known = wanted.every((laneId) => lanes.has(laneId))
    const waitMs = known ? Math.max(0, askedAtMs + calmMs - performance.now()) : 0
    if (waitMs === 0) void askNow()
    else setTimeout(() => void askNow(), waitMs)
  }

  async function askNow(): Promise<void> {
    if (!open || sight === null) {
      asking = false
      return
    }
    const asked = sight
    const wanted = asked.laneIds.filter((laneId) => !fresh.has(laneId))
    const freshNow = fresh
    stale = false
    askedAtMs = performance.now()
    for (const laneId of wanted) freshNow.add(laneId)
    try {
      const reply = await bridge.call('rack.window', {
        from: asked.from,
        days: asked.days,
        lanes: wanted.map((laneId) => ({ laneId, seen: lanes.get(laneId)?.version ?? '' })),
      })
      if (!reply.ok) return
      for (const lane of reply.value.lanes) keep(lane)
      count(reply.value.unassigned)
    } finally {
      asking = false
    }
    ask()
  }

  function keep(lane: RackLane): void {
    const known = lanes.get(lane.laneId)
    const bars = reuseBars(known?.bars, lane.bars)
    lanes.set(lane.laneId, { ...lane, bars, blocks: reuse(known?.blocks, lane.blocks) })
    for (const listener of laneListeners.get(lane.laneId) ?? []) listener()
  }

  function count(next: readonly (Waiting & { readonly roomTypeId: string })[]): void {
    const same =
      next.length === unassigned.size &&
      next.every(({ roomTypeId, lanes: needed, beyond }) => {
        const known = unassigned.get(roomTypeId)
        return known?.lanes === needed && known.beyond === beyond
      })
    if (same) return
    unassigned = new Map(next.map(({ roomTypeId, ...waiting }) => [roomTypeId, waiting]))
    for (const listener of unassignedListeners) listener()
  }

  return {
    lane: (laneId) => lanes.get(laneId),
    onLane(laneId, listener) {
      const listeners = laneListeners.get(laneId) ?? new Set()
      laneListeners.set(laneId, listeners)
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) laneListeners.delete(laneId)
      }
    },
    unassigned: () => unassigned,
    onUnassigned(listener) {
      unassignedListeners.add(listener)
      return () => unassignedListeners.delete(listener)
    },
    look,
    listen() {
      open = true
      const stops = [
        bridge.on('changed', expire),
        // what changed while out of touch was not heard
        bridge.onConnection(() => {
          if (bridge.isConnected()) expire()
        }),
      ]
      expire()
      return () => {
        open = false
        for (const stop of stops) stop()
      }
    },
  }
}

/** Bars that are as they were stay the very same also when one before them came or went: only what changed is drawn. */
function reuseBars(known: readonly RackBar[] | undefined, bars: readonly RackBar[]): RackBar[] {
  const knownOf = new Map(known?.map((bar) => [barIdOf(bar), bar]))
  return bars.map((bar) => reuse(knownOf.get(barIdOf(bar)), bar))
}
