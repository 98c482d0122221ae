import { afterAll, beforeAll, expect, test } from 'vitest'
import { runSchedule } from './run-schedule.ts'
import { makeSchedule } from './schedule.ts'
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
