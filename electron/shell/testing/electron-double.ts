import { EventEmitter } from 'node:events'
import type { BrowserWindowConstructorOptions, CustomScheme } from 'electron'
import type { FrameDouble } from './renderer-double.ts'
import { WindowDouble, type ContentsDouble } from './window-double.ts'

type Handler = (event: object, ...args: unknown[]) => unknown
type FileHandler = (request: Request) => Promise<Response>
type Decide<T> = (answer: T) => void
type AskRequest = (details: object, decide: Decide<{ cancel: boolean }>) => void

/** What a session was told to keep from its pages. */
interface Fences {
  permission?: ((contents: null, permission: string, decide: Decide<boolean>) => void) | undefined
  permissionCheck?: (() => boolean) | undefined
  device?: (() => boolean) | undefined
  request?: { readonly urls: readonly string[]; readonly ask: AskRequest }
}

interface ElectronDoubleOptions {
  readonly userData: string
  /** Whether another program has the lock. */
  readonly isSecond?: boolean
  /** Which store of secrets the system has. */
  readonly keychain?: 'gnome_libsecret' | 'basic_text' | null
}

/**
 * Electron's main process for tests: the order of things, what is refused, and what is copied on the way are as in
 * Electron; windows are not drawn. `module` is what `import 'electron'` gives.
 */
export function createElectronDouble({ userData, isSecond = false, keychain = null }: ElectronDoubleOptions) {
  const paths = new Map([['userData', userData]])
  const handlers = new Map<string, Handler>()
  const files = new Map<string, FileHandler>()
  const schemes: CustomScheme[] = []
  const windows: WindowDouble[] = []
  const errorBoxes: string[] = []
  const exited = Promise.withResolvers<number>()
  const ready = Promise.withResolvers<void>()
  let isReady = false
  let sandboxed = false
  let quitting = false

  const onlyBeforeReady = (what: string): void => {
    if (isReady) throw new Error(`${what} should be called before app is ready`)
  }

  const app = Object.assign(new EventEmitter(), {
    isPackaged: false,
    getPath: (name: string) => paths.get(name) ?? missing(name),
    setPath: (name: string, path: string) => paths.set(name, path),
    requestSingleInstanceLock: () => !isSecond,
    enableSandbox: () => {
      onlyBeforeReady('app.enableSandbox()')
      sandboxed = true
    },
    whenReady: () => ready.promise,
    quit: () => {
      if (quitting) return
      quitting = true
      let prevented = false
      app.emit('before-quit', { preventDefault: () => (prevented = true) })
      if (!prevented) app.emit('will-quit', { preventDefault: () => (prevented = true) })
      quitting = false
      if (!prevented) exited.resolve(0)
    },
    exit: (code: number) => exited.resolve(code),
  })

  const ipcMain = {
    handle: (channel: string, handler: Handler) => {
      if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
      handlers.set(channel, handler)
    },
    removeHandler: (channel: string) => handlers.delete(channel),
  }

  async function invoke(
    sender: ContentsDouble,
    senderFrame: FrameDouble | null,
    channel: string,
    args: readonly unknown[],
  ) {
    const failed = (error: unknown) =>
      new Error(`Error invoking remote method '${channel}': ${String(error)}`)
    const handler = handlers.get(channel)
    if (handler === undefined) throw failed(new Error(`No handler registered for '${channel}'`))
    try {
      return structuredClone(await handler({ sender, senderFrame }, ...structuredClone(args)))
    } catch (error) {
      throw failed(error)
    }
  }

  async function fetchFile(url: string, method = 'GET'): Promise<Response> {
    const handler = files.get(new URL(url).protocol.slice(0, -1))
    if (handler === undefined) throw new Error('ERR_UNKNOWN_URL_SCHEME')
    return await handler(new Request(url, { method }))
  }

  const fences: Fences = {}
  const defaultSession = Object.assign(new EventEmitter(), {
    protocol: {
      handle: (scheme: string, handler: FileHandler) => {
        if (!isReady) throw new Error('protocol.handle can only be used after app is ready')
        if (!schemes.some((each) => each.scheme === scheme)) throw new Error(`${scheme} has no privileges`)
        if (files.has(scheme)) throw new Error(`${scheme} is handled already`)
        files.set(scheme, handler)
      },
    },
    setPermissionRequestHandler: (handler: Fences['permission']) => assign({ permission: handler }),
    setPermissionCheckHandler: (handler: Fences['permissionCheck']) => assign({ permissionCheck: handler }),
    setDevicePermissionHandler: (handler: Fences['device']) => assign({ device: handler }),
    webRequest: {
      onBeforeRequest: (filter: { urls: string[] }, ask: AskRequest) =>
        assign({ request: { urls: filter.urls, ask } }),
    },
  })
  const assign = (more: Fences): void => void Object.assign(fences, more)

  const world = {
    isReady: () => isReady,
    invoke,
    fetchPage: fetchFile,
    created: (window: WindowDouble) => {
      windows.push(window)
      app.emit('web-contents-created', {}, window.webContents)
    },
  }

  return {
    module: {
      app,
      ipcMain,
      session: {
        get defaultSession() {
          if (!isReady) throw new Error('Session can only be received when app is ready')
          return defaultSession
        },
      },
      protocol: {
        registerSchemesAsPrivileged: (more: CustomScheme[]) => {
          onlyBeforeReady('protocol.registerSchemesAsPrivileged()')
          if (schemes.length > 0)
            throw new Error('protocol.registerSchemesAsPrivileged() can only be called once')
          schemes.push(...more)
        },
      },
      safeStorage: {
        isAsyncEncryptionAvailable: () => Promise.resolve(isReady && keychain !== null),
        getSelectedStorageBackend: () => keychain ?? 'unknown',
        encryptStringAsync: (text: string) => Promise.resolve(Buffer.from(Buffer.from(text).toReversed())),
        decryptStringAsync: (sealed: Buffer) =>
          Promise.resolve({ result: Buffer.from(sealed.toReversed()).toString(), shouldReEncrypt: false }),
      },
      dialog: { showErrorBox: (title: string, text: string) => errorBoxes.push(`${title}: ${text}`) },
      Menu: {
        buildFromTemplate: (template: readonly object[]) => template,
        setApplicationMenu: () => {},
      },
      BrowserWindow: class extends WindowDouble {
        constructor(options: BrowserWindowConstructorOptions) {
          super(world, options)
        }
      },
    },
    /** The program's own module has ended; Electron is never ready before that. */
    becomeReady: () => {
      isReady = true
      ready.resolve()
    },
    exited: exited.promise,
    windows,
    errorBoxes,
    fences,
    defaultSession,
    paths,
    isSandboxed: () => sandboxed,
    invoke,
    fetchFile,
  }
}

export type ElectronDouble = ReturnType<typeof createElectronDouble>

function missing(name: string): never {
  throw new Error(`Failed to get '${name}' path`)
}
