import { afterAll, beforeAll, expect, test } from 'vitest'
import { playDrill } from './soak-scenarios.ts'
import { startWorld, type World } from './world.ts'

let world: World

beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

// at full size: npm run soak -- restore
test('a server that went back to its backup gets all that it forgot again, with its numbers', async () => {
  const { run, forgotten } = await playDrill(world, 'drill', 90)
  expect(run.breaches).toEqual([])
  expect(forgotten).toBeGreaterThan(20)
})
