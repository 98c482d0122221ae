import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { checkHouse } from '../../shared/testing/check-house.ts'
import { aHotel, type TestHotel } from '../../shared/testing/hotel.ts'
import { aCharge, aGuest, aStay } from '../../shared/testing/stay.ts'
import { testCalls } from './testing/test-calls.ts'

async function aDesk(build: (hotel: TestHotel) => void = () => {}) {
  const hotel = aHotel()
  build(hotel)
  const calls = testCalls(hotel)
  await calls.signIn()
  return { hotel, ...calls, requestId: () => randomUUID() }
}

const past = { arrival: '2026-08-01', departure: '2026-08-03', status: 'checked_out' } as const

describe('a guest', () => {
  test('is shown with what is on record, and changed by what is given alone', async () => {
    const { hotel, ask, requestId } = await aDesk()
    const { guestId, bookingId } = aStay(hotel, { ...past, guestName: 'Grace Guest', room: '101' })
    aCharge(hotel, bookingId, 12_00)
    const { guest } = await ask('guest.update', {
      requestId: requestId(),
      guestId,
      phone: '+351 912 345 678',
      nationality: '',
      idExpiry: '2026-08-12',
      preferences: { pillow: 'hard', floor: 'high' },
      tags: ['quiet', 'quiet'],
      vip: true,
    })
    expect(guest).toMatchObject({
      fullName: 'Grace Guest',
      phone: '+351 912 345 678',
      nationality: '',
      idExpired: true,
      preferences: { floor: 'high', pillow: 'hard' },
      tags: ['quiet'],
      vip: true,
      staysCount: 1,
      spentMinor: 12_00,
      stays: [{ bookingId, roomNumber: '101', balanceMinor: 12_00 }],
      unsent: true,
    })
    expect((await ask('search.find', { text: '912345' })).hits.map(({ id }) => id)).toContain(guestId)
  })

  test('who is not wanted is put on the list by a manager, who alone reads why', async () => {
    const { hotel, ask, call, requestId, setRole } = await aDesk()
    const guestId = aGuest(hotel)
    const unwanted = { guestId, blacklisted: true, reason: 'broke a window' }
    expect(await call('guest.setBlacklist', { requestId: requestId(), ...unwanted })).toMatchObject({
      error: { code: 'approval_needed' },
    })
    setRole('manager')
    const { guest } = await ask('guest.setBlacklist', { requestId: requestId(), ...unwanted })
    expect(guest).toMatchObject({ blacklisted: true, blacklistReason: 'broke a window' })
    setRole('front_desk')
    expect((await ask('guest.get', { guestId })).guest.blacklistReason).toBe('')
    expect(
      await call('booking.create', {
        requestId: requestId(),
        arrival: '2026-08-20',
        departure: '2026-08-21',
        adults: 1,
        guest: { kind: 'known', guestId },
        roomTypeId: hotel.typeIds.double,
        source: 'phone',
      }),
    ).toMatchObject({ error: { code: 'guest_blacklisted' } })
  })

  test('is recognised while being typed', async () => {
    const { hotel, ask } = await aDesk()
    const ada = aGuest(hotel, { full_name: 'Ada Byron', phone: '+351 912 345 678', email: 'ada@example.org' })
    const slip = aGuest(hotel, { full_name: 'Byrón, Ada'.replace(',', ''), date_of_birth: '1980-02-01' })
    aGuest(hotel, { full_name: 'Eva Other' })
    const ids = async (typed: object) =>
      (await ask('guest.duplicates', typed)).guests.map(({ guestId, likenesses }) => [guestId, likenesses[0]])
    expect(await ids({ fullName: 'ada biron', email: 'ADA@example.org' })).toEqual([
      [ada, 'email'],
      [slip, 'similar_name'],
    ])
    expect(await ids({ fullName: 'Ada Byron', dateOfBirth: '1980-02-01', guestId: ada })).toEqual([
      [slip, 'name_and_birth'],
    ])
    expect(await ids({ phone: '0912 345 678' })).toEqual([[ada, 'phone']])
    expect(await ids({ fullName: 'x' })).toEqual([])
  })
})

