import { CsvError, type InfoRecord } from 'csv-parse'
import { parse } from 'csv-parse/sync'
import { gunzipSync } from 'node:zlib'
import { err, ok, type Result } from '../../shared/kernel/result.ts'
import type { Profile } from './profile.ts'
import { columnsOf } from './load-profile.ts'

/** A row of the file, by column. */
export interface CellRow {
  /** Where the row begins in the file; the header is line 1. */
  readonly line: number
  readonly cells: ReadonlyMap<string, string>
}

export interface BrokenRow {
  readonly line: number
  readonly problem: string
}

export interface CellFile {
  readonly rows: readonly CellRow[]
  /** Rows with too few or too many cells. */
  readonly broken: readonly BrokenRow[]
}

export type FileError =
  | { readonly code: 'file_unreadable'; readonly why: string }
  | {
      readonly code: 'columns_missing'
      readonly missing: readonly string[]
      readonly found: readonly string[]
    }

/** Takes a CSV file apart, gzipped or not. A broken row is told and left out; the rows after it are read. */
export function readCells(bytes: Uint8Array, profile: Profile): Result<CellFile, FileError> {
  const text = decode(bytes, profile.encoding)
  if (!text.ok) return text
  const records = split(text.value, profile.delimiter)
  if (!records.ok) return records
  const [head, ...body] = records.value
  const header = head?.record ?? []
  const missing = columnsOf(profile).filter((column) => !header.includes(column))
  if (missing.length > 0) return err({ code: 'columns_missing', missing, found: header })
  const rows: CellRow[] = []
  const broken: BrokenRow[] = []
  for (const { line, record } of body) {
    if (record.length === header.length) {
      rows.push({
        line,
        cells: new Map(header.map((column, index) => [column, (record[index] ?? '').trim()])),
      })
    } else {
      broken.push({ line, problem: `has ${record.length} cells, the header has ${header.length}` })
    }
  }
  return ok({ rows, broken })
}

/** Gzip is known by its first two bytes, whatever the file is called. */
function decode(bytes: Uint8Array, encoding: string): Result<string, FileError> {
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b
  try {
    const plain = isGzip ? gunzipSync(bytes) : bytes
    return ok(new TextDecoder(encoding, { fatal: true }).decode(plain))
  } catch (error) {
    const why = error instanceof TypeError ? `it is not in ${encoding}` : String(error)
    return err({ code: 'file_unreadable', why })
  }
}

interface FileRecord {
  readonly line: number
  readonly record: readonly string[]
}

/**
 * Quotes in the middle of a cell are taken as they are: the parser's own way of skipping such a row loses good rows
 * after it (csv-parse 7.0.3). A quote that is never closed swallows the rest of the file, so the file is refused.
 */
function split(text: string, delimiter: string): Result<readonly FileRecord[], FileError> {
  const records: FileRecord[] = []
  const keep = (record: string[], { lines }: InfoRecord): null => {
    // the parser tells the line a row ends in; a quoted cell may hold line breaks
    const breaks = record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0)
    records.push({ line: lines - breaks, record })
    return null
  }
  try {
    parse(text, {
      bom: true,
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      on_record: keep,
    })
  } catch (error) {
    if (error instanceof CsvError) return err({ code: 'file_unreadable', why: error.message })
    throw error
  }
  return ok(records)
}
