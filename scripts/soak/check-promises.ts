import type { Ack, Breach } from './facts.ts'
import type { SoakServer } from './server.ts'

/**
 * What leases are for: a stay that was sold without a line, of a room that this desk alone might sell, has that room. A
 * server that went back in time may have forgotten the lease, and promises nothing; nor is there a promise to the copy of a
 * disk that has lost the name which the lease was given to. And no guest is put out of a room: who was let in after the
 * lease had run out, when the desk had not been heard of, stays.
 */
export async function checkPromises(server: SoakServer, acks: readonly Ack[]): Promise<readonly Breach[]> {
  const broken = await server.rows<{ opId: string }>(
    `select o.op_id as "opId" from sync.ops o, jsonb_array_elements(o.body::jsonb -> 'writes') w
      where o.name in ('booking.create', 'booking.walkIn') and o.status = 'parked' and (o.body::jsonb ->> 'offline')::boolean
        and w ->> 'table' = 'bookings' and w #>> '{set,room_id}' is not null
        and not coalesce((w #>> '{set,to_be_confirmed}')::boolean, false)
        and not exists (select from sync.terminal_state s where s.terminal_id = o.terminal_id and s.forked_from is not null)
        and not exists (
          select from public.booking_nights n join public.bookings b on b.id = n.booking_id
           where n.room_id = (w #>> '{set,room_id}')::uuid and b.id <> (w ->> 'id')::uuid and b.status in ('checked_in', 'checked_out')
             and n.night >= (w #>> '{set,check_in_date}')::date and n.night < (w #>> '{set,check_out_date}')::date)`,
  )
  const ids = new Set(broken.map(({ opId }) => opId))
  return acks
    .filter(({ opId }) => ids.has(opId))
    .map(({ desk, seq, name, subject }) => ({
      law: 'promise',
      text: `desk ${desk + 1}’s command ${seq}, ${name} ${subject}, was sure of its room, and did not get it`,
    }))
}
