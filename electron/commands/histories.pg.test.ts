import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openTestDatabase } from '../../db/supabase/tests/support/database.ts'
import { checkHouse } from '../../shared/testing/check-house.ts'
import { attempt, attempts } from './testing/histories.ts'
import { aServerDesk } from './testing/server-desk.ts'

/** What the server itself must hold, by its own rules of old: counted from its rows. */
const broken = `
select 'a room-night is held twice' as what
  from public.booking_nights where holds_room and room_id is not null group by room_id, night having count(*) > 1
union all
select 'a night is held that its stay does not have, or not held that it has'
  from public.booking_nights n join public.bookings b on b.id = n.booking_id
 where n.holds_room <> app.holds_room(b.status, b.check_in_date, b.check_out_date, n.night)
union all
select 'a sum is not that of its rows'
  from public.bookings b
 where b.total_room_charge <> (
   select coalesce(sum(n.amount), 0) from public.booking_nights n
    where n.booking_id = b.id and n.night >= b.check_in_date and n.night < b.check_out_date)
union all
select 'there is not one open day' from (select count(*) as days from public.business_days where status = 'open') d
 where d.days <> 1`

test('any history of one desk is taken by the server as it was done, and leaves both alike', async () => {
  await fc.assert(
    fc.asyncProperty(attempts, attempts, async (one, other) => {
      const server = await openTestDatabase()
      try {
        const desk = await aServerDesk(server)
        await server.rows(
          `insert into public.rate_plans (code, name, is_default, no_show_fee_nights, cancellation_fee_nights, free_cancellation_days)
           values ('BAR', 'Best', true, 1, 1, 2)`,
        )
        await desk.mirror()
        for (const wish of [...one, ...other]) {
          await attempt(
            desk.db,
            async (command, input) => {
              const { done, result } = await desk.do(command, input)
              if (done.ok)
                expect(result, JSON.stringify({ name: command.name, result })).toMatchObject({
                  status: 'applied',
                })
              return done
            },
            wish,
          )
        }
        expect(checkHouse(desk.db)).toEqual([])
        expect(await desk.differences()).toEqual([])
        expect(await server.rows(broken)).toEqual([])
      } finally {
        await server.stop()
      }
    }),
    { numRuns: 4, endOnFailure: true },
  )
}, 300_000)
