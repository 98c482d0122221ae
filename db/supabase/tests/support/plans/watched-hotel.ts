import { openTestDatabase, sessionOn, type TestDatabase } from '../database.ts'
import { type BigHotelSize, fillBigHotel } from './big-hotel.ts'
import { type Floor, openAskers, type ProductQuery, tenQueries } from './ten-queries.ts'
import { openPlanWatcher, type PlanWatcher, type RunPlan } from './watch-plans.ts'

export interface WatchedHotel {
  readonly db: TestDatabase
  readonly queries: readonly ProductQuery[]
  /** Rows of each table and partition, as the planner counts them. */
  readonly rowsOf: ReadonlyMap<string, number>
  /** The plans of whatever the askers run meanwhile. */
  watch(work: () => Promise<unknown>): Promise<readonly RunPlan[]>
  /** Fetches as the floor does, once. */
  askFloor(floor: Floor): Promise<unknown>
  stop(): Promise<void>
}

/** The big hotel with its askers in it, each on a connection whose plans can be seen. */
export async function openWatchedHotel(
  size: BigHotelSize,
  log: (line: string) => void = () => {},
): Promise<WatchedHotel> {
  const db = await openTestDatabase()
  const watchers: PlanWatcher[] = []
  const stop = async (): Promise<void> => {
    for (const { client } of watchers) await client.end()
    await db.stop()
  }
  try {
    const connect = async () => {
      const watcher = await openPlanWatcher(db.adminUrl)
      watchers.push(watcher)
      return sessionOn(watcher.client)
    }
    const askers = await openAskers(db, connect)
    await fillBigHotel(db.client, size, log)
    const queries = await tenQueries(askers)
    const counted = await db.rows(
      `select relname as name, reltuples as rows from pg_catalog.pg_class where relkind in ('r', 'p', 'm')`,
    )
    const keys = new Map<string, readonly unknown[]>()
    return {
      db,
      queries,
      rowsOf: new Map(counted.map((row) => [String(row['name']), Number(row['rows'])])),
      stop,
      async watch(work) {
        for (const watcher of watchers) await watcher.start()
        const plans: RunPlan[] = []
        try {
          await work()
        } finally {
          for (const watcher of watchers) plans.push(...(await watcher.stop()))
        }
        return plans
      },
      async askFloor(floor) {
        if (floor.kind === 'the design') return await db.rows(floor.statement, floor.params)
        const { table, count } = floor
        const known = keys.get(`${table} ${count}`) ?? (await someKeys(db, table, count))
        keys.set(`${table} ${count}`, known)
        return await db.rows(
          `select json_agg(t) from unnest($1::uuid[]) k (id) join public.${table} t on t.id = k.id`,
          [known],
        )
      },
    }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Keys from all over the table. */
async function someKeys(db: TestDatabase, table: string, count: number): Promise<readonly unknown[]> {
  const rows = await db.rows(
    `select id from (select id, row_number() over (order by id) as n, count(*) over () as total from public.${table}) x
      where n % greatest(total / $1, 1) = 0 limit $1`,
    [Math.max(count, 1)],
  )
  return rows.map((row) => row['id'])
}
