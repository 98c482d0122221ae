/** What has been opened and must be closed again, in the reverse order, once. */
export interface Lifetime {
  /** Notes how to close what was just opened. */
  readonly onEnd: (close: () => Promise<unknown>) => void
  /** Closes everything; also what is still being opened, as far as it gets. One failure does not keep the rest open. */
  readonly end: () => Promise<void>
  readonly isEnding: () => boolean
  readonly isOpening: () => boolean
  /** Names the work that opens the parts, which fails soon when they are closed under it. */
  readonly whileOpening: (opening: Promise<unknown>) => void
}

export function createLifetime(): Lifetime {
  const closes: (() => Promise<unknown>)[] = []
  const failures: unknown[] = []
  let opening: Promise<unknown> = Promise.resolve()
  let ending: Promise<void> | undefined
  let isOpening = false

  async function closeAll(): Promise<void> {
    for (let close = closes.pop(); close !== undefined; close = closes.pop()) {
      await close().catch((error: unknown) => failures.push(error))
    }
  }

  async function endAll(): Promise<void> {
    await closeAll()
    await opening.catch(() => {})
    await closeAll()
    if (failures.length > 0) throw new AggregateError(failures, 'not everything could be closed')
  }

  return {
    onEnd(close) {
      closes.push(close)
      if (ending !== undefined) throw new Error('stopped while it was starting')
    },
    end() {
      ending ??= endAll()
      return ending
    },
    isEnding: () => ending !== undefined,
    isOpening: () => isOpening,
    whileOpening(work) {
      opening = work
      isOpening = true
      const opened = (): void => void (isOpening = false)
      work.then(opened, opened)
    },
  }
}
