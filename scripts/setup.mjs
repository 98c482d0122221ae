// Runs on whatever Node the machine has, before anything is installed: node: modules only.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..')
const modules = join(root, 'node_modules')
const lock = join(root, '.setup.lock')

/** The Node that the project runs on: a package of the project, so that the machine's own may be older. */
export const projectNode = join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')

/** Makes the packages what package-lock.json says, unless they are already. A second run takes milliseconds. */
export async function setUp() {
  if (isInstalled()) return
  await withLock(async () => {
    if (!isInstalled()) await install()
  })
}

/** npm keeps its own record of what it installed, written last; an interrupted install leaves none. */
function isInstalled() {
  const wanted = readLock(join(root, 'package-lock.json'))
  const installed = readLock(join(modules, '.package-lock.json'))
  if (wanted === null) throw new Error('package-lock.json is missing')
  if (installed === null || !existsSync(projectNode)) return false
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true
    // packages for other machines are left out
    if (installed[path] === undefined) return entry.optional === true
    return installed[path].version === entry.version
  })
}

function readLock(file) {
  if (!existsSync(file)) return null
  return JSON.parse(readFileSync(file, 'utf8')).packages
}

async function install() {
  say('installing packages: a minute or two, this once')
  const started = Date.now()
  const progress = setInterval(
    () => say(`still installing, ${Math.round((Date.now() - started) / 1000)} s`),
    10_000,
  )
  try {
    // Not `npm ci`: it refuses a lock file that lacks an optional package for some other machine, and one written beside
    // a registry that does not carry them all does. The same exactness is asked for below.
    const code = await run(...npm('install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'))
    if (code !== 0) throw new Error(`npm ended with ${code}; its own words are above`)
  } finally {
    clearInterval(progress)
  }
  if (!existsSync(projectNode))
    throw new Error(`the package "node" has no build for ${process.platform} ${process.arch}`)
  if (!isInstalled())
    throw new Error(
      'what was installed is not what package-lock.json says; delete node_modules and try again',
    )
  say(`installed in ${Math.round((Date.now() - started) / 1000)} s`)
}

function npm(...args) {
  const script = process.env.npm_execpath
  if (script?.endsWith('npm-cli.js')) return [process.execPath, [script, ...args]]
  return process.platform === 'win32' ? ['npm.cmd', args, { shell: true }] : ['npm', args]
}

function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      // npm's words are progress, and what a command prints on its own standard output stays its own
      stdio: ['ignore', 2, 2],
      // no package may fetch a binary of its own: such a download can hang
      env: { ...process.env, ELECTRON_SKIP_BINARY_DOWNLOAD: '1', PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' },
      ...options,
    })
    child.on('error', reject)
    child.on('close', (code, signal) => resolve(code ?? signal))
  })
}

/** Two commands on a fresh clone at once: the second waits for the first. */
async function withLock(work) {
  while (!takeLock()) await sleep(500)
  try {
    await work()
  } finally {
    rmSync(lock, { force: true })
  }
}

function takeLock() {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    if (!isAlive(Number(readFileSync(lock, 'utf8')))) rmSync(lock, { force: true })
    return false
  }
}

export function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** The environment of everything that the project runs: its own tools first. */
export function projectEnv() {
  return { ...process.env, PATH: [join(modules, '.bin'), process.env.PATH].join(delimiter) }
}

export function say(text) {
  process.stderr.write(`setup: ${text}\n`)
}
