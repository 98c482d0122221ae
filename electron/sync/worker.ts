import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { assert } from '../../shared/kernel/assert.ts'
import { systemClock } from '../../shared/kernel/clock.ts'
import { rerun } from '../commands/rerun.ts'
import { createRemote } from '../remote/create-remote.ts'
import { joinStore } from '../store/open.ts'
import { createFetchBridge } from './bridged-fetch.ts'
import { createSync } from './create-sync.ts'
import { credentialsIn } from './credentials.ts'
import type { FromWorker, ToWorker } from './messages.ts'
import { createSeal } from './seal.ts'
import { systemTimers } from './timers.ts'

/** The engine's own thread: it composes the parts and passes messages on, and knows nothing itself. */
const setup = z
  .object({
    file: z.string(),
    url: z.string(),
    anonKey: z.string(),
    bridgesFetch: z.boolean(),
    sealKey: z.instanceof(Uint8Array).nullable(),
  })
  .parse(workerData)
const port = parentPort
assert(port !== null, 'the sync worker runs in a worker thread')

type Ask = Extract<ToWorker, { readonly type: 'ask' }>

const say = (message: FromWorker): void => port.postMessage(message)

const bridge = createFetchBridge(
  (id, request) => say({ type: 'fetch', id, request }),
  (id) => say({ type: 'fetch_aborted', id }),
)
const db = joinStore({ file: setup.file })
const sync = createSync({
  db,
  remote: createRemote({
    url: setup.url,
    anonKey: setup.anonKey,
    fetch: setup.bridgesFetch ? bridge.fetch : globalThis.fetch,
    credentials: setup.sealKey === null ? credentialsIn(db) : credentialsIn(db, createSeal(setup.sealKey)),
  }),
  rerun,
  clock: systemClock,
  random: Math.random,
  timers: systemTimers,
  leasesRooms: true,
  onChanged: (tables) => say({ type: 'changed', tables }),
  onLine: (status) => say({ type: 'line', status }),
  onLog: (line) => say({ type: 'log', line }),
})

port.on('message', (message: ToWorker) => {
  switch (message.type) {
    case 'committed':
      return sync.committed()
    case 'sync_now':
      return sync.syncNow()
    case 'fetched':
      return bridge.onFetched(message.id, message.response)
    case 'ask':
      void answer(message)
  }
})

async function answer(ask: Ask): Promise<void> {
  const { id, name } = ask
  switch (name) {
    case 'practise':
      return say({ type: 'answer', id, name, answer: await sync.practise(ask.input) })
    case 'enrol':
      return say({ type: 'answer', id, name, answer: await sync.enrol(ask.input.code, ask.input.name) })
    case 'sign_in':
      return say({
        type: 'answer',
        id,
        name,
        answer: await sync.signInStaff(ask.input.email, ask.input.password),
      })
    case 'close':
      await sync.close()
      db.close()
      return say({ type: 'answer', id, name, answer: null })
  }
}

say({ type: 'started', status: sync.status() })
