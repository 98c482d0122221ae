import type { Log } from '../hub/log.ts'
import { withClient } from './with-client.ts'

export type Seed = 'empty' | 'demo'

/** Fills an empty hotel. Must do it in one transaction, or be able to begin again: it may be killed at any point. */
export type SeedDemo = (options: { readonly databaseUrl: string; readonly log: Log }) => Promise<unknown>

/** Runs the seed if this database has not had it, and records that it has. */
export async function seedOnce(
  databaseUrl: string,
  loadSeed: () => Promise<SeedDemo>,
  log: Log,
): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    const done = await client.query(`select 1 from stack.once where what = 'seed demo'`)
    if (done.rowCount === 1) return
    log('stack: making the demonstration hotel')
    const seedDemo = await loadSeed()
    await seedDemo({ databaseUrl, log })
    await client.query(`insert into stack.once (what) values ('seed demo') on conflict do nothing`)
  })
}
