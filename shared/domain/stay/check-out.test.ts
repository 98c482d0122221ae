import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, nightsOf } from '../calendar/days.ts'
import type { BillableStay } from '../folio/unposted.ts'
import { checkOut } from './check-out.ts'
import { bookingStatuses } from './status.ts'

const arrival = '2026-08-10'
const departure = '2026-08-13'
const stay: BillableStay = {
  status: 'checked_in',
  arrival,
  departure,
  nights: nightsOf(arrival, departure).map((night) => ({ night, amountMinor: 100_00, posted: false })),
  dayRateMinor: 80_00,
  dayUsePosted: false,
}

describe('checking out', () => {
  test('on time posts every booked night and asks for its price first', () => {
    expect(checkOut(stay, 0, departure, [])).toEqual({
      ok: false,
      error: { code: 'balance_open', balanceMinor: 300_00 },
    })
    expect(checkOut(stay, -300_00, departure, [])).toMatchObject({
      value: { departure, toPost: stay.nights, dayUseMinor: null },
    })
  })

  test('early cuts the stay: later nights are neither posted nor asked for', () => {
    const early = checkOut(stay, -200_00, '2026-08-12', [])
    expect(early).toMatchObject({ value: { departure: '2026-08-12', toPost: stay.nights.slice(0, 2) } })
  })

  test('overdue charges the nights past the departure as well', () => {
    const past = [{ night: '2026-08-13', amountMinor: 110_00 }]
    expect(checkOut(stay, -300_00, '2026-08-14', past)).toMatchObject({ error: { balanceMinor: 110_00 } })
    expect(checkOut(stay, -410_00, '2026-08-14', past)).toMatchObject({
      value: { departure: '2026-08-14', toPost: stay.nights, added: past },
    })
  })

  test('a night past the departure that is on record already is not added twice', () => {
    const reopened = {
      ...stay,
      nights: [...stay.nights, { night: '2026-08-13', amountMinor: 110_00, posted: true }],
    }
    const past = [{ night: '2026-08-13', amountMinor: 110_00 }]
    expect(checkOut(reopened, -300_00, '2026-08-14', past)).toMatchObject({
      value: { added: [], toPost: stay.nights },
    })
  })

  test('on the day of arrival is day use and costs the day, once', () => {
    expect(checkOut(stay, 0, arrival, [])).toMatchObject({ error: { balanceMinor: 80_00 } })
    expect(checkOut(stay, -80_00, arrival, [])).toMatchObject({
      value: { departure: arrival, toPost: [], dayUseMinor: 80_00 },
    })
    expect(checkOut({ ...stay, dayUsePosted: true }, 0, arrival, [])).toMatchObject({
      value: { dayUseMinor: null },
    })
  })

  test('money owed to the guest keeps nobody in the house', () => {
    expect(checkOut(stay, -1_000_00, departure, []).ok).toBe(true)
  })

  test('only who is in house can leave it', () => {
    for (const status of bookingStatuses) {
      expect(checkOut({ ...stay, status }, -300_00, departure, []).ok).toBe(status === 'checked_in')
    }
  })

  test('never asks for less than was slept, whatever was paid, posted or prolonged', () => {
    fc.assert(
      fc.property(
        fc.nat(8),
        fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
        fc.integer(),
        (leaves, posted, paid) => {
          const nights = stay.nights.map((night, at) => ({ ...night, posted: posted[at] ?? false }))
          const today = addDays(arrival, leaves)
          const past = nightsOf(departure, today).map((night) => ({ night, amountMinor: 100_00 }))
          const slept = nightsOf(arrival, today)
          const onFolio = nights.filter((night) => night.posted).length * 100_00
          const fully = leaves === 0 ? 80_00 : slept.length * 100_00
          const owed =
            fully - nights.filter(({ night, posted: is }) => is && slept.includes(night)).length * 100_00
          const left = checkOut({ ...stay, nights }, onFolio + paid, today, past)
          expect(left.ok).toBe(onFolio + paid + owed <= 0)
        },
      ),
    )
  })
})
