import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { root } from './root.ts'

let dataDir: string

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'front-desk-start-'))
})

/** A test that fails must not leave its front desk to the next one. */
const running = new Set<Run>()

afterEach(async () => {
  for (const run of running) {
    run.process.kill('SIGTERM')
    await run.ended
  }
})

afterAll(() => rm(dataDir, { recursive: true, force: true }))

interface Run {
  readonly process: ChildProcess
  readonly stdout: () => string
  readonly stderr: () => string
  readonly ended: Promise<number | null>
  /** The link, once it is ready. */
  readonly ready: Promise<string>
}

/** `npm start -- --headless` as npm runs it. */
function start(): Run {
  const child = spawn(process.execPath, [join(root, 'scripts', 'run.mjs'), 'start', '--headless'], {
    env: { ...process.env, FRONT_DESK_DATA: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  const ready = new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
      const link = /^Front Desk is ready at (\S+)$/m.exec(stdout)?.[1]
      if (link !== undefined) resolve(link)
    })
    void ended.then((code) => reject(new Error(`ended with ${code}: ${stderr}`)))
  })
  ready.catch(() => {})
  const run = { process: child, stdout: () => stdout, stderr: () => stderr, ended, ready }
  running.add(run)
  void ended.then(() => running.delete(run))
  return run
}

/** Every process that was started for this data folder or has it open, found by its command line and environment. */
async function processesOf(folder: string): Promise<string[]> {
  const found: string[] = []
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid) || pid === String(process.pid)) continue
    const read = (name: string): Promise<string> => readFile(join('/proc', pid, name), 'utf8').catch(() => '')
    const [command, environment] = [await read('cmdline'), await read('environ')]
    if (command.includes(folder) || environment.includes(folder)) found.push(command.replaceAll('\0', ' '))
  }
  return found
}

async function open(link: string): Promise<string> {
  const entered = await fetch(link, { redirect: 'manual' })
  expect(entered.status).toBe(303)
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
  return await (await fetch(new URL('/', link), { headers: { cookie } })).text()
}

test('start makes everything, says one line and lets a browser in; asked to end, it leaves no process', async () => {
  const first = start()
  const page = await open(await first.ready)
  expect(page).toContain('<title>Front Desk</title>')
  expect(first.stdout()).toMatch(
    /^Front Desk is ready at http:\/\/127\.0\.0\.1:\d+\/open\?token=[\w-]{43}\n$/,
  )
  expect(first.stderr()).toContain('enrolling this terminal')

  expect((await processesOf(dataDir)).length).toBeGreaterThan(1)
  first.process.kill('SIGTERM')
  expect(await first.ended).toBe(0)
  expect(await processesOf(dataDir)).toEqual([])
}, 300_000)

test('a second start keeps what is there', async () => {
  const again = start()
  await open(await again.ready)
  expect(again.stderr()).not.toContain('enrolling')

  const other = start()
  expect(await other.ended).toBe(1)
  expect(other.stderr()).toContain('in use')

  again.process.kill('SIGINT')
  again.process.kill('SIGINT')
  expect(await again.ended).toBe(0)
  expect(await processesOf(dataDir)).toEqual([])
}, 300_000)

test('ended while it is starting, it leaves no process either', async () => {
  const early = start()
  await expect.poll(() => early.stderr().length, { timeout: 60_000 }).toBeGreaterThan(0)
  early.process.kill('SIGTERM')
  expect(await early.ended).toBe(0)
  // a server that was still starting is told to stop, not waited for
  await expect.poll(() => processesOf(dataDir), { timeout: 30_000 }).toEqual([])
}, 300_000)

test('a command line that it does not know is refused before anything starts', async () => {
  const child = spawn(process.execPath, [join(root, 'scripts', 'start.ts'), '--nonsense'], { stdio: 'pipe' })
  let said = ''
  child.stderr.on('data', (text: Buffer) => (said += text.toString()))
  expect(await new Promise((resolve) => child.on('close', resolve))).toBe(1)
  expect(said).toContain('--nonsense')
})
