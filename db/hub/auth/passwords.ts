import { Worker } from 'node:worker_threads'

/**
 * bcrypt, as GoTrue keeps passwords. One check takes a tenth of a second of pure counting, so a thread of its own does
 * it: meanwhile the hub passes on everybody else's requests.
 */
export interface Passwords {
  matches(password: string, hash: string): Promise<boolean>
  hash(password: string): Promise<string>
  close(): Promise<void>
}

export interface PasswordAnswer {
  readonly id: number
  readonly value: boolean | string
}

interface Asked {
  readonly resolve: (value: boolean | string) => void
  readonly reject: (error: Error) => void
}

/** Compared with when nobody has the address, so that the time of the answer does not tell. */
export const nobodysPassword = '$2b$10$IlxuZb4aarn1K4cZymNdb.gODZakkj8jvVBskFLkbBY.rEroZgkia'

export function createPasswords(): Passwords {
  const worker = new Worker(new URL('./password-worker.ts', import.meta.url))
  const waiting = new Map<number, Asked>()
  let lastId = 0
  let ended: Error | null = null

  function end(error: Error): void {
    ended ??= error
    for (const asked of waiting.values()) asked.reject(ended)
    waiting.clear()
  }

  // It must not keep a program alive that has nothing else to do.
  worker.unref()
  worker.on('message', (answer: PasswordAnswer) => {
    waiting.get(answer.id)?.resolve(answer.value)
    waiting.delete(answer.id)
    if (waiting.size === 0) worker.unref()
  })
  worker.on('error', (cause) => end(new Error('the password thread failed', { cause })))
  worker.on('exit', () => end(new Error('the password thread has ended')))

  async function ask(question: object): Promise<boolean | string> {
    if (ended !== null) throw ended
    lastId += 1
    const id = lastId
    worker.ref()
    worker.postMessage({ id, ...question }) // oxlint-disable-line unicorn/require-post-message-target-origin -- a thread has no origin
    return await new Promise((resolve, reject) => waiting.set(id, { resolve, reject }))
  }

  return {
    matches: async (password, hash) => (await ask({ password, hash })) === true,
    hash: async (password) => String(await ask({ password })),
    async close() {
      await worker.terminate()
    },
  }
}
