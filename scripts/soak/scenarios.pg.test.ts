import { afterAll, beforeAll, expect, test } from 'vitest'
import { runSchedule } from './run-schedule.ts'
import { makeSchedule } from './schedule.ts'
import { playDrill, playOutage } from './soak-scenarios.ts'
import { startWorld, type World } from './world.ts'

let world: World

beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

/** The first thirty, among them two that once broke a law (8, 27), and one that did since. */
const seeds = [...Array.from({ length: 30 }, (_, index) => index + 1), 3060]

test('thirty schedules of random work and trouble break no law', { timeout: 300_000 }, async () => {
  const broken: string[] = []
  let commands = 0
  for (const seed of seeds) {
    const run = await runSchedule(world, makeSchedule(String(seed)))
    commands += run.acks.length
    broken.push(...run.breaches.map(({ law, text }) => `seed ${seed} ${law}: ${text}`))
  }
  expect(broken).toEqual([])
  expect(commands).toBeGreaterThan(300)
})

// at full size: npm run soak -- restore
test('a server that went back to its backup gets all that it forgot again, with its numbers', async () => {
  const { run, forgotten } = await playDrill(world, 'drill', 120)
  expect(run.breaches).toEqual([])
  expect(forgotten).toBeGreaterThan(30)
})

// at full size: npm run soak -- outage
test('two days apart: every room that was sold twice is one card, and all the money is there', async () => {
  const size = { hours: 48, desks: 5, commands: 200, collisions: 20 }
  const { run, cards, takenMinor, paymentsMinor, linesMinor, stays } = await playOutage(world, size)
  expect(run.breaches).toEqual([])
  expect(run.acks).toHaveLength(size.commands + size.desks)
  expect(cards).toEqual({ room_taken: size.collisions })
  expect([paymentsMinor, linesMinor]).toEqual([takenMinor, takenMinor])
  // both parties of each are kept
  expect(stays).toBe(2 * size.collisions + size.desks)
})
