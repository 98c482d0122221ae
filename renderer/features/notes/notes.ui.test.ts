import type { Locator, Page } from 'playwright'
import { expect, test } from 'vitest'
import { findBarriers } from '../../../scripts/testing/barriers.ts'
import type { TestWindow, WindowWishes } from '../../../scripts/testing/test-window.ts'
import { testWindows } from '../../../scripts/testing/windows.ts'
import { aHotel, type TestHotel } from '../../../shared/testing/hotel.ts'
import { aStay } from '../../../shared/testing/stay.ts'

const openWindow = testWindows()

async function aWindow(hotel: TestHotel, wishes: WindowWishes = {}): Promise<TestWindow> {
  const window = await openWindow(hotel, wishes)
  await window.page.locator('.stay-line:focus').waitFor()
  return window
}

/** Ann is due tonight, Ivo in house. */
function aHouse() {
  const hotel = aHotel()
  const ann = aStay(hotel, {
    arrival: '2026-08-13',
    departure: '2026-08-15',
    room: '101',
    guestName: 'Ann First',
  })
  const ivo = aStay(hotel, {
    arrival: '2026-08-11',
    departure: '2026-08-14',
    status: 'checked_in',
    room: '102',
    guestName: 'Ivo Inside',
    nightsPosted: 2,
  })
  return { hotel, ann, ivo }
}

const field = (page: Page, name: string): Locator => page.getByRole('textbox', { name, exact: true })
const notice = (page: Page): Locator => page.locator('.notice-bar')

test('an alert left for a guest pops up at check-in and is seen to there', async () => {
  const { hotel, ann } = aHouse()
  const { page, calls } = await aWindow(hotel)
  await page.keyboard.press('n')
  await page.getByRole('radio', { name: 'Alert' }).press('Enter')
  await field(page, 'What must not be forgotten').fill('Hand over the parcel')
  await page.keyboard.press('Control+Enter')
  await notice(page).getByText('Alert left').waitFor()
  await page.locator('.stay-line:focus').waitFor()
  await page.keyboard.press('i')
  await page.getByText('Do not forget').waitFor()
  await page.getByRole('button', { name: /Seen to/ }).press('Enter')
  await page.getByText('Do not forget').waitFor({ state: 'hidden' })
  const { notes } = await calls.ask('note.list', { bookingId: ann.bookingId, includeDone: true })
  expect(notes).toMatchObject([{ body: 'Hand over the parcel', popsUp: 'check_in', doneBy: 'Ada Clerk' }])
})

test('a wake-up call wants a time, is in the list of its day, and is done with Enter', async () => {
  const { hotel, ivo } = aHouse()
  const { page, calls } = await aWindow(hotel)
  const left = { requestId: hotel.ids.fresh(), kind: 'task', department: 'maintenance' } as const
  await calls.ask('note.add', { ...left, dueOn: '2026-08-13', bookingId: ivo.bookingId, body: 'Fix the tap' })
  await page.keyboard.press('n')
  await page.getByRole('radio', { name: 'Wake-up call' }).press('Enter')
  await field(page, 'What to say or know').fill('Taxi at seven')
  await page.keyboard.press('Control+Enter')
  await page.getByText('A time such as 06:30.').waitFor()
  await field(page, 'At (hh:mm)').fill('06:30')
  await page.keyboard.press('Control+Enter')
  await notice(page).getByText('Wake-up call left').waitFor()
  await page.keyboard.press('Shift+F5')
  await page.getByRole('row', { name: /Wake-up call, 101 · Ann First, .*06:30: Taxi at seven/ }).waitFor()
  await page.getByRole('row', { name: /Fix the tap/ }).focus()
  await page.keyboard.press('Space')
  await page.getByRole('complementary', { name: 'Booking' }).getByText('Ivo Inside').waitFor()
  await page.getByRole('row', { name: /Fix the tap/ }).press('Enter')
  await notice(page).getByText('Done: Fix the tap').waitFor()
  expect(await page.getByRole('row', { name: /Fix the tap/ }).count()).toBe(0)
})

