const silenceMs = 10_000

export interface Progress {
  /** One line for whoever waits. */
  readonly write: (line: string) => void
  /** The start is over: from now on silence means nothing. */
  readonly end: () => void
}

/** Says from time to time that it is still starting, while no step says anything itself. */
export function createProgress(out: (line: string) => void): Progress {
  const started = performance.now()
  const timer = setInterval(() => {
    out(`start: still at it, ${Math.round((performance.now() - started) / 1000)} s`)
  }, silenceMs)
  timer.unref()
  return {
    write: (line) => {
      timer.refresh()
      out(line)
    },
    end: () => clearInterval(timer),
  }
}
