import type { Locator, Page } from 'playwright'
import { describe, expect, test } from 'vitest'
import { findBarriers } from '../../../scripts/testing/barriers.ts'
import type { WindowWishes } from '../../../scripts/testing/test-window.ts'
import { testWindows } from '../../../scripts/testing/windows.ts'
import { aHotel, type TestHotel } from '../../../shared/testing/hotel.ts'
import { aGuest, aStay } from '../../../shared/testing/stay.ts'

const openWindow = testWindows()

const tonight = { arrival: '2026-08-13', departure: '2026-08-15' }
/** The specimen of ICAO 9303, part 4. */
const passport = `P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<
L898902C36UTO7408122F1204159ZE184226B<<<<<10`

interface House {
  readonly hotel: TestHotel
  readonly guestId: string
  readonly twinId: string
}

/** Anna is due tonight, and was here before under almost the same name. */
function aHouse(): House {
  const hotel = aHotel()
  const guestId = aGuest(hotel, {
    full_name: 'Anna Erikson',
    preferences: '{"Pillow":"feather"}',
    tags: '["golf"]',
    id_type: 'passport',
    id_expiry: '2026-08-01',
  })
  const twinId = aGuest(hotel, { full_name: 'Anna Eriksson', phone: '+351 912 345 678', email: 'anna@x.pt' })
  aStay(hotel, { ...tonight, room: '101', guestId })
  aStay(hotel, {
    arrival: '2026-08-01',
    departure: '2026-08-03',
    status: 'checked_out',
    room: '102',
    guestId: twinId,
    nightsPosted: 2,
    code: 'T00042-K',
  })
  return { hotel, guestId, twinId }
}

async function aProfile(house: House, wishes: WindowWishes & { readonly role?: 'manager' } = {}) {
  const window = await openWindow(house.hotel, { ...wishes, signedOut: true })
  if (wishes.role !== undefined) window.calls.setRole(wishes.role)
  await window.calls.signIn()
  const { page } = window
  await page.reload()
  await page.locator('.stay-line:focus').waitFor()
  await page.keyboard.press('g')
  await page.getByRole('dialog').waitFor()
  await page.locator('.profile').waitFor()
  return window
}

const field = (page: Page, name: string): Locator => page.getByRole('textbox', { name, exact: true })
const notice = (page: Page): Locator => page.locator('.notice-bar')

