import { setTimeout as sleep } from 'node:timers/promises'

/** What has been started, and how all of it ends. */
export interface Life {
  /**
   * Starts something that must be stopped again. One that is still starting when the end comes is waited for a little,
   * then left to what it does when the process exits.
   */
  readonly begin: <T>(name: string, begin: () => Promise<T>, stop: (begun: T) => Promise<void>) => Promise<T>
  /** Waits for work that needs no stopping. Rejects at once when the end comes. */
  readonly during: <T>(work: Promise<T>) => Promise<T>
  /** Stops everything, last begun first, and ends the process. The first call's code counts. */
  readonly stop: (code: number) => Promise<void>
  readonly isStopping: () => boolean
}

/** Beyond this the process ends whatever is left; the server's children are told to stop by its exit. */
const stopWithinMs = 25_000
const waitForStartMs = 3000

export function createLife(
  log: (text: string) => void,
  exit: (code: number) => void = (code) => process.exit(code),
): Life {
  const begun: { readonly name: string; readonly stop: () => Promise<void> }[] = []
  let exitCode: number | null = null
  let endCame = (_reason: Error): void => {}
  const end = new Promise<never>((_resolve, reject) => (endCame = reject))
  end.catch(() => {})

  const during = <T>(work: Promise<T>): Promise<T> => Promise.race([work, end])

  // Ctrl+C arrives from the terminal and from npm; one is as good as two
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => void stop(0, signal))

  async function stop(code: number, why = 'asked'): Promise<void> {
    if (exitCode !== null) return
    exitCode = code
    endCame(new Error('stopped'))
    if (begun.length > 0) log(`stopping why=${why}`)
    const limit = setTimeout(() => {
      log(`not stopped after ${stopWithinMs / 1000} s, leaving`)
      exit(1)
    }, stopWithinMs)
    for (const { name, stop: stopIt } of begun.toReversed()) {
      await stopIt().catch((error: unknown) => {
        exitCode = 1
        log(`${name} did not stop: ${error instanceof Error ? error.message : String(error)}`)
      })
    }
    clearTimeout(limit)
    exit(exitCode)
  }

  return {
    begin: async (name, begin, stopIt) => {
      if (exitCode !== null) return await end
      const beginning = begin()
      begun.push({
        name,
        stop: async () => {
          const result = await Promise.race([settled(beginning), sleep(waitForStartMs, null, { ref: false })])
          if (result?.status === 'fulfilled') await stopIt(result.value)
        },
      })
      return await during(beginning)
    },
    during,
    stop,
    isStopping: () => exitCode !== null,
  }
}

async function settled<T>(work: Promise<T>): Promise<PromiseSettledResult<T>> {
  const [result] = await Promise.allSettled([work])
  return result
}
