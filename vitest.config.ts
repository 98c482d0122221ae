import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const folders = ['shared', 'electron', 'renderer', 'db', 'scripts']
const named = (suffix: string) => folders.map((folder) => `${folder}/**/*.${suffix}`)

/**
 * Two more than there are cores, as tests often wait for a server or a browser. The same for all kinds: only then do they
 * run beside each other.
 */
const maxWorkers = availableParallelism() + 2

/** The files of a worker share the modules they import, a quarter of the unit tests’ time. A test leaves nothing behind in a module. */
const isolate = false

const setupFiles = ['scripts/testing/fixed-seed.ts']

/**
 * On the other versions of Postgres run those that say most of what may differ: migrations over rows, partitions, a
 * terminal's work. `FRONT_DESK_POSTGRES=15 npm test -- --project pg` runs all of them there.
 */
const onVersion = (version: string) => ({
  test: {
    name: `pg-${version}`,
    include: ['upgrade', 'archive', 'sync-push'].map((name) => `db/supabase/tests/${name}.pg.test.ts`),
    env: { FRONT_DESK_POSTGRES: version },
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers,
    isolate,
    setupFiles,
  },
})

/** How long is waited for what will come: on a busy machine a second is not enough. */
const patience = { poll: { timeout: 15_000 } }

/** Three kinds of tests by what they need: node and SQLite; a real Postgres; a real browser. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          expect: patience,
          include: named('test.ts'),
          exclude: [...named('pg.test.ts'), ...named('ui.test.ts')],
          testTimeout: 30_000,
          maxWorkers,
          isolate,
          setupFiles,
        },
      },
      {
        // the longest first: a worker that begins one last keeps everybody waiting
        test: {
          name: 'soak',
          expect: patience,
          include: ['scripts/soak/**/*.pg.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 120_000,
          maxWorkers,
          isolate,
          setupFiles,
        },
      },
      {
        test: {
          name: 'pg',
          expect: patience,
          include: named('pg.test.ts'),
          exclude: ['scripts/soak/**'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers,
          isolate,
          setupFiles,
        },
      },
      onVersion('15'),
      onVersion('18'),
      {
        test: {
          name: 'ui',
          expect: patience,
          include: named('ui.test.ts'),
          testTimeout: 300_000,
          hookTimeout: 600_000,
          maxWorkers,
          isolate,
          setupFiles,
        },
      },
    ],
  },
})