test('a wake-up call whose time has come stands in the window wherever the clerk is, until it is made', async () => {
  const { hotel, ivo } = aHouse()
  hotel.db.exec(`update hotel_settings set time_zone = 'Europe/Lisbon'`)
  const { page, calls } = await aWindow(hotel, { locale: 'pt-PT', colorScheme: 'dark' })
  const wake = { kind: 'wake_up', bookingId: ivo.bookingId, dueOn: '2026-08-14' } as const
  for (const [dueAt, body] of [
    ['06:30', 'Taxi at seven'],
    ['09:30', 'Breakfast in bed'],
  ] as const) {
    await calls.ask('note.add', { requestId: hotel.ids.fresh(), ...wake, dueAt, body })
  }
  const shown = page.getByRole('alert', { name: 'Despertares a fazer agora' })
  expect(await shown.count()).toBe(0)
  // a quarter to seven of a summer morning in Lisbon; the day of the hotel is not closed yet
  await page.clock.setFixedTime('2026-08-14T05:45:00.000Z')
  await page.reload()
  await shown.getByText('Taxi at seven').waitFor()
  expect(await shown.getByText('Breakfast in bed').count()).toBe(0)
  await page.keyboard.press('F8')
  expect(await findBarriers(page, 'wake-now')).toEqual([])
  await shown.getByRole('button').press('Enter')
  await shown.waitFor({ state: 'detached' })
  const { notes } = await calls.ask('note.list', { kind: 'wake_up' })
  expect(notes.map(({ body }) => body)).toEqual(['Breakfast in bed'])
})

test('a companion is written down and taken off, and a guest in house is left alone', async () => {
  const { hotel, ivo } = aHouse()
  const { page, calls } = await aWindow(hotel)
  await page.keyboard.press('F5')
  await page.getByRole('row', { name: /Ivo Inside/ }).press('Space')
  const drawer = page.getByRole('complementary', { name: 'Booking' })
  await drawer.getByRole('switch', { name: 'Do not disturb' }).press('Space')
  const name = drawer.getByRole('textbox', { name: 'Name of a companion' })
  await name.fill('Ines Inside')
  await name.press('Enter')
  await drawer.getByText('Ines Inside').first().waitFor()
  const { booking } = await calls.ask('booking.get', { bookingId: ivo.bookingId })
  expect(booking.doNotDisturb).toBe(true)
  const { guests } = await calls.ask('booking.guests', { bookingId: ivo.bookingId })
  expect(guests).toMatchObject([{ fullName: 'Ines Inside' }])
  await drawer.getByRole('button', { name: 'Take off Ines Inside' }).press('Enter')
  await drawer.getByText('Nobody is on record beside the guest.').waitFor()
})

test('the shift writes itself, and is taken over by password: its words are then read', async () => {
  const { hotel } = aHouse()
  const { page, calls } = await aWindow(hotel)
  await page.keyboard.press('Shift+F12')
  await page.getByText('1 arrival to come').waitFor()
  await field(page, 'A word to the next shift').fill('The lift is noisy')
  await page.getByRole('button', { name: 'Leave word' }).press('Enter')
  await page.locator('.note-item').getByText('The lift is noisy').first().waitFor()
  const password = page.getByLabel('Password')
  await password.fill('wrong')
  await password.press('Enter')
  await page.getByText('The name or the password is wrong.').waitFor()
  expect((await calls.ask('note.list', { kind: 'handover' })).notes).toHaveLength(1)
  await password.fill('right')
  await password.press('Enter')
  await notice(page).getByText('The shift is yours').waitFor()
  expect((await calls.ask('note.list', { kind: 'handover' })).notes).toEqual([])
})

const looks = [
  { colorScheme: 'light', locale: 'en-GB' },
  { colorScheme: 'dark', locale: 'pt-PT', size: { width: 1280, height: 800 } },
] as const

for (const look of looks) {
  test(`tasks, handover and word left are in reach of everybody, ${look.colorScheme}, ${look.locale}`, async () => {
    const { hotel, ann } = aHouse()
    const window = await aWindow(hotel, look)
    const { page, calls } = window
    const left = { bookingId: ann.bookingId, dueOn: '2026-08-13', urgent: true }
    const requestId = () => hotel.ids.fresh()
    await calls.ask('note.add', {
      requestId: requestId(),
      kind: 'task',
      department: 'restaurant',
      body: 'Cake at nine',
      ...left,
    })
    await calls.ask('note.add', { requestId: requestId(), kind: 'handover', body: 'The lift is noisy' })
    const found: string[] = []
    await page.keyboard.press('n')
    await page.locator('.notes-columns').waitFor()
    found.push(...(await findBarriers(page, 'notes')))
    await page.keyboard.press('Escape')
    await page.locator('.stay-line:focus').press('Space')
    await page.locator('.drawer .company-form').waitFor()
    found.push(...(await findBarriers(page, 'notes')))
    await page.keyboard.press('Escape')
    await page.keyboard.press('Shift+F5')
    await page.locator('.notes-line').waitFor()
    found.push(...(await findBarriers(page, 'notes')))
    await page.keyboard.press('Shift+F12')
    await page.locator('.handover-columns').waitFor()
    found.push(...(await findBarriers(page, 'notes')))
    expect(found).toEqual([])
  })
}
