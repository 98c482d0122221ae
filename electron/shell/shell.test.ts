import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, mergeConfig } from 'vite'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { createTerminalDouble, type TerminalDouble } from '../../shared/testing/terminal-double.ts'
import type { Bridge } from '../../shared/contract/terminal.ts'
import { preloadBuild } from '../../vite.config.ts'
import type { SystemKeyStore } from './key-store.ts'
import { createElectronDouble, type ElectronDouble } from './testing/electron-double.ts'
import { ContentsDouble } from './testing/window-double.ts'

let folder: string
let terminal: TerminalDouble
let opened: { dataDir: string; server: { url: string; anonKey: string }; keyStore?: SystemKeyStore }[]

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'front-desk-shell-'))
  await build(mergeConfig(preloadBuild, { configFile: false, logLevel: 'silent', build: { outDir: folder } }))
  await mkdir(join(folder, 'renderer', 'assets'), { recursive: true })
  await writeFile(join(folder, 'renderer', 'index.html'), '<meta property="csp-nonce" nonce="__CSP_NONCE__">')
  await writeFile(join(folder, 'renderer', 'assets', 'app.js'), 'run()')
  await writeFile(join(folder, 'renderer', 'notes.secret'), 'not a kind of file that the window has')
})

afterAll(() => rm(folder, { recursive: true }))

beforeEach(() => {
  vi.resetModules()
  // what goes wrong on purpose is also written to the log
  vi.spyOn(console, 'error').mockReturnValue()
  terminal = createTerminalDouble()
  opened = []
})

afterEach(() => {
  vi.doUnmock('electron')
  vi.restoreAllMocks()
})

const server = { FRONT_DESK_SERVER_URL: 'http://127.0.0.1:1', FRONT_DESK_ANON_KEY: 'key' }

/** Starts the program as Electron would: its module runs to its end, then Electron becomes ready. */
async function startProgram(
  options: {
    env?: NodeJS.ProcessEnv
    isSecond?: boolean
    fails?: boolean
    keychain?: 'gnome_libsecret' | 'basic_text'
  } = {},
): Promise<{ electron: ElectronDouble }> {
  const electron = createElectronDouble({
    userData: join(folder, 'user'),
    isSecond: options.isSecond ?? false,
    keychain: options.keychain ?? null,
  })
  vi.doMock('electron', () => electron.module)
  const { runShell } = await import('./shell.ts')
  const running = runShell({
    openTerminal: (asked) => {
      opened.push(asked)
      return options.fails === true
        ? Promise.reject(new Error('the disk is full'))
        : Promise.resolve(terminal)
    },
    assetsDir: join(folder, 'renderer'),
    preload: join(folder, 'preload.cjs'),
    env: options.env ?? { ...server, FRONT_DESK_DATA: join(folder, 'data') },
  })
  electron.becomeReady()
  await running
  return { electron }
}

async function openWindow() {
  const { electron } = await startProgram()
  const window = electron.windows[0]
  if (window === undefined) throw new Error('no window')
  return {
    electron,
    window,
    contents: window.webContents,
    page: pageBridge(window.webContents.renderer?.mainWorld),
  }
}

const functions = z.object({ call: z.function(), on: z.function() }).strict()

function pageBridge(mainWorld: ReadonlyMap<string, unknown> | undefined): Bridge {
  return z.custom<Bridge>((value) => functions.safeParse(value).success).parse(mainWorld?.get('frontDesk'))
}

test('the window shows the built page, in a sandbox that reaches nothing but the bridge', async () => {
  const { electron, window } = await openWindow()
  expect(window.webContents.mainFrame.url).toBe('app://front-desk/')
  expect(window.visible).toBe(true)
  expect(electron.isSandboxed()).toBe(true)
  expect(window.options.webPreferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
  })
  expect([...(window.webContents.renderer?.mainWorld.keys() ?? [])]).toEqual(['frontDesk'])
})

test('the terminal is opened on the data folder with the server that the environment names', async () => {
  await startProgram()
  expect(opened).toEqual([
    { dataDir: join(folder, 'data'), server: { url: 'http://127.0.0.1:1', anonKey: 'key' } },
  ])
})

test('the terminal’s secrets lie in the system’s keychain, where there is one worth the name', async () => {
  await startProgram({ keychain: 'gnome_libsecret' })
  const keyStore = opened[0]?.keyStore
  const sealed = await keyStore?.protect('the key of the device')
  expect(sealed).not.toContain('the key')
  expect(await keyStore?.reveal(sealed ?? '')).toBe('the key of the device')
})

