import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ok } from '../../shared/kernel/result.ts'
import { checkPromises } from './check-promises.ts'
import { checkWorld } from './check-world.ts'
import type { SoakDesk } from './desk.ts'
import type { Ack, Breach, Law } from './facts.ts'
import type { Plant } from './plant.ts'
import { runSchedule, type Run } from './run-schedule.ts'
import { makeSchedule, type Schedule, type Step } from './schedule.ts'
import { playSafely, tellShortest } from './soak-sync.ts'
import { startWorld, type World } from './world.ts'

let world: World
/** Two desks at rest after the calm schedule, at whom faults are planted one after the other. */
let calmDesks: readonly SoakDesk[] = []
let calmAcks: readonly Ack[] = []
const over = Promise.withResolvers<undefined>()
let played: Promise<Run>

beforeAll(async () => {
  world = await startWorld(2)
  const atRest = Promise.withResolvers<readonly SoakDesk[]>()
  played = runSchedule(world, calm, {
    afterStep: (_, __, acks) => {
      calmAcks = acks
    },
    atRest: async (_, desks) => {
      atRest.resolve(desks)
      await over.promise
    },
  })
  // what breaks off before it comes to rest is told where the run is waited for
  calmDesks = await Promise.race([atRest.promise, played.then(() => [])])
})
afterAll(() => world.stop())

const command = (
  desk: number,
  name: Extract<Step, { readonly do: 'command' }>['name'],
  salt: string,
): Step => ({
  do: 'command',
  desk,
  name,
  salt,
  twice: false,
})

/** Two desks that sell, take money and clean, in calm weather. */
const calm: Schedule = {
  seed: 'controls',
  desks: 2,
  steps: [
    ...['a', 'b', 'c', 'd'].flatMap((salt) => [
      command(0, 'booking.create', `${salt}1`),
      command(0, 'folio.takePayment', `${salt}2`),
      command(1, 'booking.walkIn', `${salt}3`),
      command(1, 'folio.postCharge', `${salt}4`),
      command(1, 'folio.takePayment', `${salt}5`),
    ]),
    { do: 'poke', desk: 0 },
    command(0, 'room.setHousekeeping', 'e'),
    { do: 'poke', desk: 1 },
  ],
}

async function brokenBy(plant: Plant, schedule = calm): Promise<ReadonlySet<Law>> {
  const { breaches } = await playSafely(world, schedule, plant)
  return new Set(breaches.map(({ law }) => law))
}

/** Which laws do not hold with this planted, at the server or at a desk; afterwards all is as it was. */
async function brokenWith(plant: AtRest): Promise<ReadonlySet<Law>> {
  const { server } = world
  await server.backup.keep()
  for (const { db } of calmDesks) {
    db.pragma('foreign_keys = off')
    db.exec('savepoint planted')
  }
  try {
    await plant()
    return new Set((await checkAll()).map(({ law }) => law))
  } finally {
    for (const { db } of calmDesks) {
      db.exec('rollback to planted')
      db.exec('release planted')
      db.pragma('foreign_keys = on')
    }
    await server.backup.putBack()
  }
}

const checkAll = async (): Promise<readonly Breach[]> => [
  ...(await checkWorld(world.server, calmDesks, calmAcks)),
  ...(await checkPromises(world.server, calmAcks)),
]

type AtRest = () => unknown

/** Changes something at the server, past its triggers. */
const atServer = (sql: string) => (): Promise<unknown> =>
  world.server.rows(`do $do$ begin set local session_replication_role = replica; ${sql}; end $do$`)

const atDesk = (sql: string) => (): unknown => calmDesks[1]?.db.exec(sql)

