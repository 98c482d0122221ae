import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright'

/**
 * What keeps somebody from using what a window shows, as axe finds it: `name: rule at element`, nothing where all is in
 * reach. Whoever wants to see the screens sets FRONT_DESK_PICTURES to a folder, and finds each there as `name.png`.
 */
export async function findBarriers(page: Page, name: string): Promise<readonly string[]> {
  const folder = process.env['FRONT_DESK_PICTURES']
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png` })
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html }) => `${name}: ${id} at ${html.slice(0, 140)}`),
  )
}
