import { readFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import { Client } from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import type { Column } from '../../shared/protocol/column.ts'
import { tables } from '../../shared/protocol/rows.ts'

/**
 * The least a mirror can cost: every mirrored table by COPY out of Postgres, already in the form SQLite keeps, and a
 * bare prepared insert into the same tables. No protocol, no checks, no indexes; durable once at the end.
 */
export async function copyFloor(databaseUrl: string, file: string): Promise<{ rows: number }> {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query("set timezone = 'UTC'")
  const db = new Database(file)
  db.pragma('journal_mode = wal')
  db.pragma('synchronous = full')
  db.exec(readFileSync(new URL('../../db/sqlite/mirror.sql', import.meta.url), 'utf8'))
  let rows = 0
  try {
    for (const [table, { columns }] of Object.entries(tables))
      rows += await copyTable(client, db, table, columns)
  } finally {
    db.close()
    await client.end()
  }
  return { rows }
}

async function copyTable(
  client: Client,
  db: Database.Database,
  table: string,
  columns: readonly Column[],
): Promise<number> {
  const given = columns.filter((column) => column.fixed !== 'generated')
  const names = given.map((column) => column.name).join(', ')
  const insert = db.prepare(`insert into ${table} (${names}) values (${given.map(() => '?').join(', ')})`)
  const stream = client.query(
    copyTo(`copy (select ${given.map(storedForm).join(', ')} from public.${table}) to stdout`),
  )
  let rows = 0
  let rest = ''
  db.exec('begin')
  stream.setEncoding('utf8')
  for await (const chunk of stream) {
    const lines = (rest + String(chunk)).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) insert.run(line.split('\t').map(fromCopyText))
    rows += lines.length
  }
  db.exec('commit')
  return rows
}

function storedForm({ name, kind }: Column): string {
  if (kind === 'money') return `(${name} * 100)::bigint`
  if (kind === 'boolean') return `${name}::int`
  if (kind === 'instant') return `to_char(${name}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
  if (kind === 'array') return `to_json(${name})::text`
  return name
}

function fromCopyText(field: string): string | null {
  if (field === '\\N') return null
  return field.includes('\\') ? field.replaceAll(/\\(.)/g, (_, char: string) => escapes[char] ?? char) : field
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v' }
