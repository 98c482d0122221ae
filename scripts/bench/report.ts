/** What a bench found: figures of this run on this machine, and the ratios that may be compared between machines. */
export interface BenchReport {
  readonly area: string
  readonly figures: Readonly<Record<string, number | string>>
  /** Measured over a named floor or peer of the same run; over `limit` fails the bench. */
  readonly ratios: Readonly<Record<string, { readonly value: number; readonly limit: number }>>
}

export function rounded(value: number, digits = 2): number {
  return Number(value.toFixed(digits))
}

export async function timed<T>(work: () => Promise<T> | T): Promise<{ value: T; ms: number }> {
  const start = performance.now()
  const value = await work()
  return { value, ms: performance.now() - start }
}

/** Of values measured one by one: 0.5 is the median. */
export function quantile(values: readonly number[], share: number): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length * share)] ?? 0
}
