import { afterAll, beforeAll, expect, test } from 'vitest'
import { runSchedule } from './run-schedule.ts'
import { outage, restoreDrill, twoDaysApart } from './scenarios.ts'
import { makeSchedule } from './schedule.ts'
import { startWorld, type World } from './world.ts'

let world: World

beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

test('thirty schedules of random work and trouble break no law', { timeout: 300_000 }, async () => {
  const broken: string[] = []
  let commands = 0
  for (let seed = 1; seed <= 30; seed += 1) {
    const run = await runSchedule(world, makeSchedule(String(seed)))
    commands += run.acks.length
    broken.push(...run.breaches.map(({ law, text }) => `seed ${seed} ${law}: ${text}`))
  }
  expect(broken).toEqual([])
  expect(commands).toBeGreaterThan(300)
})

test(
  'a server restored to before the last commands of three terminals gets all of them back, with their numbers',
  { timeout: 300_000 },
  async () => {
    let kept = 0
    const run = await runSchedule(world, restoreDrill('drill'), {
      afterStep: (_, step, acks) => {
        if (step.do === 'backup') kept = acks.length
      },
    })
    expect(run.breaches).toEqual([])
    expect(run.acks.length - kept).toBeGreaterThan(200)
  },
)

test(
  'two days apart: every room that was sold twice is one card, and all the money is there',
  { timeout: 600_000 },
  async () => {
    let cards: readonly { readonly kind: string; readonly count: number }[] = []
    let money: readonly { readonly payments: string; readonly lines: string; readonly stays: number }[] = []
    const run = await runSchedule(world, twoDaysApart(), {
      atRest: async ({ server }) => {
        cards = await server.rows(
          `select kind, count(*)::int as count from public.sync_conflicts where caused_by is null group by kind`,
        )
        money = await server.rows(
          `with taken as (
             select p.* from public.payments p join public.terminals t on t.id = p.terminal_id where t.name like 'Desk %')
           select (select sum(amount) from taken)::text as payments,
                  (select -sum(x.amount) from public.transactions x join taken on taken.id = x.payment_id)::text as lines,
                  (select count(*)::int from public.bookings
                    where check_in_date >= '2026-09-01' and status = 'confirmed') as stays`,
        )
      },
    })
    expect(run.breaches).toEqual([])
    expect(run.acks).toHaveLength(outage.commands + outage.desks)
    const taken = run.acks
      .flatMap(({ writes }) => writes)
      .filter(({ table }) => table === 'payments')
      .reduce((sum, { set }) => sum + Math.round(Number(set['amount']) * 100), 0)
    expect(cards).toEqual([{ kind: 'room_taken', count: outage.collisions }])
    const inCents = (text: string | undefined): number => Math.round(Number(text) * 100)
    expect(money.map(({ payments, lines }) => [inCents(payments), inCents(lines)])).toEqual([[taken, taken]])
    // both parties of each are kept
    expect(money[0]?.stays).toBe(2 * outage.collisions + outage.desks)
  },
)
