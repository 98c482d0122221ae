import { expect, test } from 'vitest'
import { findBarriers } from '../../../scripts/testing/barriers.ts'
import type { WindowWishes } from '../../../scripts/testing/test-window.ts'
import { testWindows } from '../../../scripts/testing/windows.ts'
import { aHotel } from '../../../shared/testing/hotel.ts'
import { aGuest } from '../../../shared/testing/stay.ts'

const openWindow = testWindows()

/** Nobody is in house and the line is down; Mona, the manager, has a PIN at this desk. */
async function aQuietHouse(wishes: WindowWishes = {}) {
  const hotel = aHotel()
  hotel.db.prepare(`update room_types set bed_configuration = '1 king bed' where code = 'SUI'`).run()
  hotel.add('user_profiles', {
    id: hotel.ids.fresh(),
    email: 'mona@hotel.test',
    username: 'mona',
    full_name: 'Mona Manager',
    role: 'manager',
  })
  aGuest(hotel, { full_name: 'John Smith', phone: '+351 912 345 678' })
  const window = await openWindow(hotel, { ...wishes, signedOut: true })
  const { page, calls } = window
  await calls.ask('session.signIn', { username: 'mona', password: 'right' })
  await calls.ask('session.setPin', { pin: '8091' })
  await calls.signIn()
  await page.reload()
  await page.locator('.top-bar-date').waitFor()
  window.setLine({ state: 'offline', online: false })
  await page
    .locator('.line-indicator')
    .getByText(/Offline|Sem ligação/)
    .waitFor()
  return { ...window, hotel }
}

test('one line from the keyboard is a guest booked, paid and in the room', async () => {
  const { page, calls, asked } = await aQuietHouse()
  await page.keyboard.press('Shift+F9')
  await page.keyboard.type('jones 2n king 260 cash')
  await page.keyboard.press('Enter')
  await page.getByRole('complementary', { name: 'Booking' }).getByText('Jones').waitFor()
  const { inHouse } = await calls.ask('desk.today', {})
  expect(inHouse.rows).toMatchObject([{ guestName: 'Jones', roomNumber: '201', balanceMinor: -520_00 }])
  expect(asked.filter((name) => name === 'booking.walkIn')).toHaveLength(1)
})

test('a word that is not understood is named, nothing typed is lost, and the form takes over what was said', async () => {
  const { page, asked } = await aQuietHouse()
  await page.keyboard.press('Shift+F9')
  await page.keyboard.type('jones 2x king')
  await page.keyboard.press('Enter')
  await page.getByText('“2x” is not understood').waitFor()
  expect(await page.getByRole('textbox').inputValue()).toBe('jones 2x king')
  expect(asked).not.toContain('booking.walkIn')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('jones 3n king 2a1c')
  await page.getByText('2 adults, 1 child').first().waitFor()
  await page.getByRole('button', { name: 'By form' }).press('Enter')
  expect(await page.getByRole('combobox', { name: 'Guest' }).inputValue()).toBe('Jones')
  expect(await page.getByRole('radio', { name: /Suite/ }).isChecked()).toBe(true)
})

test('a price below the hotel’s own is a manager’s to answer for, by PIN at the clerk’s desk', async () => {
  const { page, calls } = await aQuietHouse()
  await page.keyboard.press('Shift+F9')
  await page.keyboard.type('smith 1n king 200 cash')
  await page.getByText('Press Enter and a manager can answer for it.').waitFor()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'A manager’s word' })
  await dialog.getByText('The price is below the hotel’s own.').waitFor()
  await page.keyboard.type('0000')
  await page.keyboard.press('Enter')
  await dialog.getByRole('alert').waitFor()
  await page.keyboard.type('8091')
  await page.keyboard.press('Enter')
  await page.getByRole('complementary', { name: 'Booking' }).getByText('Smith').waitFor()
  expect((await calls.ask('session.current', {})).staff?.username).toBe('ada')
  const { inHouse } = await calls.ask('desk.today', {})
  expect(inHouse.rows).toMatchObject([{ balanceMinor: -200_00 }])
})

