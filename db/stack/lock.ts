import { randomUUID } from 'node:crypto'
import { existsSync, linkSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'

import { z } from 'zod'

import { readJsonFile, writeJsonFile } from './json-file.ts'
import { identifyProcess, isSameProcessRunning } from './process-identity.ts'

const holderSchema = z.object({
  token: z.string(),
  pid: z.number().int(),
  born: z.string().nullable(),
  since: z.string(),
})

type Holder = z.infer<typeof holderSchema>

export interface DirectoryLock {
  release(): void
}

/**
 * Takes a data directory for this process alone, or throws, saying who has it. What a dead process left is taken over.
 *
 * The lock appears with its content, by link(2) of a finished file, so that nobody ever reads half of one. Whoever
 * takes over first moves the stale file out of the way and looks again at what was moved: if somebody else was quicker
 * it is theirs, and goes back.
 */
export function lockDirectory(dir: string): DirectoryLock {
  const path = join(dir, 'stack.lock')
  const mine: Holder = {
    token: randomUUID(),
    pid: process.pid,
    born: identifyProcess(process.pid)?.born ?? null,
    since: new Date().toISOString(),
  }
  const draft = `${path}.${mine.token}`
  writeJsonFile(draft, mine)
  try {
    while (!tryLink(draft, path)) {
      const holder = readHolder(path)
      if (holder !== null && isSameProcessRunning(holder)) throw inUse(dir, holder)
      takeAway(path, holder)
    }
  } finally {
    rmSync(draft, { force: true })
  }
  return {
    release() {
      if (readHolder(path)?.token === mine.token) rmSync(path, { force: true })
    },
  }
}

/** Whether a directory is held, was left by a process that is dead, or is nobody's. */
export function lockState(dir: string): 'held' | 'stale' | 'free' {
  const path = join(dir, 'stack.lock')
  if (!existsSync(path)) return 'free'
  const holder = readHolder(path)
  return holder !== null && isSameProcessRunning(holder) ? 'held' : 'stale'
}

function inUse(dir: string, holder: Holder): Error {
  const who = holder.pid === process.pid ? `this process (${holder.pid})` : `process ${holder.pid}`
  return new Error(
    `${dir} is in use: ${who} has run a stack on it since ${holder.since}. Stop that one, or choose another directory.`,
  )
}

function takeAway(path: string, stale: Holder | null): void {
  const aside = `${path}.stale.${randomUUID()}`
  try {
    renameSync(path, aside)
  } catch {
    return
  }
  if (readHolder(aside)?.token !== stale?.token) tryLink(aside, path)
  rmSync(aside, { force: true })
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

/** A lock that cannot be read was left by a machine that lost power: nobody holds it. */
function readHolder(path: string): Holder | null {
  try {
    return readJsonFile(path, holderSchema)
  } catch {
    return null
  }
}
