// node scripts/run.mjs NAME [arguments]: sets the project up, then runs scripts/NAME.ts on the project's own Node.
// Every npm script goes through here, so that each works as the first thing typed on a fresh clone.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isAlive, projectEnv, projectNode, root, say, setUp } from './setup.mjs'

const [name = '', ...args] = process.argv.slice(2)
const script = join(root, 'scripts', `${name}.ts`)
if (!/^[a-z-]+$/.test(name) || !existsSync(script)) {
  say(`there is no script "${name}"`)
  process.exit(2)
}

try {
  await setUp()
} catch (error) {
  say(error.message)
  process.exit(1)
}

const child = spawn(projectNode, [script, ...args], { cwd: root, stdio: 'inherit', env: projectEnv() })

// Whoever asks this process to end means the child; the child decides how, and this process ends with it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))

// npm killed outright tells nobody, and the shell between npm and this process tells nobody either: so both are watched
if (process.env.npm_lifecycle_event !== undefined && process.platform !== 'win32') {
  const parent = process.ppid
  const npm = npmAbove(parent)
  const isOrphan = () => process.ppid !== parent || (npm !== null && !isAlive(npm))
  setInterval(() => isOrphan() && child.kill('SIGTERM'), 200).unref()
}

child.on('error', (error) => {
  say(error.message)
  process.exit(1)
})
child.on('close', (code, signal) => {
  if (signal === null) process.exit(code)
  for (const each of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(each)
  process.kill(process.pid, signal)
})

/** The npm that runs this: the parent, or the parent of a shell between. */
function npmAbove(pid) {
  const { stdout } = spawnSync('ps', ['-o', 'ppid=,comm=', '-p', String(pid)], { encoding: 'utf8' })
  const [above, program] = stdout?.trim().split(/\s+/) ?? []
  if (program?.startsWith('npm')) return pid
  const next = spawnSync('ps', ['-o', 'comm=', '-p', above ?? ''], { encoding: 'utf8' })
  return next.stdout?.trim().startsWith('npm') ? Number(above) : null
}
