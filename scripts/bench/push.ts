import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 } from 'uuid'
import type { CallInput } from '../../shared/contract/index.ts'
import { startStack } from '../stack.ts'
import { openBareTable } from './bare-table.ts'
import { openBenchDesk, type BenchDesk, type BenchStack } from './desk.ts'
import type { LocalPeer } from './local-peers/local-peer.ts'
import {
  localPeers,
  measurePeers,
  peerFigures,
  peerRatios,
  type MeasuredPeer,
} from './local-peers/measure-peers.ts'
import { insertFloor } from './push/insert-floor.ts'
import { openOutbox, peerRowsOf, shapeOf, type DoneOp, type OutboxReader } from './push/outbox-reader.ts'
import { type BenchReport, quantile, rounded, timed } from './report.ts'

export interface PushSize {
  /** Stays sold without a line, each with a payment and two charges: four commands. */
  readonly stays: number
  readonly peers: readonly LocalPeer[]
}

/**
 * What a terminal did without a line goes up: how fast, beside plain inserts of the very rows through the same PostgREST
 * in as large batches, which nothing judges. And what a command costs the clerk, beside one bare transaction of as many
 * rows, and beside a stay's rows written by the peers: they have no rules, no audit and no hashes, and send nothing.
 */
export async function benchPush(log: (line: string) => void): Promise<BenchReport> {
  const dir = mkdtempSync(join(tmpdir(), 'front-desk-bench-'))
  const stack = await startStack({ dir: join(dir, 'stack'), seed: 'demo', jobs: false })
  try {
    return await measurePush(stack, dir, { stays: 250, peers: localPeers }, log)
  } finally {
    await stack.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}

export async function measurePush(
  stack: BenchStack,
  dir: string,
  { stays, peers }: PushSize,
  log: (line: string) => void,
): Promise<BenchReport> {
  mkdirSync(dir, { recursive: true })
  log('bench: the first mirror')
  const desk = await openBenchDesk(stack, dir, 'Pusher')
  const outbox = openOutbox(desk.file)
  try {
    const warmUp = Math.min(stays, 10)
    for (let number = 0; number < warmUp; number += 1) await desk.book()
    await desk.until((line) => line.state === 'ok' && line.pending === 0)
    const before = outbox.lastSeq()

    log(`bench: ${stays * 4} commands without a line`)
    await desk.ask('terminal.practiseOutage', { on: true })
    const local = await workOffline(desk, outbox, dir, stays)
    const ops = outbox.since(before)

    log('bench: the line is back')
    const drain = await timed(async () => {
      await desk.ask('terminal.practiseOutage', { on: false })
      await desk.until((line) => line.pending === 0)
    })
    const applied = outbox.applied(before)
    if (applied !== ops.length) throw new Error(`only ${applied} of ${ops.length} commands were applied`)

    log('bench: floor, plain inserts of their rows')
    const floorMs = await insertFloor(stack, ops)
    const written = await writeAsPeers(ops, dir, peers, log)
    return report({ ops, drainMs: drain.ms, floorMs, local, written })
  } finally {
    outbox.close()
    await desk.terminal.close()
  }
}

interface LocalTimes {
  readonly stays: readonly number[]
  readonly money: readonly number[]
  /** One transaction of as many rows as the stay before it. */
  readonly floor: readonly number[]
}

async function workOffline(
  desk: BenchDesk,
  outbox: OutboxReader,
  dir: string,
  count: number,
): Promise<LocalTimes> {
  const bare = openBareTable(join(dir, 'bare.db'))
  const times = { stays: [] as number[], money: [] as number[], floor: [] as number[] }
  try {
    for (let number = 0; number < count; number += 1) {
      const { value: bookingId, ms } = await timed(() => desk.book())
      times.stays.push(ms)
      // in turn, so that what else the machine does falls on both
      const rows = outbox.last().rows
      times.floor.push((await timed(() => bare.commit(rows))).ms)
      for (const work of moneyOf(desk, bookingId)) times.money.push((await timed(work)).ms)
    }
  } finally {
    bare.close()
  }
  return times
}

function moneyOf(desk: BenchDesk, bookingId: string): readonly (() => Promise<unknown>)[] {
  const charge = (): CallInput<'folio.postCharge'> => ({
    requestId: v7(),
    bookingId,
    description: 'Minibar',
    quantity: 1,
    unitPriceMinor: 450,
  })
  return [
    () =>
      desk.ask('folio.takePayment', {
        requestId: v7(),
        bookingId,
        payment: { method: 'cash', amountMinor: 5000, reference: '' },
      }),
    () => desk.ask('folio.postCharge', charge()),
    () => desk.ask('folio.postCharge', charge()),
  ]
}

/** A stay's new rows, once a command, until it is known what one takes. */
async function writeAsPeers(
  ops: readonly DoneOp[],
  dir: string,
  peers: readonly LocalPeer[],
  log: (line: string) => void,
): Promise<readonly MeasuredPeer[]> {
  const stays = ops
    .filter(({ name }) => name === 'booking.create')
    .slice(0, 100)
    .map(peerRowsOf)
  return await measurePeers(peers, dir, shapeOf(stays), log, async (peer) => {
    const times: number[] = []
    for (const rows of stays) times.push((await timed(() => peer.write(rows))).ms)
    return quantile(times, 0.5)
  })
}

interface Measured {
  readonly ops: readonly DoneOp[]
  readonly drainMs: number
  readonly floorMs: number
  readonly local: LocalTimes
  readonly written: readonly MeasuredPeer[]
}

/**
 * About three times what was measured. The first is what the server's judging costs: plain rows have no constraints, no
 * merge, no sums and no signatures. The others weigh a clerk's whole click, from its checks to the booking that is read
 * again, against nothing but the writing; on a disk that is very fast little is left of that.
 */
const limits = { drain: 20, bare: 30, peer: 30 } as const

function report({ ops, drainMs, floorMs, local, written }: Measured): BenchReport {
  const rows = ops.reduce((sum, op) => sum + op.rows.length, 0)
  const [stayMs, bareMs] = [quantile(local.stays, 0.5), quantile(local.floor, 0.5)]
  return {
    area: 'push',
    figures: {
      'commands drained': ops.length,
      'rows they wrote': rows,
      'drain, s': rounded(drainMs / 1000),
      'commands a second': Math.round((ops.length / drainMs) * 1000),
      'floor, plain inserts, s': rounded(floorMs / 1000),
      'a stay sold, ms': rounded(stayMs, 3),
      'a stay sold, ms, p95': rounded(quantile(local.stays, 0.95), 3),
      'a charge or payment, ms': rounded(quantile(local.money, 0.5), 3),
      'a charge or payment, ms, p95': rounded(quantile(local.money, 0.95), 3),
      'floor, a bare transaction, ms': rounded(bareMs, 3),
      ...peerFigures(written, 'a stay’s rows, ms', (ms) => rounded(ms, 3)),
    },
    ratios: {
      'drain over plain inserts of its rows': { value: rounded(drainMs / floorMs), limit: limits.drain },
      'a stay sold over a bare transaction': { value: rounded(stayMs / bareMs), limit: limits.bare },
      ...peerRatios(written, 'a stay sold over its rows written by', limits.peer, (ms) =>
        rounded(stayMs / ms),
      ),
    },
  }
}
