/** Something that runs beside this process and must not outlive it. */
export interface Dependant {
  stop(): Promise<void>
  /** Whether it is still starting, so that nobody else can stop it yet. */
  isOpening(): boolean
  /** Tells it to stop without waiting: all that can be done when a process exits. */
  abandon(): void
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
const dependants = new Set<Dependant>()

/**
 * Sees to it that nothing is left running when this process ends: on a signal by an orderly stop, after which the signal
 * has its usual effect; on any other exit by telling everything to stop. A program with signal handlers of its own
 * decides for itself when to stop what, except for what it has not been handed yet. Returns how to undo it.
 */
export function stopWithProcess(dependant: Dependant): () => void {
  if (dependants.size === 0) {
    for (const signal of signals) process.on(signal, onSignal)
    process.on('exit', abandonAll)
  }
  dependants.add(dependant)
  return () => {
    if (!dependants.delete(dependant) || dependants.size > 0) return
    for (const signal of signals) process.off(signal, onSignal)
    process.off('exit', abandonAll)
  }
}

function onSignal(signal: NodeJS.Signals): void {
  void endBy(signal, process.listenerCount(signal) === 1)
}

async function endBy(signal: NodeJS.Signals, isOursToDecide: boolean): Promise<void> {
  const ending = [...dependants].filter((dependant) => isOursToDecide || dependant.isOpening())
  await Promise.allSettled(ending.map(async (dependant) => await dependant.stop()))
  if (!isOursToDecide) return
  abandonAll()
  process.off(signal, onSignal)
  process.kill(process.pid, signal)
}

function abandonAll(): void {
  for (const dependant of dependants) dependant.abandon()
}
