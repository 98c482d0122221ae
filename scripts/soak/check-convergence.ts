import { columnsOf, wireToStored, type Stored } from '../../electron/store/codec.ts'
import { isTableName, type TableName } from '../../shared/protocol/rows.ts'
import type { WireValue } from '../../shared/protocol/wire.ts'
import type { Breach, CheckedDesk } from './facts.ts'
import type { SoakServer } from './server.ts'

interface ServerTable {
  readonly [column: string]: unknown
  readonly name: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly WireValue[])[]
}

/** Law 7: every mirror holds the server's rows, column for column, and no others. */
export async function checkConvergence(
  server: SoakServer,
  desks: readonly CheckedDesk[],
): Promise<readonly Breach[]> {
  const tables = await readServer(server)
  return desks.flatMap((desk) =>
    tables.flatMap(({ name, columns, rows }) => {
      if (!isTableName(name)) return []
      const there = storedRows(name, columns, rows)
      const here = localRows(desk, name)
      const differing = differences(there, here)
      return differing.length === 0
        ? []
        : [
            {
              law: 'diverged' as const,
              text: `desk ${desk.number + 1}: ${name} ${differing.slice(0, 3).join('; ')}`,
            },
          ]
    }),
  )
}

async function readServer(server: SoakServer): Promise<readonly ServerTable[]> {
  const listed = await server.rows<{ name: string; columns: readonly string[] }>(
    'select name, columns from sync.tables order by name',
  )
  return await server.rows<ServerTable>(
    listed
      .map(
        ({ name, columns }) =>
          `select '${name}' as name, '{${columns.join()}}'::text[] as columns,
             (select coalesce(json_agg(json_build_array(${columns.map((column) => `t."${column}"`).join()})), '[]') from public."${name}" t) as rows`,
      )
      .join(' union all '),
  )
}

type Rows = ReadonlyMap<string, Readonly<Record<string, Stored>>>

function storedRows(table: TableName, columns: readonly string[], rows: ServerTable['rows']): Rows {
  const known = columnsOf(table)
  return new Map(
    rows.map((row) => {
      const stored = Object.fromEntries(
        known.map((column) => [column.name, wireToStored(column, row[columns.indexOf(column.name)])]),
      )
      return [String(stored['id']), stored]
    }),
  )
}

function localRows({ db }: CheckedDesk, table: TableName): Rows {
  const names = columnsOf(table).map(({ name }) => name)
  return new Map(
    db
      .prepare<[], Readonly<Record<string, Stored>>>(`select ${names.join()} from ${table}`)
      .all()
      .map((row) => [String(row['id']), row]),
  )
}

/** Without values, which may be a guest's: which rows and columns. */
function differences(there: Rows, here: Rows): readonly string[] {
  const found: string[] = []
  for (const [id, row] of there) {
    const mine = here.get(id)
    if (mine === undefined) found.push(`lacks ${id}`)
    else {
      const columns = Object.keys(row).filter((name) => row[name] !== mine[name])
      if (columns.length > 0) found.push(`has ${id} with another ${columns.join(', ')}`)
    }
  }
  for (const id of here.keys()) if (!there.has(id)) found.push(`still has ${id}`)
  return found
}
