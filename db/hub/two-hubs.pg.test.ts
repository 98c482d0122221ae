import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { findFreePort } from '../stack/ports.ts'
import { databaseUrl } from '../stack/postgres.ts'
import { loadSecrets } from '../stack/secrets.ts'
import { startTestStack } from '../stack/testing.ts'
import { startHub } from './hub.ts'
import type { Hub } from './hub.ts'
import { newClient, staffMember } from './testing.ts'

let stack: Awaited<ReturnType<typeof startTestStack>>
let second: Hub

beforeAll(async () => {
  stack = await startTestStack()
  const { anonKey, signingKey, authAdminPassword } = await loadSecrets(stack.dir)
  const port = Number(new URL(stack.databaseUrl).port)
  second = await startHub({
    host: '127.0.0.1',
    port: await findFreePort(),
    databaseUrl: databaseUrl({ user: 'supabase_auth_admin', password: authAdminPassword, port }),
    postgrestUrl: 'http://127.0.0.1:1',
    redisUrl: stack.redisUrl,
    signingKey,
    anonKey,
    log: () => {},
  })
})
afterAll(async () => {
  await second.close()
  await stack.stop()
})

describe('two hubs of one project', () => {
  test('know each other’s sessions', async () => {
    const { email, password } = staffMember('front_desk')
    const { data } = await newClient(stack).auth.signInWithPassword({ email, password })
    const other = newClient({ url: second.url, anonKey: stack.anonKey })
    expect((await other.auth.getUser(data.session?.access_token)).data.user?.email).toBe(email)
    const refreshed = await other.auth.refreshSession({ refresh_token: data.session?.refresh_token ?? '' })
    expect(refreshed.error).toBeNull()
  })

  test('with Redis between them what is sent at one is heard at the other, once', async ({ skip }) => {
    skip(stack.redisUrl === null, 'no Redis on this machine')
    const listener = newClient({ url: second.url, anonKey: stack.anonKey })
    const heard: unknown[] = []
    await new Promise<void>((resolve) => {
      listener
        .channel('front-desk')
        .on('broadcast', { event: '*' }, ({ event }) => heard.push(event))
        .subscribe(() => resolve())
    })
    const sender = newClient(stack).channel('front-desk')
    await sender.httpSend('first', {})
    await sender.httpSend('second', {})
    await expect.poll(() => heard).toContain('second')
    expect(heard).toEqual(['first', 'second'])
    await listener.removeAllChannels()
  })

  test('with Redis between them attempts to sign in are counted together', async ({ skip }) => {
    skip(stack.redisUrl === null, 'no Redis on this machine')
    const { email } = staffMember('auditor')
    const codes: unknown[] = []
    for (let attempt = 0; attempt <= 10; attempt += 1) {
      const url = attempt % 2 === 0 ? stack.url : second.url
      const client = newClient({ url, anonKey: stack.anonKey })
      codes.push((await client.auth.signInWithPassword({ email, password: 'wrong' })).error?.code)
    }
    expect(codes.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 'invalid_credentials'))
    expect(codes[10]).toBe('over_request_rate_limit')
  })

  test('a hub whose PostgREST does not answer says so, and still signs people in', async () => {
    const client = newClient({ url: second.url, anonKey: stack.anonKey })
    const { email, password } = staffMember('manager')
    expect((await client.auth.signInWithPassword({ email, password })).error).toBeNull()
    const asked = await fetch(`${second.url}/rest/v1/rooms`, { headers: { apikey: stack.anonKey } })
    expect([asked.status, await asked.json()]).toMatchObject([503, { code: 'upstream_unavailable' }])
    const health = await fetch(`${second.url}/healthz`)
    expect([health.status, await health.json()]).toMatchObject([503, { rest: false, database: true }])
  })
})
