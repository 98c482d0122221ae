import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { findBarriers } from '../../scripts/testing/barriers.ts'
import { tabTo } from '../../scripts/testing/tab-to.ts'
import { testWindows } from '../../scripts/testing/windows.ts'
import { aHotel, type TestHotel } from '../../shared/testing/hotel.ts'
import { aStay } from '../../shared/testing/stay.ts'

const openWindow = testWindows()

const notice = (page: Page) => page.locator('.notice-bar')

/** Finds somebody by name and opens the stay beside the list. */
async function openStay(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.keyboard.type(name)
  await page.getByRole('option', { name }).first().waitFor()
  await page.keyboard.press('Enter')
  await page.locator('.drawer-name', { hasText: name }).waitFor()
}

/** The nights that a guest's stay holds: night and room. */
function nightsOf({ db }: TestHotel, guest: string): readonly string[] {
  return db
    .prepare<[string], string>(
      `select n.night || ' ' || coalesce(r.room_number, '-') from booking_nights n
       join bookings b on b.id = n.booking_id join customers c on c.id = b.customer_id
       left join rooms r on r.id = n.room_id
       where c.full_name = ? and n.holds_room = 1 order by n.night`,
    )
    .pluck()
    .all(guest)
}

test('with the keyboard alone and without a line, a guest who calls is told the price, booked and written to', async () => {
  const hotel = aHotel()
  // all doubles of one of the nights but one
  for (const room of ['101', '102', '103'])
    aStay(hotel, { arrival: '2026-08-20', departure: '2026-08-21', room, guestName: `Guest ${room}` })
  const window = await openWindow(hotel)
  const { page } = window
  await page.locator('.row-list').waitFor()
  window.setLine({ state: 'offline', online: false })
  await page.locator('.line-indicator').getByText('Offline').waitFor()

  await page.keyboard.press('F9')
  await page.keyboard.type('Carla Caller')
  const dialog = page.getByRole('dialog', { name: 'New booking' })
  await tabTo(page, dialog.getByRole('textbox', { name: 'Phone' }))
  await page.keyboard.type('+351 555 777')
  await tabTo(page, dialog.getByRole('group', { name: 'Arrival' }).getByRole('spinbutton').first())
  await page.keyboard.type('20')
  await tabTo(page, dialog.getByRole('group', { name: 'Departure' }).getByRole('spinbutton').first())
  await page.keyboard.type('22')
  await dialog.getByText('1 free').waitFor()
  await tabTo(page, dialog.getByRole('radio', { name: /DBL/ }))
  await page.keyboard.press('Space')
  await dialog.getByText('Price per night').waitFor()
  const total = await dialog.locator('.new-total').innerText()
  expect(total).toContain('€220.00')
  expect(await findBarriers(page, 'desk-day-phone')).toEqual([])
  await page.keyboard.press('Control+Enter')
  await notice(page)
    .getByText(/^Booked: A/)
    .waitFor()
  await dialog.waitFor({ state: 'hidden' })
  expect(nightsOf(hotel, 'Carla Caller')).toEqual(['2026-08-20 -', '2026-08-21 -'])

  // the stay stands beside the list, and its confirmation is one key away
  await page.locator('.drawer-name', { hasText: 'Carla Caller' }).waitFor()
  await page.keyboard.press('d')
  await page.getByRole('dialog').getByText('Confirmation').first().waitFor()
  expect(window.asked).toContain('document.confirmation')
  const [booked] = hotel.db
    .prepare(
      'select b.source, c.phone from bookings b join customers c on c.id = b.customer_id where c.full_name = ?',
    )
    .all('Carla Caller')
  expect(booked).toEqual({ source: 'phone', phone: '+351 555 777' })
})

test('with the keyboard alone and without a line, a guest moves, stays on, changes plans and leaves', async () => {
  const hotel = aHotel()
  aStay(hotel, {
    arrival: '2026-08-12',
    departure: '2026-08-15',
    room: '101',
    status: 'checked_in',
    guestName: 'Mona Mover',
  })
  aStay(hotel, { arrival: '2026-08-15', departure: '2026-08-18', room: '102', guestName: 'Next Guest' })
  const window = await openWindow(hotel)
  const { page } = window
  await page.locator('.row-list').waitFor()
  window.setLine({ state: 'offline', online: false })
  await openStay(page, 'Mona Mover')

  // to another room: the quieter one beside, as of tonight
  await page.keyboard.press('m')
  await tabTo(page, page.getByRole('option', { name: '102' }))
  expect(await page.getByRole('option', { name: '101' }).count()).toBe(0)
  await page.keyboard.press('Enter')
  await page.getByRole('option', { name: '102', selected: true }).waitFor()
  await page.keyboard.press('Control+Enter')
  await notice(page).getByText('Mona Mover moved to 102').waitFor()
  const moved = ['2026-08-12 101', '2026-08-13 102', '2026-08-14 102']
  expect(nightsOf(hotel, 'Mona Mover')).toEqual(moved)

  // two nights more, which are sold: refused, and what is offered instead is taken
  await page.keyboard.press('e')
  await tabTo(page, page.getByRole('group', { name: 'Departure' }).getByRole('spinbutton').first())
  await page.keyboard.type('17')
  await page.keyboard.press('Control+Enter')
  const offers = page.getByRole('region', { name: 'What could be done instead' })
  await tabTo(page, offers.getByRole('button', { name: /Added nights in 103/ }))
  await page.keyboard.press('Enter')
  await notice(page)
    .getByText(/Mona Mover now stays/)
    .waitFor()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  expect(nightsOf(hotel, 'Mona Mover')).toEqual([...moved, '2026-08-15 103', '2026-08-16 103'])

  // on second thoughts
  await page.keyboard.press('u')
  await notice(page).getByText('last step undone').waitFor()
  expect(nightsOf(hotel, 'Mona Mover')).toEqual(moved)

  // and then it is today: the bill is paid, and the nights that are not slept are free again
  await page.keyboard.press('o')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Take €100.00 and check out' }).waitFor()
  await page.keyboard.press('Control+Enter')
  await notice(page).getByText('Mona Mover checked out of room 102').waitFor()
  await dialog.waitFor({ state: 'hidden' })
  expect(nightsOf(hotel, 'Mona Mover')).toEqual([])
  const { rooms } = await window.calls.ask('booking.freeRooms', {
    arrival: '2026-08-13',
    departure: '2026-08-15',
  })
  expect(rooms.map(({ roomNumber }) => roomNumber)).toContain('102')
  expect(
    hotel.db.prepare('select count(*) from outbox').pluck().get(),
    'all of it waits for the line',
  ).toBeGreaterThan(4)
})
