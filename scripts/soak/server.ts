import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { v5 } from 'uuid'
import { databaseUrl } from '../../db/stack/postgres.ts'
import { loadSecrets } from '../../db/stack/secrets.ts'
import { startTestStack } from '../../db/stack/testing.ts'
import { createShelf, type Shelf } from './shelf.ts'

/** The whole server with a small hotel in it, which can be put back to what it was in a moment. */
export interface SoakServer {
  readonly url: string
  readonly anonKey: string
  readonly enrolCode: () => Promise<string>
  /** Rows of a query, as the database's superuser. */
  readonly rows: <Row extends pg.QueryResultRow>(
    sql: string,
    values?: readonly unknown[],
  ) => Promise<readonly Row[]>
  /** The hotel as it was set up. */
  readonly atFirst: Shelf
  /** A place for one more state of it: a backup. */
  readonly backup: Shelf
  /** A folder for the terminals' files. */
  readonly dir: string
  readonly stop: () => Promise<void>
}

export const firstDay = '2026-08-13'

/** Where there is one, a disk without a disk: waiting for a real one was half of the time, and a power cut is not what is tried. */
const memory = '/dev/shm'

export async function startSoakServer(): Promise<SoakServer> {
  const stack = await startTestStack()
  const dir = mkdtempSync(join(existsSync(memory) ? memory : tmpdir(), 'front-desk-soak-'))
  const { adminPassword } = await loadSecrets(stack.dir)
  const port = Number(new URL(stack.databaseUrl).port)
  const pool = new pg.Pool({
    connectionString: databaseUrl({ user: 'supabase_admin', password: adminPassword, port }),
    max: 3,
  })
  // Postgres ends idle connections when it stops
  pool.on('error', () => {})
  const rows = async <Row extends pg.QueryResultRow>(
    sql: string,
    values: readonly unknown[] = [],
  ): Promise<readonly Row[]> => {
    const result = await pool.query<Row>(sql, [...values])
    return result.rows
  }
  await buildHotel(rows)
  return {
    url: stack.url,
    anonKey: stack.anonKey,
    enrolCode: () => stack.enrolCode(),
    rows,
    atFirst: await createShelf(rows, 'soak_first'),
    backup: await createShelf(rows, 'soak_backup'),
    dir,
    stop: async () => {
      await pool.end()
      await stack.stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** Few rooms, so that desks get into each other's way: six doubles and two suites. */
async function buildHotel(rows: SoakServer['rows']): Promise<void> {
  const id = (name: string): string => v5(name, v5.URL)
  await rows(`update public.hotel_settings set hotel_name = 'Soak', time_zone = 'Europe/Lisbon'`)
  await rows(`insert into public.business_days (id, business_date) values ($1, $2)`, [id('day'), firstDay])
  for (const [code, rate] of [
    ['DBL', 100],
    ['SUI', 250],
  ] as const) {
    await rows(
      `insert into public.room_types (id, name, code, base_rate, max_occupancy) values ($1, $2, $2, $3, 4)`,
      [id(code), code, rate],
    )
  }
  for (const number of ['101', '102', '103', '104', '105', '106', '201', '202']) {
    await rows(
      `insert into public.rooms (id, room_number, room_type_id, floor, housekeeping_status) values ($1, $2, $3, $4, 'inspected')`,
      [id(number), number, id(number.startsWith('1') ? 'DBL' : 'SUI'), Number(number[0])],
    )
  }
}
