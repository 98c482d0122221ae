import { compare } from 'bcryptjs'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { openTestDatabase, type Session, sqlStateOf, type TestDatabase } from './support/database.ts'
import { buildHotel, type Hotel } from './support/hotel.ts'
import { actAs, type DeviceKeys, enrolTerminal, makeKeys } from './support/terminal.ts'

const secret = 's'.repeat(43)

let db: TestDatabase
let hotel: Hotel
let anonymous: Session
beforeAll(async () => {
  db = await openTestDatabase()
  hotel = await buildHotel(db)
  anonymous = await db.connect()
  await anonymous.rows('set role anon')
})
afterAll(async () => await db.stop())

const newCode = async () => String(await db.value(`select public.sync_new_enrolment_code()`))
const enrol = async (
  code: string,
  name = 'Desk',
  withSecret = secret,
  keys: Pick<DeviceKeys, 'publicKey' | 'signingKey'> = makeKeys(),
  session: Session = anonymous,
) =>
  await session.value(`select public.sync_enrol($1, $2, $3, $4, $5)`, [
    code,
    name,
    withSecret,
    keys.publicKey,
    keys.signingKey,
  ])

test('a code lets one terminal in, once, however it is written', async () => {
  const code = await newCode()
  expect(code).toMatch(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/)
  const said = ` ${code.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l')} `
  expect(await enrol(said)).toMatchObject({ series: 'A' })
  expect(await sqlStateOf(enrol(code))).toBe('FD005')
})

test('an answer that was lost is given again to the very same device, and to no other', async () => {
  const code = await newCode()
  const keys = makeKeys()
  const first = await enrol(code, 'Desk', secret, keys)
  expect(await enrol(code, 'Desk', secret, keys)).toEqual(first)
  expect(await sqlStateOf(enrol(code, 'Desk', 'x'.repeat(40), keys))).toBe('FD005')
  expect(await sqlStateOf(enrol(code, 'Desk', secret, makeKeys()))).toBe('FD005')
  expect(
    await db.value('select count(*)::integer from public.terminals where public_key = $1', [keys.publicKey]),
  ).toBe(1)
})

test('of ten that hurry with the same code one gets in', async () => {
  const code = await newCode()
  const sessions = await Promise.all(Array.from({ length: 10 }, async () => await db.connect()))
  const ends = await Promise.all(
    sessions.map(async (session) => await sqlStateOf(enrol(code, 'Desk', secret, makeKeys(), session))),
  )
  expect(ends.filter((end) => end === null)).toHaveLength(1)
  expect(ends.filter((end) => end === 'FD005')).toHaveLength(9)
})

