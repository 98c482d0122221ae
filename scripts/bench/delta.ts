import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { startStack } from '../stack.ts'
import { openBareTable } from './bare-table.ts'
import { openBenchDesk, type BenchDesk, type BenchStack } from './desk.ts'
import { openIdlePull } from './delta/idle-pull.ts'
import { type BenchReport, quantile, rounded, timed } from './report.ts'
import { signInToRest } from './rest.ts'

export interface DeltaSize {
  readonly deltas: number
  readonly idlePulls: number
}

/**
 * From a clerk's click at one terminal until the stay is on the disk of another: command, push, poke, pull, commit. And
 * a pull that finds nothing. Beside one plain question to PostgREST, and one row committed, in the same run.
 *
 * No peer is beside it: PowerSync's way from client to client leads through its service, which does not run here.
 */
export async function benchDelta(log: (line: string) => void): Promise<BenchReport> {
  const dir = mkdtempSync(join(tmpdir(), 'front-desk-bench-'))
  const stack = await startStack({ dir: join(dir, 'stack'), seed: 'demo', jobs: false })
  try {
    return await measureDelta(stack, dir, { deltas: 60, idlePulls: 200 }, log)
  } finally {
    await stack.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}

export async function measureDelta(
  stack: BenchStack,
  dir: string,
  { deltas, idlePulls }: DeltaSize,
  log: (line: string) => void,
): Promise<BenchReport> {
  mkdirSync(dir, { recursive: true })
  await using opened = new AsyncDisposableStack()
  const open = async (name: string): Promise<BenchDesk> => {
    const desk = await openBenchDesk(stack, dir, name)
    opened.defer(() => desk.terminal.close())
    return desk
  }
  log('bench: two terminals')
  const [one, other] = [await open('One'), await open('Other')]
  const rest = await signInToRest(stack)
  const bare = openBareTable(join(dir, 'bare.db'))
  opened.defer(() => bare.close())
  const pull = await openIdlePull(stack)
  opened.defer(() => pull.close())
  const seen = watchBookings(other)
  opened.defer(() => seen.close())

  log(`bench: ${deltas} stays from one to the other`)
  const times = { click: [] as number[], delta: [] as number[], floor: [] as number[] }
  for (let number = -warmUps; number < deltas; number += 1) {
    const start = performance.now()
    const bookingId = await one.book()
    const click = performance.now() - start
    await seen.until(bookingId)
    const delta = performance.now() - start
    const floor = await timed(async () => {
      await rest.readOne()
      bare.commit(['{}'])
    })
    if (number < 0) continue
    times.click.push(click)
    times.delta.push(delta)
    times.floor.push(floor.ms)
  }

  log(`bench: ${idlePulls} pulls of nothing`)
  const idle = { pull: [] as number[], floor: [] as number[] }
  for (let number = -warmUps; number < idlePulls; number += 1) {
    const [ours, floor] = [await timed(pull.ask), await timed(rest.readOne)]
    if (number < 0) continue
    idle.pull.push(ours.ms)
    idle.floor.push(floor.ms)
  }
  return report(times, idle)
}

const warmUps = 2

/** Longer than any pull that is due without a poke. */
const patienceMs = 60_000

/** Looks at the other terminal's file when it says that something came in, through a connection of its own. */
function watchBookings(desk: BenchDesk): {
  readonly until: (bookingId: string) => Promise<void>
  readonly close: () => void
} {
  const db = new Database(desk.file, { readonly: true })
  const find = db.prepare('select 1 from bookings where id = ?')
  let look = (): void => {}
  const stop = desk.terminal.on('changed', () => look())
  return {
    until: async (bookingId) => {
      const { promise, resolve, reject } = Promise.withResolvers<undefined>()
      look = () => {
        if (find.get(bookingId) !== undefined) resolve(undefined)
      }
      const late = setTimeout(() => reject(new Error('a stay did not come over')), patienceMs)
      look()
      try {
        await promise
      } finally {
        clearTimeout(late)
      }
    },
    close: () => {
      stop()
      db.close()
    },
  }
}

interface DeltaTimes {
  readonly click: readonly number[]
  readonly delta: readonly number[]
  readonly floor: readonly number[]
}

interface IdleTimes {
  readonly pull: readonly number[]
  readonly floor: readonly number[]
}

function report({ click, delta, floor }: DeltaTimes, idle: IdleTimes): BenchReport {
  const [deltaMs, floorMs] = [quantile(delta, 0.5), quantile(floor, 0.5)]
  const [pullMs, askMs] = [quantile(idle.pull, 0.5), quantile(idle.floor, 0.5)]
  return {
    area: 'delta',
    figures: {
      stays: delta.length,
      'from click to the other’s disk, ms': rounded(deltaMs),
      'from click to the other’s disk, ms, p95': rounded(quantile(delta, 0.95)),
      'of it until the click was answered, ms': rounded(quantile(click, 0.5)),
      'floor, a question and a commit, ms': rounded(floorMs),
      'pull of nothing, ms': rounded(pullMs),
      'pull of nothing, ms, p95': rounded(quantile(idle.pull, 0.95)),
      'floor, a question, ms': rounded(askMs),
      'PowerSync, PouchDB, RxDB': 'not measured: their way from client to client needs a server of theirs',
    },
    ratios: {
      'from click to the other’s disk over a question and a commit': {
        value: rounded(deltaMs / floorMs),
        limit: 12,
      },
      'pull of nothing over a question': { value: rounded(pullMs / askMs), limit: 5 },
    },
  }
}
