/**
 * Is what was agreed for each night less than the nights cost both as they are and priced anew? A clerk may choose
 * between those two; less than either is for a manager to give.
 */
export function isBelowBoth(
  agreedMinor: number | undefined,
  kept: readonly number[],
  anew: readonly number[],
): boolean {
  if (agreedMinor === undefined) return false
  return agreedMinor * kept.length < Math.min(sum(kept), sum(anew))
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0)
}
