import { expect, test } from 'vitest'
import { aHotel } from '../../../shared/testing/hotel.ts'
import { loadBusinessDate, loadHotel } from './hotel.ts'
import { findStaffById, findStaffByName, listStaff } from './staff.ts'

test('staff are found by name or mail in any case, and an all-powerful account counts as an admin’s', () => {
  const hotel = aHotel()
  const id = hotel.ids.fresh()
  hotel.add('user_profiles', {
    id,
    email: 'Grace@Hotel.test',
    username: 'Grace',
    full_name: 'Grace Owner',
    role: 'auditor',
    is_super_admin: 1,
    account_status: 'suspended',
  })
  const grace = {
    userId: id,
    username: 'Grace',
    email: 'Grace@Hotel.test',
    fullName: 'Grace Owner',
    role: 'admin',
    active: false,
  }
  expect([
    findStaffById(hotel.db, id),
    findStaffByName(hotel.db, 'grace'),
    findStaffByName(hotel.db, 'GRACE@hotel.test'),
  ]).toEqual([grace, grace, grace])
  expect(findStaffByName(hotel.db, 'nobody')).toBeNull()
  expect(listStaff(hotel.db).map((one) => [one.fullName, one.active])).toEqual([
    ['Ada Clerk', true],
    ['Grace Owner', false],
  ])
})

test('the business date is the open day’s, and none before there is one', () => {
  const hotel = aHotel({ businessDate: '2016-08-13' })
  expect([loadBusinessDate(hotel.db), loadHotel(hotel.db)?.hotel_name]).toEqual(['2016-08-13', 'Hotel Test'])
  hotel.db.exec(
    `update business_days set status = 'closed', closed_at = '2016-08-14T00:00:00.000Z'; delete from hotel_settings`,
  )
  expect([loadBusinessDate(hotel.db), loadHotel(hotel.db)]).toEqual([null, null])
})
