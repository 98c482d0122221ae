import { expect, test } from 'vitest'
import { findBarriers } from '../../../scripts/testing/barriers.ts'
import { openBesideManager } from '../../../scripts/testing/manager-window.ts'
import { testWindows } from '../../../scripts/testing/windows.ts'
import { aHotel } from '../../../shared/testing/hotel.ts'
import { aStay } from '../../../shared/testing/stay.ts'

const openWindow = testWindows()

test('a late check-out costs what the hotel asks, and less by a manager’s word with the reason', async () => {
  const hotel = aHotel()
  hotel.db.prepare('update hotel_settings set late_check_out_fee = 3000').run()
  const stay = { arrival: '2026-08-12', departure: '2026-08-13', room: '101', status: 'checked_in' } as const
  const { bookingId } = aStay(hotel, stay)
  const { page, calls } = await openBesideManager(openWindow, hotel)
  await page.keyboard.press('F4')
  await page.locator('[data-booking-id]:focus').waitFor()
  await page.keyboard.press('h')
  await page.getByText('Left empty: €30.00').waitFor()
  await page.getByRole('textbox', { name: 'Fee' }).fill('0')
  await page.getByRole('textbox', { name: 'Why less' }).fill('our lift was out')
  expect(await findBarriers(page, 'late-check-out')).toEqual([])
  await page.keyboard.press('Control+Enter')
  await page.getByRole('dialog', { name: 'A manager’s word' }).getByText('A fee is not charged.').waitFor()
  await page.keyboard.type('8091')
  await page.keyboard.press('Enter')
  await page.locator('.notice-bar').getByText('may stay until 14:00').waitFor()
  const { booking } = await calls.ask('booking.get', { bookingId })
  expect(booking).toMatchObject({
    balanceMinor: 0,
    internalNotes: 'Late check-out: our lift was out\nfee: by word of Rita Manager',
  })
})

test('dates that a rule of sale would not have are asked for again, and had by a manager’s word', async () => {
  const hotel = aHotel()
  const { bookingId } = aStay(hotel, {
    arrival: '2026-08-20',
    departure: '2026-08-23',
    room: '101',
    guestName: 'Rita Rule',
  })
  hotel.add('rate_restrictions', {
    id: hotel.ids.fresh(),
    room_type_id: hotel.typeIds.double,
    starts_on: '2026-08-19',
    ends_on: '2026-08-21',
    closed_to_arrival: 1,
  })
  const { page, calls } = await openBesideManager(openWindow, hotel)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('Rita Rule')
  await page.getByRole('option', { name: 'Rita Rule' }).first().waitFor()
  await page.keyboard.press('Enter')
  await page.locator('.drawer-name', { hasText: 'Rita Rule' }).waitFor()
  await page.keyboard.press('e')
  const arrival = page.getByRole('group', { name: 'Arrival' }).getByRole('spinbutton').first()
  await arrival.focus()
  await page.keyboard.type('19')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('button', { name: 'Change the dates all the same' }).waitFor()
  await page.getByRole('alert').first().waitFor()
  expect(await findBarriers(page, 'dates-restricted')).toEqual([])
  await page.keyboard.press('Control+Enter')
  const word = page.getByRole('dialog', { name: 'A manager’s word' })
  await word.waitFor()
  await page.keyboard.press('Escape')
  await word.waitFor({ state: 'detached' })
  await page.keyboard.press('Control+Enter')
  await word.waitFor()
  await page.keyboard.type('8091')
  await page.keyboard.press('Enter')
  await page
    .locator('.notice-bar')
    .getByText(/Rita Rule now stays/)
    .waitFor()
  const { booking } = await calls.ask('booking.get', { bookingId })
  expect(booking.arrival).toBe('2026-08-19')
})
