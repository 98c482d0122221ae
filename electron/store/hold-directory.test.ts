import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DirectoryInUseError, holdDirectory } from './hold-directory.ts'

let dataDir: string
let other: ChildProcess | null = null

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'front-desk-hold-'))
})
afterEach(() => {
  other?.kill('SIGKILL')
  rmSync(dataDir, { recursive: true, force: true })
})

/** Another process that takes the directory and keeps it. */
async function otherProcess(): Promise<ChildProcess> {
  const script = `
    import { holdDirectory } from ${JSON.stringify(new URL('hold-directory.ts', import.meta.url).href)}
    holdDirectory(${JSON.stringify(dataDir)})
    process.stdout.write('held')
    setInterval(() => {}, 60_000)`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  other = child
  await once(child.stdout, 'data')
  return child
}

test('another process is told who has the directory, and gets it the moment that one is killed', async () => {
  const child = await otherProcess()
  expect(() => holdDirectory(dataDir)).toThrow(DirectoryInUseError)
  expect(() => holdDirectory(dataDir)).toThrow(`process ${child.pid}`)
  const exited = once(child, 'exit')
  child.kill('SIGKILL')
  await exited
  holdDirectory(dataDir).release()
})

test('what was let go of may be taken again', () => {
  holdDirectory(dataDir).release()
  const held = holdDirectory(dataDir)
  expect(() => holdDirectory(dataDir)).toThrow(`process ${process.pid}`)
  held.release()
})