test.runIf(process.platform === 'linux')(
  'a keychain with a password that everybody knows is none',
  async () => {
    await startProgram({ keychain: 'basic_text' })
    expect(opened[0]?.keyStore).toBeUndefined()
  },
)

test('without an environment the server is read from the file in the data folder', async () => {
  const dataDir = join(folder, 'user', 'terminal')
  await mkdir(dataDir, { recursive: true })
  await writeFile(join(dataDir, 'server.json'), '{"url":"https://hotel.example","anonKey":"key"}')
  await startProgram({ env: {} })
  expect(opened).toEqual([{ dataDir, server: { url: 'https://hotel.example', anonKey: 'key' } }])
  await rm(dataDir, { recursive: true })
})

test.for([
  [{}, 'has not been told its server'],
  [{ ...server, FRONT_DESK_SERVER_URL: 'file:///etc' }, 'not valid'],
  [{ FRONT_DESK_SERVER_URL: 'http://127.0.0.1:1' }, 'not valid'],
] as const)('a program with wrong settings says so and ends: %o', async ([env, words]) => {
  const { electron } = await startProgram({ env: { ...env, FRONT_DESK_DATA: join(folder, 'data') } })
  expect(electron.errorBoxes[0]).toContain(words)
  expect(await electron.exited).toBe(1)
  expect(electron.windows).toEqual([])
})

test('a terminal that cannot be opened is said to the clerk, and the program ends', async () => {
  const { electron } = await startProgram({ fails: true })
  expect(electron.errorBoxes).toEqual(['Front Desk cannot start: the disk is full'])
  expect(await electron.exited).toBe(1)
})

test('a second program leaves the terminal alone, and the first shows its window', async () => {
  const second = await startProgram({ isSecond: true })
  expect(await second.electron.exited).toBe(0)
  expect(opened).toEqual([])

  vi.resetModules()
  const { electron, window } = await openWindow()
  electron.module.app.emit('second-instance')
  expect(window.focused).toBe(1)
})

test('the page asks the terminal through the bridge, and gets its reply', async () => {
  const { page } = await openWindow()
  expect(await page.call('session.current', {})).toEqual({ ok: true, value: { staff: null } })
  expect(await page.call('session.signIn', { username: 'x', password: 'y' })).toEqual({
    ok: false,
    error: { code: 'wrong_credentials' },
  })
  expect(terminal.asked.map(({ name }) => name)).toEqual(['session.current', 'session.signIn'])
})

test('unknown calls, malformed input and a bug come back as typed errors', async () => {
  const { electron, contents } = await openWindow()
  const asks: readonly [name: unknown, input: unknown, code: string][] = [
    ['no.such', {}, 'unknown_call'],
    ['constructor', {}, 'unknown_call'],
    [{ toString: 1 }, {}, 'unknown_call'],
    [undefined, undefined, 'unknown_call'],
    ['session.signIn', { username: 1 }, 'invalid_input'],
    ['session.current', undefined, 'invalid_input'],
    ['terminal.syncNow', {}, 'internal'],
  ]
  for (const [name, input, code] of asks) {
    const reply = await electron.invoke(contents, contents.mainFrame, 'call', [name, input])
    expect(reply).toMatchObject({ ok: false, error: { code } })
  }
})

test('a message is answered only for the window’s own page in its top frame', async () => {
  const { electron, contents } = await openWindow()
  const ours = contents.mainFrame
  const asks = [
    { sender: contents, frame: null },
    { sender: contents, frame: { url: 'app://front-desk/', parent: ours } },
    { sender: contents, frame: { url: 'https://evil.example/', parent: null } },
    { sender: contents, frame: { url: 'app://front-desk.evil.example/', parent: null } },
    { sender: contents, frame: { url: 'about:blank', parent: null } },
    { sender: new ContentsDouble(), frame: ours },
  ]
  for (const { sender, frame } of asks) {
    await expect(electron.invoke(sender, frame, 'call', ['session.current', {}])).rejects.toThrow(
      'only the window itself',
    )
  }
  expect(terminal.asked).toEqual([])
})

test('events reach the page until it stops listening, and carry nothing else', async () => {
  const { page } = await openWindow()
  const heard: unknown[] = []
  const stop = page.on('changed', (...data) => heard.push(data))
  terminal.tell('changed', { tables: ['stay'] })
  terminal.tell('session', { signedIn: true })
  expect(heard).toEqual([[{ tables: ['stay'] }]])
  stop()
  terminal.tell('changed', { tables: ['room'] })
  expect(heard).toHaveLength(1)
})

