import axe, { type AxeResults } from 'axe-core'
import type { Page } from 'playwright'

/**
 * What keeps somebody from using what a window shows, as axe finds it: `name: rule at element`, nothing where all is in
 * reach. Whoever wants to see the screens sets FRONT_DESK_PICTURES to a folder, and finds each there as `name.png`.
 */
export async function findBarriers(page: Page, name: string): Promise<readonly string[]> {
  // colours are judged when what fades in has done so
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
        .map(({ finished }) => finished),
    ),
  )
  const folder = process.env['FRONT_DESK_PICTURES']
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png` })
  // put into a page once: that takes longer than a look at it
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(`${axe.source};null`)
  // what goes by while a list is being made anew is not there at the second look
  const found = await page.evaluate<AxeResults>(look)
  if (found.violations.length === 0) return []
  await page.waitForTimeout(500)
  const { violations } = await page.evaluate<AxeResults>(look)
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html }) => `${name}: ${id} at ${html.slice(0, 140)}`),
  )
}

// the widget library's own live region names elements that a closed list has taken along
const look = `axe.run({ exclude: ['[data-live-announcer]'] }, { resultTypes: ['violations'] })`
