import { expect, test } from 'vitest'
import { findBarriers } from '../../../scripts/testing/barriers.ts'
import type { WindowWishes } from '../../../scripts/testing/test-window.ts'
import { testWindows } from '../../../scripts/testing/windows.ts'
import { aHotel } from '../../../shared/testing/hotel.ts'
import { aStay } from '../../../shared/testing/stay.ts'

const openWindow = testWindows()

/** Olga and Otto should have left, Nina and Nuno have not come, Sam stays on; the terminal may end the day alone. */
async function anEvening(wishes: WindowWishes = {}) {
  const hotel = aHotel()
  hotel.db.prepare('update hotel_settings set roll_terminal_id = ?').run(hotel.terminalId)
  const inHouse = { arrival: '2026-08-12', departure: '2026-08-13', status: 'checked_in' } as const
  const ids = {
    olga: aStay(hotel, { ...inHouse, room: '101', guestName: 'Olga Out' }).bookingId,
    otto: aStay(hotel, { ...inHouse, room: '102', guestName: 'Otto Out' }).bookingId,
    sam: aStay(hotel, { ...inHouse, departure: '2026-08-16', room: '103', guestName: 'Sam Stays' }).bookingId,
    nina: aStay(hotel, { arrival: '2026-08-13', departure: '2026-08-14', guestName: 'Nina Night' }).bookingId,
    nuno: aStay(hotel, {
      arrival: '2026-08-13',
      departure: '2026-08-16',
      room: '201',
      guestName: 'Nuno Late',
    }).bookingId,
  }
  const window = await openWindow(hotel, wishes)
  await window.page.locator('.stay-line:focus').waitFor()
  await window.page.keyboard.press('Shift+F8')
  await window.page.locator('.day-stay').first().waitFor()
  return { ...window, hotel, ids, window }
}

test('the day is ended by keyboard once everybody who is in the way is decided on', async () => {
  const { page, calls, ids } = await anEvening()
  await page.getByText('4 things are in the way').waitFor()

  // ended too early: said so, and nothing is lost of what is decided later
  await page.keyboard.press('Control+Enter')
  await page.getByText('The day cannot be closed yet').waitFor()

  await page.getByRole('button', { name: 'Stays one more night: Otto Out' }).press('Enter')
  await page.getByText('3 things are in the way').waitFor()
  await page
    .getByRole('radiogroup', { name: 'What becomes of Nina Night' })
    .getByRole('radio', { name: 'No-show, no fee' })
    .press('Space')
  expect(await page.getByRole('radio', { name: 'Comes later' }).count()).toBe(1)
  await page.getByRole('radio', { name: 'Comes later' }).press('Space')
  await page.getByText('One thing is in the way').waitFor()

  // the guest who leaves is checked out in between, with what is owed; the decisions are still there
  await page.getByRole('button', { name: 'Check out Olga Out' }).press('Enter')
  await page.getByRole('button', { name: /^Take .* and check out/ }).waitFor()
  await page.keyboard.press('Control+Enter')
  await page.getByText('Nothing is in the way').waitFor()

  await page.keyboard.press('Control+Enter')
  await page.getByText('It is Fri, 14 Aug 2026 now').waitFor()
  await page.getByText('One no-show').waitFor()
  await page.keyboard.press('Control+Enter')
  await page.locator('.top-bar-date').getByText('Fri, 14 Aug 2026').waitFor()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  expect((await calls.ask('day.status', {})).businessDate).toBe('2026-08-14')
  const statusOf = async (bookingId: string) => (await calls.ask('booking.get', { bookingId })).booking
  expect(await statusOf(ids.olga)).toMatchObject({ status: 'checked_out', balanceMinor: 0 })
  expect(await statusOf(ids.otto)).toMatchObject({ status: 'checked_in', departure: '2026-08-14' })
  expect(await statusOf(ids.nina)).toMatchObject({ status: 'no_show' })
  expect(await statusOf(ids.nuno)).toMatchObject({ status: 'confirmed' })
})

test('another night that is sold already is refused where it was asked for, and the booking can be opened', async () => {
  const { page, hotel } = await anEvening()
  aStay(hotel, { arrival: '2026-08-13', departure: '2026-08-15', room: '101', guestName: 'Next Guest' })
  await page.getByRole('button', { name: 'Stays one more night: Olga Out' }).press('Enter')
  await page.locator('.day-stay', { hasText: 'Olga Out' }).getByRole('alert').waitFor()
  await page.getByRole('button', { name: 'Open the booking of Olga Out' }).press('Enter')
  await page.getByRole('complementary', { name: 'Booking' }).getByText('Olga Out').waitFor()
  expect(await page.getByRole('dialog').count()).toBe(0)
})

test('a terminal without a line says that the day is not its to end', async () => {
  const { page, hotel } = await anEvening()
  await page.keyboard.press('Escape')
  hotel.db.prepare('update hotel_settings set roll_terminal_id = null').run()
  await page.reload()
  await page.locator('.top-bar-end-day').click()
  await page.getByText('This terminal has no line.').waitFor()
  await page.getByText('5 things are in the way').waitFor()
  await page.keyboard.press('Control+Enter')
  await page.getByRole('alert').waitFor()
  expect(await page.locator('.top-bar-date').textContent()).toContain('13 Aug')
})

test('housekeeping is not offered the end of the day', async () => {
  const { page, calls } = await anEvening()
  calls.setRole('housekeeping')
  await page.reload()
  await page.locator('.room-line').first().waitFor()
  await page.keyboard.press('Shift+F8')
  expect(await page.locator('.top-bar-end-day').count()).toBe(0)
  expect(await page.getByRole('dialog').count()).toBe(0)
})

for (const look of [
  { colorScheme: 'light', locale: 'en-GB' },
  { colorScheme: 'dark', locale: 'pt-PT', size: { width: 1280, height: 800 } },
] as const) {
  test(`no part of the day’s end is out of reach, ${look.colorScheme}, ${look.locale}`, async () => {
    const { page } = await anEvening(look)
    await page.locator('.chip').nth(1).waitFor()
    expect(await findBarriers(page, `end-day-${look.colorScheme}`)).toEqual([])
  })
}
