import { expect, test } from 'vitest'
import { aHotel } from '../../shared/testing/hotel.ts'
import { aPayment, aStay } from '../../shared/testing/stay.ts'
import { checkHouse } from '../../shared/testing/check-house.ts'
import { listFolio } from '../store/reads/folio.ts'
import { postCharge } from './post-charge.ts'
import { takeBack } from './take-back.ts'
import { aDesk, bookingOf, refusalOf } from './testing/desk.ts'

function aDeskWithCharge() {
  const desk = aDesk(aHotel())
  const { bookingId } = aStay(desk.hotel, {
    arrival: '2026-08-12',
    departure: '2026-08-15',
    room: '101',
    status: 'checked_in',
    nightsPosted: 1,
  })
  bookingOf(desk.do(postCharge, { bookingId, description: 'Minibar', quantity: 2, unitPriceMinor: 4_50 }))
  const folio = () => listFolio(desk.hotel.db, bookingId)
  const lineOf = (type: string) => folio().find((line) => line.type === type)?.transactionId ?? ''
  const wrong = { bookingId, transactionId: lineOf('extra_charge'), reason: 'another room' }
  return { desk, bookingId, folio, lineOf, wrong }
}

test('a charge of today is taken back by a line of its own, once, and with the reason', () => {
  const { desk, bookingId, folio, wrong } = aDeskWithCharge()
  const standing = () => folio().flatMap(({ takesBack, description }) => (takesBack ? [description] : []))
  expect(standing()).toEqual(['Minibar'])
  const requestId = desk.hotel.ids.fresh()
  bookingOf(desk.do(takeBack, wrong, { requestId }))
  // the second click of the two is answered, and nothing is done twice
  bookingOf(desk.do(takeBack, wrong, { requestId }))
  expect(desk.balance(bookingId)).toBe(100_00)
  expect(
    folio()
      .map(({ amountMinor }) => amountMinor)
      .toSorted((one, other) => one - other),
  ).toEqual([-9_00, 9_00, 100_00])
  expect(standing()).toEqual([])
  expect(desk.booking(bookingId).internal_notes).toBe('Taken back, Minibar: another room')
  expect(refusalOf(desk.do(takeBack, wrong)).code).toBe('already_done')
  expect(checkHouse(desk.hotel.db)).toEqual([])
})

test('a charge of another day is a manager’s to take back', () => {
  const { desk, bookingId, wrong } = aDeskWithCharge()
  desk.nextDay()
  expect(refusalOf(desk.do(takeBack, wrong))).toMatchObject({
    code: 'approval_needed',
    data: { what: ['charge'] },
  })
  bookingOf(desk.do(takeBack, wrong, { approver: 'manager' }))
  expect(desk.balance(bookingId)).toBe(100_00)
  expect(desk.booking(bookingId).internal_notes).toMatch(/\ncharge: by word of /u)
})

test('neither a night nor a payment is taken back so, nor a line of somebody else', () => {
  const { desk, bookingId, lineOf, wrong } = aDeskWithCharge()
  aPayment(desk.hotel, bookingId, 20_00)
  for (const type of ['room_charge', 'payment']) {
    expect(refusalOf(desk.do(takeBack, { ...wrong, transactionId: lineOf(type) })).code).toBe('invalid_input')
  }
  const other = aStay(desk.hotel, { arrival: '2026-08-14', departure: '2026-08-15', room: '102' }).bookingId
  expect(refusalOf(desk.do(takeBack, { ...wrong, bookingId: other })).code).toBe('not_found')
})
