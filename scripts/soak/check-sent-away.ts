import type { Database } from 'better-sqlite3'
import { mirrorTables } from '../../electron/store/mirror-tables.ts'
import { readSyncState } from '../../electron/store/sync-state.ts'
import type { Breach, CheckedDesk } from './facts.ts'
import type { SoakServer } from './server.ts'

/** It has handed in what it had, and has nothing of the hotel any more. */
export function isSentAway(db: Database): boolean {
  return readSyncState(db, 'revoked') !== null
}

/** Law 14: who was sent away has nothing of the hotel, and changed nothing more; its money is kept, marked. */
export async function checkSentAway(
  server: SoakServer,
  desks: readonly CheckedDesk[],
): Promise<readonly Breach[]> {
  const [found] = await server.rows<{ done: number; unmarked: number; there: readonly string[] }>(
    `with late as (
       select o.* from sync.ops o join public.terminals t on t.id = o.terminal_id
        where o.received_at > t.revoked_at
          and not exists (select from sync.ops x where x.op_id = o.op_id and x.received_at < o.received_at))
     select
       (select count(*)::int from late where status in ('applied', 'merged', 'parked')) as done,
       (select count(*)::int from late, jsonb_array_elements(late.body::jsonb -> 'writes') w
          join public.payments p on p.id = (w ->> 'id')::uuid
         where w ->> 'table' = 'payments' and w ->> 'verb' = 'insert' and p.suspense_reason is null) as unmarked,
       (select coalesce(array_agg(id::text), '{}') from public.terminals where revoked_at is not null) as there`,
  )
  const left = new Set(found?.there)
  return [
    ...count(found?.done, 'commands of a terminal that was sent away were done'),
    ...count(found?.unmarked, 'payments of a terminal that was sent away are not marked'),
    ...desks
      .filter((desk) => left.has(desk.terminalId()))
      .map((desk) => breach(`desk ${desk.number + 1} was sent away, and works on`)),
    ...desks
      .filter(({ db }) => isSentAway(db))
      .flatMap((desk) =>
        [...mirrorTables, 'outbox', 'retired_ops', 'shadow', 'staff_verifiers']
          .filter((table) => desk.db.prepare(`select 1 from ${table} limit 1`).get() !== undefined)
          .map((table) => breach(`desk ${desk.number + 1} was sent away, and still has ${table}`)),
      ),
  ]
}

function count(number: number | undefined, what: string): readonly Breach[] {
  return number === 0 ? [] : [breach(`${number} ${what}`)]
}

function breach(text: string): Breach {
  return { law: 'sent_away', text }
}
