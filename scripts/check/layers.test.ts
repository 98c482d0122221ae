import { createRequire } from 'node:module'
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { root } from '../root.ts'
import { cruiseFolders, type Cruise } from './layers.ts'

const rules = z
  .object({ forbidden: z.array(z.object({ name: z.string() })) })
  .parse(createRequire(import.meta.url)('../../.dependency-cruiser.cjs')).forbidden

/** A house in which every rule is broken at least once, and one good import that no rule may blame. */
const planted: Readonly<Record<string, string>> = {
  'shared/kernel/result.ts': `import '../domain/stay.ts'; export type Result = 1`,
  'shared/domain/stay.ts': `import type { Call } from '../contract/index.ts'; export type Stay = Call`,
  'shared/contract/index.ts': `import '../protocol/wire.ts'; export type Call = 1; export const call = 1`,
  'shared/protocol/wire.ts': `import { call } from '../contract/index.ts'; export const wire = call`,
  'shared/testing/builders.ts': `export const aStay = 1`,
  'electron/store/open.ts': `import '../outbox/append.ts'; import 'better-sqlite3'; export const open = 1`,
  'electron/store/reads/read.ts': `export const read = 1`,
  'electron/remote/remote.ts': `import '../store/open.ts'; import '@supabase/supabase-js'; export const remote = 1`,
  'electron/outbox/append.ts': `import '../sync/loop.ts'; export const append = 1`,
  'electron/sync/loop.ts': `import '@supabase/supabase-js'; export const loop = 1`,
  'electron/sync/worker.ts': `import '../commands/check-in.ts'; import '../handlers/stay.ts'`,
  'electron/commands/check-in.ts': `import '../sync/loop.ts'; import type { Database } from 'better-sqlite3'; export const checkIn = 1`,
  'electron/session/session.ts': `import '../remote/remote.ts'; export const session = 1`,
  'electron/documents/bill.ts': `import '../store/open.ts'; export const bill = 1`,
  'electron/handlers/stay.ts': `import 'better-sqlite3'; import '../sync/loop.ts'; import '../commands/check-in.ts'; export const stay = 1`,
  'electron/shell/shell.ts': `import '../terminal.ts'; import 'electron'; export const shell = 1`,
  'electron/browser/host.ts': `import 'electron'; export const host = 1`,
  'electron/preload.ts': `import 'zod'`,
  'electron/main.ts': `import './store/open.ts'`,
  'electron/terminal.ts': `import './shell/shell.ts'; import '../shared/testing/builders.ts'; export const openTerminal = 1`,
  'renderer/ui/button.tsx': `import '../bridge/client.ts'; export const button = 1`,
  'renderer/language/words.ts': `import '../ui/button.tsx'`,
  'renderer/bridge/client.ts': `import '../ui/button.tsx'; export const client = 1`,
  'renderer/desk/notices.ts': `import '../features/today/page.tsx'`,
  'renderer/features/today/page.tsx': `import '../rooms/page.tsx'; import '../../../electron/terminal.ts'; export const page = 1`,
  'renderer/features/rooms/page.tsx': `import './no-such-file.ts'; import 'pg'; export const page = 1`,
  'db/mirror/generate.ts': `import '../hub/hub.ts'`,
  'db/hub/hub.ts': `import '../../electron/terminal.ts'; export const hub = 1`,
  'db/stack/stack.ts': `import '../mirror/generate.ts'`,
  'shared/production.ts': `import 'vitest'`,
}

/** Packages that the house imports; what is in them does not matter. */
const packages = ['better-sqlite3', '@supabase/supabase-js', 'electron', 'pg', 'vitest', 'zod']

let folder: string
let found: Cruise

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'front-desk-layers-'))
  for (const [file, text] of Object.entries(planted)) await plant(file, text)
  for (const name of packages) {
    await plant(
      `node_modules/${name}/package.json`,
      JSON.stringify({ name, version: '1.0.0', main: 'index.js' }),
    )
    await plant(`node_modules/${name}/index.js`, '')
  }
  for (const file of ['package.json', 'tsconfig.json']) await copyFile(join(root, file), join(folder, file))
  found = await cruiseFolders(['shared', 'electron', 'renderer', 'db'], folder)
})

afterAll(() => rm(folder, { recursive: true }))

test('the TypeScript is really read', () => {
  expect(found.totalCruised).toBeGreaterThanOrEqual(Object.keys(planted).length)
})

test.for(rules.map(({ name }) => name))('the rule "%s" catches a planted violation', (name) => {
  expect(found.violations.map(({ rule }) => rule.name)).toContain(name)
})

test('what the table allows is not blamed', () => {
  const blamed = found.violations.map(({ from, to }) => `${from} -> ${to}`)
  expect(blamed).not.toContain('electron/handlers/stay.ts -> electron/commands/check-in.ts')
  expect(blamed).not.toContain('electron/commands/check-in.ts -> node_modules/better-sqlite3/index.js')
  expect(blamed).toContain('electron/handlers/stay.ts -> node_modules/better-sqlite3/index.js')
})

async function plant(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, file)), { recursive: true })
  await writeFile(join(folder, file), text)
}
