import { setTimeout as sleep } from 'node:timers/promises'

import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { startTestStack } from '../stack/testing.ts'
import { isPoolExhausted, createPool, poolSize } from './pool.ts'
import { newSignedInClient, untilRestKnows } from './testing.ts'

let stack: Awaited<ReturnType<typeof startTestStack>>
let owner: pg.Client

beforeAll(async () => {
  stack = await startTestStack()
  owner = new pg.Client({ connectionString: stack.databaseUrl })
  await owner.connect()
  await owner.query(`
    create table public.gate (open boolean);
    create function public.wait_at_gate() returns integer language plpgsql as $$
      begin perform 1 from public.gate; return 1; end $$;
    grant select on public.gate to anon, authenticated;
    grant execute on function public.wait_at_gate() to anon, authenticated;
    alter role authenticated set statement_timeout = '60s';
    alter role authenticator set lock_timeout = '60s'`)
  await untilRestKnows(stack, 'wait_at_gate')
})
afterAll(async () => {
  await owner.end()
  await stack.stop()
})

/** How many connections of these logins wait for a lock, or hold on to one. */
async function countBusy(login: string): Promise<number> {
  const { rows } = await owner.query<{ n: number }>(
    `select count(*)::integer as n from pg_stat_activity where usename = $1 and state = 'active' and wait_event_type = 'Lock'`,
    [login],
  )
  return rows[0]?.n ?? 0
}

async function whileLocked<T>(table: string, work: () => Promise<T>): Promise<T> {
  const holder = new pg.Client({ connectionString: stack.databaseUrl })
  await holder.connect()
  await holder.query(`begin; lock table ${table} in access exclusive mode`)
  try {
    return await work()
  } finally {
    await holder.query('commit')
    await holder.end()
  }
}

test('design: Connection Pooling: twenty connections and no overflow; the next waits, and is then told with a code', async () => {
  const lines: string[] = []
  const pool = createPool(stack.databaseUrl, (line) => lines.push(line))
  const held = await Promise.all(Array.from({ length: poolSize }, () => pool.connect()))
  expect([pool.totalCount, poolSize]).toEqual([20, 20])
  const waiter = pool.connect()
  const failure = await waiter.catch((error: unknown) => error)
  expect(isPoolExhausted(failure)).toBe(true)
  expect(pool.totalCount).toBe(20)

  const patient = pool.query<{ one: number }>('select 1 as one')
  expect(pool.waitingCount).toBe(1)
  held.pop()?.release()
  expect((await patient).rows).toEqual([{ one: 1 }])
  for (const client of held) client.release()
  await pool.end()
  expect(isPoolExhausted(new Error('another'))).toBe(false)
})

test('the twenty-first that asks the hub who it is waits, then hears that the server is busy; the twenty are served', async () => {
  const client = await newSignedInClient(stack, 'front_desk')
  const { data } = await client.auth.getSession()
  const headers = { apikey: stack.anonKey, authorization: `Bearer ${data.session?.access_token ?? ''}` }
  const ask = async (): Promise<Response> => await fetch(`${stack.url}/auth/v1/user`, { headers })
  const { twenty, late } = await whileLocked('auth.users', async () => {
    const asked = Array.from({ length: poolSize }, ask)
    await expect.poll(() => countBusy('supabase_auth_admin')).toBe(poolSize)
    const refused = await ask()
    return { twenty: asked, late: refused }
  })
  expect([late.status, late.headers.get('retry-after'), await late.json()]).toMatchObject([
    503,
    '5',
    { code: 'pool_exhausted' },
  ])
  const statuses = (await Promise.all(twenty)).map(({ status }) => status)
  expect(statuses).toEqual(Array.from({ length: poolSize }, () => 200))
})

test('the twenty-first that asks the tables waits, then gets PostgREST’s code; whoever waits less is served', async () => {
  const client = await newSignedInClient(stack, 'front_desk')
  const ask = async () => await client.rpc('wait_at_gate')
  const { twenty, late, patient } = await whileLocked('public.gate', async () => {
    const asked = Array.from({ length: poolSize }, ask)
    await expect.poll(() => countBusy('authenticator')).toBe(poolSize)
    const refused = await ask()
    const waits = ask()
    await sleep(100)
    expect(await countBusy('authenticator')).toBe(poolSize)
    return { twenty: asked, late: refused, patient: waits }
  })
  expect([late.status, late.error?.code]).toEqual([504, 'PGRST003'])
  for (const { data } of await Promise.all([...twenty, patient])) expect(data).toBe(1)
})
