const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Sees to it that nothing is left running when this process ends: on a signal by an orderly stop and then the signal's
 * own effect, unless the program has a handler of its own, which then decides; on a plain exit by telling the children
 * to stop without waiting. Returns how to undo it.
 */
export function stopWithProcess(stop: () => Promise<void>, abandon: () => void): () => void {
  const onSignal = (signal: NodeJS.Signals): void => {
    // Read before our handler goes: whoever else listens ends the program in their own way.
    const isOursAlone = process.listenerCount(signal) === 1
    stop().then(
      () => isOursAlone && process.kill(process.pid, signal),
      () => process.exit(1),
    )
  }
  for (const signal of signals) process.on(signal, onSignal)
  process.on('exit', abandon)
  return () => {
    for (const signal of signals) process.off(signal, onSignal)
    process.off('exit', abandon)
  }
}