test('a type with a rule in the way is sold by a manager’s word, with the reason in sight and the price explained', async () => {
  const { page, hotel, calls } = await aQuietHouse()
  hotel.add('rate_restrictions', {
    id: hotel.ids.fresh(),
    room_type_id: hotel.typeIds.double,
    starts_on: '2026-08-13',
    ends_on: '2026-08-20',
    min_nights: 3,
  })
  await page.keyboard.press('F9')
  await page.keyboard.type('Paula New')
  await page.getByText('From Thu 13 Aug at least 3 nights').waitFor()
  const double = page.getByRole('radio', { name: /DBL/ })
  await double.focus()
  await page.keyboard.press('Space')
  await page.getByText('Base price').first().waitFor()
  await page.keyboard.press('Control+Enter')
  await page.locator('.approval-why').getByText('From Thu 13 Aug at least 3 nights').waitFor()
  await page.keyboard.type('8091')
  await page.keyboard.press('Enter')
  await page.getByRole('complementary', { name: 'Booking' }).getByText('Paula New').waitFor()
  const { arrivals } = await calls.ask('desk.today', {})
  const { booking } = await calls.ask('booking.get', { bookingId: arrivals.rows[0]?.bookingId ?? '' })
  expect(booking.internalNotes).toBe('restriction: by word of Mona Manager')
})

test('by form a walk-in needs a name and two keys: the room is chosen already', async () => {
  const { page, calls } = await aQuietHouse()
  await page.keyboard.press('Shift+F9')
  await page.getByRole('button', { name: 'By form' }).press('Enter')
  await page.getByRole('combobox', { name: 'Guest' }).fill('Paula New')
  await page.getByRole('radio', { name: /DBL/, checked: true }).waitFor()
  await page.getByRole('textbox', { name: 'Nationality' }).fill('PT')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('complementary', { name: 'Booking' }).getByText('Paula New').waitFor()
  expect((await calls.ask('desk.today', {})).inHouse.rows).toMatchObject([{ roomNumber: '101' }])
})

for (const look of [
  { colorScheme: 'light', locale: 'en-GB' },
  { colorScheme: 'dark', locale: 'pt-PT', size: { width: 1280, height: 800 } },
] as const) {
  test(`no part of the walk-in is out of reach, ${look.colorScheme}, ${look.locale}`, async () => {
    const window = await aQuietHouse(look)
    const { page, hotel } = window
    const rule = { starts_on: '2026-08-14', ends_on: '2026-08-20', room_type_id: hotel.typeIds.suite }
    hotel.add('rate_restrictions', { id: hotel.ids.fresh(), ...rule, closed_to_departure: 1 })
    const tax = { code: 'CITY', name: 'City tax', kind: 'city_tax', amount_per_person_night: 2_00 } as const
    hotel.add('tax_rules', {
      id: hotel.ids.fresh(),
      ...tax,
      applies_to: '["room_charge"]',
      valid_from: '2026-01-01',
    })
    const found: string[] = []
    const lookAt = async (name: string) => {
      found.push(...(await findBarriers(page, `${name}-${look.colorScheme}`)))
    }
    await page.keyboard.press('Shift+F9')
    await page.getByRole('textbox').first().waitFor()
    await lookAt('walk-empty')
    await page.keyboard.type('smith 2n king 200 cash 2x')
    await page.locator('.offered-room').waitFor()
    await page.locator('.line-word').nth(5).waitFor()
    await lookAt('walk-line')
    await page.keyboard.press('Backspace')
    await page.keyboard.press('Backspace')
    await page.keyboard.press('Enter')
    await page.locator('.approval-why').waitFor()
    await lookAt('approval')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('F9')
    await page.getByRole('radio', { name: /DBL/ }).focus()
    await page.keyboard.press('Space')
    await page.locator('.price-lines').first().waitFor()
    await lookAt('new-booking')
    expect(found).toEqual([])
  })
}
