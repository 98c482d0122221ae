import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { openTerminal } from '../../electron/terminal.ts'
import type { Terminal } from '../../shared/contract/terminal.ts'
import { type Stack, startStack } from '../stack.ts'
import { copyFloor } from './floor.ts'
import { countRows, type LocalPeer } from './local-peers/local-peer.ts'
import {
  localPeers,
  measurePeers,
  peerFigures,
  peerRatios,
  type MeasuredPeer,
} from './local-peers/measure-peers.ts'
import { sampleRows } from './local-peers/sample-rows.ts'
import { type BenchReport, rounded, timed } from './report.ts'

const realBookings = new URL('../../../shared/data/resort.csv.gz', import.meta.url)

export interface MirrorSize {
  /** Rows that each peer is given: of all tables in proportion. */
  readonly peerRows: number
  readonly peers: readonly LocalPeer[]
}

/**
 * The first mirror of a whole hotel: from opening a terminal that has nothing until it is level with the server,
 * beside the floor of the same run. The hotel is the real list of 40,060 bookings where that file is, else the demo's.
 *
 * The peers only store a share of the same rows, as their own clients do. What reads them out of Postgres and carries
 * them is in our time and not in theirs, because none of their servers runs here.
 */
export async function benchMirror(log: (line: string) => void): Promise<BenchReport> {
  const dir = mkdtempSync(join(tmpdir(), 'front-desk-bench-'))
  const real = existsSync(realBookings)
  if (!real) log('bench: the real bookings are not here, measuring on the demonstration hotel')
  const stack = await startStack({ dir: join(dir, 'stack'), seed: real ? 'empty' : 'demo', jobs: false })
  try {
    if (real) await importBookings(stack, log)
    return await measureMirror(stack, dir, { peerRows: 40_000, peers: localPeers }, log)
  } finally {
    await stack.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}

export async function measureMirror(
  stack: Pick<Stack, 'url' | 'anonKey' | 'databaseUrl' | 'enrolCode'>,
  dir: string,
  { peerRows, peers }: MirrorSize,
  log: (line: string) => void,
): Promise<BenchReport> {
  mkdirSync(dir, { recursive: true })
  log('bench: floor, COPY and bare insert')
  const floor = await timed(() => copyFloor(stack.databaseUrl, join(dir, 'floor.db')))
  log('bench: first mirror')
  const dataDir = join(dir, 'terminal')
  const mirror = await firstMirror(stack, dataDir)
  const sample = sampleRows(join(dataDir, 'terminal.db'), peerRows)
  const stored = await measurePeers(peers, dir, sample, log, async (peer) => {
    const load = peer.prepareLoad(sample)
    const { ms } = await timed(load)
    const kept = await peer.count()
    if (kept !== countRows(sample)) throw new Error(`it has ${kept} of ${countRows(sample)} rows`)
    return ms
  })
  return report({ rows: floor.value.rows, floorMs: floor.ms, mirror, sampled: countRows(sample), stored })
}

interface MirrorTimes {
  readonly deskOpenMs: number
  readonly levelMs: number
}

interface Measured {
  readonly rows: number
  readonly floorMs: number
  readonly mirror: MirrorTimes
  readonly sampled: number
  readonly stored: readonly MeasuredPeer[]
}

/** A row of ours is read by Postgres, carried, checked and made findable; a peer's comes out of memory and is stored. */
const peerLimit = 10

function report({ rows, floorMs, mirror, sampled, stored }: Measured): BenchReport {
  const { deskOpenMs, levelMs } = mirror
  return {
    area: 'mirror',
    figures: {
      'rows mirrored': rows,
      'floor, s': rounded(floorMs / 1000),
      'desk open, s': rounded(deskOpenMs / 1000),
      'level with the server, s': rounded(levelMs / 1000),
      'rows a second': Math.round((rows / levelMs) * 1000),
      'rows given to each peer': sampled,
      ...peerFigures(stored, 'rows stored a second', (ms) => Math.round((sampled / ms) * 1000)),
    },
    ratios: {
      'first mirror over COPY and bare insert': { value: rounded(levelMs / floorMs), limit: 8 },
      ...peerRatios(stored, 'a row mirrored over one stored by', peerLimit, (ms) =>
        rounded(levelMs / rows / (ms / sampled)),
      ),
    },
  }
}

async function importBookings(stack: Stack, log: (line: string) => void): Promise<void> {
  log('bench: importing the real bookings')
  const script = fileURLToPath(new URL('../import.ts', import.meta.url))
  const file = fileURLToPath(realBookings)
  const args = [
    '--file',
    file,
    '--profile',
    'hotel-demand',
    '--as-of',
    '2016-08-13',
    '--database',
    stack.databaseUrl,
  ]
  await promisify(execFile)(process.execPath, [script, ...args], { maxBuffer: 64 * 1024 * 1024 })
}

async function firstMirror(
  stack: Pick<Stack, 'url' | 'anonKey' | 'enrolCode'>,
  dataDir: string,
): Promise<MirrorTimes> {
  const enrol = { code: await stack.enrolCode(), terminalName: 'Bench' }
  const start = performance.now()
  const terminal = await openTerminal({ dataDir, server: { url: stack.url, anonKey: stack.anonKey }, enrol })
  try {
    const deskOpenMs = await until(terminal, start, (status) => status.ready)
    const levelMs = await until(
      terminal,
      start,
      (status) => status.line.state === 'ok' && status.line.lastSyncedAt !== null,
    )
    return { deskOpenMs, levelMs }
  } finally {
    await terminal.close()
  }
}

type Status = Extract<Awaited<ReturnType<typeof askStatus>>, { ok: true }>['value']

async function until(
  terminal: Terminal,
  start: number,
  reached: (status: Status) => boolean,
): Promise<number> {
  for (;;) {
    const status = await askStatus(terminal)
    if (status.ok && reached(status.value)) return performance.now() - start
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

function askStatus(terminal: Terminal) {
  return terminal.call('terminal.status', {})
}
