import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CallInput, CallName, CallOutput } from '../../shared/contract/index.ts'
import { addDays } from '../../shared/domain/calendar/days.ts'
import { aHotel } from '../../shared/testing/hotel.ts'
import { aStay } from '../../shared/testing/stay.ts'
import { testCalls } from './testing/test-calls.ts'

const today = '2026-08-13'
const methods = ['cash', 'card', 'bank_transfer'] as const

/** What a clerk does in a shift, with what chance gives: a number that is the amount, the method, the room. */
interface Doing {
  readonly what: keyof ReturnType<typeof doingsOf>
  readonly chance: number
  /** The button is hit twice. */
  readonly twice: boolean
}

/** A desk without a line whose own tally is kept beside it, by hand. */
async function aTalliedDesk() {
  const hotel = aHotel()
  const inHouse = aStay(hotel, { arrival: today, departure: '2026-09-30', room: '101', status: 'checked_in' })
  const calls = testCalls(hotel)
  await calls.signIn()
  const done = new Map<string, number>()
  const taken = new Map<string, { count: number; amountMinor: number }>()
  const tally = {
    done: (name: string) => done.set(name, (done.get(name) ?? 0) + 1),
    taken: (method: string, count: number, amountMinor: number) => {
      const before = taken.get(method) ?? { count: 0, amountMinor: 0 }
      taken.set(method, { count: before.count + count, amountMinor: before.amountMinor + amountMinor })
    },
    /** The shift begins here: what was done before is another's. */
    begin: () => {
      done.clear()
      taken.clear()
    },
    expected: () => ({
      done: Object.fromEntries(done),
      taken: [...taken].map(([method, sum]) => ({ method, ...sum })).toSorted(byMethod),
    }),
  }
  return { hotel, calls, inHouse: inHouse.bookingId, tally }
}

type Desk = Awaited<ReturnType<typeof aTalliedDesk>>

const byMethod = (a: { method: string }, b: { method: string }) => (a.method < b.method ? -1 : 1)

/** Each thing by the name of its command; what is refused is nobody's work. */
function doingsOf({ hotel, calls, inHouse, tally }: Desk) {
  let day = 0
  /** A night of its own for each booking, so that none is in the way of another. */
  const dates = () => {
    day += 1
    return { arrival: addDays('2026-10-01', day), departure: addDays('2026-10-02', day) }
  }
  async function ask<Name extends CallName>(name: Name, input: CallInput<Name>, twice: boolean) {
    const reply = await calls.ask(name, input)
    if (twice) await calls.ask(name, input)
    tally.done(name)
    return reply
  }
  const requestId = () => hotel.ids.fresh()
  const guest = { kind: 'new', fullName: 'Ada Byron' } as const
  const rooms = [{ roomTypeId: hotel.typeIds.double }, { roomTypeId: hotel.typeIds.suite }]
  const methodOf = (chance: number) => methods[chance % methods.length] ?? 'cash'
  return {
    pay: async (chance: number, twice: boolean) => {
      const payment = { method: methodOf(chance), amountMinor: 1_00 + chance }
      await ask('folio.takePayment', { requestId: requestId(), bookingId: inHouse, payment }, twice)
      tally.taken(payment.method, 1, payment.amountMinor)
    },
    payTooMuch: async (chance: number) => {
      const payment = { method: methodOf(chance), amountMinor: 99_999_00 }
      const reply = await calls.call('folio.takePayment', {
        requestId: requestId(),
        bookingId: inHouse,
        payment,
      })
      expect(reply).toMatchObject({ ok: false })
    },
    charge: async (chance: number, twice: boolean) => {
      const charge = { description: 'Bar', quantity: 1, unitPriceMinor: 1_00 + chance }
      await ask('folio.postCharge', { requestId: requestId(), bookingId: inHouse, ...charge }, twice)
    },
    book: async (_: number, twice: boolean) => {
      const stay = { ...dates(), adults: 1, guest, source: 'phone' as const }
      const roomTypeId = hotel.typeIds.double
      await ask('booking.create', { requestId: requestId(), ...stay, roomTypeId }, twice)
    },
    bookGroupAndPay: async (chance: number, twice: boolean) => {
      const party = { name: 'Choir', contact: guest, rooms, ...dates() }
      const { group } = await ask('group.create', { requestId: requestId(), ...party }, twice)
      const payment = { method: methodOf(chance), amountMinor: group.roomsOwedMinor }
      const { groupId } = group
      const paid = await ask('group.pay', { requestId: requestId(), groupId, payment }, twice)
      tally.taken(payment.method, paid.payments, payment.amountMinor)
    },
    waits: async (_: number, twice: boolean) => {
      await ask('waitlist.add', { requestId: requestId(), guest, ...dates() }, twice)
    },
    tidies: async (chance: number) => {
      const housekeeping = (['dirty', 'pickup', 'clean', 'inspected'] as const)[chance % 4] ?? 'dirty'
      const room = hotel.room('104')
      const { rooms: board } = await calls.ask('rooms.list', {})
      if (board.some(({ roomId, housekeeping: now }) => roomId === room && now === housekeeping)) return
      await ask('room.setHousekeeping', { roomId: room, housekeeping }, false)
    },
    asksForQuiet: async (_: number, twice: boolean) => {
      const { booking } = await calls.ask('booking.get', { bookingId: inHouse })
      const on = !booking.doNotDisturb
      await ask('booking.doNotDisturb', { requestId: requestId(), bookingId: inHouse, on }, twice)
    },
  }
}

