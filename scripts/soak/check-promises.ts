import type { Ack, Breach } from './facts.ts'
import type { SoakServer } from './server.ts'

/**
 * What leases are for: a stay that was sold without a line, of a room that this desk alone might sell, has that room. A
 * server that went back in time may have forgotten the lease, and promises nothing; nor is there a promise to the copy of a
 * disk that has lost the name which the lease was given to. And no guest is put out of a room: who had been let in when the
 * sale was heard of stays, where the room was given to them after the desk's lease had run out.
 */
export async function checkPromises(server: SoakServer, acks: readonly Ack[]): Promise<readonly Breach[]> {
  const broken = await server.rows<{ opId: string }>(
    `with sale as (
       select o.op_id, o.terminal_id, o.received_at, o.detail, (w #>> '{set,room_id}')::uuid as room_id,
         (w #>> '{set,check_in_date}')::date as arrival, (w #>> '{set,check_out_date}')::date as departure
         from sync.ops o, jsonb_array_elements(o.body::jsonb -> 'writes') w
        where o.name in ('booking.create', 'booking.walkIn') and o.status = 'parked'
          and (o.body::jsonb ->> 'offline')::boolean
          and w ->> 'table' = 'bookings' and w #>> '{set,room_id}' is not null
          and not coalesce((w #>> '{set,to_be_confirmed}')::boolean, false)
          and not exists (
            select from sync.terminal_state s where s.terminal_id = o.terminal_id and s.forked_from is not null)),
     done as (
       select o.received_at, (w ->> 'id')::uuid as id, w -> 'set' as set
         from sync.ops o, jsonb_array_elements(o.body::jsonb -> 'writes') w
        where o.status in ('applied', 'merged') and w ->> 'table' = 'bookings')
     select s.op_id as "opId" from sale s
      where not exists (
        select from jsonb_array_elements(s.detail -> 'heldBy') h
          join public.bookings b on b.id = (h ->> 'bookingId')::uuid
          -- on the day of leaving too, and that of a day's use
         cross join generate_series(
           greatest(b.check_in_date, s.arrival), least(b.check_out_date, s.departure - 1), interval '1 day') d (night)
          join done given on given.id = b.id and (given.set ->> 'room_id')::uuid = s.room_id
          join done arrived on arrived.id = b.id and arrived.set ->> 'status' = 'checked_in'
         cross join lateral (
           select a.new_values from public.audit_logs a
            where a.table_name = 'room_leases' and a.record_id = app.derived_id(s.room_id, d.night::date::text)
              and a.created_at <= given.received_at
            order by a.created_at desc limit 1) lease
         where given.received_at < s.received_at and arrived.received_at < s.received_at
           and (lease.new_values ->> 'expires_at')::timestamptz + sync.lease_grace() <= given.received_at)`,
  )
  const ids = new Set(broken.map(({ opId }) => opId))
  return acks
    .filter(({ opId }) => ids.has(opId))
    .map(({ desk, seq, name, subject }) => ({
      law: 'promise',
      text: `desk ${desk + 1}’s command ${seq}, ${name} ${subject}, was sure of its room, and did not get it`,
    }))
}
