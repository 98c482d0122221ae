import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { glob, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build, type UserConfig } from 'vite'
import { mainBuild, preloadBuild, windowBuild } from '../vite.config.ts'
import { withBuildLock } from './build/lock.ts'
import { root } from './root.ts'

type Log = (text: string) => void

const dist = join(root, 'dist')

/** What the builds are made of; a change in any of it makes them anew. */
const sources = ['{renderer,shared,electron}/**/*.*', 'package-lock.json', 'tsconfig.json', 'vite.config.ts']

/** Builds the window into `dist/renderer`, unless what is there is of these sources; returns where it is. */
export async function buildWindow(log: Log): Promise<string> {
  await buildOnce('window', [windowBuild], log)
  return join(dist, 'renderer')
}

/** Builds the desktop program's own parts into `dist`: main, preload and the sync worker. */
export async function buildDesktop(log: Log): Promise<string> {
  await buildOnce('desktop', [mainBuild, preloadBuild], log)
  return dist
}

async function buildOnce(name: string, builds: readonly UserConfig[], log: Log): Promise<void> {
  await mkdir(dist, { recursive: true })
  await withBuildLock(join(dist, `.${name}-lock`), async () => {
    const stamp = join(dist, `.${name}-sources`)
    const hash = await hashSources()
    if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === hash) return
    log(`building the ${name}`)
    await rm(stamp, { force: true })
    if (name === 'desktop') await rm(join(dist, 'chunks'), { recursive: true, force: true })
    for (const config of builds) await build({ ...config, configFile: false, logLevel: 'warn' })
    await writeFile(stamp, hash)
  })
}

async function hashSources(): Promise<string> {
  const files: string[] = []
  const found = glob(sources, { cwd: root, exclude: ['**/*.test.ts', '**/*.test.tsx', '**/testing/**'] })
  for await (const file of found) files.push(file)
  const hash = createHash('sha256')
  for (const file of files.toSorted()) hash.update(`${file}\0`).update(await readFile(join(root, file)))
  return hash.digest('hex')
}

if (import.meta.main) {
  const log: Log = (text) => process.stderr.write(`build: ${text}\n`)
  await buildWindow(log)
  await buildDesktop(log)
}
