import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { mentionSql } from './mention-sql.ts'

/** The SQL that a terminal's file is made of. */
export interface Ddl {
  /** The terminal's own tables, in steps that are taken once each. */
  readonly terminal: readonly string[]
  readonly mirror: string
  readonly indexes: string
  readonly search: string
}

let read: Ddl | undefined

export function ddl(): Ddl {
  read ??= readDdl(folderOfSql(import.meta.dirname))
  return read
}

export function hashOf(...texts: readonly string[]): string {
  const hash = createHash('sha256')
  for (const text of texts) hash.update(text).update('\0')
  return hash.digest('hex')
}

function readDdl(folder: string): Ddl {
  const text = (...path: readonly string[]): string => readFileSync(join(folder, ...path), 'utf8')
  return {
    terminal: readdirSync(join(folder, 'terminal'))
      .toSorted()
      .map((name) => text('terminal', name)),
    mirror: text('mirror.sql'),
    indexes: text('indexes.sql'),
    search: mentionSql() + text('search.sql'),
  }
}

/** `db/sqlite`, above this file whether it runs from the sources or out of a built program. */
function folderOfSql(from: string): string {
  const folder = join(from, 'db', 'sqlite')
  if (existsSync(join(folder, 'mirror.sql'))) return folder
  if (dirname(from) === from) throw new Error('the terminal is not whole: db/sqlite is missing')
  return folderOfSql(dirname(from))
}