describe('two records of one guest', () => {
  test('become one: stays go along, what one lacks the other gives, what is sticky sticks', async () => {
    const { hotel, ask, requestId } = await aDesk()
    const kept = aGuest(hotel, { full_name: 'Ada Byron', marketing_consent: 1, tags: '["a"]' })
    const gone = aGuest(hotel, {
      full_name: 'A. Byron',
      email: 'ada@example.org',
      blacklisted: 1,
      blacklist_reason: 'noise',
      vip_status: 1,
      tags: '["b"]',
      preferences: '{"pillow":"hard"}',
    })
    const stay = aStay(hotel, { ...past, guestId: gone, room: '101' })
    const { guest } = await ask('guest.merge', { requestId: requestId(), guestId: kept, otherGuestId: gone })
    expect(guest).toMatchObject({
      guestId: kept,
      fullName: 'Ada Byron',
      email: 'ada@example.org',
      blacklisted: true,
      vip: true,
      marketingConsent: false,
      tags: ['a', 'b'],
      preferences: { pillow: 'hard' },
      mergedFrom: [gone],
      stays: [{ bookingId: stay.bookingId }],
    })
    // whoever still names the old record is led to the new one
    expect((await ask('guest.get', { guestId: gone })).guest.guestId).toBe(kept)
    const late = await ask('guest.update', { requestId: requestId(), guestId: gone, city: 'Porto' })
    expect(late.guest).toMatchObject({ guestId: kept, city: 'Porto' })
    expect(checkHouse(hotel.db)).toEqual([])
  })

  test('stay two while an invoice names the one that would go', async () => {
    const { hotel, call, requestId } = await aDesk()
    const [kept, gone] = [aGuest(hotel), aGuest(hotel)]
    hotel.add('invoices', {
      id: randomUUID(),
      customer_id: gone,
      invoice_number: 'A-1',
      issue_date: '2026-08-01',
      status: 'sent',
    })
    const merge = (guestId: string, otherGuestId: string) =>
      call('guest.merge', { requestId: requestId(), guestId, otherGuestId })
    expect(await merge(kept, gone)).toMatchObject({
      error: { code: 'merge_refused', data: { reason: 'invoiced' } },
    })
    expect(await merge(gone, kept)).toMatchObject({ ok: true })
  })
})

describe('a guest who wants to be forgotten', () => {
  test('leaves nothing but the books', async () => {
    const { hotel, ask, call, requestId, setRole } = await aDesk()
    const { guestId, bookingId } = aStay(hotel, { ...past, guestName: 'Grace Guest', room: '101' })
    setRole('admin')
    aCharge(hotel, bookingId, 5_00)
    expect(await call('guest.anonymise', { requestId: requestId(), guestId })).toMatchObject({
      error: { code: 'guest_active' },
    })
    aCharge(hotel, bookingId, -5_00)
    const { guest } = await ask('guest.anonymise', { requestId: requestId(), guestId })
    expect(guest).toMatchObject({ fullName: 'Anonymous', nationality: '', anonymised: true, staysCount: 1 })
    expect((await ask('search.find', { text: 'grace' })).hits).toEqual([])
    expect(await call('guest.update', { requestId: requestId(), guestId, phone: '1' })).toMatchObject({
      error: { code: 'guest_changed' },
    })
  })
})

test('a document’s lines are read when every check digit agrees', async () => {
  const { ask, call } = await aDesk()
  const text = `P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<
L898902C36UTO7408122F1204159ZE184226B<<<<<10`
  expect(await ask('guest.readMrz', { text })).toMatchObject({
    fullName: 'ANNA MARIA ERIKSSON',
    documentLast4: '02C3',
    expired: true,
    unwanted: false,
  })
  expect(await call('guest.readMrz', { text: text.replace('740812', '740813') })).toEqual({
    ok: false,
    error: { code: 'mrz_invalid', data: { part: 'birth' } },
  })
})
