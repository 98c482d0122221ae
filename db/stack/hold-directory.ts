import { chmodSync, existsSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

import type { Log } from '../hub/log.ts'
import type { Child } from './child.ts'
import { createLifetime } from './lifetime.ts'
import { lockDirectory } from './lock.ts'
import { endOrphans, rememberChildren } from './orphans.ts'
import { stopWithProcess } from './signals.ts'

/** A data directory that is ours while something runs on it. */
export interface HeldDirectory {
  readonly dir: string
  /** Notes a program that was just started, so that it is stopped whatever happens. */
  readonly own: (child: Child) => void
  /** Whether everything is being stopped. */
  readonly isEnding: () => boolean
  /** Notes how to close something else that was just opened. */
  readonly onEnd: (close: () => Promise<unknown>) => void
}

export interface Stoppable {
  /** Stops everything in order. Calling it again is the same stop. */
  stop(): Promise<void>
}

/**
 * Opens servers on a data directory that nobody else may use meanwhile. All of them are stopped, the last first, by
 * `stop`, when one of them cannot be opened, and when this process is told to end.
 */
export async function holdDirectory<T extends object>(
  path: string,
  log: Log,
  open: (held: HeldDirectory) => Promise<T>,
): Promise<T & Stoppable> {
  const dir = resolve(path)
  prepareDirectory(dir)
  const lock = lockDirectory(dir)
  const lifetime = createLifetime()
  const children: Child[] = []
  const stop = (): Promise<void> => lifetime.end()
  const forget = stopWithProcess({
    stop,
    isOpening: lifetime.isOpening,
    abandon() {
      for (const child of children) child.abandon()
    },
  })
  lifetime.onEnd(async () => {
    forget()
    lock.release()
  })
  const held: HeldDirectory = {
    dir,
    onEnd: lifetime.onEnd,
    isEnding: lifetime.isEnding,
    own(child) {
      children.push(child)
      rememberChildren(dir, children)
      lifetime.onEnd(() => child.stop())
    },
  }
  try {
    for (const name of endOrphans(dir)) log(`stack: ended what a killed stack had left name=${name}`)
    const opening = open(held)
    lifetime.whileOpening(opening)
    return { ...(await opening), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Others may pass through, because Postgres runs as another user below; what is secret has a mode of its own. */
function prepareDirectory(dir: string): void {
  const isNew = !existsSync(dir)
  mkdirSync(join(dir, 'logs'), { recursive: true })
  if (isNew) chmodSync(dir, 0o711)
}
