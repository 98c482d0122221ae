import { backupTime } from './backup-names.ts'

export interface Retention {
  readonly days: number
  readonly weeks: number
  readonly months: number
}

export const usualRetention: Retention = { days: 14, weeks: 8, months: 24 }

/**
 * Which dumps have served: all but the newest of each of the last days, weeks and months that have one. Counted in days
 * with a dump and not by the calendar, so that a server that stood still for a year does not lose its last dumps.
 */
export function servedDumps(names: readonly string[], keep: Retention): readonly string[] {
  const dumps = names
    .flatMap((name) => {
      const at = backupTime('dump', name)
      return at === null ? [] : [{ name, at }]
    })
    .toSorted((a, b) => b.at.getTime() - a.at.getTime())
  const newestOfEach = (period: (at: Date) => string, count: number): readonly string[] => {
    const newest = new Map<string, string>()
    for (const { name, at } of dumps) if (!newest.has(period(at))) newest.set(period(at), name)
    return [...newest.values()].slice(0, count)
  }
  const kept = new Set([
    ...newestOfEach((at) => at.toISOString().slice(0, 10), keep.days),
    ...newestOfEach(mondayBefore, keep.weeks),
    ...newestOfEach((at) => at.toISOString().slice(0, 7), keep.months),
  ])
  return dumps.map(({ name }) => name).filter((name) => !kept.has(name))
}

function mondayBefore(at: Date): string {
  const monday = new Date(at)
  monday.setUTCDate(at.getUTCDate() - ((at.getUTCDay() + 6) % 7))
  return monday.toISOString().slice(0, 10)
}