describe('a guest’s profile', () => {
  test('is opened from the row by key, changed and saved, and nothing else of it is touched', async () => {
    const house = aHouse()
    const { page, calls } = await aProfile(house)
    expect(await field(page, 'Full name').inputValue()).toBe('Anna Erikson')
    await page.getByText('This document is no longer valid.').waitFor()
    await field(page, 'E-mail').fill('anna@home.pt')
    await page.getByRole('button', { name: 'Bed', exact: true }).click()
    await field(page, 'How').last().fill('two singles')
    await field(page, 'Tags').fill('golf, wine')
    await page.keyboard.press('Control+Enter')
    await notice(page).getByText('Anna Erikson: profile saved').waitFor()
    await page.locator('.stay-line:focus').waitFor()
    const { guest } = await calls.ask('guest.get', { guestId: house.guestId })
    expect(guest).toMatchObject({
      email: 'anna@home.pt',
      preferences: { Pillow: 'feather', Bed: 'two singles' },
      tags: ['golf', 'wine'],
      nationality: 'PT',
      idType: 'passport',
    })
  })

  test('a slip of one digit in the document’s lines is named, and the lines once right fill in the form', async () => {
    const house = aHouse()
    const { page, calls } = await aProfile(house)
    const lines = field(page, 'Lines at the foot of the document')
    await lines.fill(passport.replace('7408122', '7408132'))
    await page.getByRole('button', { name: 'Read the lines' }).click()
    await page.getByText('The date of birth does not agree with its check digit.').waitFor()
    await lines.fill(passport)
    await page.getByRole('button', { name: 'Read the lines' }).click()
    await page.getByText(/^Read: Passport of/).waitFor()
    await page.getByRole('button', { name: 'Take this name' }).click()
    expect(await field(page, 'Last four of the number').inputValue()).toBe('02C3')
    await page.keyboard.press('Control+Enter')
    await notice(page).getByText(/saved/).waitFor()
    const { guest } = await calls.ask('guest.get', { guestId: house.guestId })
    expect(guest).toMatchObject({
      idType: 'passport',
      idLast4: '02C3',
      idExpiry: '2012-04-15',
      dateOfBirth: '1974-08-12',
      gender: 'female',
      nationality: 'UTO',
      idExpired: true,
    })
  })

  test('Esc on what was changed asks first', async () => {
    const { page } = await aProfile(aHouse())
    await field(page, 'City').fill('Porto')
    await page.keyboard.press('Escape')
    await page.getByText('Leave and lose what was changed?').waitFor()
    await page.getByRole('button', { name: 'Go on with it' }).press('Enter')
    expect(await field(page, 'City').inputValue()).toBe('Porto')
  })

  test('two records of one person are compared side by side and made one, with all stays', async () => {
    const house = aHouse()
    const { page, calls } = await aProfile(house)
    await page.getByText('almost the same name').waitFor()
    await page.getByRole('button', { name: 'Compare with Anna Eriksson' }).press('Enter')
    await page.getByRole('heading', { name: 'Two records of one person' }).waitFor()
    // what only the other has is taken without asking
    expect(await page.getByRole('radio', { name: 'E-mail: take anna@x.pt' }).isChecked()).toBe(true)
    await page.getByRole('radio', { name: 'Full name: take Anna Eriksson' }).check()
    await page.keyboard.press('Control+Enter')
    await notice(page).getByText('Anna Eriksson: two records made one').waitFor()
    const { guest } = await calls.ask('guest.get', { guestId: house.twinId })
    expect(guest).toMatchObject({
      guestId: house.guestId,
      fullName: 'Anna Eriksson',
      email: 'anna@x.pt',
      phone: '+351 912 345 678',
      staysCount: 1,
    })
    // the focus goes back to where the dialog was opened from
    await page.locator('.stay-line').first().press('g')
    await page.getByRole('button', { name: /T00042-K/ }).press('Enter')
    await page.getByRole('complementary', { name: 'Booking' }).getByText('T00042-K').waitFor()
  })

  test('a manager bars somebody with a reason that the clerk is not shown', async () => {
    const house = aHouse()
    const window = await aProfile(house, { role: 'manager' })
    const { page, calls } = window
    await page.getByRole('button', { name: 'Put on the do-not-rent list' }).press('Enter')
    await page.keyboard.press('Enter')
    await page.getByText('Say why.').waitFor()
    await field(page, 'Why').fill('broke the minibar')
    await page.keyboard.press('Enter')
    await page.getByText('broke the minibar').waitFor()
    await page.keyboard.press('Escape')
    calls.setRole('front_desk')
    await page.reload()
    await page.locator('.stay-line').first().press('g')
    await page.getByText('Ask a manager why.').waitFor()
    expect(await page.getByText('broke the minibar').count()).toBe(0)
    // whose word it takes stands beside them, and signs by password where there is no PIN
    await page.getByRole('button', { name: 'Take off the do-not-rent list' }).press('Enter')
    await page.keyboard.type('settled')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: 'A manager’s word' }).waitFor()
  })

  test('nobody is erased while a stay is to come, and after that nothing is left', async () => {
    const house = aHouse()
    const { page, calls } = await aProfile(house, { role: 'manager' })
    await page.getByRole('button', { name: 'Erase the person' }).press('Enter')
    await page.getByRole('button', { name: 'Erase for good' }).press('Enter')
    await page.getByText('This guest still has a stay to come or money open.').waitFor()
    const { arrivals } = await calls.ask('desk.today', {})
    const bookingId = arrivals.rows[0]?.bookingId ?? ''
    await calls.ask('booking.cancel', { requestId: house.hotel.ids.fresh(), bookingId, reason: 'asked' })
    await page.getByRole('button', { name: 'Erase for good' }).press('Enter')
    await page.getByText('This person was erased: nothing of them is shown any more.').first().waitFor()
    const { guest } = await calls.ask('guest.get', { guestId: house.guestId })
    expect(guest).toMatchObject({ anonymised: true, preferences: {}, tags: [], idType: '' })
  })
})

test('somebody new who looks like somebody known is said to, and taken for them with one key', async () => {
  const house = aHouse()
  const { page } = await aProfile(house)
  await page.keyboard.press('Escape')
  await page.keyboard.press('F9')
  await page.keyboard.type('Anna Erikssen')
  await page.getByText('Looks like Anna Eriksson').waitFor()
  await page.getByRole('button', { name: 'It is Anna Eriksson' }).press('Enter')
  await expect.poll(() => page.locator('.known-guest').textContent()).toContain('Anna Eriksson')
})

const looks = [
  { colorScheme: 'light', locale: 'en-GB' },
  { colorScheme: 'dark', locale: 'pt-PT', size: { width: 1280, height: 800 } },
] as const

for (const look of looks) {
  test(`no part of a profile is out of reach, ${look.colorScheme}, ${look.locale}`, async () => {
    const window = await aProfile(aHouse(), { ...look, role: 'manager' })
    const { page } = window
    await page.locator('.profile-alike button').first().waitFor()
    expect(await findBarriers(page, 'guest')).toEqual([])
    await page.locator('.profile-alike button').first().click()
    await page.locator('.merge-table').waitFor()
    expect(await findBarriers(page, 'guest')).toEqual([])
  })
}
