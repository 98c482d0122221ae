import { describe, expect, test } from 'vitest'
import { aHotel, type TestHotel } from '../../shared/testing/hotel.ts'
import { aStay } from '../../shared/testing/stay.ts'
import { testCalls } from './testing/test-calls.ts'

async function aDeskOf(hotel: TestHotel) {
  const calls = testCalls(hotel)
  await calls.signIn()
  return { ...calls, read: (line: string) => calls.ask('booking.readWalkIn', { line }) }
}

describe('a walk-in by line', () => {
  test('is offered a room that is ready now, with its price and why', async () => {
    const hotel = aHotel()
    hotel.db.prepare(`update rooms set housekeeping_status = 'dirty' where room_number = '101'`).run()
    const { read } = await aDeskOf(hotel)
    expect(await read('smith 2n double 120 cash')).toMatchObject({
      said: { fullName: 'Smith', nights: 2, rateMinor: 120_00, method: 'cash' },
      offer: { roomNumber: '102', reasons: ['ready'], totalMinor: 240_00, listMinor: 220_00 },
      detailsLater: true,
      refusal: null,
    })
  })

  test('gets the cheapest type that will do where none is said, and the room that is named where one is', async () => {
    const { read } = await aDeskOf(aHotel())
    expect((await read('smith')).offer).toMatchObject({
      roomTypeCode: 'DBL',
      reasons: ['cheapest', 'ready'],
    })
    expect((await read('smith 3a1c')).offer).toMatchObject({ roomTypeCode: 'SUI' })
    expect((await read('smith 202')).offer).toMatchObject({ roomNumber: '202', reasons: ['asked_for'] })
  })

  test('is told what stands in the way before anything is done, by the rules of the walk-in itself', async () => {
    const hotel = aHotel()
    const { read, setRole, changed } = await aDeskOf(hotel)
    expect((await read('smith 2n double 90')).refusal).toEqual({
      code: 'approval_needed',
      data: { what: ['price'] },
    })
    setRole('manager')
    expect((await read('smith 2n double 90')).refusal).toBeNull()
    hotel.add('rate_restrictions', {
      id: hotel.ids.fresh(),
      room_type_id: hotel.typeIds.double,
      starts_on: '2026-08-13',
      ends_on: '2026-08-14',
      min_nights: 3,
    })
    expect((await read('smith 2n double')).refusal).toMatchObject({
      code: 'restricted',
      data: { violations: [{ rule: 'min_nights', nights: 3 }] },
    })
    // of several types, one that may be sold
    expect(await read('smith 2n')).toMatchObject({ offer: { roomTypeCode: 'SUI' }, refusal: null })
    hotel.db.prepare(`update rooms set housekeeping_status = 'dirty'`).run()
    expect((await read('smith suite')).refusal).toMatchObject({
      code: 'check_in_blocked',
      data: { blockers: ['room_dirty', 'guest_details_missing'] },
    })
    for (const room of ['201', '202']) aStay(hotel, { arrival: '2026-08-13', departure: '2026-08-14', room })
    expect(await read('smith suite')).toMatchObject({ offer: null, refusal: { code: 'no_room_of_type' } })
    expect(changed).toEqual([])
  })

  test('is done just as it was read: booked, paid and in the room', async () => {
    const hotel = aHotel()
    const { ask, read } = await aDeskOf(hotel)
    const { offer, said } = await read('ana de sá 2n dbl 130 visa')
    const { booking } = await ask('booking.walkIn', {
      requestId: hotel.ids.fresh(),
      departure: said.departure,
      adults: said.adults,
      guest: { kind: 'new', fullName: said.fullName },
      roomId: offer?.roomId ?? '',
      rateMinor: said.rateMinor ?? 0,
      payment: { method: 'card', amountMinor: offer?.totalMinor ?? 0 },
      override: { reason: 'asked for on the registration card' },
    })
    expect(booking).toMatchObject({
      status: 'checked_in',
      guest: { fullName: 'Ana de Sá' },
      nightly: [{ amountMinor: 130_00 }, { amountMinor: 130_00 }],
      balanceMinor: -260_00,
    })
  })

  test('asks for a word that it does not understand by name', async () => {
    const { read } = await aDeskOf(aHotel())
    expect((await read('smith 2x dbl')).words).toMatchObject([
      { text: 'smith', problem: null },
      { text: '2x', kind: 'unknown', problem: 'not_understood' },
      { text: 'dbl', problem: null },
    ])
  })

  test('the form is offered the same room', async () => {
    const { ask } = await aDeskOf(aHotel())
    const { offer } = await ask('booking.offerRoom', { departure: '2026-08-15', adults: 2 })
    expect(offer).toMatchObject({ roomNumber: '101', totalMinor: 220_00 })
  })
})

describe('a manager’s word', () => {
  test('lets a clerk do one thing that needs a manager, with both names kept', async () => {
    const hotel = aHotel()
    const { ask, call } = await aDeskOf(hotel)
    const sale = {
      requestId: hotel.ids.fresh(),
      departure: '2026-08-15',
      adults: 1,
      guest: { kind: 'new', fullName: 'Ada Byron', nationality: 'GB' },
      roomId: hotel.room('101'),
      rateMinor: 90_00,
    } as const
    expect(await call('booking.walkIn', sale)).toMatchObject({ error: { code: 'approval_needed' } })
    expect(await call('booking.walkIn', { ...sale, approvalId: hotel.ids.fresh() })).toMatchObject({
      error: { code: 'approval_gone' },
    })
    const mona = hotel.ids.fresh()
    hotel.add('user_profiles', {
      id: mona,
      email: 'mona@hotel.test',
      username: 'mona',
      full_name: 'Mona Manager',
      role: 'manager',
    })
    const secret = { kind: 'password', password: 'right' } as const
    const { approvalId } = await ask('session.approve', { username: 'mona', secret, call: 'booking.walkIn' })
    const { booking } = await ask('booking.walkIn', { ...sale, approvalId })
    expect(booking.nightly[0]?.amountMinor).toBe(90_00)
    // the same click again is answered, and nothing is done twice
    expect(await ask('booking.walkIn', sale)).toMatchObject({ booking: { bookingId: booking.bookingId } })
    const args = hotel.db.prepare<[], { args: string }>('select args from outbox').all()
    expect(args.map((row) => JSON.parse(row.args) as unknown)).toMatchObject([
      { input: { rateMinor: 90_00 }, approvedBy: mona },
    ])
    expect(args[0]?.args).not.toContain(approvalId)
    expect(await call('booking.walkIn', { ...sale, requestId: hotel.ids.fresh(), approvalId })).toMatchObject(
      {
        error: { code: 'approval_gone' },
      },
    )
  })
})
