import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { findBarriers } from '../../../scripts/testing/barriers.ts'
import type { WindowWishes } from '../../../scripts/testing/test-window.ts'
import { testWindows } from '../../../scripts/testing/windows.ts'
import { aHotel } from '../../../shared/testing/hotel.ts'
import { aStay, type StayWishes } from '../../../shared/testing/stay.ts'

const openWindow = testWindows()

const inHouse = { arrival: '2026-08-12', departure: '2026-08-15', room: '101', status: 'checked_in' } as const
const notice = (page: Page) => page.locator('.notice-bar')

/** A stay in the drawer, whatever its status; found and opened by keyboard. */
async function aDrawer(
  stay: StayWishes,
  others: readonly StayWishes[] = [],
  wishes: WindowWishes = {},
  fees: { readonly no_show_fee_nights?: number } = {},
) {
  const hotel = aHotel()
  const plan = { code: 'BAR', name: 'Best available', is_default: 1 } as const
  hotel.add('rate_plans', { id: hotel.ids.fresh(), ...plan, ...fees })
  const { bookingId } = aStay(hotel, { guestName: 'Mona Mover', code: 'T00077-K', ...stay })
  for (const other of others) aStay(hotel, other)
  const window = await openWindow(hotel, wishes)
  const { page, calls } = window
  await page.locator('.row-list').waitFor()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('Mona Mover')
  await page.getByRole('option').first().waitFor()
  await page.keyboard.press('Enter')
  await page.locator('.drawer-name').waitFor()
  const booking = async () => (await calls.ask('booking.get', { bookingId })).booking
  return { ...window, hotel, booking }
}

test('a guest in house is moved by keyboard, and the price is kept or that of the other room', async () => {
  const { page, booking } = await aDrawer(inHouse)
  await page.keyboard.press('m')
  await page.getByRole('option', { name: '102' }).waitFor()
  await page.keyboard.press('Control+Enter')
  await page.getByText('Choose a room.').waitFor()
  await page.getByRole('switch', { name: 'Rooms of other types too' }).press('Space')
  await page.getByRole('option', { name: '201' }).press('Enter')
  await page.getByText('another type than the one that is charged').waitFor()
  await page.getByRole('textbox', { name: 'Why' }).fill('noise next door')
  await page.keyboard.press('Control+Enter')
  await notice(page).getByText('Mona Mover moved to 201').waitFor()
  const moved = await booking()
  expect(moved.nightly.map(({ roomNumber }) => roomNumber)).toEqual(['101', '201', '201'])
  expect(moved.roomTotalMinor).toBe(300_00)
  await page.keyboard.press('u')
  await expect.poll(async () => (await booking()).roomNumber).toBe('101')
})

test('a stay into a sold night is refused, and what is offered instead is done', async () => {
  const { page, booking } = await aDrawer(inHouse, [
    { arrival: '2026-08-16', departure: '2026-08-18', room: '101' },
  ])
  await page.keyboard.press('e')
  const departure = page.getByRole('group', { name: 'Departure' }).getByRole('spinbutton').first()
  await departure.waitFor()
  await departure.fill('17')
  await page.getByRole('cell', { name: '100.00' }).first().waitFor()
  await page.keyboard.press('Control+Enter')
  const offers = page.getByRole('region', { name: 'What could be done instead' })
  await offers.getByRole('button', { name: /Stay until/ }).waitFor()
  await offers.getByRole('button', { name: /Added nights in 102/ }).press('Enter')
  await notice(page)
    .getByText(/Mona Mover/)
    .waitFor()
  const changed = await booking()
  expect(changed.departure).toBe('2026-08-17')
  expect(changed.nightly.map(({ roomNumber }) => roomNumber)).toContain('102')
})

test('a late check-out is said twice where somebody is expected in the room', async () => {
  const { page, booking } = await aDrawer({ ...inHouse, departure: '2026-08-13' }, [
    { arrival: '2026-08-13', departure: '2026-08-15', room: '101', guestName: 'Next Guest' },
  ])
  await page.keyboard.press('h')
  await page.getByRole('textbox', { name: 'Until' }).fill('25:00')
  await page.getByRole('textbox', { name: 'Fee' }).fill('20')
  await page.keyboard.press('Control+Enter')
  await page.getByText('Write a time, such as 15:00.').waitFor()
  await page.getByRole('textbox', { name: 'Until' }).fill('15:00')
  await page.keyboard.press('Control+Enter')
  await page.getByText('Somebody is expected in this room today.').waitFor()
  await page.keyboard.press('Control+Enter')
  await notice(page).getByText('Mona Mover may stay until 15:00').waitFor()
  expect(await booking()).toMatchObject({ checkOutTime: '15:00', balanceMinor: 20_00 })
})

