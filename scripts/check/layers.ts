import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { root } from '../root.ts'

/** Fewer than this and the tool has not read the TypeScript: without its compiler it finds nothing, and nothing wrong. */
const minModules = 200

const cruise = z.object({
  summary: z.object({
    totalCruised: z.int(),
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
  }),
})

export type Cruise = z.output<typeof cruise>['summary']

/** Holds every import against the table in `.dependency-cruiser.cjs`. */
export async function checkLayers(folders: readonly string[]): Promise<boolean> {
  const { totalCruised, violations } = await cruiseFolders(folders, root)
  for (const { rule, from, to } of violations) console.error(`${from} -> ${to}  (${rule.name})`)
  console.log(`${totalCruised} modules, ${violations.length} imports that are not allowed`)
  if (totalCruised < minModules) console.error(`at least ${minModules} modules were expected`)
  return violations.length === 0 && totalCruised >= minModules
}

export async function cruiseFolders(folders: readonly string[], cwd: string): Promise<Cruise> {
  const tool = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs')
  const config = join(root, '.dependency-cruiser.cjs')
  const args = [tool, ...folders, '--config', config, '--output-type', 'json']
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd, maxBuffer: 256 * 1024 * 1024 })
  return cruise.parse(JSON.parse(stdout)).summary
}
