import { expect, test } from 'vitest'
import { findBarriers } from '../../../scripts/testing/barriers.ts'
import type { WindowWishes } from '../../../scripts/testing/test-window.ts'
import { openBesideManager } from '../../../scripts/testing/manager-window.ts'
import { testWindows } from '../../../scripts/testing/windows.ts'
import { aHotel } from '../../../shared/testing/hotel.ts'
import { aStay } from '../../../shared/testing/stay.ts'

const openWindow = testWindows()

const dueIn = { arrival: '2026-08-13', departure: '2026-08-15', code: 'T00077-K' } as const

/** Mona Mover should have paid 80.00 by the 10th, and is due in today; the manager has a PIN at this desk. */
async function aDueDeposit(wishes: WindowWishes = {}) {
  const hotel = aHotel()
  hotel.add('rate_plans', {
    id: hotel.ids.fresh(),
    code: 'BAR',
    name: 'Best available',
    is_default: 1,
    deposit_nights: 1,
    deposit_due_days: 3,
  })
  const { bookingId } = aStay(hotel, { guestName: 'Mona Mover', room: '101', ...dueIn })
  hotel.db
    .prepare(`update bookings set deposit_amount = 8000, deposit_due_date = '2026-08-10' where id = ?`)
    .run(bookingId)
  const window = await openBesideManager(openWindow, hotel, wishes)
  const { calls } = window
  const booking = async () => (await calls.ask('booking.get', { bookingId })).booking
  return { ...window, booking }
}

test('what is due stands in a list of its own, and is paid from there', async () => {
  const { page, booking } = await aDueDeposit()
  await page.keyboard.press('Shift+F7')
  const row = page.getByRole('row', { name: /Mona Mover/ })
  await row.getByText('Deposit €80.00 due since').waitFor()
  expect(await findBarriers(page, 'deposits-due')).toEqual([])
  await page.keyboard.press('Enter')
  const amount = page.getByRole('textbox', { name: 'Amount' })
  await amount.waitFor()
  expect(await amount.inputValue()).toBe('80.00')
  await page.keyboard.press('Control+Enter')
  await page.getByText('No deposit is due.').waitFor()
  expect((await booking()).deposit).toMatchObject({ openMinor: 0, isDue: false })
})

test('a guest who has not paid it is let in by a manager’s word, with the reason', async () => {
  const { page, booking } = await aDueDeposit()
  await page.keyboard.press('i')
  const dialog = page.getByRole('dialog', { name: /Check in/ })
  await dialog.getByRole('listitem').getByText('Deposit €80.00 due since').waitFor()
  await dialog.getByRole('textbox', { name: 'Check in all the same, because' }).fill('a regular')
  await dialog.getByText('A manager answers for it').waitFor()
  expect(await findBarriers(page, 'deposit-check-in')).toEqual([])
  await page.keyboard.press('Control+Enter')
  const word = page.getByRole('dialog', { name: 'A manager’s word' })
  await word.getByText('A deposit is lowered, or not paid.').waitFor()
  expect(await findBarriers(page, 'deposit-word')).toEqual([])
  await page.keyboard.type('8091')
  // finishes the dialog on top alone
  await page.keyboard.press('Control+Enter')
  await page.locator('.notice-bar').getByText('Mona Mover checked in').waitFor()
  expect(await booking()).toMatchObject({
    status: 'checked_in',
    internalNotes: 'Checked in despite deposit_due: a regular\ndeposit: by word of Rita Manager',
  })
})

test('a guest who pays it at the check-in needs nobody’s word', async () => {
  const { page, booking } = await aDueDeposit()
  await page.keyboard.press('i')
  const dialog = page.getByRole('dialog', { name: /Check in/ })
  await dialog.getByRole('listitem').getByRole('button', { name: 'Take a payment now' }).press('Enter')
  await page.keyboard.press('Control+Enter')
  await page.locator('.notice-bar').getByText('Mona Mover checked in').waitFor()
  expect(await booking()).toMatchObject({ status: 'checked_in', balanceMinor: -200_00 })
})

test('a new booking asks for what the plan does, or for what is typed', async () => {
  const { page, calls } = await aDueDeposit()
  await page.keyboard.press('F9')
  await page.keyboard.type('Grace Newcomer')
  await page.getByRole('radio', { name: /Double/ }).press('Space')
  await page.getByText('The hotel asks for €100.00 by').waitFor()
  await page.getByRole('textbox', { name: 'Deposit' }).fill('120')
  await page.getByRole('textbox', { name: 'Deposit' }).press('Tab')
  expect(await findBarriers(page, 'deposit-new-booking')).toEqual([])
  await page.keyboard.press('Control+Enter')
  await page.getByText('More than the stay costs.').waitFor()
  await page.getByRole('textbox', { name: 'Deposit' }).fill('30')
  await page.keyboard.press('Control+Enter')
  const word = page.getByRole('dialog', { name: 'A manager’s word' })
  await word.getByText('A deposit is lowered, or not paid.').waitFor()
  await page.keyboard.type('8091')
  await page.keyboard.press('Enter')
  await page.getByRole('complementary', { name: 'Booking' }).getByText('Grace Newcomer').waitFor()
  const { deposits } = await calls.ask('desk.today', {})
  expect(deposits.rows.map(({ guestName, deposit }) => [guestName, deposit?.askedMinor])).toEqual([
    ['Mona Mover', 80_00],
    ['Grace Newcomer', 30_00],
  ])
})

test('in Portuguese and in the dark, the same: another deposit from the drawer, and undone', async () => {
  const { page, booking } = await aDueDeposit({ locale: 'pt-PT', colorScheme: 'dark' })
  await page.keyboard.press('Shift+F7')
  await page
    .getByRole('row', { name: /Mona Mover/ })
    .getByText('em falta desde')
    .waitFor()
  expect(await findBarriers(page, 'deposits-due-pt')).toEqual([])
  await page.keyboard.press('Space')
  await page.getByRole('complementary').getByText('Mona Mover').waitFor()
  await page.keyboard.press('t')
  const dialog = page.getByRole('dialog', { name: /Depósito/ })
  await dialog.getByText('em falta desde').waitFor()
  await dialog.getByRole('textbox', { name: 'Depósito' }).fill('95')
  expect(await findBarriers(page, 'deposit-pt')).toEqual([])
  await page.keyboard.press('Control+Enter')
  await expect.poll(async () => (await booking()).deposit?.askedMinor).toBe(95_00)
  await page.locator('.drawer').focus()
  await page.keyboard.press('u')
  await expect.poll(async () => (await booking()).deposit?.askedMinor).toBe(80_00)
})