/** Sales have lost their rooms to guests who were let in before, while leases had so long to run. */
const givenAway = (left: string): string => `
  update sync.ops o set status = 'parked', body = replace(o.body, '"offline":false', '"offline":true'),
      detail = jsonb_build_object('heldBy', (
        select jsonb_agg(jsonb_build_object('bookingId', w ->> 'id'))
          from jsonb_array_elements(o.body::jsonb -> 'writes') w where w ->> 'table' = 'bookings'))
   where o.name in ('booking.create', 'booking.walkIn') and o.body like '%booking_nights%';
  insert into sync.ops (terminal_id, seq, op_id, name, body, hash, order_number, status, detail, xid, received_at)
  select terminal_id, seq + 1000, gen_random_uuid(), 'let in', regexp_replace(body, '"status":"(confirmed|pending)"', '"status":"checked_in"'),
         hash, order_number + 1000, 'applied', '{}', xid, received_at - interval '1 minute'
    from sync.ops where status = 'parked';
  insert into public.audit_logs (table_name, record_id, action, new_values, created_at, business_date)
  select 'room_leases', app.derived_id(room_id, night::text), 'INSERT',
         jsonb_build_object('expires_at', clock_timestamp() + interval '${left}'), '2000-01-01', night
    from public.booking_nights where room_id is not null`

const oneOp = `terminal_id = (
  select o.terminal_id from sync.ops o join public.terminals t on t.id = o.terminal_id and t.name <> 'Old desk'
   group by o.terminal_id having count(*) > 2 order by o.terminal_id limit 1)`

test('without a planted fault nothing is broken, and the clerks have done something', async () => {
  expect(await checkAll()).toEqual([])
  expect(calmAcks.length).toBeGreaterThan(4)
})