const aDoing: fc.Arbitrary<Doing> = fc.record({
  what: fc.constantFrom(
    'pay',
    'payTooMuch',
    'charge',
    'book',
    'bookGroupAndPay',
    'waits',
    'tidies',
    'asksForQuiet',
  ),
  chance: fc.integer({ min: 0, max: 300 }),
  twice: fc.boolean(),
})

test('a shift says each thing done in it once, and every cent taken by how it was paid', async () => {
  const shift = fc.array(aDoing, { minLength: 1, maxLength: 14 })
  await fc.assert(
    fc.asyncProperty(fc.array(aDoing, { maxLength: 4 }), shift, async (before, during) => {
      const desk = await aTalliedDesk()
      const doings = doingsOf(desk)
      for (const { what, chance, twice } of before) await doings[what](chance, twice)
      desk.tally.begin()
      const since = afterTheLast(desk)
      for (const { what, chance, twice } of during) await doings[what](chance, twice)
      const told = await desk.calls.ask('shift.handover', { since })
      expect({ done: countsOf(told), taken: told.taken.toSorted(byMethod) }).toEqual(desk.tally.expected())
      desk.hotel.db.close()
    }),
    { numRuns: 6 },
  )
})

function countsOf({ done }: CallOutput<'shift.handover'>): Record<string, number> {
  return Object.fromEntries(done.map(({ name, count }) => [name, count]))
}

/** A moment after the last thing that was done, and before the next. */
function afterTheLast({ hotel }: Desk): string {
  const at = hotel.db.prepare('select max(at) from outbox').pluck().get()
  return typeof at === 'string' ? new Date(Date.parse(at) + 1).toISOString() : `${today}T00:00:00.000Z`
}

test('what the server would not have is not told as done, and what waits for a person is', async () => {
  const { hotel, calls, inHouse } = await aTalliedDesk()
  for (const unitPriceMinor of [1_00, 2_00]) {
    const charge = { description: 'Bar', quantity: 1, unitPriceMinor }
    await calls.ask('folio.postCharge', { requestId: hotel.ids.fresh(), bookingId: inHouse, ...charge })
  }
  hotel.db
    .prepare(
      `update outbox set state = 'acked', status = 'refused', reason = 'stay_status', acked_at = at where seq = 1`,
    )
    .run()
  expect(await calls.ask('shift.handover', { since: `${today}T00:00:00.000Z` })).toMatchObject({
    done: [{ name: 'folio.postCharge', count: 1 }],
    unsent: 1,
    attention: 1,
  })
})

test('the next shift is told of the calls of the night, and signs with a PIN for the words it has read', async () => {
  const { hotel, calls, inHouse } = await aTalliedDesk()
  const add = async (note: Omit<CallInput<'note.add'>, 'requestId'>) =>
    (await calls.ask('note.add', { requestId: hotel.ids.fresh(), ...note })).note.noteId
  // of no day: it cannot be overdue
  await add({ kind: 'message', bookingId: inHouse, body: 'Your sister called' })
  const { tasks } = await calls.ask('shift.handover', { since: `${today}T00:00:00.000Z` })
  expect(tasks).toEqual([{ department: null, open: 1, overdue: 0 }])
  const wake = { kind: 'wake_up', bookingId: inHouse, body: 'Tea with it', dueAt: '06:30' } as const
  const [soon] = [await add({ ...wake, dueOn: '2026-08-14' })]
  await add({ ...wake, dueOn: '2026-08-20' })
  const word = await add({ kind: 'handover', body: 'The lift is noisy' })
  const told = await calls.ask('shift.handover', { since: `${today}T00:00:00.000Z` })
  expect(told.urgent.map(({ noteId }) => noteId)).toEqual([soon])
  expect(told.notes.map(({ noteId }) => noteId)).toEqual([word])

  await calls.ask('session.setPin', { pin: '8091' })
  await calls.ask('session.signOut', {})
  const wrong = await calls.call('session.signInWithPin', { username: 'ada', pin: '8092' })
  expect(wrong).toMatchObject({ ok: false })
  expect(await calls.call('note.done', { requestId: hotel.ids.fresh(), noteId: word })).toMatchObject({
    error: { code: 'not_signed_in' },
  })
  await calls.ask('session.signInWithPin', { username: 'ada', pin: '8091' })
  const { note } = await calls.ask('note.done', { requestId: hotel.ids.fresh(), noteId: word })
  expect(note.doneBy).toBe('Ada Clerk')
  expect((await calls.ask('shift.handover', { since: `${today}T00:00:00.000Z` })).notes).toEqual([])
})
