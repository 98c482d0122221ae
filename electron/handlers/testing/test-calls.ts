import { randomBytes } from 'node:crypto'
import type { LineStatus } from '../../../shared/contract/calls/terminal.ts'
import type { CallError } from '../../../shared/contract/errors.ts'
import type { CallInput, CallName, CallOutput } from '../../../shared/contract/index.ts'
import type { StaffRole } from '../../../shared/domain/staff/role.ts'
import { err, ok, type Result } from '../../../shared/kernel/result.ts'
import type { TestHotel } from '../../../shared/testing/hotel.ts'
import { aDesk } from '../../commands/testing/desk.ts'
import { systemIds } from '../../outbox/op-ids.ts'
import { findStaffByName } from '../../store/reads/staff.ts'
import { createSession } from '../../session/session.ts'
import { createCalls, type AnswerCall } from '../create-calls.ts'
import type { Line } from '../line.ts'

export interface TestCalls {
  readonly call: AnswerCall
  /** Asks for something that must not be refused. */
  readonly ask: <Name extends CallName>(name: Name, input: CallInput<Name>) => Promise<CallOutput<Name>>
  readonly signIn: () => Promise<unknown>
  readonly setRole: (role: StaffRole) => void
  readonly bugs: readonly unknown[]
  /** Tables that windows were told of, command by command. */
  readonly changed: readonly (readonly string[])[]
  readonly committed: () => number
}

/** All calls over a hotel's rows, with a server that knows every password but 'wrong' and a line that is down. */
export function testCalls(hotel: TestHotel): TestCalls {
  const bugs: unknown[] = []
  const changed: (readonly string[])[] = []
  let commits = 0
  let minutes = 0
  const clock = {
    now: () => Date.parse(`${hotel.businessDate}T15:00:00.000Z`) + (minutes += 1) * 60_000,
    monotonic: () => minutes * 60_000,
  }
  const status: LineStatus = {
    state: 'offline',
    online: false,
    problem: null,
    practising: false,
    pending: 0,
    drain: null,
    mirror: null,
    attention: 0,
    quarantined: 0,
    lastSyncedAt: null,
    clockDriftMs: null,
  }
  const line: Line = {
    status: () => status,
    isDown: () => true,
    enrol: (): Promise<Result<never, CallError>> => Promise.resolve(err({ code: 'already_enrolled' })),
    practiseOutage: () => Promise.resolve(status),
    syncNow: () => {},
    committed: () => {
      commits += 1
    },
  }
  aDesk(hotel)
  const call = createCalls({
    db: hotel.db,
    clock,
    line,
    ids: systemIds(clock),
    session: createSession({
      db: hotel.db,
      clock,
      pepper: randomBytes(32),
      askServer: (email, password) => {
        const staff = findStaffByName(hotel.db, email)
        return Promise.resolve(
          password === 'wrong' || staff === null
            ? err({ code: 'wrong_credentials' })
            : ok({
                userId: staff.userId,
                email,
                username: staff.username,
                fullName: staff.fullName,
                role: staff.role,
              }),
        )
      },
      onChange: () => {},
      cost: { N: 16, r: 8, p: 1 },
    }),
    renderBill: (bill) => Promise.resolve(Buffer.from(JSON.stringify(bill))),
    renderConfirmation: (confirmation) => Promise.resolve(Buffer.from(JSON.stringify(confirmation))),
    renderRegistration: (registration) => Promise.resolve(Buffer.from(JSON.stringify(registration))),
    tellChanged: (tables) => changed.push(tables),
    reportBug: (_, error) => bugs.push(error),
  })

  return {
    call,
    ask: async <Name extends CallName>(name: Name, input: CallInput<Name>) => {
      const reply = await call(name, input)
      if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.error)}`)
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the handlers are typed by the same map
      return reply.value as CallOutput<Name>
    },
    signIn: () => call('session.signIn', { username: 'ada', password: 'right' }),
    setRole: (role) => {
      hotel.db.prepare('update user_profiles set role = ? where id = ?').run(role, hotel.userId)
    },
    bugs,
    changed,
    committed: () => commits,
  }
}
