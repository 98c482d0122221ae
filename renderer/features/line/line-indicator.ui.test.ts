import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { aHotel } from '../../../shared/testing/hotel.ts'
import { aStay } from '../../../shared/testing/stay.ts'
import { testWindows } from '../../../scripts/testing/windows.ts'

const openWindow = testWindows()

test('the line is silent when all is well and says the worst otherwise, as it changes', async () => {
  const window = await openWindow(aHotel())
  const { page, setLine } = window
  const indicator = page.getByRole('button', { name: /^Line to the server/ })
  await page.getByRole('button', { name: 'Line to the server: all is well' }).waitFor()
  expect(await indicator.innerText()).toBe('')
  const says = async (words: string) => await expect.poll(() => indicator.innerText()).toBe(words)

  setLine({ state: 'offline', pending: 3 })
  await says('Offline, 3 pending')
  setLine({ state: 'syncing', drain: { done: 1, total: 3 } })
  await says('Syncing 1 of 3')
  setLine({ state: 'attention', attention: 1 })
  await says('1 needs attention')
  setLine({ state: 'mirroring', mirror: { rows: 50, total: 100 } })
  await says('Fetching 50%')
  setLine({ state: 'ok', pending: 0 })
  await says('')
})

test('what was done and not sent is listed, and leads to its booking; the record carries the dot', async () => {
  const hotel = aHotel()
  aStay(hotel, { arrival: '2026-08-13', departure: '2026-08-15', room: '101', guestName: 'Ann First' })
  const window = await openWindow(hotel)
  const { page } = window
  await page.getByRole('row', { name: /Ann First/ }).waitFor()
  await page.keyboard.press('c')
  await page.getByRole('textbox', { name: 'What for' }).fill('Tea')
  await page.getByRole('textbox', { name: 'Price of one' }).fill('3')
  await page.keyboard.press('Enter')
  await page
    .getByRole('row', { name: /Ann First/ })
    .getByRole('img', { name: 'Not on the server yet' })
    .waitFor()

  await page.getByRole('button', { name: /^Line to the server/ }).click()
  await page.getByRole('heading', { name: '1 waits to be sent or looked at' }).waitFor()
  await page.getByRole('button', { name: /Charge/ }).click()
  await page.getByRole('complementary').getByRole('heading', { name: 'Ann First' }).waitFor()
  expect(await page.getByRole('complementary').getByText('Tea').count()).toBe(1)
})

test('what the line will not carry can be kept as a file', async () => {
  const window = await openWindow(aHotel())
  const { page, setLine } = window
  await page.getByRole('button', { name: 'Line to the server: all is well' }).waitFor()
  setLine({ state: 'attention', attention: 1, quarantined: 1 })
  await page.getByRole('button', { name: /^Line to the server/ }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save it as a file' }).click()
  const file = await download
  expect(file.suggestedFilename()).toMatch(/^quarantine-.+\.json$/)
  expect(JSON.parse(readFileSync(await file.path(), 'utf8'))).toMatchObject({ commands: [] })
})

test('a terminal that the server does not know can join again with a new code', async () => {
  const window = await openWindow(aHotel())
  const { page, setLine } = window
  await page.getByRole('button', { name: 'Line to the server: all is well' }).waitFor()
  expect(await page.getByRole('button', { name: 'Join again' }).count()).toBe(0)
  setLine({ state: 'attention', problem: 'not_a_terminal' })
  await page.getByRole('button', { name: /^Line to the server/ }).click()
  await page.getByRole('textbox', { name: 'Enrolment code' }).fill('ABCD-EFGH')
  await page.getByRole('button', { name: 'Join again' }).click()
  // this hotel's line takes nobody a second time, and says so
  await page.getByText('This terminal has already joined a hotel.').waitFor()
})
