import { defineConfig } from 'vitest/config'

const folders = ['shared', 'electron', 'renderer', 'db', 'scripts']
const named = (suffix: string) => folders.map((folder) => `${folder}/**/*.${suffix}`)

/** Three kinds of tests by what they need: node and SQLite; a real Postgres; a real browser. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: named('test.ts'),
          exclude: [...named('pg.test.ts'), ...named('ui.test.ts')],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'pg',
          include: named('pg.test.ts'),
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'ui',
          include: named('ui.test.ts'),
          testTimeout: 300_000,
          hookTimeout: 600_000,
          maxWorkers: 1,
        },
      },
    ],
  },
})