test('an unknown code, an old one, a short secret, a terminal without a name or keys are refused, and spend no code', async () => {
  expect(await sqlStateOf(enrol('AAAAA-AAAAA'))).toBe('FD005')
  const old = await newCode()
  await db.rows(`update sync.enrolment_codes set expires_at = now() where used_at is null`)
  expect(await sqlStateOf(enrol(old))).toBe('FD005')
  const code = await newCode()
  expect(await sqlStateOf(enrol(code, 'Desk', 'short'))).toBe('22023')
  expect(await sqlStateOf(enrol(code, 'Desk', 'x'.repeat(73)))).toBe('22023')
  expect(await sqlStateOf(enrol(code, '  '))).toBe('22023')
  const keys = makeKeys()
  expect(await sqlStateOf(enrol(code, 'Desk', secret, { ...keys, signingKey: 'short' }))).toBe('22023')
  expect(await sqlStateOf(enrol(code, 'Desk', secret, { ...keys, publicKey: 'short' }))).toBe('22023')
  expect(await sqlStateOf(anonymous.rows(`select public.sync_enrol($1, 'Desk', $2)`, [code, secret]))).toBe(
    '22023',
  )
  expect(JSON.stringify(await enrol(code))).toMatch(/@terminals\.invalid"/)
})

test('only its hash is kept of a code', async () => {
  const code = await newCode()
  const kept = JSON.stringify(
    await db.rows(`select encode(code_hash, 'escape') as hash, c.* from sync.enrolment_codes c`),
  )
  expect(kept).not.toContain(code)
  expect(kept).not.toContain(code.replace('-', ''))
})

test('the device gets a sign-in as the platform keeps them: confirmed, bcrypt, nothing that it cannot read', async () => {
  const code = await newCode()
  await enrol(code, 'Reception')
  const [user] = await db.rows(
    `select u.*, i.provider, i.provider_id from public.terminals t
       join auth.users u on u.id = t.auth_user_id join auth.identities i on i.user_id = u.id where t.name = 'Reception'`,
  )
  expect(await compare(secret, String(user?.['encrypted_password']))).toBe(true)
  expect(user).toMatchObject({
    aud: 'authenticated',
    role: 'authenticated',
    provider: 'email',
    provider_id: user?.['id'],
  })
  expect(user?.['email_confirmed_at']).not.toBeNull()
  for (const token of [
    'confirmation_token',
    'recovery_token',
    'email_change_token_new',
    'email_change_token_current',
    'email_change',
    'phone_change',
    'phone_change_token',
    'reauthentication_token',
  ]) {
    expect(user?.[token], token).toBe('')
  }
})

test('series go A to Z and on with two letters, and are never given again', async () => {
  const series = await db.rows(
    `with recursive s as (select 'A'::text as series, 1 as n union all select sync.series_after(series), n + 1 from s where n < 704) select series from s`,
  )
  const all = series.map((row) => row['series'])
  expect([all[25], all[26], all[27], all[51], all[52], all[701], all[702]]).toEqual([
    'Z',
    'AA',
    'AB',
    'AZ',
    'BA',
    'ZZ',
    'AAA',
  ])
  const terminal = await enrolTerminal(db)
  await db.rows(`update public.terminals set revoked_at = now() where id = $1`, [terminal.id])
  expect((await enrolTerminal(db)).series > terminal.series).toBe(true)
})

test('only those who run the hotel give out codes', async () => {
  for (const [role, end] of [
    ['admin', null],
    ['manager', null],
    ['front_desk', '42501'],
    ['auditor', '42501'],
  ] as const) {
    expect(
      await sqlStateOf(askThroughApi(hotel.staff[role], `select public.sync_new_enrolment_code()`)),
      role,
    ).toBe(end)
  }
  expect(await sqlStateOf(anonymous.rows(`select public.sync_new_enrolment_code()`))).toBe('42501')
})

/** As the API itself logs in: it may do nothing on its own, and what counts is who the claims say. */
async function askThroughApi(userId: string, text: string): Promise<void> {
  await db.rows(`alter role authenticator password 'test'`)
  const url = new URL(db.url)
  url.username = 'authenticator'
  url.password = 'test'
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  try {
    await client.query(`select set_config('request.jwt.claims', $1, false)`, [
      JSON.stringify({ sub: userId }),
    ])
    await client.query('set role authenticated')
    await client.query(text)
  } finally {
    await client.end()
  }
}

test('a revoked terminal, a member of staff and a stranger are no terminals', async () => {
  const terminal = await enrolTerminal(db)
  await terminal.hello()
  await db.rows(`update public.terminals set revoked_at = now() where id = $1`, [terminal.id])
  const calls = [
    `select public.sync_hello(1)`,
    `select public.sync_snapshot('rooms')`,
    `select public.sync_snapshot_today()`,
    `select public.sync_pull('3:3:')`,
    `select public.sync_push('[]')`,
  ]
  for (const call of calls) expect(await sqlStateOf(terminal.session.rows(call)), call).toBe('FD003')
  const manager = await db.connect()
  await actAs(manager, hotel.staff.manager)
  for (const call of calls) expect(await sqlStateOf(manager.rows(call)), call).toBe('FD004')
  for (const call of calls) expect(await sqlStateOf(anonymous.rows(call)), call).toBe('42501')
})
