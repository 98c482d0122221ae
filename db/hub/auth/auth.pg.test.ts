import { createRemoteJWKSet, jwtVerify } from 'jose'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { startTestStack } from '../../stack/testing.ts'
import { newClient, newSignedInClient, staffMember } from '../testing.ts'

const maria = staffMember('front_desk')
let stack: Awaited<ReturnType<typeof startTestStack>>
let database: pg.Pool

beforeAll(async () => {
  stack = await startTestStack()
  database = new pg.Pool({ connectionString: stack.databaseUrl, max: 2 })
})
afterAll(async () => {
  await database.end()
  await stack.stop()
})

/** Exchanges a refresh token by a client that knows nothing else. */
async function exchange(refreshToken: string) {
  return await newClient(stack).auth.refreshSession({ refresh_token: refreshToken })
}

async function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return await fetch(`${stack.url}/auth/v1/${path}`, {
    method: 'POST',
    headers: { apikey: stack.anonKey, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
}

/** Lets every exchanged token be older than the interval in which it may come twice. */
async function letTokensAge(): Promise<void> {
  await database.query(`update auth.refresh_tokens set updated_at = updated_at - interval '11 seconds'`)
}

describe('signing in', () => {
  test('the right password opens a session for that person', async () => {
    const { data, error } = await newClient(stack).auth.signInWithPassword(maria)
    expect(error).toBeNull()
    expect(data.user).toMatchObject({ email: maria.email, role: 'authenticated', aud: 'authenticated' })
    expect(data.session).toMatchObject({ token_type: 'bearer', expires_in: 3600 })
  })

  test('the address may be written in capitals', async () => {
    const { error } = await newClient(stack).auth.signInWithPassword({
      ...maria,
      email: maria.email.toUpperCase(),
    })
    expect(error).toBeNull()
  })

  test('a wrong password and an unknown address are refused in the same words', async () => {
    const wrong = await newClient(stack).auth.signInWithPassword({ ...maria, password: 'wrong' })
    const unknown = await newClient(stack).auth.signInWithPassword({
      ...maria,
      email: 'nobody@hotel.example',
    })
    expect(wrong.error).toMatchObject({ status: 400, code: 'invalid_credentials' })
    expect(unknown.error?.message).toBe(wrong.error?.message)
    expect(unknown.error?.code).toBe(wrong.error?.code)
  })

  test('an older client is refused in the older shape', async () => {
    const reply = await post('token?grant_type=password', { email: maria.email, password: 'wrong' })
    expect(reply.status).toBe(400)
    expect(await reply.json()).toEqual({
      code: 400,
      error_code: 'invalid_credentials',
      msg: 'Invalid login credentials',
    })
  })

  test('the hash of the password is in no answer', async () => {
    const reply = await post('token?grant_type=password', maria)
    expect(reply.headers.get('cache-control')).toBe('no-store')
    expect(await reply.text()).not.toMatch(/encrypted_password|\$2[aby]\$/)
  })

  test('the access token is signed by the published key and says who it is for', async () => {
    const { data } = await newClient(stack).auth.signInWithPassword(maria)
    const keys = createRemoteJWKSet(new URL(`${stack.url}/auth/v1/.well-known/jwks.json`))
    const { payload, protectedHeader } = await jwtVerify(data.session?.access_token ?? '', keys, {
      audience: 'authenticated',
      issuer: `${stack.url}/auth/v1`,
    })
    expect(protectedHeader.alg).toBe('ES256')
    expect(payload).toMatchObject({ sub: data.user?.id, email: maria.email, role: 'authenticated' })
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(3600)
  })

  test('the published key has no private part', async () => {
    const reply = await fetch(`${stack.url}/auth/v1/.well-known/jwks.json`)
    const text = await reply.text()
    expect(JSON.parse(text)).toMatchObject({ keys: [{ kty: 'EC', crv: 'P-256' }] })
    expect(text).not.toContain('"d"')
  })

  test('somebody who is banned is refused, and let in again when the ban is over', async () => {
    const { email, password } = staffMember('housekeeping')
    await database.query(`update auth.users set banned_until = now() + interval '1 hour' where email = $1`, [
      email,
    ])
    const banned = await newClient(stack).auth.signInWithPassword({ email, password })
    expect(banned.error?.code).toBe('user_banned')
    await database.query(`update auth.users set banned_until = now() - interval '1 hour' where email = $1`, [
      email,
    ])
    expect((await newClient(stack).auth.signInWithPassword({ email, password })).error).toBeNull()
  })

  test('guessing is slowed down for that person only, and says for how long', async () => {
    const { email, password } = staffMember('auditor')
    const guesses = await Promise.all(
      Array.from({ length: 12 }, async (_, guess) =>
        post('token?grant_type=password', { email, password: `guess ${guess}` }),
      ),
    )
    expect(guesses.filter((reply) => reply.status === 400)).toHaveLength(10)
    const refused = guesses.find((reply) => reply.status === 429)
    expect(await refused?.json()).toMatchObject({ error_code: 'over_request_rate_limit' })
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await post('token?grant_type=password', { email, password })).status).toBe(429)
    expect((await post('token?grant_type=password', maria)).status).toBe(200)
  })

  test.each([
    ['no body', 'token?grant_type=password', '', 400],
    ['half a body', 'token?grant_type=password', '{"email":', 400],
    ['no password', 'token?grant_type=password', { email: 'a@b.example' }, 400],
    ['a number for an address', 'token?grant_type=password', { email: 1, password: 'x' }, 400],
    ['another grant', 'token?grant_type=magic', {}, 400],
    ['no grant', 'token', {}, 400],
    ['no refresh token', 'token?grant_type=refresh_token', {}, 400],
    ['signing up', 'signup', { email: 'a@b.example', password: 'abcdef' }, 422],
    ['something that is not there', 'recover', {}, 404],
  ])('%s is refused in JSON', async (_what, path, body, status) => {
    const reply = await post(path, body)
    expect(reply.status).toBe(status)
    expect(await reply.json()).toHaveProperty('code')
  })
})

