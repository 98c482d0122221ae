import type { Step } from './schedule.ts'

/**
 * Leaves out whatever is not needed for the failure: halves first, then ever smaller pieces, as long as it still fails.
 * `fails` is asked at most `tries` times.
 */
export async function shrink(
  steps: readonly Step[],
  fails: (steps: readonly Step[]) => Promise<boolean>,
  tries = 80,
): Promise<readonly Step[]> {
  let left = tries
  let kept = steps
  for (let size = Math.ceil(kept.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < kept.length && left > 0;) {
      const fewer = [...kept.slice(0, from), ...kept.slice(from + size)]
      left -= 1
      if (await fails(fewer)) kept = fewer
      else from += size
    }
  }
  return kept
}
