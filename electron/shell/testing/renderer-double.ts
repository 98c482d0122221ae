import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import { runInNewContext } from 'node:vm'
import { acrossBridge } from './bridge-double.ts'

/** A frame as the main process sees it, the part that our code looks at. */
export interface FrameDouble {
  readonly url: string
  readonly parent: FrameDouble | null
}

export type Invoke = (frame: FrameDouble, channel: string, args: readonly unknown[]) => Promise<unknown>

/** A sandboxed page's process: its preload script has run, and its page sees what the script exposed. */
export interface RendererDouble {
  /** `window` of the page, what the bridge put there. */
  readonly mainWorld: ReadonlyMap<string, unknown>
  readonly receive: (channel: string, args: readonly unknown[]) => void
}

export function runPreload(file: string, frame: FrameDouble, invoke: Invoke): RendererDouble {
  if (!isAbsolute(file)) throw new Error('preload script must have absolute path')
  const mainWorld = new Map<string, unknown>()
  const ipcRenderer = Object.assign(new EventEmitter(), {
    invoke: (channel: string, ...args: unknown[]) => invoke(frame, channel, structuredClone(args)),
  })
  const contextBridge = {
    exposeInMainWorld: (key: string, api: unknown) => {
      if (mainWorld.has(key))
        throw new Error('Cannot bind an API on top of an existing property on the window object')
      mainWorld.set(key, acrossBridge(api))
    },
  }
  // a sandboxed script may require this one module of Electron's, and a few of Node's that ours has no use for
  const require = (name: string): unknown => {
    if (name === 'electron') return { ipcRenderer, contextBridge }
    throw new Error(`module not found: ${name}`)
  }
  const module = { exports: {} }
  const source = `(function (require, module, exports) {${readFileSync(file, 'utf8')}\n})`
  const script: unknown = runInNewContext(source, { Promise, Error })
  if (typeof script !== 'function') throw new Error('not a script')
  Reflect.apply(script, undefined, [require, module, module.exports])
  return {
    mainWorld,
    receive: (channel, args) => {
      ipcRenderer.emit(channel, {}, ...args)
    },
  }
}