describe('refresh tokens', () => {
  let first: string

  beforeEach(async () => {
    const { data } = await newClient(stack).auth.signInWithPassword(maria)
    first = data.session?.refresh_token ?? ''
  })

  test('each is exchanged for another', async () => {
    const { data, error } = await exchange(first)
    expect(error).toBeNull()
    expect(data.session?.refresh_token).not.toBe(first)
    expect(data.user?.email).toBe(maria.email)
  })

  test('two exchanges at once get the same successor', async () => {
    const [one, two] = await Promise.all([exchange(first), exchange(first)])
    expect(one.data.session?.refresh_token).toBeDefined()
    expect(two.data.session?.refresh_token).toBe(one.data.session?.refresh_token)
  })

  test('one whose answer was lost may come again later, and gets the same successor', async () => {
    const answered = await exchange(first)
    await letTokensAge()
    const again = await exchange(first)
    expect(again.data.session?.refresh_token).toBe(answered.data.session?.refresh_token)
  })

  test('an older one that comes again later ends the whole session', async () => {
    const second = (await exchange(first)).data.session?.refresh_token ?? ''
    const third = (await exchange(second)).data.session?.refresh_token ?? ''
    await letTokensAge()
    expect((await exchange(first)).error).toMatchObject({ status: 400, code: 'refresh_token_already_used' })
    expect((await exchange(third)).error).toMatchObject({ code: 'refresh_token_already_used' })
    expect((await exchange(second)).error).toMatchObject({ code: 'refresh_token_already_used' })
  })

  test('an older one that comes again at once gets the current one', async () => {
    const second = (await exchange(first)).data.session?.refresh_token ?? ''
    const third = (await exchange(second)).data.session?.refresh_token
    expect((await exchange(first)).data.session?.refresh_token).toBe(third)
  })

  test('one that was never given out is refused', async () => {
    expect((await exchange('never')).error).toMatchObject({ code: 'refresh_token_not_found' })
  })

  test('somebody banned meanwhile gets no other', async () => {
    await database.query(`update auth.users set banned_until = now() + interval '1 hour' where email = $1`, [
      maria.email,
    ])
    expect((await exchange(first)).error).toMatchObject({ code: 'user_banned' })
    await database.query(`update auth.users set banned_until = null where email = $1`, [maria.email])
    expect((await exchange(first)).error).toBeNull()
  })

  test('a session that has run out gets no other', async () => {
    await database.query(
      `update auth.sessions set not_after = now() - interval '1 second'
       where id = (select session_id from auth.refresh_tokens where token = $1)`,
      [first],
    )
    expect((await exchange(first)).error).toMatchObject({ code: 'session_expired' })
  })
})

