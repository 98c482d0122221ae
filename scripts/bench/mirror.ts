import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { openTerminal } from '../../electron/terminal.ts'
import type { Terminal } from '../../shared/contract/terminal.ts'
import { type Stack, startStack } from '../stack.ts'
import { copyFloor } from './floor.ts'
import { type BenchReport, rounded, timed } from './report.ts'

const realBookings = new URL('../../../shared/data/resort.csv.gz', import.meta.url)

/**
 * The first mirror of a whole hotel: from opening a terminal that has nothing until it is level with the server,
 * beside the floor of the same run. The hotel is the real list of 40,060 bookings where that file is, else the demo's.
 */
export async function benchMirror(log: (line: string) => void): Promise<BenchReport> {
  const dir = mkdtempSync(join(tmpdir(), 'front-desk-bench-'))
  const real = existsSync(realBookings)
  if (!real) log('bench: the real bookings are not here, measuring on the demonstration hotel')
  const stack = await startStack({ dir: join(dir, 'stack'), seed: real ? 'empty' : 'demo' })
  try {
    if (real) await importBookings(stack, log)
    log('bench: floor, COPY and bare insert')
    const floor = await timed(() => copyFloor(stack.databaseUrl, join(dir, 'floor.db')))
    log('bench: first mirror')
    const mirror = await firstMirror(stack, join(dir, 'terminal'))
    return report(floor.value.rows, floor.ms, mirror)
  } finally {
    await stack.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}

interface MirrorTimes {
  readonly deskOpenMs: number
  readonly levelMs: number
}

function report(rows: number, floorMs: number, { deskOpenMs, levelMs }: MirrorTimes): BenchReport {
  return {
    area: 'mirror',
    figures: {
      'rows mirrored': rows,
      'floor, s': rounded(floorMs / 1000),
      'desk open, s': rounded(deskOpenMs / 1000),
      'level with the server, s': rounded(levelMs / 1000),
      'rows a second': Math.round((rows / levelMs) * 1000),
    },
    ratios: { 'first mirror over COPY and bare insert': { value: rounded(levelMs / floorMs), limit: 6 } },
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

async function firstMirror(stack: Stack, dataDir: string): Promise<MirrorTimes> {
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
