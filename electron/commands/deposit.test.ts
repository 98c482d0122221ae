import { describe, expect, test } from 'vitest'
import { aHotel } from '../../shared/testing/hotel.ts'
import { loadToday } from '../store/reads/today.ts'
import { checkIn } from './check-in.ts'
import { createBooking } from './create-booking.ts'
import { setDeposit } from './deposit.ts'
import type { CommandInput } from './desk-command.ts'
import { lateCheckOut } from './late-check-out.ts'
import { takePayment } from './take-payment.ts'
import { aDesk, bookingOf, refusalOf, type TestDesk } from './testing/desk.ts'
import { aStay } from '../../shared/testing/stay.ts'
import { undo } from './undo.ts'

const today = '2026-08-13'

/** A hotel whose plan asks for a night in advance, a week before the arrival. */
function aDeskThatAsks(): TestDesk {
  const desk = aDesk(aHotel())
  desk.hotel.add('rate_plans', {
    id: desk.hotel.ids.fresh(),
    code: 'BAR',
    name: 'Best available',
    is_default: 1,
    deposit_nights: 1,
    deposit_due_days: 7,
  })
  return desk
}

function sale(desk: TestDesk, more: Partial<CommandInput<'booking.create'>> = {}) {
  return {
    arrival: '2026-08-25',
    departure: '2026-08-27',
    adults: 1,
    children: 0,
    guest: { kind: 'new', fullName: 'Ada Byron', phone: '', email: '', nationality: 'PT' },
    roomTypeId: desk.hotel.typeIds.double,
    source: 'phone',
    specialRequests: '',
    internalNotes: '',
    overbook: false,
    ...more,
  } as const
}

const depositOf = (desk: TestDesk, bookingId: string) => {
  const { deposit_amount: amount, deposit_due_date: dueOn } = desk.booking(bookingId)
  return { amount, dueOn }
}
const due = (desk: TestDesk) => loadToday(desk.hotel.db, today).deposits.rows.map((row) => row.bookingId)