describe('each law’s checker sees its law broken', () => {
  test.each<readonly [what: string, law: Law, plant: AtRest]>([
    [
      'the server forgets a command that it has acknowledged',
      'lost',
      atServer(
        `delete from sync.ops where ${oneOp} and seq = (select max(seq) from sync.ops where ${oneOp})`,
      ),
    ],
    [
      'a command is done twice, under two numbers',
      'doubled',
      atServer(
        `insert into sync.ops (terminal_id, seq, op_id, name, body, hash, order_number, status, reason, detail, xid)
         select terminal_id, (select max(seq) + 1 from sync.ops where ${oneOp}), op_id, name, body, hash,
                (select max(order_number) + 1 from sync.ops), status, reason, detail, xid
           from sync.ops where ${oneOp} and seq = 1`,
      ),
    ],
    [
      'a number of a terminal is left out',
      'order',
      atServer(`update sync.ops set seq = seq + 100 where ${oneOp} and seq > 1`),
    ],
    [
      'the body of a command is not what it was',
      'audit',
      atServer(`update sync.ops set body = replace(body, 'booking', 'bookinh') where ${oneOp} and seq = 1`),
    ],
    [
      'an audit row is gone',
      'audit',
      atServer(`delete from public.audit_logs where op_id in (select op_id from sync.ops)`),
    ],
    [
      'two stays hold one room for one night',
      'overlaps',
      atServer(
        `alter table public.booking_nights drop constraint if exists soak_none;
         update public.bookings set status = 'checked_in', room_id = (select id from public.rooms limit 1)`,
      ),
    ],
    ['a payment is another amount', 'money', atServer(`update public.payments set amount = amount + 1`)],
    [
      'a line of a folio is gone',
      'money',
      atServer(`delete from public.transactions where type = 'payment'`),
    ],
    [
      'a sum is not what its rows come to',
      'money',
      atServer(`update public.bookings set paid_amount = paid_amount + 1`),
    ],
    [
      'the server has forgotten how far a series has come',
      'gaps',
      atServer(`update public.number_series set last_number = last_number - 1`),
    ],
    ['a row of a mirror is another', 'diverged', atDesk(`update rooms set floor = floor + 1`)],
    [
      'a mirror lacks a row',
      'diverged',
      atDesk(`delete from audit_logs where id = (select max(id) from audit_logs)`),
    ],
    ['the store is not in order', 'file', atDesk(`update bookings set booking_code = 'same'`)],
    [
      'a terminal that was sent away goes on, and what it does is done',
      'sent_away',
      atServer(
        `update public.terminals set revoked_at = now() where id in (select terminal_id from sync.ops);
         update sync.ops set received_at = received_at + interval '1 day'`,
      ),
    ],
    [
      'a sale that was sure of its room has lost it',
      'promise',
      atServer(
        `update sync.ops set status = 'parked', body = replace(body, '"offline":false', '"offline":true')
          where name in ('booking.create', 'booking.walkIn')`,
      ),
    ],
    [
      'and so has one whose room was given away while its lease ran',
      'promise',
      atServer(givenAway('1 hour')),
    ],
  ])('%s', async (_, law, plant) => {
    expect([...(await brokenWith(plant))]).toContain(law)
  })

  test('a guest who was let in when a lease had run out breaks no promise', async () => {
    expect([...(await brokenWith(atServer(givenAway('-1 hour'))))]).not.toContain('promise')
  })

  test('and when it is put right nothing is broken any more', async () => {
    expect(await checkAll()).toEqual([])
    over.resolve(undefined)
    const { breaches, ends } = await played
    expect(breaches).toEqual([])
    expect(ends['applied']).toBeGreaterThan(4)
  })

  test('a line that swallows a command and says that it was taken', async () => {
    const broken = await brokenBy({
      tamper: (remote, desk) =>
        desk === 1
          ? {
              ...remote,
              push: async (ops) => {
                const answer = await remote.push([])
                const results = ops.map((op) => ({
                  seq: op.seq,
                  opId: 'body' in op ? (/"opId":"([^"]+)"/.exec(op.body)?.[1] ?? '') : '',
                  status: 'applied' as const,
                  reason: null,
                  detail: {},
                  order: 0,
                }))
                return answer.ok ? ok({ ...answer.value, results }) : answer
              },
            }
          : remote,
    })
    expect([...broken]).toContain('lost')
  })

  test('a line on which every command that goes up breaks', async () => {
    const broken = await brokenBy({
      tamper: (remote) => ({ ...remote, push: () => Promise.reject(new Error('planted')) }),
    })
    expect([...broken]).toContain('stuck')
  })

  test('a pull that brings half of what the server did in one transaction', async () => {
    const broken = await brokenBy({
      tamper: (remote, desk) =>
        desk === 0
          ? {
              ...remote,
              pull: async (request) => {
                const answer = await remote.pull(request)
                if (!answer.ok) return answer
                const { booking_nights: _, ...rows } = answer.value.rows
                return ok({ ...answer.value, rows })
              },
            }
          : remote,
    })
    expect([...broken]).toContain('halves')
  })

  test('a desk that does not see its own work', async () => {
    const plant: Plant = {
      tamper: (remote, desk) => ({
        ...remote,
        pull: async (request) => {
          const answer = await remote.pull(request)
          // as if all of it were in, and none of it
          return answer.ok && desk === 0
            ? ok({ ...answer.value, rows: {}, ackedSeq: answer.value.ackedSeq })
            : answer
        },
      }),
    }
    expect([...(await brokenBy(plant))]).toContain('unread')
  })

  test('a number given twice', async () => {
    const plant: Plant = {
      afterStep: (desks) => {
        desks[0]?.db.exec('update number_series set last_number = 0')
      },
    }
    expect([...(await brokenBy(plant))]).toContain('gaps')
  })
})

test('a failing schedule is told as a short story', async () => {
  const plant: Plant = {
    atRest: (_, desks) => {
      desks[1]?.db.pragma('foreign_keys = off')
      desks[1]?.db.exec('delete from payments')
      return Promise.resolve()
    },
  }
  const schedule = ofTwoDesks()
  const story = await tellShortest(world, schedule, await runSchedule(world, schedule, plant), plant)
  expect(story.at(-1)).toMatch(/^ {2}so /)
  expect(story.length).toBeLessThan(schedule.steps.length)
})

function ofTwoDesks(): Schedule {
  for (let seed = 1; ; seed += 1) {
    const schedule = makeSchedule(String(seed))
    if (schedule.desks === 2) return schedule
  }
}
