import { afterAll, beforeAll, expect, test } from 'vitest'
import { playOutage } from './soak-scenarios.ts'
import { startWorld, type World } from './world.ts'

let world: World

beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

// at full size: npm run soak -- outage
test('two days apart: every room that was sold twice is one card, settled by keyboard, and all the money is there', async () => {
  const size = { hours: 48, desks: 5, commands: 96, collisions: 6 }
  const { run, ...found } = await playOutage(world, size)
  expect(run.breaches).toEqual([])
  // beside these, desks let go of a hold that ends meanwhile
  const meant = run.acks.filter(({ name }) => name !== 'booking.releaseHold')
  expect(meant).toHaveLength(size.commands + size.desks + size.collisions)
  const { takenMinor, before } = found
  expect(found).toMatchObject({
    cards: { room_taken: size.collisions },
    keptMinor: takenMinor,
    // both parties of each are kept
    stays: 2 * size.collisions + size.desks,
    settled: size.collisions,
    open: 0,
    before: { differing: [] },
    after: before,
  })
})
