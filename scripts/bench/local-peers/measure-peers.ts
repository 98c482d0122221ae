import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { BenchReport } from '../report.ts'
import type { Acknowledged, LocalPeer, OpenPeer, PeerTable } from './local-peer.ts'
import { pouch } from './pouch.ts'
import { powerSync, powerSyncDurable } from './powersync.ts'
import { rx } from './rx.ts'

export const localPeers: readonly LocalPeer[] = [powerSync, powerSyncDurable, pouch, rx]

/** What every peer has taken or not, as figures; `figureOf` says it of one that was measured. */
export function peerFigures(
  measured: readonly MeasuredPeer[],
  what: string,
  figureOf: (ms: number) => number,
): Record<string, number | string> {
  return Object.fromEntries(
    measured.map(({ name, acknowledged, outcome }) => [
      `${name}: ${what} (${acknowledged})`,
      'ms' in outcome ? figureOf(outcome.ms) : `not measured: ${outcome.skipped}`,
    ]),
  )
}

/** Ours over each peer that was measured and keeps what it is given. */
export function peerRatios(
  measured: readonly MeasuredPeer[],
  what: string,
  limit: number,
  valueOf: (ms: number) => number,
): BenchReport['ratios'] {
  return Object.fromEntries(
    measured.flatMap(({ name, acknowledged, outcome }) =>
      'ms' in outcome && acknowledged !== 'in memory alone'
        ? [[`${what} ${name}`, { value: valueOf(outcome.ms), limit }]]
        : [],
    ),
  )
}

export interface MeasuredPeer {
  readonly name: string
  readonly acknowledged: Acknowledged
  /** What it took, or why it was not measured: it is not installed whole, or does not run here. */
  readonly outcome: { readonly ms: number } | { readonly skipped: string }
}

/** Lets every peer do a piece of work on a directory of its own, one after the other. */
export async function measurePeers(
  peers: readonly LocalPeer[],
  dir: string,
  shape: readonly PeerTable[],
  log: (line: string) => void,
  work: (open: OpenPeer) => Promise<number>,
): Promise<readonly MeasuredPeer[]> {
  const measured: MeasuredPeer[] = []
  for (const [number, peer] of peers.entries()) {
    const { name, acknowledged } = peer
    const own = join(dir, `peer-${number}`)
    mkdirSync(own, { recursive: true })
    log(`bench: ${name}`)
    try {
      measured.push({ name, acknowledged, outcome: { ms: await measureOne(peer, own, shape, work) } })
    } catch (error) {
      const skipped = error instanceof Error ? error.message : String(error)
      log(`bench: ${name} is passed over: ${skipped}`)
      measured.push({ name, acknowledged, outcome: { skipped } })
    }
  }
  return measured
}

async function measureOne(
  peer: LocalPeer,
  dir: string,
  shape: readonly PeerTable[],
  work: (open: OpenPeer) => Promise<number>,
): Promise<number> {
  const open = await peer.open(dir, shape)
  try {
    return await work(open)
  } finally {
    await open.close()
  }
}
