import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runSchedule } from './run-schedule.ts'
import { makeSchedule, type Schedule, type Step } from './schedule.ts'
import { startWorld, type World } from './world.ts'

let world: World

beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const schedules = Array.from({ length: 30 }, (_, index) => makeSchedule(String(index + 1)))

test('thirty schedules of random work and trouble break no law', async () => {
  const broken: string[] = []
  let commands = 0
  for (const schedule of schedules) {
    const run = await runSchedule(world, schedule)
    commands += run.acks.length
    broken.push(...run.breaches.map(({ law, text }) => `seed ${schedule.seed} ${law}: ${text}`))
  }
  expect(broken).toEqual([])
  expect(commands).toBeGreaterThan(300)
})

test('among the thirty is every kind of trouble', () => {
  const kinds = new Set(schedules.flatMap(({ steps }) => steps.map((step) => step.do)))
  expect([...kinds].toSorted()).toEqual([
    'backup',
    'clone',
    'command',
    'crash',
    'cut',
    'disk',
    'fault',
    'hours',
    'hurry',
    'jump',
    'newer_server',
    'next_day',
    'office',
    'poke',
    'practise',
    'release',
    'restore',
    'room_on_disk',
    'send_away',
    'together',
    'wait',
  ])
  expect(schedules.some(({ leasesRooms }) => leasesRooms === true)).toBe(true)
})

test('copies of a disk that was sent away lose nothing of what each of them has done', async () => {
  const takeMoney = (desk: number, amountMinor: number): Step => ({
    do: 'ask',
    desk,
    name: 'folio.takePayment',
    input: (db) => ({
      requestId: v7(),
      bookingId: db
        .prepare(`select id from bookings where status in ('confirmed', 'checked_in') order by id`)
        .pluck()
        .get(),
      payment: { method: 'cash', amountMinor },
    }),
  })
  const schedule: Schedule = {
    seed: 'copies of one sent away',
    desks: 1,
    steps: [
      takeMoney(0, 100),
      { do: 'wait', ms: 70_000 },
      { do: 'cut', desk: 0, on: true },
      { do: 'send_away', desk: 0 },
      takeMoney(0, 200),
      { do: 'clone', desk: 0 },
      takeMoney(0, 300),
      takeMoney(1, 400),
      takeMoney(1, 500),
      { do: 'cut', desk: 0, on: false },
      { do: 'wait', ms: 70_000 },
      { do: 'cut', desk: 1, on: false },
    ],
  }
  // the copy does not hear of it before it has done something
  world.places[1]?.proxy.cut(true)
  const { breaches, acks, ends } = await runSchedule(world, schedule)
  expect(breaches).toEqual([])
  // beside these, each lets go of a hold that ends meanwhile
  expect(acks.filter(({ name }) => name === 'folio.takePayment')).toHaveLength(5)
  // what both had is brought by both, and counts once
  expect(ends).toEqual({ applied: 1, refused: acks.length })
})

test('a mirror that a comparison has put right was not as it should be', async () => {
  const schedule: Schedule = {
    seed: 'put right',
    desks: 1,
    steps: [500, 70_000, 70_000].map((ms) => ({ do: 'wait', ms })),
  }
  expect((await runSchedule(world, schedule)).breaches).toEqual([])
  let isChanged = false
  const { breaches } = await runSchedule(world, schedule, {
    afterStep: ([desk]) => {
      if (!isChanged) desk?.db.exec('update rooms set floor = floor + 1')
      isChanged = true
    },
  })
  expect(breaches.map(({ law }) => law)).toEqual(['diverged'])
  expect(breaches[0]?.text).toContain('put right what differed table=rooms')
})
