import type { PlanNode, RunPlan } from './watch-plans.ts'

/** From this many rows on a table is a big one, which no question of a desk may read from end to end. */
const bigFrom = 5_000

/**
 * Where a big table was read from end to end: by a sequential scan, or through an index of which no part was asked for.
 * `rowsOf` has the tables by name with their rows.
 */
export function fullScansOf(
  plans: readonly RunPlan[],
  rowsOf: ReadonlyMap<string, number>,
): readonly string[] {
  return plans.flatMap(({ statement, plan }) =>
    nodesOf(plan)
      .filter((node) => isFullScan(node, rowsOf))
      .map(
        (node) =>
          `${node['Node Type']} of ${node['Relation Name'] ?? node['Index Name'] ?? ''} in ${brief(statement)}`,
      ),
  )
}

/** Pages that the outermost statements asked for, whether they were in memory or not; what they called is counted in. */
export function pagesOf(plans: readonly RunPlan[]): number {
  const last = plans.at(-1)
  return last === undefined ? 0 : last.plan['Shared Hit Blocks'] + last.plan['Shared Read Blocks']
}

export function indexesOf(plans: readonly RunPlan[]): readonly string[] {
  const names = plans.flatMap(({ plan }) => nodesOf(plan).map((node) => node['Index Name']))
  return [...new Set(names.filter((name) => name !== undefined))].toSorted()
}

function isFullScan(node: PlanNode, rowsOf: ReadonlyMap<string, number>): boolean {
  if (node['Actual Loops'] === 0) return false
  if (node['Node Type'] === 'Seq Scan') return (rowsOf.get(node['Relation Name'] ?? '') ?? 0) >= bigFrom
  // one that stops early, as the newest twenty by date do, reads little through a bare index
  const isBare = /^Index (Only )?Scan$/.test(node['Node Type']) && node['Index Cond'] === undefined
  return isBare && node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0) >= bigFrom
}

function nodesOf(node: PlanNode): readonly PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)]
}

function brief(statement: string): string {
  const words = statement.replaceAll(/\s+/g, ' ').trim()
  return words.length > 120 ? `${words.slice(0, 120)}…` : words
}
