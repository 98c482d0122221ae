import { expect, test } from 'vitest'
import { findBarriers } from '../../../scripts/testing/barriers.ts'
import { testWindows } from '../../../scripts/testing/windows.ts'
import { aHotel } from '../../../shared/testing/hotel.ts'
import { aCharge, aGuest, aPayment, aStay } from '../../../shared/testing/stay.ts'

const openWindow = testWindows()

const looks = [
  {
    locale: 'en-GB',
    colorScheme: 'light',
    days: '13–15 Aug',
    by: 'Balance',
    paid: 'Cash P-A00007-K',
    walkIn: 'Walk-in: moss 2n cash',
    pay: 'pay',
    dark: 'dark',
  },
  {
    locale: 'pt-PT',
    colorScheme: 'dark',
    days: '13/08 – 15/08',
    by: 'Saldo',
    paid: 'Dinheiro P-A00007-K',
    walkIn: 'Entrada direta: moss 2n cash',
    pay: 'pagar',
    dark: 'escuro',
  },
] as const

for (const { days, by, paid, walkIn, pay, dark, ...look } of looks) {
  test(`a stay is found by an amount, with its days as the language writes them, ${look.locale}`, async () => {
    const hotel = aHotel()
    const tonight = { arrival: '2026-08-13', departure: '2026-08-15', room: '101' }
    const { bookingId } = aStay(hotel, { ...tonight, guestName: 'Ann First' })
    aCharge(hotel, bookingId, 173_40)
    aGuest(hotel, { full_name: 'Wanda Never' })
    const past = {
      arrival: '2024-03-01',
      departure: '2024-03-04',
      room: '102',
      status: 'checked_out',
    } as const
    const left = aStay(hotel, {
      ...past,
      guestName: 'Olga Past',
      booking: { internal_notes: 'Car AB-12-CD' },
    })
    aPayment(hotel, left.bookingId, 88_20, { payment_code: 'P-A00007-K' })
    hotel.db.prepare(`update transactions set description = 'Cash P-A00007-K' where amount = ?`).run(-88_20)
    hotel.add('booking_groups', { id: hotel.ids.fresh(), group_code: 'GRP7', name: 'Chess Club' })
    const window = await openWindow(hotel, look)
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
    expect(await findBarriers(page, `found-${look.locale}`)).toEqual([])
    // money, plates and groups of any year
    const search = page.getByRole('searchbox')
    const type = async (text: string) => {
      await page.keyboard.press('Control+a')
      await page.keyboard.type(text)
    }
    await type('paid 88.20')
    await page
      .getByRole('option', { name: /Olga Past/ })
      .getByText(paid)
      .waitFor()
    expect(await findBarriers(page, `found-paid-${look.locale}`)).toEqual([])
    await type('ab12cd')
    await page.getByRole('option', { name: /Olga Past/ }).waitFor()
    await type('chess')
    await page.getByRole('option', { name: /Chess Club/ }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').getByText('Chess Club').first().waitFor()
    await page.keyboard.press('Escape')
    // a walk-in's line is taken over as it stands
    await page.keyboard.press('Control+k')
    await page.keyboard.type('moss 2n cash')
    await page.getByRole('option', { name: walkIn }).waitFor()
    expect(await findBarriers(page, `found-walk-in-${look.locale}`)).toEqual([])
    await page.keyboard.press('Enter')
    await page.locator('.line-words').waitFor()
    await page.keyboard.press('Escape')
    // who has no stay is opened as a profile
    await page.keyboard.press('Control+k')
    await search.fill('wanda')
    await page.getByRole('option', { name: /Wanda Never/ }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.locator('.profile-title').getByText('Wanda Never').waitFor()
    await page.keyboard.press('Escape')
    await page.locator('.profile-title').waitFor({ state: 'detached' })
    // what the desk does is found by its words, and asks for which stay where it is about one
    await page.keyboard.press('Control+k')
    await page.keyboard.type(dark)
    await page.getByRole('option').first().waitFor()
    await page.keyboard.press('Enter')
    await page.locator('html[data-theme="dark"]').waitFor()
    await page.keyboard.press('Control+k')
    await page.keyboard.type(pay)
    await page.getByRole('option').first().waitFor()
    await page.keyboard.press('Enter')
    await page.locator('.find-pending').waitFor()
    await page.keyboard.type('ann f')
    await page.getByRole('option', { name: /Ann First/ }).waitFor()
    expect(await findBarriers(page, `found-action-${look.locale}`)).toEqual([])
    await page.keyboard.press('Enter')
    await page.locator('.find-pending').waitFor({ state: 'detached' })
    await page.getByRole('dialog').getByText('Ann First').waitFor()
  })
}
