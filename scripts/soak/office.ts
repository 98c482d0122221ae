import { seededRandom } from '../load/random.ts'
import type { SoakServer } from './server.ts'

/** The night audit, as far as terminals see it: the open day closes and the next one opens. */
export async function moveDay(server: SoakServer): Promise<void> {
  await server.rows(
    `with closed as (
       update public.business_days set status = 'closed', closed_at = now() where status = 'open' returning business_date)
     insert into public.business_days (business_date) select business_date + 1 from closed`,
  )
}

/** Somebody changes something in the office, past all terminals. Says what. */
export async function changeAtOffice(server: SoakServer, salt: string): Promise<string> {
  const random = seededRandom(salt)
  switch (random.pick(['rate', 'note', 'guest', 'room'])) {
    case 'rate':
      await server.rows(`update public.room_types set base_rate = $1 where code = 'DBL'`, [
        random.between(80, 140),
      ])
      return 'the office changes a rate'
    case 'note':
      await server.rows(
        `update public.bookings set internal_notes = $1
          where id = (select id from public.bookings order by id offset $2 limit 1)`,
        ['from the office', random.between(0, 5)],
      )
      return 'the office writes a note'
    case 'guest':
      await server.rows(
        `update public.customers set phone = $1
          where id = (select id from public.customers order by id offset $2 limit 1)`,
        [String(random.between(100_000, 999_999)), random.between(0, 5)],
      )
      return 'the office corrects a guest'
    default:
      await server.rows(`update public.rooms set housekeeping_status = 'dirty' where room_number = $1`, [
        String(random.between(101, 106)),
      ])
      return 'the office marks a room'
  }
}

/** Time passes for what ends at a moment, though the server's clock is the machine's and stays what it is. */
export async function passAtServer(server: SoakServer, hours: number): Promise<void> {
  await server.rows('update public.room_leases set expires_at = expires_at - make_interval(hours => $1)', [
    hours,
  ])
}

/** A server of another version, which understands this one's terminals. */
export async function setVersion(server: SoakServer, version: number): Promise<void> {
  // no triggers: nothing that the REST server knows has changed, and reading the schema takes it half a second
  await server.rows(
    `begin; set local session_replication_role = replica; create or replace function sync.schema_version() returns integer language sql immutable parallel safe return ${version}; commit`,
  )
}
