import { describe, expect, it } from 'vitest'
import { addDays } from '../../shared/domain/calendar/days.ts'
import { readLineText } from '../../shared/domain/folio/line-text.ts'
import { shareNoMoment } from '../../shared/domain/room/assign-rooms.ts'
import { planHotel } from './plan-hotel.ts'
import type { DemoRecord } from './stay-rows.ts'

describe('the plan of the demonstration hotel', { timeout: 120_000 }, () => {
  it('is the same for the same day, and another for another day', () => {
    const plan = JSON.stringify(planHotel('2026-05-04'))
    // compared as text: a difference of two such plans would be unreadable, and takes long to find
    expect(JSON.stringify(planHotel('2026-05-04')) === plan).toBe(true)
    expect(JSON.stringify(planHotel('2026-05-05')) === plan).toBe(false)
  })

  it.each(['2026-01-21', '2028-02-29'])('of %s leaves something for everybody to do', (today) => {
    const { records } = planHotel(today)
    const dueIn = records.filter(({ stay }) => stay.status === 'confirmed' && stay.arrival === today)
    const inHouse = records.filter(({ stay }) => stay.status === 'checked_in')
    const dueOut = inHouse.filter(({ stay }) => stay.departure === today)
    const nights = inHouse.flatMap(({ folio }) => folio.charges.filter(({ type }) => type === 'night'))
    expect(new Set(nights.map(({ description }) => readLineText(description).kind))).toEqual(
      new Set(['night']),
    )
    expect(dueIn.length).toBeGreaterThanOrEqual(8)
    expect(dueOut.length).toBeGreaterThanOrEqual(5)
    expect(inHouse.length).toBeGreaterThanOrEqual(55)
    expect(dueIn.filter(({ stay }) => stay.roomId === null)).not.toEqual([])
    expect(dueIn.filter(({ guest }) => guest.blacklistReason !== null)).toHaveLength(1)
    expect(dueIn.filter(({ guest }) => guest.isVip).length).toBeGreaterThanOrEqual(3)
    expect(inHouse.filter(({ stay }) => stay.departure < today)).toHaveLength(1)
    expect(dueOut.filter((record) => owedMinor(record) === 0)).not.toEqual([])
    expect(dueOut.filter((record) => owedMinor(record) > 0)).not.toEqual([])
  })

  it('puts no two parties into one room, the guest who did not leave included', () => {
    const today = '2026-08-14'
    const roomed = planHotel(today)
      .records.map(({ stay }) => stay)
      .filter(({ roomId, status }) => roomId !== null && status !== 'cancelled' && status !== 'no_show')
      .map((stay) =>
        stay.status === 'checked_in' && stay.departure < today
          ? { ...stay, departure: addDays(today, 1) }
          : stay,
      )
    const clashes = [...Map.groupBy(roomed, ({ roomId }) => roomId).values()].flatMap((stays) => {
      const inOrder = stays.toSorted(
        (a, b) => a.arrival.localeCompare(b.arrival) || a.departure.localeCompare(b.departure),
      )
      return inOrder.filter((stay, index) => {
        const next = inOrder[index + 1]
        return next !== undefined && !shareNoMoment(stay, next)
      })
    })
    expect(roomed.length).toBeGreaterThan(8_000)
    expect(clashes).toEqual([])
  })
})

function owedMinor({ folio }: DemoRecord): number {
  const charged = folio.charges.reduce((sum, { quantity, unitMinor }) => sum + quantity * unitMinor, 0)
  return charged - folio.payments.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
}
