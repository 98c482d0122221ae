import { Client } from 'pg'
import { v7 } from 'uuid'
import type { BenchStack } from '../desk.ts'
import { timed } from '../report.ts'
import { signInToRest, type Rest } from '../rest.ts'
import type { DoneOp } from './outbox-reader.ts'

/** As many as the terminal sends at once. */
const opsAtOnce = 50
const table = 'bench_floor'

/** All that the commands wrote, as text, into one table without rules, triggers or policies: a batch after the other, as they are pushed. */
export async function insertFloor(stack: BenchStack, ops: readonly DoneOp[]): Promise<number> {
  const rest = await signInToRest(stack)
  await makeTable(stack.databaseUrl)
  await known(rest)
  const batches: object[][] = []
  for (let from = 0; from < ops.length; from += opsAtOnce)
    batches.push(
      ops.slice(from, from + opsAtOnce).flatMap(({ rows }) => rows.map((body) => ({ id: v7(), body }))),
    )
  const { ms } = await timed(async () => {
    for (const batch of batches)
      if (!(await rest.insert(table, batch))) throw new Error('the server did not take the rows of the floor')
  })
  return ms
}

async function makeTable(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query(`create table public.${table} (id uuid primary key, body text not null)`)
    await client.query(`grant insert on public.${table} to authenticated`)
    await client.query(`notify pgrst, 'reload schema'`)
  } finally {
    await client.end()
  }
}

/** PostgREST reads the schema again when it comes to it. */
async function known(rest: Rest): Promise<void> {
  const start = performance.now()
  while (!(await rest.insert(table, [{ id: v7(), body: '{}' }]))) {
    if (performance.now() - start > 30_000) throw new Error('the table of the floor is not to be had')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