describe('somebody signed in', () => {
  test('can ask who they are', async () => {
    const client = await newSignedInClient(stack, 'front_desk')
    expect((await client.auth.getUser()).data.user?.email).toBe(maria.email)
    expect((await client.auth.getClaims()).data?.claims.email).toBe(maria.email)
  })

  test('is not believed with a token of somebody else’s making', async () => {
    const client = await newSignedInClient(stack, 'front_desk')
    const token = (await client.auth.getSession()).data.session?.access_token ?? ''
    const [head, body, signature] = token.split('.')
    const forged = Buffer.from(
      Buffer.from(body ?? '', 'base64url')
        .toString()
        .replace('authenticated', 'service_role'),
    ).toString('base64url')
    for (const bad of [`${head}.${forged}.${signature}`, `${head}.${body}.`, 'nonsense', stack.anonKey]) {
      const { error } = await newClient(stack).auth.getUser(bad)
      expect(error).toMatchObject({ status: 403, code: 'bad_jwt' })
    }
  })

  test('who signs out is signed out everywhere', async () => {
    const [one, other] = await Promise.all([
      newSignedInClient(stack, 'manager'),
      newSignedInClient(stack, 'manager'),
    ])
    const token = (await other.auth.getSession()).data.session?.access_token
    expect((await one.auth.signOut()).error).toBeNull()
    expect((await newClient(stack).auth.getUser(token)).error?.name).toBe('AuthSessionMissingError')
    expect((await other.auth.refreshSession()).error?.code).toBe('refresh_token_not_found')
  })

  test('who signs out here stays signed in elsewhere', async () => {
    const [one, other] = await Promise.all([
      newSignedInClient(stack, 'manager'),
      newSignedInClient(stack, 'manager'),
    ])
    await one.auth.signOut({ scope: 'local' })
    expect((await other.auth.getUser()).error).toBeNull()
    expect((await other.auth.refreshSession()).error).toBeNull()
  })

  test('who signs out elsewhere stays signed in here', async () => {
    const [one, other] = await Promise.all([
      newSignedInClient(stack, 'manager'),
      newSignedInClient(stack, 'manager'),
    ])
    await one.auth.signOut({ scope: 'others' })
    expect((await one.auth.getUser()).error).toBeNull()
    expect((await other.auth.refreshSession()).error?.code).toBe('refresh_token_not_found')
  })

  test('can change their password, which ends their other sessions', async () => {
    const { email, password } = staffMember('accountant')
    const [here, elsewhere] = await Promise.all([
      newSignedInClient(stack, 'accountant'),
      newSignedInClient(stack, 'accountant'),
    ])
    expect((await here.auth.updateUser({ password })).error?.code).toBe('same_password')
    expect((await here.auth.updateUser({ password: 'short' })).error?.code).toBe('weak_password')
    expect((await here.auth.updateUser({ password: 'a new one', data: { desk: 2 } })).error).toBeNull()
    expect((await here.auth.getUser()).data.user?.user_metadata).toMatchObject({ desk: 2 })
    expect((await elsewhere.auth.refreshSession()).error?.code).toBe('refresh_token_not_found')
    const again = newClient(stack)
    expect((await again.auth.signInWithPassword({ email, password })).error?.code).toBe('invalid_credentials')
    expect((await again.auth.signInWithPassword({ email, password: 'a new one' })).error).toBeNull()
  })

  test('cannot change their address', async () => {
    const client = await newSignedInClient(stack, 'front_desk')
    expect((await client.auth.updateUser({ email: 'new@hotel.example' })).error).toMatchObject({
      status: 422,
    })
  })

  test('is nobody any more once their sign-in is deleted', async () => {
    const { email, password } = staffMember('housekeeping')
    const client = await newSignedInClient(stack, 'housekeeping')
    await database.query('update auth.users set deleted_at = now() where email = $1', [email])
    expect((await client.auth.getUser()).error).toMatchObject({ status: 403, code: 'user_not_found' })
    expect((await client.auth.refreshSession()).error?.code).toBe('user_not_found')
    expect((await newClient(stack).auth.signInWithPassword({ email, password })).error?.code).toBe(
      'invalid_credentials',
    )
  })
})
