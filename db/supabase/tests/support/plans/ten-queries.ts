import { z } from 'zod'

import type { Session, TestDatabase } from '../database.ts'
import { addStaff } from '../hotel.ts'
import {
  actAs,
  actAsTerminal,
  enrolTerminal,
  paymentWrites,
  stayWrites,
  type TestTerminal,
} from '../terminal.ts'
import { bigToday } from './big-hotel.ts'

/** What the product asks of the database, and beside what the answer's cost is held. */
export interface ProductQuery {
  readonly name: string
  /** Who asks it and when: why it is among the ten. */
  readonly why: string
  /** Asks once. A question that changes something asks something new each time. */
  readonly ask: () => Promise<unknown>
  readonly floor: Floor
  /** The most that the question may cost over its floor, at a million guests. */
  readonly limit: number
}

/** Rows of one table fetched by their primary key; or the design's own statement, where it has one. */
export type Floor =
  | { readonly kind: 'rows by key'; readonly table: string; readonly count: number }
  | { readonly kind: 'the design'; readonly statement: string; readonly params: readonly unknown[] }

export interface Askers {
  readonly owner: Session
  /** Connections of the same kind as PostgREST's, acting as a terminal's device, as a clerk and as an accountant. */
  readonly terminal: TestTerminal
  readonly clerk: Session
  readonly accountant: Session
}

/** Brings a terminal and staff into the big hotel. `connect` opens the connections that are watched. */
export async function openAskers(db: TestDatabase, connect: () => Promise<Session>): Promise<Askers> {
  const clerkId = await addStaff(db, 'front_desk')
  const accountantId = await addStaff(db, 'accountant')
  const terminal = await actAsTerminal({ ...db, connect }, await enrolTerminal(db))
  const [clerk, accountant] = [await connect(), await connect()]
  await actAs(clerk, clerkId)
  await actAs(accountant, accountantId)
  return { owner: db, terminal, clerk, accountant }
}

/**
 * The ten that a hotel's day is made of, by how often or for how long they are asked: what every terminal does without
 * being told (pull, push, mirror), what stands behind a booking form, a search box and the room rack, and what the
 * office asks. Reads that a desk makes are answered by its own SQLite and are not the server's business.
 */
