import { createHash } from 'node:crypto'
import { v5, v7 } from 'uuid'
import type { Clock } from '../../shared/kernel/clock.ts'
import type { Ids } from '../../shared/kernel/ids.ts'

/**
 * The ids of one op: the n-th fresh id is always the same one, so that a command run again on newer rows names its
 * rows as it did before. Still UUID v7, by the time of the op, so that they sort with the others.
 */
export function idsOfOp(opId: string, at: string): Ids {
  const msecs = Date.parse(at)
  let count = 0
  return {
    fresh: () => v7({ msecs, random: createHash('sha256').update(`${opId}:${count++}`).digest() }),
    derived,
  }
}

/** Ids by the clock and the system's randomness. */
export function systemIds(clock: Clock): Ids {
  return { fresh: () => v7({ msecs: clock.now() }), derived }
}

function derived(namespace: string, name: string): string {
  return v5(name, namespace)
}
