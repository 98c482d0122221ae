import { connect } from 'node:net'

import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { startTestStack } from '../stack/testing.ts'
import { newClient, newSignedInClient, untilRestKnows } from './testing.ts'

let stack: Awaited<ReturnType<typeof startTestStack>>

beforeAll(async () => {
  stack = await startTestStack()
  const database = new pg.Client({ connectionString: stack.databaseUrl })
  await database.connect()
  await database.query(`
    create table public.rest_note (id int primary key, body text not null);
    grant all on public.rest_note to anon, authenticated;
    alter table public.rest_note enable row level security;
    create policy rest_note_staff on public.rest_note to authenticated using (true) with check (true);
    create function public.rest_who() returns jsonb language sql stable as $$
      select jsonb_build_object('uid', auth.uid(), 'role', auth.role(), 'current', current_user)
    $$;
    create function public.rest_slow() returns void language sql as $$ select pg_sleep(60) $$;
    grant execute on function public.rest_who(), public.rest_slow() to anon, authenticated;
  `)
  await database.end()
  await untilRestKnows(stack, 'rest_who')
})
afterAll(async () => {
  await stack.stop()
})

async function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return await fetch(`${stack.url}${path}`, { headers: { apikey: stack.anonKey, ...headers } })
}

describe('the way to PostgREST', () => {
  test('rows go in and come out, whatever signs their text and the query hold', async () => {
    const client = await newSignedInClient(stack, 'front_desk')
    const bodies = ['plain', 'a,b "quoted" (x)', '100% & more = ?', 'Zoë/../#', 'line\nbreak', '\\']
    const rows = bodies.map((body, id) => ({ id, body }))
    expect((await client.from('rest_note').insert(rows)).error).toBeNull()
    for (const row of rows) {
      const { data } = await client.from('rest_note').select('id, body').eq('body', row.body)
      expect(data).toEqual([row])
    }
    // The client library leaves a quotation mark within a list as it is, which PostgREST does not read.
    const listable = bodies.filter((body) => !/["\\]/.test(body))
    const found = await client.from('rest_note').select('id').in('body', listable)
    expect(found.data).toHaveLength(listable.length)
  })

  test('counts, ranges and the wish for a representation pass through', async () => {
    const client = await newSignedInClient(stack, 'front_desk')
    await client.from('rest_note').upsert([
      { id: 100, body: 'x' },
      { id: 101, body: 'y' },
    ])
    const page = await client.from('rest_note').select('*', { count: 'exact' }).gte('id', 100).range(0, 0)
    expect(page).toMatchObject({ count: 2, status: 206 })
    const changed = await client.from('rest_note').update({ body: 'z' }).eq('id', 100).select()
    expect(changed.data).toEqual([{ id: 100, body: 'z' }])
    expect(await client.from('rest_note').delete().gte('id', 100)).toMatchObject({ status: 204 })
  })

  test('a request of several megabytes passes', async () => {
    const client = await newSignedInClient(stack, 'front_desk')
    const body = 'x'.repeat(4_000_000)
    expect((await client.from('rest_note').insert({ id: 200, body })).error).toBeNull()
    const read = await client.from('rest_note').select('body').eq('id', 200).single()
    expect(read.data?.['body'] === body).toBe(true)
    await client.from('rest_note').delete().eq('id', 200)
  })

  test('the database knows who asks', async () => {
    const client = await newSignedInClient(stack, 'front_desk')
    const { data } = await client.auth.getUser()
    const asked = await client.rpc('rest_who')
    expect(asked.data).toEqual({ uid: data.user?.id, role: 'authenticated', current: 'authenticated' })
    expect((await newClient(stack).rpc('rest_who')).data).toMatchObject({
      uid: null,
      role: 'anon',
      current: 'anon',
    })
  })

  test('nobody in particular sees no row that a policy does not show them', async () => {
    const { data, error } = await newClient(stack).from('rest_note').select()
    expect(error).toBeNull()
    expect(data).toEqual([])
  })

  test('one who names the project and not themselves is nobody', async () => {
    const reply = await get('/rest/v1/rpc/rest_who')
    expect(await reply.json()).toMatchObject({ role: 'anon' })
  })

  test('a token of somebody else’s making is refused', async () => {
    const reply = await get('/rest/v1/rpc/rest_who', { authorization: 'Bearer a.b.c' })
    expect(reply.status).toBe(401)
    expect(await reply.json()).toHaveProperty('message')
  })

  test('who does not name the project gets nowhere', async () => {
    for (const path of ['/rest/v1/rest_note', '/auth/v1/user', '/auth/v1/settings']) {
      const without = await fetch(`${stack.url}${path}`)
      expect([without.status, await without.json()]).toEqual([
        401,
        { message: 'No API key found in request' },
      ])
      const wrong = await fetch(`${stack.url}${path}`, { headers: { apikey: 'wrong' } })
      expect([wrong.status, await wrong.json()]).toEqual([401, { message: 'Invalid API key' }])
    }
  })

  test('a table made while all is running can be read at once', async () => {
    const database = new pg.Client({ connectionString: stack.databaseUrl })
    await database.connect()
    await database.query('create table public.rest_later as select 1 as n')
    await database.query('grant select on public.rest_later to anon')
    await database.end()
    const client = newClient(stack)
    await expect.poll(async () => (await client.from('rest_later').select('n')).data).toEqual([{ n: 1 }])
  })

  test('a query that takes too long is ended by the role’s own limit', async () => {
    const { error } = await newClient(stack).rpc('rest_slow')
    expect(error?.code).toBe('57014')
  })

  test('a request that its client gave up is given up', async () => {
    const gone = new AbortController()
    const asked = newClient(stack).rpc('rest_slow').abortSignal(gone.signal)
    setTimeout(() => gone.abort(), 50)
    expect((await asked).error?.message).toMatch(/abort/i)
    expect((await get('/healthz')).status).toBe(200)
  })
})

describe('the gateway', () => {
  test('tells a browser of any page what it may ask', async () => {
    const preflight = await fetch(`${stack.url}/rest/v1/rest_note`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://desk.example',
        'access-control-request-method': 'PATCH',
        'access-control-request-headers': 'apikey, authorization, prefer',
      },
    })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*')
    expect(preflight.headers.get('access-control-allow-methods')).toContain('PATCH')
    expect(preflight.headers.get('access-control-allow-headers')).toBe('apikey, authorization, prefer')
    const asked = await get('/rest/v1/rest_note', { origin: 'https://desk.example' })
    expect(asked.headers.get('access-control-allow-origin')).toBe('*')
    expect(asked.headers.get('access-control-expose-headers')).toContain('Content-Range')
  })

  test('says that it is well', async () => {
    const reply = await fetch(`${stack.url}/healthz`)
    expect(await reply.json()).toMatchObject({ status: 'ok', database: true, rest: true })
    expect((await get('/auth/v1/health')).status).toBe(200)
  })

  test.each([
    '/',
    '/rest',
    '/rest/v2/x',
    '/storage/v1/object',
    '/auth/v1/nothing',
    '/rest/v1/%',
    '/%00',
    '//',
  ])('answers for %s in JSON and with nothing of its insides', async (path) => {
    const reply = await get(path)
    expect(reply.status).toBeGreaterThanOrEqual(400)
    expect(reply.status).toBeLessThan(500)
    const text = await reply.text()
    expect(JSON.parse(text)).toBeTypeOf('object')
    expect(text).not.toMatch(/node_modules|\.ts:|at async/)
  })

  test('outlives a client that speaks no HTTP', async () => {
    const { port } = new URL(stack.url)
    const socket = connect(Number(port), '127.0.0.1')
    socket.on('error', () => {})
    socket.resume()
    socket.end('\u0000\u0001 nonsense\r\n\r\n')
    await new Promise((resolve) => socket.once('close', resolve))
    expect((await fetch(`${stack.url}/healthz`)).status).toBe(200)
  })
})
