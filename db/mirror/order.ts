import type { MirrorTable } from './mirror.ts'

/** Tables so that what a row refers to comes before the row; by name where nothing decides. */
export function parentsFirst(tables: readonly MirrorTable[]): readonly MirrorTable[] {
  const ordered: MirrorTable[] = []
  let waiting = [...tables]
  while (waiting.length > 0) {
    const ready = waiting.filter(
      (table) => !parentsOf(table).some((parent) => waiting.some((one) => one.name === parent)),
    )
    if (ready.length === 0)
      throw new Error(
        `mirror: ${waiting.map((table) => table.name).join(', ')} refer to each other in a circle`,
      )
    ordered.push(...ready)
    waiting = waiting.filter((table) => !ready.includes(table))
  }
  return ordered
}

function parentsOf(table: MirrorTable): readonly string[] {
  return table.foreignKeys.map((key) => key.table).filter((parent) => parent !== table.name)
}
