import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mayGrant, nightStanding } from './grant.ts'
import { isSureSale, isSurelyOurs, leaseOfOther, type RoomLease } from './lease.ts'

const lease = (night: string, terminalId = 'A', expiresAt = '2026-08-13T20:00:00.000Z'): RoomLease => ({
  roomId: '101',
  night,
  terminalId,
  expiresAt,
})
const twoNights = { roomId: '101', arrival: '2026-08-13', departure: '2026-08-15' }
const view = { terminalId: 'A', at: '2026-08-13T12:00:00.000Z' }

test('a room is surely ours when every night of the stay is leased to us, and for as long', () => {
  const both = [lease('2026-08-13'), lease('2026-08-14')]
  expect(isSurelyOurs(twoNights, both, view)).toBe(true)
  expect(isSurelyOurs(twoNights, both.slice(0, 1), view)).toBe(false)
  expect(isSurelyOurs(twoNights, both, { ...view, terminalId: 'B' })).toBe(false)
  expect(isSurelyOurs(twoNights, both, { ...view, at: '2026-08-13T20:00:00.000Z' })).toBe(false)
})

test('nobody can be sure of day use, and a sale of a type alone is sure of no room', () => {
  expect(isSurelyOurs({ ...twoNights, departure: '2026-08-13' }, [lease('2026-08-13')], view)).toBe(false)
  expect(isSureSale({ offline: true, dates: null }, [], view)).toBe(false)
  expect(isSureSale({ offline: false, dates: null }, [], view)).toBe(true)
})

test('one night that another desk holds is enough to keep off', () => {
  const other = lease('2026-08-14', 'B')
  expect(leaseOfOther(twoNights, [lease('2026-08-13'), other], view)).toEqual(other)
  expect(leaseOfOther({ ...twoNights, departure: '2026-08-14' }, [other], view)).toBeNull()
  const dayUse = { ...twoNights, arrival: '2026-08-14', departure: '2026-08-14' }
  expect(leaseOfOther(dayUse, [other], view)).toEqual(other)
})

/*
 * A house of one room and one night, three desks and a server, and everything that may happen between them in any order:
 * desks lose the line, ask for leases, sell; time passes; what was sold arrives late or never. A sale is promised when
 * its desk was sure of it, or when the server took it and had no doubt.
 */
const desks = ['A', 'B', 'C'] as const

const event = fc.oneof(
  fc.record({ does: fc.constant('sell' as const), desk: fc.constantFrom(...desks) }),
  fc.record({ does: fc.constant('cut' as const), desk: fc.constantFrom(...desks) }),
  fc.record({ does: fc.constant('meet' as const), desk: fc.constantFrom(...desks) }),
  fc.record({ does: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 400 }) }),
)

interface Sale {
  readonly desk: string
  readonly promised: boolean
}

/** The rules of the domain over that house; the law may be broken on purpose, to see that it would be noticed. */
function run(
  events: readonly (typeof event extends fc.Arbitrary<infer E> ? E : never)[],
  broken = false,
): number {
  const dates = { roomId: '101', arrival: '2026-08-13', departure: '2026-08-14' }
  const start = Date.parse('2026-08-13T08:00:00.000Z')
  let now = start
  let leased: RoomLease | undefined
  let taken: Sale | null = null
  const promised: Sale[] = []
  const seen = new Map<string, RoomLease | undefined>()
  const offline = new Set<string>()
  const unsent = new Map<string, Sale>()
  // a desk sees what it has sold itself
  const sold = new Set<string>()

  const arrive = (sale: Sale): void => {
    const standing = nightStanding(broken ? undefined : leased, sale.desk, now)
    if (taken !== null || standing === 'held') return
    taken = sale
    if (standing === 'open' && !sale.promised) promised.push(sale)
  }

  for (const one of events) {
    if (one.does === 'wait') {
      now += one.minutes * 60_000
      continue
    }
    const { desk } = one
    if (one.does === 'cut') {
      offline.add(desk)
      continue
    }
    if (one.does === 'meet') {
      offline.delete(desk)
      const waiting = unsent.get(desk)
      unsent.delete(desk)
      if (waiting !== undefined) arrive(waiting)
      if (mayGrant(broken ? undefined : leased, taken !== null, desk)) {
        leased = {
          roomId: '101',
          night: '2026-08-13',
          terminalId: desk,
          expiresAt: new Date(now + 4 * 3_600_000).toISOString(),
        }
      } else if (leased?.terminalId === desk && Date.parse(leased.expiresAt) <= now) leased = undefined
      seen.set(desk, leased)
      continue
    }
    if (sold.has(desk)) continue
    sold.add(desk)
    const known = seen.get(desk)
    const leases = known === undefined ? [] : [known]
    const sure =
      offline.has(desk) &&
      isSureSale({ offline: true, dates }, leases, { terminalId: desk, at: new Date(now).toISOString() })
    const sale = { desk, promised: sure }
    if (sure) promised.push(sale)
    if (offline.has(desk)) unsent.set(desk, sale)
    else arrive(sale)
  }
  return promised.length
}

test('one night of one room is never promised twice, whatever order things happen in', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 40 }), (events) => {
      expect(run(events)).toBeLessThanOrEqual(1)
    }),
    { numRuns: 3000 },
  )
})

test('and were leases given to whoever asks, the house above would promise it twice', () => {
  const caught = fc.check(
    fc.property(fc.array(event, { maxLength: 40 }), (events) => run(events, true) <= 1),
    { numRuns: 3000 },
  )
  expect(caught.failed).toBe(true)
})
