import type { ListedStay } from './big-house.ts'

/** What a timeline of somebody else is given: all in memory, nothing to be asked of anybody. */
export interface PeerData {
  readonly rooms: readonly string[]
  readonly stays: readonly ListedStay[]
  readonly from: string
  readonly to: string
}

/** The page of a peer, as the bench drives it. */
export interface PeerPage {
  readonly draw: (place: HTMLElement, data: PeerData) => void
  /** Puts a stay into another room. */
  readonly move: (stayId: string, room: string) => void
}

declare global {
  interface Window {
    peer: PeerPage
  }
}
