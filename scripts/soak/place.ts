import { copyFileSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { DeviceSession } from '../../electron/remote/remote.ts'
import { startFaultProxy, type FaultProxy } from '../testing/fault-proxy.ts'

/** Where a terminal stands: its line, and its file as it was when the hotel was set up. */
export interface Place {
  readonly number: number
  readonly proxy: FaultProxy
  /** By sign-in, the latest of each: a file that goes back to what it was would begin with a session that is used up. */
  readonly sessions: Map<string, DeviceSession>
  readonly baseFile: string
  /** A file for one schedule, made of the first one. */
  readonly freshFile: () => string
  /** The file as a power cut leaves it: with whatever lies in its log. */
  readonly crashedCopy: (file: string) => string
  readonly close: () => Promise<void>
}

export async function openPlace(
  number: number,
  server: { readonly url: string; readonly dir: string },
): Promise<Place> {
  const proxy = await startFaultProxy(server.url)
  const baseFile = join(server.dir, `base-${number}.db`)
  let files = 0

  const nextFile = (): string => {
    remove(join(server.dir, `desk-${number}-${files - 2}.db`))
    files += 1
    return join(server.dir, `desk-${number}-${files}.db`)
  }

  return {
    number,
    proxy,
    sessions: new Map(),
    baseFile,
    freshFile: () => {
      const file = nextFile()
      copyFileSync(baseFile, file)
      return file
    },
    crashedCopy: (file) => {
      const copy = nextFile()
      copyFileSync(file, copy)
      if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, `${copy}-wal`)
      return copy
    },
    close: () => proxy.close(),
  }
}

function remove(file: string): void {
  for (const ending of ['', '-wal', '-shm']) rmSync(`${file}${ending}`, { force: true })
}
