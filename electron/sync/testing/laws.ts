import type { Database } from 'better-sqlite3'
import { chainHash, firstHash } from '../../outbox/envelope.ts'
import { storeDigest } from '../../store/digest.ts'
import { joinStore } from '../../store/open.ts'
import { readSyncState } from '../../store/sync-state.ts'
import type { HotelServer } from './hotel-server.ts'
import type { TestDesk } from './test-desk.ts'

/** What of the laws of sync does not hold, once all desks are connected and quiet: empty when all do. */
export async function findBreaches(
  server: HotelServer,
  desks: readonly TestDesk[],
): Promise<readonly string[]> {
  const breaches: string[] = []
  for (const desk of desks) breaches.push(...(await opBreaches(server, desk.db)), ...fileBreaches(desk.db))
  breaches.push(...(await auditBreaches(server)), ...mirrorBreaches(desks))
  return breaches
}

interface Op {
  readonly seq: number
  readonly op_id: string
  readonly hash: string
  readonly status: string | null
}

/** Laws 2, 3 and 11: each command once at the server, in order, as it was sent, with its end kept on both sides. */
async function opBreaches(server: HotelServer, db: Database): Promise<readonly string[]> {
  const terminal = readSyncState(db, 'terminal_id')
  const here = db.prepare<[], Op>('select seq, op_id, hash, status from outbox order by seq').all()
  const there = await server.column(
    `select json_build_object('seq', seq, 'op_id', op_id, 'hash', hash, 'status', status) from sync.ops
     where terminal_id = $1 order by seq`,
    [terminal],
  )
  const breaches: string[] = []
  if (JSON.stringify(here) !== JSON.stringify(there)) breaches.push(`ops of ${terminal} differ`)
  let prevHash = firstHash
  for (const { body, hash } of db
    .prepare<[], { body: string; hash: string }>('select body, hash from outbox order by seq')
    .iterate()) {
    if (chainHash(prevHash, body) !== hash) breaches.push(`chain of ${terminal} is broken`)
    prevHash = hash
  }
  return breaches
}

/** Laws 1 and 4, as far as a file shows them. */
function fileBreaches(db: Database): readonly string[] {
  const breaches: string[] = []
  // by a connection of its own: one that has searched takes another's change of the full text index for damage
  const fresh = joinStore({ file: db.name, readonly: true })
  if (fresh.pragma('integrity_check', { simple: true }) !== 'ok') breaches.push('the file is damaged')
  fresh.close()
  if (db.prepare('pragma foreign_key_check').get() !== undefined) breaches.push('a reference leads nowhere')
  for (const table of ['shadow', 'outbox_rows', 'staged_pages']) {
    if (db.prepare(`select 1 from ${table}`).get() !== undefined) breaches.push(`${table} is not empty`)
  }
  return breaches
}

/** Law 11: one row per write of what was done, and none of what was not. */
async function auditBreaches(server: HotelServer): Promise<readonly string[]> {
  const wrong = await server.column(
    `select o.op_id from sync.ops o
       left join public.audit_logs a on a.op_id = o.op_id
      where o.status in ('applied', 'merged', 'parked')
      group by o.op_id, o.body
     having count(a.id) <> jsonb_array_length(o.body::jsonb -> 'writes')`,
  )
  return wrong.map((opId) => `audit of ${String(opId)} is not one row per write`)
}

/** Law 7. */
function mirrorBreaches(desks: readonly TestDesk[]): readonly string[] {
  const [first, ...others] = desks.map((desk) => storeDigest(desk.db))
  if (first === undefined) return []
  return others.flatMap((digest) =>
    [...digest]
      .filter(([table, hash]) => first.get(table) !== hash)
      .map(([table]) => `${table} differs between desks`),
  )
}