test('a stay that did not come is a no-show, and is taken up again', async () => {
  const { page, booking } = await aDrawer({ arrival: '2026-08-13', departure: '2026-08-15', room: '101' })
  await page.keyboard.press('w')
  await page.getByText('Nobody came for').waitFor()
  await page.keyboard.press('Control+Enter')
  await notice(page).getByText('Mona Mover: no-show').waitFor()
  expect((await booking()).status).toBe('no_show')
  await page.locator('.drawer').getByRole('button', { name: 'Reinstate' }).waitFor()
  await page.keyboard.press('r')
  await page.getByText('taken up again as it was').waitFor()
  await page.keyboard.press('Control+Enter')
  await notice(page).getByText('Mona Mover: taken up again').waitFor()
  expect((await booking()).status).toBe('confirmed')
})

test('a guest who was let in by mistake is expected again, in a room that is still clean', async () => {
  const expected = { arrival: '2026-08-13', departure: '2026-08-15', room: '101' }
  const { page, hotel, calls, booking } = await aDrawer(expected)
  const { bookingId } = await booking()
  await calls.ask('booking.checkIn', {
    requestId: hotel.ids.fresh(),
    bookingId,
    override: { reason: 'registered' },
  })
  await page.keyboard.press('z')
  await page.getByText('The guest is expected again.').waitFor()
  expect(await findBarriers(page, 'stay-change')).toEqual([])
  await page.getByRole('switch', { name: /Somebody was in the room/ }).press('Space')
  await page.keyboard.press('Control+Enter')
  await notice(page).getByText('Mona Mover is expected again').waitFor()
  expect((await booking()).status).toBe('confirmed')
  const clean = hotel.db.prepare(`select housekeeping_status from rooms where room_number = '101'`).pluck()
  expect(clean.get()).not.toBe('dirty')
})

test('a no-show is charged what the plan of its rate asks, and the fee goes when the guest comes after all', async () => {
  const { page, booking } = await aDrawer(
    { arrival: '2026-08-13', departure: '2026-08-16', room: '101' },
    [],
    {},
    { no_show_fee_nights: 2 },
  )
  await page.keyboard.press('w')
  await page.getByRole('switch', { name: 'Charge the fee of €200.00' }).waitFor()
  expect(await findBarriers(page, 'stay-change')).toEqual([])
  await page.keyboard.press('Control+Enter')
  await notice(page).getByText('Mona Mover: no-show').waitFor()
  expect(await booking()).toMatchObject({ status: 'no_show', balanceMinor: 200_00 })
  await page.locator('.drawer').getByRole('button', { name: 'Reinstate' }).waitFor()
  await page.keyboard.press('r')
  await page.getByText('taken up again as it was').waitFor()
  expect(await findBarriers(page, 'stay-change')).toEqual([])
  await page.keyboard.press('Control+Enter')
  await notice(page).getByText('Mona Mover: taken up again').waitFor()
  expect(await booking()).toMatchObject({ status: 'confirmed', balanceMinor: 0 })
})

test('an overdue guest is to be decided on, in the drawer', async () => {
  const { page, booking } = await aDrawer({
    ...inHouse,
    arrival: '2026-08-10',
    departure: '2026-08-12',
  })
  await page.getByText('Should have left on').waitFor()
  await page.getByRole('button', { name: 'Stays on' }).press('Enter')
  await page.getByRole('cell', { name: '100.00' }).first().waitFor()
  await page.keyboard.press('Control+Enter')
  await notice(page)
    .getByText(/Mona Mover/)
    .waitFor()
  expect((await booking()).departure).toBe('2026-08-14')
})

for (const look of [
  { colorScheme: 'light', locale: 'en-GB' },
  { colorScheme: 'dark', locale: 'pt-PT', size: { width: 1280, height: 800 } },
] as const) {
  test(`no change of a stay is out of reach, ${look.colorScheme}, ${look.locale}`, async () => {
    const { page } = await aDrawer(inHouse, [], look)
    await page.locator('.drawer-actions').waitFor()
    const found: string[] = []
    for (const key of ['', 'm', 'e', 'h']) {
      if (key !== '') {
        await page.keyboard.press(key)
        await page
          .locator(key === 'm' ? '.room-choice' : '.change-fields')
          .first()
          .waitFor()
      }
      found.push(...(await findBarriers(page, `stay-${key}-${look.colorScheme}`)))
      if (key === '') continue
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    }
    expect(found).toEqual([])
  })
}
