import { afterAll, beforeAll, expect, test } from 'vitest'
import { playOutage } from './soak-scenarios.ts'
import { startWorld, type World } from './world.ts'

let world: World

beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

// at full size: npm run soak -- outage
test('two days apart: every room that was sold twice is one card, and all the money is there', async () => {
  const size = { hours: 48, desks: 5, commands: 120, collisions: 12 }
  const { run, cards, takenMinor, paymentsMinor, linesMinor, stays } = await playOutage(world, size)
  expect(run.breaches).toEqual([])
  expect(run.acks).toHaveLength(size.commands + size.desks)
  expect(cards).toEqual({ room_taken: size.collisions })
  expect([paymentsMinor, linesMinor]).toEqual([takenMinor, takenMinor])
  // both parties of each are kept
  expect(stays).toBe(2 * size.collisions + size.desks)
})