export async function tenQueries(askers: Askers): Promise<readonly ProductQuery[]> {
  const { owner, terminal, clerk, accountant } = askers
  const clerkId = z
    .uuid()
    .parse(await owner.value(`select id from public.user_profiles where role = 'front_desk'`))
  const room = await one(
    owner,
    `select id, room_type_id as type from public.rooms order by room_number limit 1`,
  )
  const guest = z
    .uuid()
    .parse(
      await owner.value(
        `select customer_id from public.bookings where check_in_date < $1 group by 1 order by count(*) desc, 1 limit 1`,
        [bigToday],
      ),
    )
  const visits = Number(
    await owner.value(`select count(*) from public.all_bookings where customer_id = $1`, [guest]),
  )
  const middle = await owner.value('select id from public.bookings order by id offset 2000 limit 1')
  const day = await owner.value(`select max(business_date) from public.payments where business_date < $1`, [
    bigToday,
  ])
  const takings = Number(
    await owner.value(`select count(*) from public.payments where business_date = $1`, [day]),
  )
  const rooms = Number(await owner.value('select count(*) from public.rooms'))
  const delta = await changeSomething(owner)
  const stay = [daysFrom(bigToday, 20), daysFrom(bigToday, 23)]
  let sold = 0

  return [
    {
      name: 'sync_pull, a delta',
      why: 'every terminal, at every poke and each half minute',
      ask: async () => await terminal.session.value('select public.sync_pull($1)', [delta.base]),
      floor: { kind: 'rows by key', table: 'bookings', count: delta.rows },
      limit: 6,
    },
    {
      name: 'sync_push, a stay sold and paid',
      why: 'whatever a desk does ends here: locks, guards, constraint, sums, trail',
      ask: async () => {
        sold += 1
        const bookingId = crypto.randomUUID()
        const at = {
          arrival: daysFrom(bigToday, 300 + sold * 3),
          departure: daysFrom(bigToday, 303 + sold * 3),
        }
        const by = { actor: clerkId, businessDate: bigToday }
        const writes = stayWrites(terminal, clerkId, { bookingId, type: room.type, room: room.id, ...at })
        const ops = [
          terminal.seal({ ...by, name: 'booking.create', writes }),
          terminal.seal({
            ...by,
            name: 'folio.takePayment',
            writes: paymentWrites(terminal, clerkId, bookingId, '50.00'),
          }),
        ]
        const { results } = ends.parse(
          await terminal.session.value('select public.sync_push($1)', [JSON.stringify(ops)]),
        )
        if (results.some(({ status }) => status !== 'applied')) throw new Error(JSON.stringify(results))
      },
      floor: { kind: 'rows by key', table: 'bookings', count: 8 },
      limit: 60,
    },
    {
      name: 'sync_snapshot, a page of stays',
      why: 'a new terminal, a few hundred times',
      ask: async () =>
        await terminal.session.value(`select public.sync_snapshot('bookings', $1, 5000)`, [middle]),
      floor: { kind: 'rows by key', table: 'bookings', count: 5000 },
      limit: 2,
    },
    {
      name: 'sync_snapshot_today',
      why: 'a new terminal, once: the desk opens with it',
      ask: async () => await terminal.session.value(`select public.sync_snapshot_today()`),
      floor: { kind: 'rows by key', table: 'bookings', count: rooms * 4 },
      limit: 4,
    },
    {
      name: 'check_room_availability',
      why: 'one room, one question: the booking form of whoever works without a terminal',
      ask: async () =>
        await clerk.value('select public.check_room_availability($1, $2, $3)', [room.id, ...stay]),
      floor: { kind: 'rows by key', table: 'bookings', count: 1 },
      limit: 10,
    },
    {
      name: 'room_type_availability',
      why: 'how many of each type are left: the booking form’s first question',
      ask: async () => await clerk.rows('select * from public.room_type_availability($1, $2)', stay),
      floor: { kind: 'the design', statement: designsAvailability, params: stay },
      limit: 0.05,
    },
    {
      name: 'search_customers',
      why: 'a guest by part of a name, by the end of a phone number, and by two short words whole',
      ask: async () => {
        for (const words of ['cordafi sahol', '7654321', 'el or'])
          await clerk.rows('select * from public.search_customers($1)', [words])
      },
      floor: { kind: 'rows by key', table: 'customers', count: 60 },
      limit: 20,
    },
    {
      name: 'all_bookings of one guest',
      // most of it is planning: no year can be left out
      why: 'a guest’s history, live and archived',
      ask: async () =>
        await clerk.rows(
          `select * from public.all_bookings where customer_id = $1 order by check_in_date desc limit 20`,
          [guest],
        ),
      floor: { kind: 'rows by key', table: 'bookings', count: visits },
      limit: 40,
    },
    {
      name: 'room_availability',
      why: 'the house tonight: who is where, who comes next',
      ask: async () => await clerk.rows('select * from public.room_availability'),
      floor: { kind: 'rows by key', table: 'bookings', count: rooms * 2 },
      limit: 5,
    },
    {
      name: 'daily_revenue of one day',
      why: 'the accountant, each morning',
      ask: async () => await accountant.rows('select * from public.daily_revenue where date = $1', [day]),
      floor: { kind: 'rows by key', table: 'payments', count: takings },
      limit: 5,
    },
  ]
}

const ends = z.object({ results: z.array(z.looseObject({ status: z.string() })) })

/** The design's own check, room by room, as a form would have had to ask it; repaired only so far that it runs. */
const designsAvailability = `
  select count(*) from public.rooms r
   where not exists (
     select from public.bookings b
      where b.room_id = r.id and b.status not in ('cancelled', 'no_show')
        and b.check_in_date < $2::date and b.check_out_date > $1::date)`

/** What a poke brings: forty stays changed since, with their trail. */
async function changeSomething(owner: Session): Promise<{ readonly base: string; readonly rows: number }> {
  const base = z.string().parse(await owner.value('select pg_current_snapshot()::text'))
  await owner.rows(
    `update public.bookings set internal_notes = 'changed' where id in (
       select id from public.bookings where status = 'confirmed' and check_in_date > $1 order by check_in_date, id limit 40)`,
    [bigToday],
  )
  return { base, rows: 80 }
}

async function one(owner: Session, text: string): Promise<{ readonly id: string; readonly type: string }> {
  return z.object({ id: z.uuid(), type: z.uuid() }).parse((await owner.rows(text))[0])
}

function daysFrom(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)
}
