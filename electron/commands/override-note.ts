import type { CheckInBlocker } from '../../shared/domain/stay/check-in-blockers.ts'

/** What a clerk answered for at a check-in, as the stay's notes keep it; null when nothing was overridden. */
export function overrideNote(
  overridden: readonly CheckInBlocker[],
  reason: string | undefined,
): string | null {
  if (overridden.length === 0 || reason === undefined) return null
  return `Checked in despite ${overridden.join(', ')}: ${reason}`
}
