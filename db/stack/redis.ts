import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { Redis } from 'ioredis'

import { startChild } from './child.ts'
import type { Child } from './child.ts'
import type { Log } from '../hub/log.ts'
import type { HeldDirectory } from './hold-directory.ts'
import { keepAlive } from './keep-alive.ts'
import { findFreePort } from './ports.ts'

export interface RedisOptions {
  readonly password: string
  /** An address given from outside. */
  readonly url: string | undefined
  /** Whether a missing one may be installed: by root on Debian, and only when asked. */
  readonly mayInstall: boolean
  readonly log: Log
}

/**
 * The address of the Redis to share broadcasts and counters by: the one named, or one of our own where the machine has
 * the program, or null. Nothing is kept in it that matters: it is a cache and a messenger, and writes nothing to the disk.
 */
export async function startRedis(held: HeldDirectory, options: RedisOptions): Promise<string | null> {
  if (options.url !== undefined && options.url !== '') {
    if (!(await answers(options.url))) throw new Error('the Redis that REDIS_URL names does not answer')
    return options.url
  }
  const program = findProgram() ?? (options.mayInstall && install(options.log) ? findProgram() : null)
  if (program === null) return null
  const port = await findFreePort()
  const start = async (): Promise<Child> => await startOnce(held, program, port, options.password)
  keepAlive(held, await start(), start, options.log)
  return urlOf(port, options.password)
}

async function startOnce(
  held: HeldDirectory,
  program: string,
  port: number,
  password: string,
): Promise<Child> {
  const dir = join(held.dir, 'redis')
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const config = join(dir, 'redis.conf')
  writeFileSync(config, configOf(dir, port, password), { mode: 0o600 })
  const child = await startChild({
    name: 'Redis',
    program,
    args: [config],
    logFile: join(held.dir, 'logs', 'redis.log'),
    stopSignal: 'SIGTERM',
    stopWithinMs: 5_000,
  })
  held.own(child)
  while (!(await answers(urlOf(port, password)))) {
    if (child.hasEnded()) throw new Error(`Redis stopped at once:\n${child.lastWords()}`)
    await sleep(20)
  }
  return child
}

function urlOf(port: number, password: string): string {
  return `redis://:${password}@127.0.0.1:${port}`
}

/** By a file, because a command line can be read by everybody on the machine. */
function configOf(dir: string, port: number, password: string): string {
  return [
    'bind 127.0.0.1',
    `port ${port}`,
    `dir ${JSON.stringify(dir)}`,
    `requirepass ${password}`,
    'save ""',
    'appendonly no',
    'daemonize no',
    'maxmemory 64mb',
    'maxmemory-policy volatile-lru',
    '',
  ].join('\n')
}

function findProgram(): string | null {
  return (
    ['redis-server', 'valkey-server'].find(
      (name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0,
    ) ?? null
  )
}

function install(log: Log): boolean {
  if (process.getuid?.() !== 0) return false
  log('stack: installing Redis')
  const apt = (...args: string[]): boolean =>
    spawnSync('apt-get', args, {
      stdio: 'ignore',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
    }).status === 0
  return apt('update', '-q') && apt('install', '-q', '-y', '--no-install-recommends', 'redis-server')
}

async function answers(url: string): Promise<boolean> {
  const redis = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 0, retryStrategy: () => null })
  redis.on('error', () => {})
  try {
    await redis.connect()
    return (await redis.ping()) === 'PONG'
  } catch {
    return false
  } finally {
    redis.disconnect()
  }
}
