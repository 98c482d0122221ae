import { join } from 'node:path'

import { z } from 'zod'

import type { Child } from './child.ts'
import { readJsonFile, writeJsonFile } from './json-file.ts'
import { identifyProcess, isSameProcessRunning } from './process-identity.ts'
import type { ProcessIdentity } from './process-identity.ts'

const childrenSchema = z.array(
  z.object({ name: z.string(), pid: z.number().int(), born: z.string().nullable() }),
)

/** Notes which programs run beside us, so that the next start finds them if we are killed before we can stop them. */
export function rememberChildren(dir: string, children: readonly Child[]): void {
  const known = children.flatMap(({ name, pid }) => {
    const identity = identifyProcess(pid)
    return identity === null ? [] : [{ name, ...identity }]
  })
  writeJsonFile(fileOf(dir), known)
}

/** A program that the last stack on this directory started, dead or alive. */
export function findRemembered(dir: string, name: string): ProcessIdentity | null {
  return readRemembered(dir).find((child) => child.name === name) ?? null
}

/** Ends what a killed stack left running, Postgres apart, which has its own way. Returns their names. */
export function endOrphans(dir: string): readonly string[] {
  const left = readRemembered(dir).filter((child) => child.name !== 'Postgres' && isSameProcessRunning(child))
  for (const child of left) process.kill(child.pid, 'SIGKILL')
  return left.map((child) => child.name)
}

/** A file that a power cut spoilt names nobody: those it named are gone too. */
function readRemembered(dir: string): z.infer<typeof childrenSchema> {
  try {
    return readJsonFile(fileOf(dir), childrenSchema) ?? []
  } catch {
    return []
  }
}

function fileOf(dir: string): string {
  return join(dir, 'children.json')
}