test('nothing leads the window elsewhere, opens another or embeds a page', async () => {
  const { contents } = await openWindow()
  for (const url of [
    'https://evil.example/',
    'file:///etc/passwd',
    'app://other/',
    'javascript:alert(1)',
    'data:text/html,x',
  ]) {
    expect(contents.tryNavigate({ url, isMainFrame: true })).toBe(false)
    expect(contents.tryNavigate({ url, isMainFrame: false })).toBe(false)
    expect(contents.openWindow?.({ url })).toEqual({ action: 'deny' })
  }
  expect(contents.tryEvent('will-redirect')).toBe(false)
  expect(contents.tryEvent('will-attach-webview')).toBe(false)
  expect(contents.tryNavigate({ url: 'app://front-desk/', isMainFrame: true })).toBe(true)
})

test('a bill or an export that the window made may be kept as a file, and nothing else is downloaded', async () => {
  const { electron } = await openWindow()
  const isDownloaded = (url: string): boolean => {
    let prevented = false
    electron.defaultSession.emit(
      'will-download',
      { preventDefault: () => (prevented = true) },
      { getURL: () => url },
    )
    return !prevented
  }
  expect(isDownloaded('blob:app://front-desk/7b0c')).toBe(true)
  expect(isDownloaded('blob:https://evil.example/7b0c')).toBe(false)
  expect(isDownloaded('data:application/json,{}')).toBe(false)
  expect(isDownloaded('app://front-desk/quarantine.json')).toBe(false)
  expect(isDownloaded('https://evil.example/x.exe')).toBe(false)
})

test('pages get no permission, no device and no network', async () => {
  const { electron } = await openWindow()
  const { permission, permissionCheck, device, request } = electron.fences
  const granted = vi.fn()
  for (const each of ['media', 'geolocation', 'notifications', 'openExternal', 'hid'])
    permission?.(null, each, granted)
  expect(granted.mock.calls).toEqual(Array.from({ length: 5 }, () => [false]))
  expect(permissionCheck?.()).toBe(false)
  expect(device?.()).toBe(false)
  const decided = vi.fn()
  request?.ask({}, decided)
  expect(decided).toHaveBeenCalledWith({ cancel: true })
  expect(request?.urls).toEqual(
    expect.arrayContaining(['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'file://*/*']),
  )
})

test('only the built window’s files are served, each with the policy and a page with its nonce', async () => {
  const { electron } = await openWindow()
  const page = await electron.fetchFile('app://front-desk/')
  const body = await page.text()
  const nonce = /nonce="([\w-]+)"/.exec(body)?.[1]
  expect(page.headers.get('content-security-policy')).toContain(`style-src 'self' 'nonce-${nonce}'`)
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self';")
  expect(page.headers.get('x-content-type-options')).toBe('nosniff')

  const script = await electron.fetchFile('app://front-desk/assets/app.js')
  expect(script.headers.get('content-type')).toContain('text/javascript')
  expect(await script.text()).toBe('run()')

  for (const url of [
    'app://front-desk/nowhere.js',
    'app://front-desk/assets',
    'app://front-desk/notes.secret',
    'app://front-desk/..%2fpreload.cjs',
    'app://front-desk/%2e%2e%2fpreload.cjs',
    'app://front-desk/..%5c..%5cpreload.cjs',
    'app://front-desk/%00',
    'app://front-desk/%',
    'app://other/index.html',
  ]) {
    expect((await electron.fetchFile(url)).status, url).toBe(404)
  }
  expect((await electron.fetchFile('app://front-desk/', 'POST')).status).toBe(404)
})

test('quitting closes the terminal first, once, however often it is asked', async () => {
  const { electron } = await openWindow()
  electron.module.app.emit('window-all-closed')
  electron.module.app.quit()
  expect(await electron.exited).toBe(0)
  expect(terminal.isClosed()).toBe(true)
  expect(terminal.listeners()).toBe(0)
})

test('a page that crashes is opened again, and one that keeps crashing is left', async () => {
  const { window, contents } = await openWindow()
  const load = vi.spyOn(window, 'loadURL')
  for (let crash = 0; crash < 5; crash += 1) contents.emit('render-process-gone', {}, { reason: 'crashed' })
  contents.emit('render-process-gone', {}, { reason: 'clean-exit' })
  expect(load.mock.calls).toEqual([['app://front-desk/'], ['app://front-desk/'], ['app://front-desk/']])
})
