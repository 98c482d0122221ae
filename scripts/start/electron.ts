import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '../root.ts'
import type { Life } from './life.ts'

const electronPackage = join(root, 'node_modules', 'electron')
const probeMs = 3000
const downloadMs = 5 * 60_000
const retryAfterMs = 24 * 3_600_000

/**
 * Electron's binary, or null where this machine cannot show its window or the binary cannot be had. It is fetched where
 * its home answers at once; a machine where it does not is not asked again for a day.
 */
export async function findElectron(dataDir: string, log: (text: string) => void): Promise<string | null> {
  if (!canShowWindow()) return null
  const there = await installedElectron()
  if (there !== null) return there

  const failed = join(dataDir, 'electron-not-had')
  if (existsSync(failed) && Date.now() - (await stat(failed)).mtimeMs < retryAfterMs) return null
  if ((await isReachable()) && (await download(log))) return await installedElectron()
  log('Electron cannot be had here; the window opens in the browser')
  await mkdir(dataDir, { recursive: true })
  await writeFile(failed, '')
  return null
}

/** Chromium shows nothing without a display, and refuses its sandbox to root; without a sandbox we do not run it. */
function canShowWindow(): boolean {
  if (process.platform !== 'linux') return true
  const display = process.env['WAYLAND_DISPLAY'] ?? process.env['DISPLAY'] ?? ''
  return display !== '' && process.getuid?.() !== 0
}

/** The package notes where its binary is once it has one. Requiring the package would start a download. */
export async function installedElectron(): Promise<string | null> {
  const note = join(electronPackage, 'path.txt')
  if (!existsSync(note)) return null
  const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(electronPackage, 'dist')
  const binary = join(folder, await readFile(note, 'utf8'))
  return existsSync(binary) ? binary : null
}

async function isReachable(): Promise<boolean> {
  const home =
    process.env['ELECTRON_MIRROR'] ??
    process.env['npm_config_electron_mirror'] ??
    'https://github.com/electron/electron/releases/'
  try {
    await fetch(home, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(probeMs) })
    return true
  } catch {
    return false
  }
}

function download(log: (text: string) => void): Promise<boolean> {
  log('fetching Electron, about 110 MB, this once')
  const started = performance.now()
  const progress = setInterval(
    () => log(`fetching Electron, ${Math.round((performance.now() - started) / 1000)} s`),
    10_000,
  )
  return new Promise<boolean>((resolve) => {
    const child = spawn(process.execPath, [join(electronPackage, 'install.js')], {
      stdio: 'ignore',
      timeout: downloadMs,
    })
    child.on('error', () => resolve(false))
    child.on('close', (code) => resolve(code === 0))
  }).finally(() => clearInterval(progress))
}

interface ElectronRun {
  readonly life: Life
  readonly binary: string
  readonly dataDir: string
  readonly server: { readonly url: string; readonly anonKey: string }
}

/** Shows the window in Electron; closing it ends everything. */
export async function runElectron({ life, binary, dataDir, server }: ElectronRun): Promise<void> {
  const child = await life.begin(
    'window',
    () =>
      Promise.resolve(
        spawn(binary, [root], {
          stdio: 'inherit',
          env: {
            ...process.env,
            FRONT_DESK_DATA: dataDir,
            FRONT_DESK_SERVER_URL: server.url,
            FRONT_DESK_ANON_KEY: server.anonKey,
          },
        }),
      ),
    async (window) => {
      if (window.exitCode !== null || window.signalCode !== null) return
      const gone = new Promise((resolve) => window.once('exit', resolve))
      window.kill('SIGTERM')
      await gone
    },
  )
  console.log('Front Desk is ready in its own window')
  child.once('error', () => void life.stop(1))
  child.once('exit', (code) => void life.stop(code ?? 1))
}
