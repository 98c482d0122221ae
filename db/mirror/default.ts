import type { MirrorColumn } from './mirror.ts'

/** The time of day in the one form of instants. */
const now = `(strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))`

/** A column's default in SQLite's words, or null where there is none, or only the server can know it. */
export function defaultOf(table: string, column: MirrorColumn): string | null {
  const { expression } = column
  if (expression === null || column.generated) return null
  // Identities and codes are made by whoever makes the row.
  if (/^(gen_random_uuid|app\.\w+)\(\)$/.test(expression)) return null
  if (expression === 'now()') return now
  if (expression === 'true' || expression === 'false') return expression === 'true' ? '1' : '0'
  const number = /^'?(-?\d+(?:\.\d+)?)'?(::.+)?$/.exec(expression)?.[1]
  if (number !== undefined && numeric.has(column.kind))
    return column.kind === 'money' ? String(Number(number) * 100) : number
  const text = /^'((?:[^']|'')*)'::[\w ".[\]]+$/.exec(expression)?.[1]
  if (text === undefined)
    throw new Error(`mirror: the default of ${table}.${column.name} is unknown here: ${expression}`)
  return `'${column.kind === 'array' ? arrayText(text) : text}'`
}

const numeric: ReadonlySet<string> = new Set(['integer', 'money', 'real'])

/** `{a,b}` as JSON. Elements that would need quotes in the one or the other are not used as defaults. */
function arrayText(text: string): string {
  const elements = text
    .slice(1, -1)
    .split(',')
    .filter((element) => element !== '')
  return JSON.stringify(elements.map((element) => (/^-?\d+$/.test(element) ? Number(element) : element)))
}
