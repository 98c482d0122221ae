import { randomBytes } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Result } from '../../shared/kernel/result.ts'
import { err, ok } from '../../shared/kernel/result.ts'
import { aHotel, type TestHotel } from '../../shared/testing/hotel.ts'
import { createSession, type ServerRefusal, type ServerStaff } from './session.ts'

/** A server that knows one password of Ada, and can be cut off. */
function aServer({ userId }: TestHotel) {
  const server = {
    password: 'right',
    refusal: null as ServerRefusal['code'] | null,
    asked: 0,
    ask: (email: string, password: string): Promise<Result<ServerStaff, ServerRefusal>> => {
      server.asked += 1
      const code = server.refusal ?? (password === server.password ? null : 'wrong_credentials')
      const ada = { userId, email, username: 'ada', fullName: 'Ada Clerk', role: 'front_desk' } as const
      return Promise.resolve(code === null ? ok(ada) : err({ code }))
    },
  }
  return server
}

const pepper = randomBytes(32)
const cost = { N: 16, r: 8, p: 1 }
let nowMs: number
let hotel: TestHotel
let server: ReturnType<typeof aServer>
let told: boolean[]

beforeEach(() => {
  nowMs = Date.parse('2026-08-13T15:00:00.000Z')
  hotel = aHotel()
  server = aServer(hotel)
  told = []
})

/** A terminal that was just started: nobody is signed in, the file is as it was. */
function restart() {
  return createSession({
    db: hotel.db,
    clock: { now: () => nowMs, monotonic: () => nowMs },
    pepper,
    askServer: server.ask,
    onChange: (signedIn) => told.push(signedIn),
    cost,
  })
}

const ada = { username: 'ada', fullName: 'Ada Clerk', role: 'front_desk' }

describe('with a line', () => {
  test('the server’s word counts, and windows hear who comes and goes', async () => {
    const session = restart()
    expect(session.known()).toEqual([])
    expect(await session.signIn('ada', 'right')).toMatchObject({
      ok: true,
      value: { staff: ada, offline: false },
    })
    expect(session.current()).toMatchObject(ada)
    expect(session.known()).toMatchObject([ada])
    session.signOut()
    expect(session.current()).toBeNull()
    expect(told).toEqual([true, false])
  })

  test('a mail address does as well as the name, in any case', async () => {
    expect(await restart().signIn('ADA@hotel.test', 'right')).toMatchObject({ ok: true })
  })

  test('a name that is nobody’s is refused without asking', async () => {
    expect(await restart().signIn('eve', 'right')).toEqual({
      ok: false,
      error: { code: 'wrong_credentials' },
    })
    expect(server.asked).toBe(0)
  })

  test('a wrong password leaves whoever is signed in at the desk', async () => {
    const session = restart()
    await session.signIn('ada', 'right')
    expect(await session.signIn('ada', 'wrong')).toEqual({ ok: false, error: { code: 'wrong_credentials' } })
    expect(session.current()).toMatchObject(ada)
  })

  test('the server’s own refusals are passed on', async () => {
    for (const refusal of ['account_inactive', 'locked_out'] as const) {
      server.refusal = refusal
      expect(await restart().signIn('ada', 'right')).toEqual({ ok: false, error: { code: refusal } })
    }
  })
})

describe('without a line', () => {
  beforeEach(async () => {
    await restart().signIn('ada', 'right')
    server.refusal = 'offline'
  })

  test('who has signed in here before may, with the same password', async () => {
    const session = restart()
    expect(await session.signIn('ada', 'right')).toMatchObject({
      ok: true,
      value: { staff: ada, offline: true },
    })
    expect(await session.signIn('ada', 'wrong')).toEqual({ ok: false, error: { code: 'wrong_credentials' } })
  })

  test('who has not may not', async () => {
    hotel.add('user_profiles', {
      id: hotel.ids.fresh(),
      email: 'bob@hotel.test',
      username: 'bob',
      full_name: 'Bob',
      role: 'manager',
    })
    expect(await restart().signIn('bob', 'right')).toEqual({
      ok: false,
      error: { code: 'offline_unknown_user' },
    })
  })

  test('a password counts for thirty days', async () => {
    nowMs += 29 * 86_400_000
    expect(await restart().signIn('ada', 'right')).toMatchObject({ ok: true })
    nowMs += 2 * 86_400_000
    expect(await restart().signIn('ada', 'right')).toMatchObject({ error: { code: 'offline_unknown_user' } })
  })

  test('an account that the mirror knows to be suspended is refused, and sent away from the desk', async () => {
    const session = restart()
    await session.signIn('ada', 'right')
    hotel.db.prepare(`update user_profiles set account_status = 'suspended'`).run()
    expect(session.current()).toBeNull()
    expect(told.at(-1)).toBe(false)
    expect(await session.signIn('ada', 'right')).toEqual({ ok: false, error: { code: 'account_inactive' } })
  })

  test('a role is the one that the mirror has now', async () => {
    hotel.db.prepare(`update user_profiles set role = 'manager'`).run()
    expect(await restart().signIn('ada', 'right')).toMatchObject({ value: { staff: { role: 'manager' } } })
  })

  test('guessing is locked out, also many guesses at once and over a restart, until time has passed', async () => {
    const session = restart()
    const attempts = [1, 2, 3, 4, 5, 6, 7].map(() => session.signIn('ada', 'wrong'))
    const codes = (await Promise.all(attempts)).map((attempt) => (attempt.ok ? 'ok' : attempt.error.code))
    expect(codes.at(-1)).toBe('locked_out')
    expect(await restart().signIn('ada', 'right')).toMatchObject({ error: { code: 'locked_out' } })
    nowMs += 16 * 60_000
    expect(await restart().signIn('ada', 'right')).toMatchObject({ ok: true })
  })

  test('without the pepper’s file nobody comes in until the line is back', async () => {
    const session = createSession({
      db: hotel.db,
      clock: { now: () => nowMs, monotonic: () => nowMs },
      pepper: randomBytes(32),
      askServer: server.ask,
      onChange: () => {},
    })
    expect(await session.signIn('ada', 'right')).toMatchObject({ error: { code: 'wrong_credentials' } })
    server.refusal = null
    expect(await session.signIn('ada', 'right')).toMatchObject({ ok: true })
  })
})

describe('a password that was changed at the server', () => {
  test('counts no more here, with or without a line', async () => {
    await restart().signIn('ada', 'right')
    server.password = 'new'
    expect(await restart().signIn('ada', 'right')).toMatchObject({ error: { code: 'wrong_credentials' } })
    server.refusal = 'offline'
    expect(await restart().signIn('ada', 'right')).toMatchObject({ error: { code: 'offline_unknown_user' } })
  })
})
