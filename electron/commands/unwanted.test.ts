import { describe, expect, test } from 'vitest'
import { aHotel } from '../../shared/testing/hotel.ts'
import { aGuest, aStay } from '../../shared/testing/stay.ts'
import { checkIn } from './check-in.ts'
import { addCompanion } from './companions.ts'
import { updateGuest } from './guest-commands.ts'
import { aDesk, bookingOf, refusalOf } from './testing/desk.ts'

const dueIn = { arrival: '2026-08-13', departure: '2026-08-15', room: '101' }
const document = { id_number_last4: '902C', date_of_birth: '1974-08-12', id_expiry: '2031-04-15' }

/** Somebody on the list, and a guest due in today whom nobody knows. */
function aDeskWithList() {
  const desk = aDesk(aHotel())
  aGuest(desk.hotel, {
    full_name: 'Erika Mustermann',
    blacklisted: 1,
    phone: '+351 912 345 678',
    ...document,
  })
  const guestId = aGuest(desk.hotel, { full_name: 'Anna Schmidt' })
  const { bookingId } = aStay(desk.hotel, { ...dueIn, guestId })
  const know = (fields: Omit<Parameters<typeof desk.do<'guest.update', null>>[1], 'guestId'>) =>
    desk.do(updateGuest, { guestId, ...fields })
  const blockers = () => {
    const tried = desk.do(checkIn, { bookingId })
    return tried.ok ? [] : tried.error.data?.['blockers']
  }
  return { desk, bookingId, know, blockers }
}

describe('somebody on the list of the unwanted under another name', () => {
  test.each([
    ['the document and its birth', { idLast4: '902C', dateOfBirth: '1974-08-12' }],
    ['the document and its expiry', { idLast4: '902C', idExpiry: '2031-04-15' }],
    ['name and birth, in whatever order', { fullName: 'MUSTERMANN Érika', dateOfBirth: '1974-08-12' }],
    ['the telephone', { phone: '(351) 912345678' }],
  ])('is known by %s', (_, fields) => {
    const { know, blockers } = aDeskWithList()
    know(fields)
    expect(blockers()).toEqual(['guest_blacklisted'])
  })

  test.each([
    ['the end of a document', { idLast4: '902C', dateOfBirth: '1990-01-01', idExpiry: '2030-01-01' }],
    ['a birth', { idLast4: '111A', dateOfBirth: '1974-08-12', idExpiry: '2031-04-15' }],
    ['a name', { fullName: 'Erika Mustermann', dateOfBirth: '1990-01-01' }],
  ])('is not everybody who shares %s', (_, fields) => {
    const { know, blockers } = aDeskWithList()
    know(fields)
    expect(blockers()).toEqual([])
  })

  test('is let in by a manager’s word and reason alone', () => {
    const { desk, bookingId, know } = aDeskWithList()
    know({ idLast4: '902C', dateOfBirth: '1974-08-12' })
    const anyway = { bookingId, override: { reason: 'paid what was open' } }
    expect(refusalOf(desk.do(checkIn, anyway))).toMatchObject({
      code: 'approval_needed',
      data: { what: ['blacklist'] },
    })
    expect(refusalOf(desk.do(checkIn, { bookingId }, { approver: 'manager' })).code).toBe('check_in_blocked')
    bookingOf(desk.do(checkIn, anyway, { approver: 'manager' }))
    expect(desk.booking(bookingId).internal_notes).toMatch(
      /^Checked in despite guest_blacklisted: paid what was open\nblacklist: by word of /u,
    )
  })

  test('is no company either, unless a manager answers for it', () => {
    const { desk, bookingId } = aDeskWithList()
    const companion = {
      bookingId,
      fullName: 'Erika Mustermann',
      dateOfBirth: '1974-08-12',
      nationality: '',
      isChild: false,
    }
    expect(refusalOf(desk.do(addCompanion, companion)).code).toBe('guest_blacklisted')
    const anyway = { ...companion, override: { reason: 'the bride' } }
    expect(refusalOf(desk.do(addCompanion, anyway)).code).toBe('approval_needed')
    bookingOf(desk.do(addCompanion, anyway, { approver: 'manager' }))
    expect(desk.booking(bookingId).internal_notes).toMatch(
      /^Not wanted, and let in: the bride\nblacklist: by word of /u,
    )
  })
})
