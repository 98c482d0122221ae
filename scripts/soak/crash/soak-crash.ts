import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import { openStore } from '../../../electron/store/open.ts'
import { readSyncState } from '../../../electron/store/sync-state.ts'
import { seededRandom } from '../../load/random.ts'
import { root } from '../../root.ts'
import { checkOwnWork } from '../check-desk.ts'
import { checkWorld } from '../check-world.ts'
import { newAcks, type Breach } from '../facts.ts'
import { startSoakServer, type SoakServer } from '../server.ts'
import type { SoakOptions } from '../soak-options.ts'

export interface CrashReport {
  readonly schedules: number
  /** How often it was killed at a moment, and how often between two statements. */
  readonly killedAtAMoment: number
  readonly killedBetweenWrites: number
  readonly commands: number
  readonly lost: number
  readonly doubled: number
  readonly breaches: readonly string[]
  readonly failed: readonly number[]
  readonly seconds: number
}

interface Death {
  /** The clicks that it said are done. */
  readonly done: readonly string[]
  /** It got as far as to work. */
  readonly worked: boolean
}

/** Kills the whole terminal so many times, and looks each time whether what it had said is done is still there. */
export async function soakCrash({ seed, schedules, log }: SoakOptions): Promise<CrashReport> {
  const started = performance.now()
  const server = await startSoakServer()
  const breaches: Breach[] = []
  const told = new Set<string>()
  let [moments, statements] = [0, 0]
  try {
    const dataDir = join(server.dir, 'victim')
    await live(server, dataDir, { seed: `${seed} birth`, commands: 10, told })
    for (let index = 0; index < schedules; index += 1) {
      const random = seededRandom(`crash ${seed + index}`)
      const isMoment = index % 2 === 0
      const death = await live(server, dataDir, {
        seed: `${seed + index}`,
        commands: 0,
        told,
        ...(isMoment ? { killAfterMs: random.between(0, 600) } : { killAtStatement: random.between(1, 900) }),
      })
      if (isMoment) moments += 1
      else statements += 1
      breaches.push(...lookInto(dataDir, told))
      if ((index + 1) % 10 === 0) log(`soak: killed ${index + 1} times, ${told.size} commands`)
      if (!death.worked && isMoment) log('soak: it died before it worked')
    }
    await live(server, dataDir, { seed: `${seed} end`, commands: 5, told })
    breaches.push(...(await lookAtServer(server, dataDir, told)))
  } finally {
    await server.stop()
  }
  const count = (law: Breach['law']): number => breaches.filter((breach) => breach.law === law).length
  return {
    schedules,
    killedAtAMoment: moments,
    killedBetweenWrites: statements,
    commands: told.size,
    lost: count('lost'),
    doubled: count('doubled'),
    breaches: breaches.map(({ law, text }) => `${law}: ${text}`),
    failed: breaches.length > 0 ? [seed] : [],
    seconds: Math.round((performance.now() - started) / 100) / 10,
  }
}

interface Life {
  readonly seed: string
  readonly commands: number
  readonly told: Set<string>
  readonly killAfterMs?: number
  readonly killAtStatement?: number
}

const program = join(root, 'scripts', 'soak', 'crash', 'victim.ts')
const killer = pathToFileURL(join(root, 'scripts', 'soak', 'crash', 'kill-at-statement.ts')).href

/** One life of the victim, to its end. */
async function live(server: SoakServer, dataDir: string, life: Life): Promise<Death> {
  const orders = {
    dataDir,
    server: { url: server.url, anonKey: server.anonKey },
    enrolCode: await server.enrolCode(),
    seed: life.seed,
    commands: life.commands,
  }
  const child = spawn(process.execPath, ['--import', killer, program, JSON.stringify(orders)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, SOAK_KILL_AT: String(life.killAtStatement ?? 0) },
  })
  const done: string[] = []
  let worked = false
  let rested = false
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line === 'ready') {
      worked = true
      if (life.killAfterMs !== undefined) setTimeout(() => child.kill('SIGKILL'), life.killAfterMs)
      // one that is to die between two statements may outlive them all
      if (life.killAtStatement !== undefined) setTimeout(() => child.kill('SIGKILL'), 4000)
    }
    if (line === 'rest') rested = true
    if (!line.startsWith('done ')) return
    const requestId = line.slice('done '.length)
    done.push(requestId)
    life.told.add(requestId)
  })
  await ended(child)
  if (life.commands > 0 && !rested) throw new Error('the victim did not come to rest by itself')
  return { done, worked }
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => child.once('close', () => resolve()))
}

/** Law 1, in the file as it was left, opened as the next start opens it. */
function lookInto(dataDir: string, told: ReadonlySet<string>): readonly Breach[] {
  const db = openStore({ file: join(dataDir, 'terminal.db') })
  try {
    const kept = new Set(db.prepare<[], string>('select request_id from outbox').pluck().all())
    const damage = db.prepare<[], string>('pragma integrity_check').pluck().all().join()
    return [
      ...[...told]
        .filter((requestId) => !kept.has(requestId))
        .map((requestId): Breach => ({ law: 'lost', text: `the click ${requestId} was done, and is gone` })),
      ...(damage === 'ok' ? [] : [{ law: 'file', text: `the file is damaged: ${damage}` } as const]),
      ...checkOwnWork(db, 0),
    ]
  } finally {
    db.close()
  }
}

async function lookAtServer(
  server: SoakServer,
  dataDir: string,
  told: ReadonlySet<string>,
): Promise<readonly Breach[]> {
  const file = join(dataDir, 'terminal.db')
  const db = openStore({ file })
  try {
    const terminalId = readSyncState(db, 'terminal_id') ?? ''
    const acks = newAcks(db, new Set(), 0, terminalId)
    const atServer = await server.rows<{ count: number }>('select count(*)::int as count from sync.ops')
    return [
      ...(acks.length >= told.size
        ? []
        : [{ law: 'lost', text: 'the outbox has fewer than were done' } as const]),
      ...(atServer[0]?.count === acks.length
        ? []
        : [
            {
              law: 'order',
              text: `the server has ${atServer[0]?.count}, the outbox ${acks.length}`,
            } as const,
          ]),
      ...(await checkWorld(server, [{ number: 0, file, db, terminalId: () => terminalId }], acks)),
    ]
  } finally {
    db.close()
  }
}
