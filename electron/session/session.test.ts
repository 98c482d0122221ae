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
    askServer: (email, password) => server.ask(email, password),
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

describe('a short number', () => {
  const pin = '8091'

  async function withPin() {
    const session = restart()
    await session.signIn('ada', 'right')
    expect(await session.setPin(pin)).toEqual({ ok: true })
    return session
  }

  test('brings back who came by password before, with a line or without, and asks no server', async () => {
    const session = await withPin()
    session.signOut()
    const asked = server.asked
    expect(session.known()).toMatchObject([{ username: 'ada', hasPin: true }])
    expect(await session.signInWithPin('ada', pin)).toMatchObject({ ok: true, value: { staff: ada } })
    expect(session.current()).toMatchObject(ada)
    expect(server.asked).toBe(asked)
  })

  test('is set right after the password alone, and is not one that anybody would guess', async () => {
    const session = await withPin()
    expect(await session.setPin('1234')).toEqual({ ok: false, error: { code: 'pin_guessable' } })
    session.signOut()
    expect(await session.setPin(pin)).toMatchObject({ error: { code: 'not_signed_in' } })
    await session.signInWithPin('ada', pin)
    expect(await session.setPin('7305')).toMatchObject({ error: { code: 'pin_needs_password' } })
  })

  test('is nobody’s who has not come by password here, or not for thirty days', async () => {
    expect(await restart().signInWithPin('ada', pin)).toMatchObject({ error: { code: 'pin_unknown' } })
    const session = await withPin()
    session.signOut()
    nowMs += 31 * 86_400_000
    expect(await session.signInWithPin('ada', pin)).toMatchObject({ error: { code: 'pin_unknown' } })
  })

  test('makes who guesses wait, over a restart too, and in the end counts no more', async () => {
    await withPin()
    const codes: string[] = []
    for (let count = 0; count < 10; count += 1) {
      const tried = await restart().signInWithPin('ada', '9999')
      codes.push(tried.ok ? 'ok' : tried.error.code)
      nowMs += count < 4 ? 0 : 16 * 60_000
    }
    expect(codes.slice(0, 5)).toEqual(Array(5).fill('wrong_credentials'))
    expect(codes.at(-1)).toBe('pin_unknown')
    expect(await restart().signInWithPin('ada', pin)).toMatchObject({ error: { code: 'pin_unknown' } })
    expect(await restart().signIn('ada', 'right')).toMatchObject({ ok: true })
  })

  test('is not taken while it has to be waited', async () => {
    const session = await withPin()
    for (let count = 0; count < 5; count += 1) await session.signInWithPin('ada', '9999')
    expect(await session.signInWithPin('ada', pin)).toMatchObject({ error: { code: 'locked_out' } })
  })
})

describe('a manager’s word', () => {
  const pin = { username: 'ada', kind: 'pin', pin: '8091' } as const

  /** Ada is a manager with a number here; Bob, who is none, is at the desk. */
  async function bobAtTheDesk(role: 'manager' | 'front_desk' = 'manager') {
    hotel.db.prepare('update user_profiles set role = ?').run(role)
    const session = restart()
    await session.signIn('ada', 'right')
    await session.setPin('8091')
    server.ask = (email) =>
      Promise.resolve(
        ok({ userId: bobId, email, username: 'bob', fullName: 'Bob', role: 'front_desk' as const }),
      )
    const bobId = hotel.ids.fresh()
    hotel.add('user_profiles', {
      id: bobId,
      email: 'bob@hotel.test',
      username: 'bob',
      full_name: 'Bob',
      role: 'front_desk',
    })
    await session.signIn('bob', 'his')
    server.refusal = 'offline'
    return session
  }

  test('is given by number without a line; who asked stays signed in', async () => {
    const session = await bobAtTheDesk()
    const given = await session.approve(pin, 'booking.create')
    expect(given).toMatchObject({ ok: true, value: { approver: { username: 'ada', role: 'manager' } } })
    expect(session.current()?.username).toBe('bob')
    const approvalId = given.ok ? given.value.approvalId : ''
    expect(session.approverOf(approvalId, 'booking.create')?.username).toBe('ada')
  })

  test('is for one call, one person and two minutes, and counts once', async () => {
    const session = await bobAtTheDesk()
    const give = async () => {
      const given = await session.approve(pin, 'booking.create')
      return given.ok ? given.value.approvalId : ''
    }
    const first = await give()
    expect(session.approverOf(first, 'guest.setBlacklist')).toBeNull()
    session.spendApproval(first)
    expect(session.approverOf(first, 'booking.create')).toBeNull()
    const late = await give()
    nowMs += 3 * 60_000
    expect(session.approverOf(late, 'booking.create')).toBeNull()
    const left = await give()
    session.signOut()
    await session.signInWithPin('ada', '8091')
    expect(session.approverOf(left, 'booking.create')).toBeNull()
  })

  test('is not anybody’s, and not for a wrong number', async () => {
    const session = await bobAtTheDesk('front_desk')
    expect(await session.approve(pin, 'booking.create')).toMatchObject({ error: { code: 'not_allowed' } })
    expect(await session.approve({ ...pin, pin: '0815' }, 'booking.create')).toMatchObject({
      error: { code: 'wrong_credentials' },
    })
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