describe('a deposit', () => {
  test('is what the plan asks for, and never due before today', () => {
    const desk = aDeskThatAsks()
    const later = bookingOf(desk.do(createBooking, sale(desk)))
    expect(depositOf(desk, later)).toEqual({ amount: 100_00, dueOn: '2026-08-18' })
    const soon = bookingOf(desk.do(createBooking, sale(desk, { arrival: today, departure: today })))
    expect(depositOf(desk, soon)).toMatchObject({ dueOn: today })
    expect(due(desk)).toEqual([soon])
  })

  test('may be agreed to be more; less is a manager’s, and more than the stay costs nobody’s', () => {
    const desk = aDeskThatAsks()
    const ask = (amountMinor: number) => sale(desk, { deposit: { amountMinor, dueOn: '2026-08-20' } })
    expect(depositOf(desk, bookingOf(desk.do(createBooking, ask(150_00))))).toEqual({
      amount: 150_00,
      dueOn: '2026-08-20',
    })
    expect(refusalOf(desk.do(createBooking, ask(0)))).toMatchObject({
      code: 'approval_needed',
      data: { what: ['deposit'] },
    })
    const waived = bookingOf(desk.do(createBooking, ask(0), { approver: 'manager' }))
    expect(depositOf(desk, waived)).toEqual({ amount: 0, dueOn: null })
    expect(desk.booking(waived).internal_notes).toMatch(/^deposit: by word of /u)
    expect(refusalOf(desk.do(createBooking, ask(200_01)))).toMatchObject({
      code: 'amount_exceeds_balance',
      data: { mostMinor: 200_00 },
    })
  })

  test('that is due stands in today’s list until an ordinary payment covers it', () => {
    const desk = aDesk(aHotel())
    const deposit = { amountMinor: 80_00, dueOn: today }
    const bookingId = bookingOf(desk.do(createBooking, sale(desk, { deposit })))
    expect(due(desk)).toEqual([bookingId])
    const pay = (amountMinor: number) =>
      desk.do(takePayment, { bookingId, payment: { method: 'card', amountMinor, reference: '' } })
    bookingOf(pay(30_00))
    expect(loadToday(desk.hotel.db, today).deposits.rows).toMatchObject([
      { nextStep: 'collect', deposit: { askedMinor: 80_00, openMinor: 50_00, isDue: true } },
    ])
    bookingOf(pay(50_00))
    expect(due(desk)).toEqual([])
  })

  test('that is due keeps the guest out, unless it is paid or a manager answers for it', () => {
    const desk = aDesk(aHotel())
    const arrival = {
      arrival: today,
      departure: '2026-08-15',
      deposit: { amountMinor: 80_00, dueOn: '2026-08-10' },
    }
    const book = (number: string) =>
      bookingOf(desk.do(createBooking, sale(desk, { ...arrival, roomId: desk.hotel.room(number) })))
    const [pays, is_known] = [book('101'), book('102')]
    expect(refusalOf(desk.do(checkIn, { bookingId: pays }))).toEqual({
      code: 'check_in_blocked',
      data: { blockers: ['deposit_due'] },
    })
    const payment = { method: 'cash', amountMinor: 80_00, reference: '' } as const
    bookingOf(desk.do(takePayment, { bookingId: pays, payment }))
    bookingOf(desk.do(checkIn, { bookingId: pays }))

    const anyway = { bookingId: is_known, override: { reason: 'a regular' } }
    expect(refusalOf(desk.do(checkIn, anyway))).toMatchObject({
      code: 'approval_needed',
      data: { what: ['deposit'] },
    })
    bookingOf(desk.do(checkIn, anyway, { approver: 'manager' }))
    expect(desk.booking(is_known).internal_notes).toMatch(
      /^Checked in despite deposit_due: a regular\ndeposit: by word of /u,
    )
  })

  test('is asked for later, lowered by a manager alone, and undone', () => {
    const desk = aDesk(aHotel())
    const bookingId = bookingOf(desk.do(createBooking, sale(desk)))
    const ask = (amountMinor: number) => ({ bookingId, deposit: { amountMinor, dueOn: '2026-08-20' } })
    bookingOf(desk.do(setDeposit, ask(90_00)))
    expect(refusalOf(desk.do(setDeposit, ask(90_00))).code).toBe('already_done')
    expect(refusalOf(desk.do(setDeposit, ask(40_00))).code).toBe('approval_needed')
    bookingOf(desk.do(setDeposit, ask(40_00), { approver: 'admin' }))
    expect(depositOf(desk, bookingId)).toEqual({ amount: 40_00, dueOn: '2026-08-20' })
    bookingOf(desk.do(undo, { bookingId }))
    expect(depositOf(desk, bookingId)).toEqual({ amount: 90_00, dueOn: '2026-08-20' })
    expect(desk.booking(bookingId).internal_notes).toBeNull()
  })
})

test('a late check-out for less than the hotel asks is a manager’s, with the reason', () => {
  const desk = aDesk(aHotel())
  desk.hotel.db.prepare('update hotel_settings set late_check_out_fee = 3000').run()
  const { bookingId } = aStay(desk.hotel, {
    arrival: '2026-08-11',
    departure: today,
    room: '101',
    status: 'checked_in',
  })
  const late = { bookingId, until: '15:00', feeMinor: 0, acceptPromised: false, reason: 'flight late' }
  expect(refusalOf(desk.do(lateCheckOut, late))).toMatchObject({
    code: 'approval_needed',
    data: { what: ['fee'] },
  })
  bookingOf(desk.do(lateCheckOut, late, { approver: 'manager' }))
  expect(desk.booking(bookingId).internal_notes).toMatch(/^Late check-out: flight late\nfee: by word of /u)
  expect(desk.balance(bookingId)).toBe(0)
})
