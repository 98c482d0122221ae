import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { Redis } from 'ioredis'

import { startChild } from './child.ts'
import type { Child } from './child.ts'
import { findFreePort } from './ports.ts'

export interface RedisOptions {
  readonly dir: string
  readonly password: string
  /** An address given from outside. */
  readonly url: string | undefined
  /** Whether a missing one may be installed: root on Debian only, and only when asked. */
  readonly mayInstall: boolean
}

/**
 * The address of the Redis to share broadcasts and counters by: the one named, or one of our own where the machine has the program, or null.
 * Nothing is kept in it that matters: it is a cache and a messenger, and it writes nothing to the disk.
 */
export async function startRedis(options: RedisOptions, own: (child: Child) => void): Promise<string | null> {
  if (options.url !== undefined && options.url !== '') {
    if (!(await answers(options.url))) throw new Error('the Redis that REDIS_URL names does not answer')
    return options.url
  }
  const program = findProgram() ?? (options.mayInstall && install() ? findProgram() : null)
  return program === null ? null : await startOwn(program, options, own)
}

async function startOwn(
  program: string,
  options: RedisOptions,
  own: (child: Child) => void,
): Promise<string> {
  const port = await findFreePort()
  const dir = join(options.dir, 'redis')
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const config = join(dir, 'redis.conf')
  writeFileSync(config, configOf(dir, port, options.password), { mode: 0o600 })
  const child = await startChild({
    name: 'Redis',
    program,
    args: [config],
    logFile: join(options.dir, 'logs', 'redis.log'),
    stopSignal: 'SIGTERM',
    stopWithinMs: 5_000,
  })
  own(child)
  const url = `redis://:${options.password}@127.0.0.1:${port}`
  while (!(await answers(url))) {
    if (child.hasEnded()) throw new Error(`Redis stopped at once:\n${child.lastWords()}`)
    await sleep(20)
  }
  return url
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

function install(): boolean {
  if (process.getuid?.() !== 0) return false
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
