import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { LineStatus } from '../../shared/contract/calls/terminal.ts'
import { err } from '../../shared/kernel/result.ts'
import { fetchForWorker } from './bridged-fetch.ts'
import type { BridgedRequest, FromWorker, ToWorker, WorkerSetup } from './messages.ts'
import { createQuestions } from './questions.ts'
import type { Sync, SyncListener } from './sync.ts'

export interface SyncHostOptions extends SyncListener {
  /** The terminal's file, which `openStore` has opened. */
  readonly file: string
  readonly url: string
  readonly anonKey: string
  /** Seals the device's credentials on the disk. */
  readonly sealKey?: Uint8Array
  /** Makes the engine's requests; without it the worker makes them itself. */
  readonly fetch?: typeof globalThis.fetch
}

/** How long after its thread broke down the engine is started anew. */
const restartMs = 5000

/**
 * Runs the engine in a thread of its own, so that the desk answers while ten thousand rows come in. Should that thread
 * break down, the desk is without a line until it is started anew, and goes on.
 */
export async function startSyncHost(options: SyncHostOptions): Promise<Sync> {
  const { file, url, anonKey } = options
  const setup: WorkerSetup = {
    file,
    url,
    anonKey,
    bridgesFetch: options.fetch !== undefined,
    sealKey: options.sealKey ?? null,
  }
  const questions = createQuestions((message) => say(message))
  let worker: Worker | null = null
  let restart: NodeJS.Timeout | undefined
  let closing = false
  let status: LineStatus | null = null
  let practising = false

  function say(message: ToWorker): void {
    worker?.postMessage(message) // oxlint-disable-line unicorn/require-post-message-target-origin -- a thread has no origin
  }

  function launch(): Promise<LineStatus> {
    const started = Promise.withResolvers<LineStatus>()
    const launched = new Worker(workerFile(), { workerData: setup, name: 'sync' })
    const fetching = new Map<number, AbortController>()
    worker = launched
    launched.on('message', (message: FromWorker) => {
      switch (message.type) {
        case 'started':
          return started.resolve(message.status)
        case 'answer':
          return questions.settle(message)
        case 'fetch':
          return void fetchFor(launched, message.id, message.request, fetching)
        case 'fetch_aborted':
          return fetching.get(message.id)?.abort()
        case 'line':
          return hearLine(message.status)
        case 'changed':
          return options.onChanged(message.tables)
        case 'log':
          return options.onLog(message.line)
      }
    })
    launched.on('error', (error: Error) => {
      options.onLog(`sync: the thread broke down error=${error.name}`)
      started.reject(error)
    })
    launched.on('exit', () => {
      worker = null
      for (const request of fetching.values()) request.abort()
      if (status === null) return
      if (!closing) hearLine({ ...status, state: 'offline', online: false, drain: null })
      questions.settleAll({ ...status, practising })
      if (!closing) restart = setTimeout(() => void relaunch(), restartMs)
    })
    return started.promise
  }

  async function relaunch(): Promise<void> {
    try {
      hearLine(await launch())
      // the clerk has cut the line: an engine that is started anew does not know
      if (practising) hearLine(await questions.practise(true))
    } catch {
      // its exit has set the next try
    }
  }

  function hearLine(heard: LineStatus): void {
    status = heard
    options.onLine(heard)
  }

  async function fetchFor(
    asker: Worker,
    id: number,
    request: BridgedRequest,
    fetching: Map<number, AbortController>,
  ): Promise<void> {
    const controller = new AbortController()
    fetching.set(id, controller)
    const response = await fetchForWorker(options.fetch ?? globalThis.fetch, request, controller.signal)
    fetching.delete(id)
    // one that broke down meanwhile has left its number to somebody else's question
    if (worker === asker) say({ type: 'fetched', id, response })
  }

  const first = await launch()
  status = first
  const lastHeard = (): LineStatus => status ?? first
  return {
    committed: () => say({ type: 'committed' }),
    syncNow: () => say({ type: 'sync_now' }),
    practise: async (on) => {
      practising = on
      if (worker !== null) return await questions.practise(on)
      hearLine({ ...lastHeard(), practising: on })
      return lastHeard()
    },
    enrol: (code, name) =>
      worker === null ? Promise.resolve(err({ code: 'unreachable' })) : questions.enrol({ code, name }),
    signInStaff: (email, password) =>
      worker === null ? Promise.resolve(err({ code: 'offline' })) : questions.signIn({ email, password }),
    status: lastHeard,
    close: async () => {
      closing = true
      clearTimeout(restart)
      if (worker === null) return
      await questions.close()
      // everything is closed by now; what is left are timers of the Realtime client, for ten seconds more
      await worker?.terminate()
    },
  }
}

/** Beside this file, whether it runs from the sources or out of a built program. */
function workerFile(): string {
  const names = import.meta.url.endsWith('.ts') ? ['./worker.ts'] : ['./sync-worker.js', '../sync-worker.js']
  const files = names.map((name) => fileURLToPath(new URL(name, import.meta.url)))
  const file = files.find((candidate) => existsSync(candidate))
  if (file === undefined) throw new Error('the terminal is not whole: its sync worker is missing')
  return file
}
