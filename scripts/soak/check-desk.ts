import type { Database } from 'better-sqlite3'
import type { RowWrite } from '../../shared/protocol/envelope.ts'
import { isTableName } from '../../shared/protocol/rows.ts'
import { prepared } from '../../electron/store/prepared.ts'
import { readSyncState } from '../../electron/store/sync-state.ts'
import { parseWrites, type Breach } from './facts.ts'

/**
 * Law 4, whenever the engine has made something of the server's its own: no reference leads nowhere, and what the server
 * does in one transaction is here whole. A mirror that is not complete, or not yet repaired by its first pull, may be
 * anything; a terminal that has one does not call itself up to date.
 */
export function checkApplied(db: Database, desk: number): readonly Breach[] {
  if (isMirroring(db)) return []
  return wholes.flatMap(([what, sql]) => {
    const { count = 0 } =
      prepared<{ count: number }>(db, `select count(*) as count from (${sql})`).get() ?? {}
    return count === 0 ? [] : [{ law: 'halves', text: `desk ${desk + 1}: ${what}, ${count}` } as const]
  })
}

/** From the first page until the pull that repairs it. */
function isMirroring(db: Database): boolean {
  const cursor = readSyncState(db, 'cursor')
  const last = mirrors.get(db) ?? null
  mirrors.set(db, cursor)
  return cursor === null || last === null
}

const mirrors = new WeakMap<Database, string | null>()

/**
 * SQL, of a booking `b`: work on it that a server which went back has forgotten, and is to get again. What another terminal
 * did to the stay before that may have to come back first, a longer stay's nights; until then this lies on what is there.
 */
const broughtBack = `
  select 1 from outbox o join outbox_rows r on r.seq = o.seq
   where o.state = 'pending' and o.server_order is not null
     and (r.row_id = b.id or r.row_id in (select n.id from booking_nights n where n.booking_id = b.id))`

const wholes: readonly (readonly [what: string, brokenBy: string])[] = [
  ['a reference leads nowhere', 'select 1 from pragma_foreign_key_check'],
  [
    'a payment is without its line on the folio',
    `select 1 from payments p where p.status = 'completed' and p.refund_of is null and not exists (
       select 1 from transactions t where t.payment_id = p.id and t.reverses_id is null and t.amount = -p.amount)`,
  ],
  [
    'a stay lacks one of its nights',
    `select 1 from bookings b
      where b.status in ('pending', 'confirmed', 'guaranteed', 'checked_in') and b.check_out_date > b.check_in_date
        and (select count(*) from booking_nights n where n.booking_id = b.id
               and n.night >= b.check_in_date and n.night < b.check_out_date) <> b.total_nights
        and not exists (${broughtBack})`,
  ],
]

interface OpRow {
  readonly seq: number
  readonly name: string
  readonly subject: string
  readonly writes: string
}

/** Law 5: what was done here is seen here, whatever has come in, until the server has said that it will not have it. Of all, or the `last` so many. */
export function checkOwnWork(db: Database, desk: number, last = -1): readonly Breach[] {
  const ops = prepared<OpRow>(
    db,
    `select seq, name, subject, writes from outbox
      where (status is null or status in ('applied', 'merged', 'parked')) and trouble is null
      order by seq desc limit ?`,
  ).all(last)
  return ops.flatMap(({ seq, name, subject, writes }) =>
    parseWrites(writes)
      .filter(
        ({ table, id, verb, set }) =>
          verb === 'insert' &&
          isTableName(table) &&
          !isThere(db, table, id) &&
          !hangsOnNothing(db, table, set),
      )
      .map(({ table }) => ({
        law: 'unread' as const,
        text: `desk ${desk + 1}: its own command ${seq}, ${name} ${subject}, is not seen: its row of ${table} is missing`,
      })),
  )
}

/**
 * A server that went back knows no more of a stay than the terminals have brought back yet: until then, what was done to
 * it elsewhere has nothing to hang on.
 */
function hangsOnNothing(db: Database, table: string, set: RowWrite['set']): boolean {
  return prepared<{ parent: string; column: string }>(
    db,
    'select "table" as parent, "from" as "column" from pragma_foreign_key_list(?)',
  )
    .all(table)
    .some(({ parent, column }) => typeof set[column] === 'string' && !isThere(db, parent, set[column]))
}

function isThere(db: Database, table: string, id: string): boolean {
  return prepared(db, `select 1 from ${table} where id = ?`).get(id) !== undefined
}
