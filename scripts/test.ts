import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './root.ts'

/** All tests, or those whose path is named: vitest takes the rest of the command line as its own. */
const reporters = ['--reporter=default', `--reporter=${join(root, 'scripts', 'test', 'closing-line.ts')}`]
const hasReporter = process.argv.some((argument) => argument.startsWith('--reporter'))
process.argv.splice(2, 0, 'run', ...(hasReporter ? [] : reporters))
await import(pathToFileURL(join(root, 'node_modules', 'vitest', 'vitest.mjs')).href)
