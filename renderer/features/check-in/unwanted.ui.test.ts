import { expect, test } from 'vitest'
import { findBarriers } from '../../../scripts/testing/barriers.ts'
import type { WindowWishes } from '../../../scripts/testing/test-window.ts'
import { openBesideManager } from '../../../scripts/testing/manager-window.ts'
import { testWindows } from '../../../scripts/testing/windows.ts'
import { aHotel } from '../../../shared/testing/hotel.ts'
import { aGuest, aStay } from '../../../shared/testing/stay.ts'

const openWindow = testWindows()

const passport = `P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<
L898902C36UTO7408122F1204159ZE184226B<<<<<10`

/** Somebody on the list has shown a passport once; today they come as Grace Guest. */
async function aDesk(wishes: WindowWishes = {}) {
  const hotel = aHotel()
  aGuest(hotel, {
    full_name: 'Anna Eriksson',
    blacklisted: 1,
    id_number_last4: '02C3',
    date_of_birth: '1974-08-12',
  })
  const { bookingId } = aStay(hotel, {
    guestName: 'Grace Guest',
    arrival: '2026-08-13',
    departure: '2026-08-15',
    room: '101',
  })
  const window = await openBesideManager(openWindow, hotel, wishes)
  const { calls } = window
  return { ...window, booking: async () => (await calls.ask('booking.get', { bookingId })).booking }
}

test('a document that somebody on the list has shown keeps its bearer out, until a manager lets them in', async () => {
  const { page, booking } = await aDesk()
  await page.keyboard.press('g')
  await page.getByRole('textbox', { name: 'Lines at the foot of the document' }).fill(passport)
  await page.getByRole('button', { name: 'Read the lines' }).press('Enter')
  await page.getByText('Somebody on the do-not-rent list has this document.').waitFor()
  expect(await findBarriers(page, 'unwanted-document')).toEqual([])
  await page.keyboard.press('Control+Enter')
  await page.locator('.notice-bar').getByText('profile saved').waitFor()
  await page.locator('[data-booking-id]:focus').waitFor()
  await page.keyboard.press('i')
  await page.getByText('The guest is on the do-not-rent list.').waitFor()
  await page.getByRole('textbox', { name: 'Check in all the same, because' }).fill('has apologised')
  await page.keyboard.press('Control+Enter')
  const word = page.getByRole('dialog', { name: 'A manager’s word' })
  await word.getByText('Somebody is on the do-not-rent list.').waitFor()
  await page.keyboard.type('8091')
  await page.keyboard.press('Enter')
  await page.locator('.notice-bar').getByText('Grace Guest checked in').waitFor()
  expect((await booking()).internalNotes).toContain('blacklist: by word of Rita Manager')
})

test('company that is on the list is added by a manager’s word alone', async () => {
  const { page, calls, booking } = await aDesk({ locale: 'pt-PT', colorScheme: 'dark' })
  await page.keyboard.press('Space')
  const drawer = page.getByRole('complementary')
  await drawer.getByRole('textbox', { name: 'Nome do acompanhante' }).fill('Eriksson Anna')
  const birth = drawer.getByRole('group', { name: 'Data de nascimento' }).getByRole('spinbutton')
  await birth.first().focus()
  await page.keyboard.type('12081974')
  await drawer.getByRole('textbox', { name: 'Nome do acompanhante' }).press('Enter')
  const why = drawer.getByRole('textbox', { name: 'Deixar entrar na mesma, porque' })
  await why.fill('pediu desculpa')
  expect(await findBarriers(page, 'unwanted-company-pt')).toEqual([])
  await why.press('Enter')
  await page.getByRole('dialog').getByText('lista').first().waitFor()
  await page.keyboard.type('8091')
  await page.keyboard.press('Enter')
  await drawer.getByText('Eriksson Anna', { exact: true }).waitFor()
  const { bookingId, internalNotes } = await booking()
  expect(internalNotes).toContain('pediu desculpa')
  expect((await calls.ask('booking.guests', { bookingId })).guests).toHaveLength(1)
})

test('the registration card opens on top of the check-in, and closes back to it', async () => {
  const { page, asked } = await aDesk()
  await page.keyboard.press('i')
  await page.getByRole('button', { name: 'Registration card' }).press('Enter')
  const card = page.getByRole('dialog', { name: /Registration card/ })
  await card.waitFor()
  await expect.poll(() => asked).toContain('document.registration')
  await page.keyboard.press('Escape')
  await card.waitFor({ state: 'detached' })
  await page.getByRole('dialog', { name: /Check in/ }).waitFor()
})
