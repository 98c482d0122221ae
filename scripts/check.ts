import { parseArgs } from 'node:util'
import { checkLayers } from './check/layers.ts'
import { checkLeaks } from './check/leaks.ts'
import { checkNode } from './check/node.ts'
import { runScript, runTool } from './check/run.ts'

/** A step says what is wrong itself; true is well. */
interface Step {
  readonly name: string
  readonly run: () => boolean | Promise<boolean>
}

const folders = ['shared', 'electron', 'renderer', 'db', 'scripts']
const configs = [
  'vite.config.ts',
  'vitest.config.ts',
  '.dependency-cruiser.cjs',
  'knip.jsonc',
  'tsconfig.json',
]

const { values } = parseArgs({
  options: {
    /** Leaves the unit tests to a run of all tests that follows. */
    'without-tests': { type: 'boolean', default: false },
    /** Runs the named steps only. */
    only: { type: 'string', multiple: true, default: [] },
    /** Formats, and mends what the linter can mend, instead of only saying so. */
    fix: { type: 'boolean', default: false },
  },
})
const format = values.fix ? [] : ['--check']
const lint = values.fix ? ['--fix'] : []

/** Everything that can be said about the sources without running the product. All steps run, however many fail. */
const steps: readonly Step[] = [
  { name: 'node', run: checkNode },
  { name: 'format', run: () => runTool('oxfmt', ...format, ...folders, ...configs) },
  {
    name: 'lint',
    run: () =>
      runTool('oxlint', ...lint, '--deny-warnings', ...folders, 'vite.config.ts', 'vitest.config.ts'),
  },
  { name: 'types', run: () => runTool('tsc', '--noEmit', '--project', 'tsconfig.json') },
  { name: 'layers', run: () => checkLayers(folders) },
  { name: 'dead code', run: () => runTool('knip', '--no-progress') },
  { name: 'mirror', run: () => runScript('mirror', '--check') },
  { name: 'leaks', run: checkLeaks },
  { name: 'unit tests', run: () => runScript('test', '--project', 'unit') },
]

const failed: string[] = []
for (const { name, run } of steps) {
  if (values['without-tests'] && name === 'unit tests') continue
  if (values.only.length > 0 && !values.only.includes(name)) continue
  const started = performance.now()
  const well = await run()
  console.log(
    `check: ${well ? 'well ' : 'FAILED'} ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`,
  )
  if (!well) failed.push(name)
}
if (failed.length > 0) {
  console.error(`check: failed in ${failed.join(', ')}`)
  process.exitCode = 1
}
