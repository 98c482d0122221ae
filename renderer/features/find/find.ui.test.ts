import { AxeBuilder } from '@axe-core/playwright'
import type { Browser } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../../../scripts/testing/browser.ts'
import { openWindow } from '../../../scripts/testing/test-window.ts'
import { aHotel } from '../../../shared/testing/hotel.ts'
import { aCharge, aGuest, aStay } from '../../../shared/testing/stay.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

const looks = [
  { locale: 'en-GB', colorScheme: 'light', days: '13–15 Aug', by: 'On the bill' },
  { locale: 'pt-PT', colorScheme: 'dark', days: '13/08 – 15/08', by: 'Na conta' },
] as const

for (const { days, by, ...look } of looks) {
  test(`a stay is found by an amount, with its days as the language writes them, ${look.locale}`, async () => {
    const hotel = aHotel()
    const tonight = { arrival: '2026-08-13', departure: '2026-08-15', room: '101' }
    const { bookingId } = aStay(hotel, { ...tonight, guestName: 'Ann First' })
    aCharge(hotel, bookingId, 173_40)
    aGuest(hotel, { full_name: 'Wanda Never' })
    const window = await openWindow(browser, hotel, look)
    const { page } = window
    await page.locator('.stay-line:focus').waitFor()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('173.40')
    const hit = page.getByRole('option', { name: /Ann First/ })
    await hit.waitFor()
    const said = (await hit.textContent())?.replaceAll(/[\u2009\u202f\u00a0]/g, ' ')
    expect(said).toContain(by)
    expect(said?.replaceAll(' – ', '–')).toContain(days.replaceAll(' – ', '–'))
    expect(said).not.toContain('2026-08')
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id }) => id)).toEqual([])
    // who has no stay is opened as a profile
    await page.getByRole('searchbox').fill('wanda')
    await page.getByRole('option', { name: /Wanda Never/ }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.locator('.profile-title').getByText('Wanda Never').waitFor()
    await window.closeWell()
  })
}
