import { expect, test } from 'vitest'
import { findBarriers } from '../../../scripts/testing/barriers.ts'
import { testWindows } from '../../../scripts/testing/windows.ts'
import { aHotel } from '../../../shared/testing/hotel.ts'
import { aCharge, aStay } from '../../../shared/testing/stay.ts'

const openWindow = testWindows()

test.each([
  ['en-GB', 'light', 'Take back: Minibar', 'Why', 'taken back'],
  ['pt-PT', 'dark', 'Anular: Minibar', 'Motivo', 'anulado'],
] as const)(
  'a charge is taken back from the drawer, with the reason, %s, %s',
  async (locale, colorScheme, take, why, done) => {
    const hotel = aHotel()
    const stay = {
      arrival: '2026-08-12',
      departure: '2026-08-15',
      room: '101',
      status: 'checked_in',
    } as const
    const { bookingId } = aStay(hotel, stay)
    aCharge(hotel, bookingId, 9_00)
    const { page, calls } = await openWindow(hotel, { locale, colorScheme })
    await page.locator('.row-list').waitFor()
    await page.keyboard.press('F5')
    await page.locator('[data-booking-id]:focus').waitFor()
    await page.keyboard.press('Space')
    await page.getByRole('button', { name: take }).press('Enter')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Control+Enter')
    expect(await page.getByRole('dialog').isVisible()).toBe(true)
    await page.getByRole('textbox', { name: why }).fill('room 102')
    expect(await findBarriers(page, `take-back-${locale}`)).toEqual([])
    await page.keyboard.press('Control+Enter')
    await page.locator('.notice-bar').getByText(done).waitFor()
    const { booking } = await calls.ask('booking.get', { bookingId })
    expect(booking).toMatchObject({ balanceMinor: 0, internalNotes: 'Taken back, Minibar: room 102' })
  },
)
