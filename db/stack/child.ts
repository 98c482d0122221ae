import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { closeSync, fstatSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'

import type { RunAs } from './run-as.ts'

/** A server program that runs beside us until it is told to stop. */
export interface Child {
  readonly name: string
  readonly pid: number
  /** Settles when it has ended, whatever the reason. */
  readonly ended: Promise<void>
  readonly hasEnded: () => boolean
  /** Whether its end was asked for. */
  readonly wasTold: () => boolean
  /** Asks it to stop and waits; one that does not within the time is killed. */
  stop(): Promise<void>
  /** Asks it to stop and does not wait: the last thing a process can do when it exits. */
  abandon(): void
  /** What it has written, for an error message. */
  lastWords(): string
}

export interface ChildOptions {
  readonly name: string
  readonly program: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly runAs?: RunAs
  readonly logFile: string
  /** Postgres finishes quickly, and keeps all that was committed, on SIGINT. */
  readonly stopSignal: NodeJS.Signals
  readonly stopWithinMs: number
}

/**
 * Starts a server program. It gets a process group of its own, so that Ctrl+C in a terminal reaches only us and we stop
 * everything in order; and it writes to a file, so that it does not depend on us reading, or living.
 */
export async function startChild(options: ChildOptions): Promise<Child> {
  const log = openLog(options.logFile)
  const logStart = fstatSync(log).size
  const { runAs } = options
  const [program, args] = runAs?.command(options.program, options.args) ?? [options.program, options.args]
  const child = spawn(program, [...args], {
    env: { ...inheritedEnvironment(), ...options.env },
    stdio: ['ignore', log, log],
    detached: true,
    windowsHide: true,
    ...(runAs?.uid === undefined ? {} : { uid: runAs.uid }),
    ...(runAs?.gid === undefined ? {} : { gid: runAs.gid }),
  })
  closeSync(log)
  return childOf(await spawned(child, options), child, options, logStart)
}

function childOf(pid: number, child: ChildProcess, options: ChildOptions, logStart: number): Child {
  let told = false
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null
  const ended = hasEnded()
    ? Promise.resolve()
    : new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return {
    name: options.name,
    pid,
    ended,
    hasEnded,
    wasTold: () => told,
    async stop() {
      told = true
      if (hasEnded()) return
      child.kill(options.stopSignal)
      const timer = setTimeout(() => child.kill('SIGKILL'), options.stopWithinMs)
      await ended
      clearTimeout(timer)
    },
    abandon() {
      told = true
      if (!hasEnded()) child.kill(options.stopSignal)
    },
    lastWords: () => readFileSync(options.logFile).subarray(logStart).toString('utf8').trimEnd(),
  }
}

function spawned(child: ChildProcess, options: ChildOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', (cause) =>
      reject(new Error(`${options.name} could not be started: ${options.program}`, { cause })),
    )
    child.once('spawn', () => {
      if (child.pid !== undefined) resolve(child.pid)
    })
  })
}

/** What a program needs of our environment, and no setting of ours, of PostgREST or of Postgres that happens to be in it. */
function inheritedEnvironment(): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const name of ['PATH', 'HOME', 'LANG', 'LC_ALL', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot']) {
    const value = process.env[name]
    if (value !== undefined) kept[name] = value
  }
  return kept
}

/** Opens the log for appending; one that has grown large is first set aside, over the one set aside before. */
function openLog(path: string): number {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  if (size > 8 * 1024 * 1024) renameSync(path, `${path}.1`)
  return openSync(path, 'a', 0o600)
}
