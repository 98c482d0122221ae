import { EventEmitter } from 'node:events'
import type { BrowserWindowConstructorOptions, WebPreferences } from 'electron'
import { runPreload, type FrameDouble, type Invoke, type RendererDouble } from './renderer-double.ts'

/** Options that the double knows how to honour; any other is refused, where Electron would silently ignore a misspelt one. */
const windowOptions = new Set<string>([
  'title',
  'width',
  'height',
  'minWidth',
  'minHeight',
  'show',
  'webPreferences',
] satisfies (keyof BrowserWindowConstructorOptions)[])
const pageOptions = new Set<string>([
  'preload',
  'session',
  'sandbox',
  'contextIsolation',
  'nodeIntegration',
  'nodeIntegrationInWorker',
  'nodeIntegrationInSubFrames',
  'webSecurity',
  'allowRunningInsecureContent',
  'webviewTag',
  'navigateOnDragDrop',
  'spellcheck',
] satisfies (keyof WebPreferences)[])

export interface WindowWorld {
  readonly isReady: () => boolean
  readonly invoke: (contents: ContentsDouble, ...rest: Parameters<Invoke>) => Promise<unknown>
  readonly fetchPage: (url: string) => Promise<Response>
  readonly created: (window: WindowDouble) => void
}

interface Navigation {
  readonly url: string
  readonly isMainFrame: boolean
}

export class ContentsDouble extends EventEmitter {
  readonly mainFrame: FrameDouble & { url: string } = { url: '', parent: null }
  renderer: RendererDouble | null = null
  openWindow: ((details: { url: string }) => { action: string }) | null = null

  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openWindow = handler
  }

  send(channel: string, ...args: unknown[]): void {
    this.renderer?.receive(channel, structuredClone(args))
  }

  /** The page, or a frame in it, tries to go elsewhere; says whether it got there. */
  tryNavigate({ url, isMainFrame }: Navigation): boolean {
    let prevented = false
    const details = { url, isMainFrame, preventDefault: () => (prevented = true) }
    if (isMainFrame) this.emit('will-navigate', details)
    if (!prevented) this.emit('will-frame-navigate', details)
    return !prevented
  }

  /** Says whether an event that can be prevented went through. */
  tryEvent(name: string, details: object = {}): boolean {
    let prevented = false
    this.emit(name, { ...details, preventDefault: () => (prevented = true) })
    return !prevented
  }
}

export class WindowDouble extends EventEmitter {
  readonly webContents = new ContentsDouble()
  readonly options: BrowserWindowConstructorOptions
  visible: boolean
  focused = 0
  destroyed = false
  readonly #world: WindowWorld

  constructor(world: WindowWorld, options: BrowserWindowConstructorOptions) {
    super()
    if (!world.isReady()) throw new Error('Cannot create BrowserWindow before app is ready')
    refuseUnknown(options, windowOptions)
    refuseUnknown(options.webPreferences ?? {}, pageOptions)
    this.#world = world
    this.options = options
    this.visible = options.show ?? true
    world.created(this)
  }

  async loadURL(url: string): Promise<void> {
    const response = await this.#world.fetchPage(url)
    if (!response.ok) throw new Error(`ERR_FAILED (-2) loading '${url}'`)
    this.webContents.mainFrame.url = url
    const preload = this.options.webPreferences?.preload
    if (preload !== undefined) {
      this.webContents.renderer = runPreload(preload, this.webContents.mainFrame, (frame, channel, args) =>
        this.#world.invoke(this.webContents, frame, channel, args),
      )
    }
    this.emit('ready-to-show')
  }

  show(): void {
    this.visible = true
  }

  focus(): void {
    this.#alive()
    this.focused += 1
  }

  isMinimized(): boolean {
    return false
  }

  isDestroyed(): boolean {
    return this.destroyed
  }

  #alive(): void {
    if (this.destroyed) throw new TypeError('Object has been destroyed')
  }
}

function refuseUnknown(options: object, known: ReadonlySet<string>): void {
  for (const name of Object.keys(options)) {
    if (!known.has(name)) throw new Error(`the double knows no option "${name}"`)
  }
}
