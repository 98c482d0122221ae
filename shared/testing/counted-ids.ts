import { v5 } from 'uuid'
import type { Ids } from '../kernel/ids.ts'

/** Ids that are the same at every run of a test: ...-000000000001, ...-000000000002 and so on. */
export function countedIds(): Ids {
  let count = 0
  return {
    fresh: () => {
      count += 1
      return `00000000-0000-7000-8000-${count.toString(16).padStart(12, '0')}`
    },
    derived: (namespace, name) => v5(name, namespace),
  }
}
