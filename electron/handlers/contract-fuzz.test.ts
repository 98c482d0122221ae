import fc from 'fast-check'
import { expect, test } from 'vitest'
import { errorCodes } from '../../shared/contract/errors.ts'
import { calls, isCallName } from '../../shared/contract/index.ts'
import { aHotel } from '../../shared/testing/hotel.ts'
import { aCollision, aConflict, moneyInSuspense } from '../../shared/testing/conflict.ts'
import { aGuest, aStay } from '../../shared/testing/stay.ts'
import { meantInputs } from './testing/meant-inputs.ts'
import { testCalls } from './testing/test-calls.ts'

const runs = 10_000

/** Anything that could come through a socket or a bridge, and much that could not. */
const rubbish = fc.oneof(
  fc.jsonValue({ depthSize: 'small' }),
  fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withSparseArray: true,
  }),
  fc.string({ unit: 'binary' }),
)

/** A well-meant input with one of its fields, at any depth, left out, added or replaced by rubbish. */
function spoilt(input: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc
    .tuple(input, fc.nat(), fc.constantFrom('drop', 'add', 'replace'), rubbish)
    .map(([value, where, how, junk]) => spoil(structuredClone(value), where, how, junk))
}

function spoil(value: unknown, where: number, how: string, junk: unknown): unknown {
  const fields = fieldsOf(value)
  const field = fields[where % Math.max(1, fields.length)]
  if (field === undefined) return junk
  if (how === 'drop') Reflect.deleteProperty(field.of, field.key)
  else Reflect.set(field.of, how === 'add' ? `${field.key} too` : field.key, junk)
  return value
}

function fieldsOf(value: unknown): { of: object; key: string }[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => [{ of: value, key }].concat(fieldsOf(inner)))
}

test(
  `no payload of ${runs} breaks anything: what is malformed is refused as such, what is not is answered by the contract`,
  { timeout: 300_000 },
  async () => {
    const hotel = aHotel()
    const guestIds = [aGuest(hotel), aGuest(hotel, { nationality: null }), aGuest(hotel, { blacklisted: 1 })]
    const bookingIds = [
      aStay(hotel, { arrival: '2026-08-13', departure: '2026-08-15', room: '101' }),
      aStay(hotel, { arrival: '2026-08-13', departure: '2026-08-13' }),
      aStay(hotel, { arrival: '2026-08-11', departure: '2026-08-13', room: '102', status: 'checked_in' }),
      aStay(hotel, { arrival: '2026-08-10', departure: '2026-08-12', room: '103', status: 'checked_in' }),
      aStay(hotel, { arrival: '2026-08-13', departure: '2026-08-16', room: '104', status: 'cancelled' }),
      aStay(hotel, { arrival: '2026-08-16', departure: '2026-08-20' }),
    ].map(({ bookingId }) => bookingId)
    const collision = aCollision(hotel, { room: '201' })
    const cardIds = [
      collision.cardId,
      moneyInSuspense(hotel, 45_00).cardId,
      aConflict(hotel, { kind: 'status_move', outcome: 'conflict', booking_id: bookingIds[4] ?? null }),
    ]
    bookingIds.push(collision.loser.bookingId)
    const { call, signIn, setRole, bugs } = testCalls(hotel)
    setRole('admin')

    const inputs = meantInputs(hotel, bookingIds, guestIds, cardIds)
    const payload = fc
      .constantFrom(...Object.keys(calls).filter(isCallName))
      .chain((name) => fc.tuple(fc.constant(name), fc.oneof(inputs[name], spoilt(inputs[name]), rubbish)))
    const outcomes = new Map<string, number>()

    await fc.assert(
      fc.asyncProperty(payload, async ([name, input]) => {
        await signIn()
        const wellFormed = calls[name].input.safeParse(input).success
        const reply = await call(name, input)
        const outcome = reply.ok ? 'ok' : reply.error.code
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
        expect(bugs).toEqual([])
        expect(['ok', ...errorCodes]).toContain(outcome)
        expect([name, outcome === 'invalid_input' || wellFormed]).toEqual([name, true])
        expect(reply.ok ? (calls[name].output.safeParse(reply.value).error?.issues ?? []) : []).toEqual([])
      }),
      { numRuns: runs, endOnFailure: true },
    )

    // it went deep, and left a house in order
    expect([...outcomes.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(runs)
    expect(outcomes.get('ok')).toBeGreaterThan(runs / 20)
    expect(outcomes.get('invalid_input')).toBeGreaterThan(runs / 4)
    expect(hotel.db.pragma('foreign_key_check')).toEqual([])
    expect(
      hotel.db
        .prepare(
          `select room_id, night from booking_nights where holds_room = 1 and room_id is not null
            group by 1, 2 having count(*) > 1`,
        )
        .all(),
    ).toEqual([])
    expect(
      hotel.db
        .prepare(`select room_id from bookings where status = 'checked_in' group by 1 having count(*) > 1`)
        .all(),
    ).toEqual([])
    expect(hotel.db.prepare('select max(seq) = count(*) as whole from outbox').get()).toEqual({ whole: 1 })
  },
)
