import { setTimeout as sleep } from 'node:timers/promises'

import { messageOf } from '../hub/log.ts'
import type { Log } from '../hub/log.ts'
import type { Child } from './child.ts'
import type { HeldDirectory } from './hold-directory.ts'

const firstWaitMs = 250
const longestWaitMs = 10_000

/** Starts a server again whenever it ends without having been told to, until the directory is let go. */
export function keepAlive(held: HeldDirectory, first: Child, start: () => Promise<Child>, log: Log): void {
  void watch(first)

  async function watch(child: Child): Promise<void> {
    await child.ended
    if (child.wasTold() || held.isEnding()) return
    log(`stack: a server ended by itself, starting it again name=${child.name}`)
    await revive(child.name, firstWaitMs)
  }

  async function revive(name: string, waitMs: number): Promise<void> {
    await sleep(waitMs, undefined, { ref: false })
    if (held.isEnding()) return
    try {
      const child = await start()
      log(`stack: a server is back name=${name}`)
      void watch(child)
    } catch (error) {
      if (held.isEnding()) return
      log(`stack: a server could not be started again name=${name} reason="${messageOf(error)}"`)
      await revive(name, Math.min(waitMs * 2, longestWaitMs))
    }
  }
}
