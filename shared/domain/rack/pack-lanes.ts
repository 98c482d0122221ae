import { shareNoMoment } from '../room/assign-rooms.ts'
import type { Piece } from './piece.ts'

export interface Packed<Item> {
  readonly item: Item
  /** The first lane that was free, from 0. */
  readonly lane: number
}

/**
 * Puts pieces that overlap into lanes beside each other, the earliest first: never more lanes than pieces overlap at
 * the worst moment. Who leaves makes room in the lane for who comes that day. The same pieces lie the same way,
 * whatever order they are given in.
 */
export function packLanes<Item extends Piece & { readonly key: string }>(
  items: readonly Item[],
): readonly Packed<Item>[] {
  const lastOfLane: Item[] = []
  return items.toSorted(inOrder).map((item) => {
    const free = lastOfLane.findIndex((last) => follows(last, item))
    const lane = free === -1 ? lastOfLane.length : free
    lastOfLane[lane] = item
    return { item, lane }
  })
}

export function laneCount(packed: readonly Packed<unknown>[]): number {
  return packed.reduce((most, { lane }) => Math.max(most, lane + 1), 0)
}

/** By the moment they begin; day use lies before the night of its day. */
function inOrder(a: Piece & { key: string }, b: Piece & { key: string }): number {
  if (a.from !== b.from) return a.from < b.from ? -1 : 1
  const dayUse = Number(b.from === b.to) - Number(a.from === a.to)
  if (dayUse !== 0) return dayUse
  if (a.to !== b.to) return a.to > b.to ? -1 : 1
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0
}

/** Items come in order, so that only the last of a lane can be in the way. */
function follows(last: Piece, next: Piece): boolean {
  return shareNoMoment({ arrival: last.from, departure: last.to }, { arrival: next.from, departure: next.to })
}
