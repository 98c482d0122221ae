import { expect, test } from 'vitest'
import { findBarriers } from '../../../scripts/testing/barriers.ts'
import { testWindows } from '../../../scripts/testing/windows.ts'
import { aHotel } from '../../../shared/testing/hotel.ts'

const openWindow = testWindows()

test('a PIN is set from the menu and opens the locked desk again, half-filled form and all', async () => {
  const { page } = await openWindow(aHotel())
  await page.locator('.user-button').focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'PIN for this desk' }).press('Enter')
  const fields = page.getByRole('dialog').locator('input')
  await fields.nth(0).fill('1234')
  await fields.nth(1).fill('1243')
  await page.keyboard.press('Enter')
  await page.getByText('The two are not the same.').waitFor()
  await fields.nth(1).fill('1234')
  await page.keyboard.press('Enter')
  await page.getByText('Choose another.').waitFor()
  expect(await findBarriers(page, 'pin')).toEqual([])
  await fields.nth(0).fill('8091')
  await fields.nth(1).fill('8091')
  await page.keyboard.press('Enter')
  await page.locator('.notice-bar').getByText('Your PIN is set at this desk').waitFor()
  await page.keyboard.press('F9')
  await page.keyboard.type('Half Filled')
  await page.keyboard.press('F12')
  await page.locator('.lock-screen').getByText('Use the password').waitFor()
  await page.keyboard.type('8091')
  await page.keyboard.press('Enter')
  await page.locator('.lock-screen').waitFor({ state: 'detached' })
  expect(await page.getByRole('combobox', { name: 'Guest' }).inputValue()).toBe('Half Filled')
})
