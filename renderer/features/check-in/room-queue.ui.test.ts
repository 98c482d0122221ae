import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { findBarriers } from '../../../scripts/testing/barriers.ts'
import { testWindows } from '../../../scripts/testing/windows.ts'
import { aHotel } from '../../../shared/testing/hotel.ts'
import { aStay } from '../../../shared/testing/stay.ts'

const openWindow = testWindows()

const notice = (page: Page) => page.locator('.notice-bar')

test('an early guest is queued from the check-in, housekeeping sees it, and the desk sees that the room is ready', async () => {
  const hotel = aHotel()
  aStay(hotel, { arrival: '2026-08-13', departure: '2026-08-15', room: '101', guestName: 'Ann Expected' })
  aStay(hotel, { arrival: '2026-08-13', departure: '2026-08-15', room: '103', guestName: 'Zoe Early' })
  const { page, calls } = await openWindow(hotel)
  await calls.ask('room.setHousekeeping', { roomId: hotel.room('103'), housekeeping: 'dirty' })
  await page.reload()
  await page.getByRole('row', { name: /Zoe Early/ }).press('i')
  await page.getByRole('button', { name: 'Guest waits for 103' }).waitFor()
  await page.keyboard.press('Alt+q')
  await notice(page).getByText('housekeeping sees it first').waitFor()
  await page.getByRole('button', { name: 'No longer waits' }).waitFor()
  const found = [...(await findBarriers(page, 'queue-check-in'))]
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  // first in the list, though by name and by what blocks her she would not be
  await page.locator('.stay-line').first().getByText('Zoe Early').waitFor()
  await page
    .locator('.stay-line')
    .first()
    .getByText(/^Waits/)
    .waitFor()

  await page.keyboard.press('F8')
  const room = page.locator('.room-line', { hasText: '103' })
  await room.getByText(/^Waits/).waitFor()
  await room.press('3')
  await page.keyboard.press('F2')
  await page.locator('.stay-line').first().getByText('Waits: room ready').waitFor()
  found.push(...(await findBarriers(page, 'queue-today')))
  await page.keyboard.press('q')
  await notice(page).getByText('Zoe Early no longer waits').waitFor()
  expect(found).toEqual([])
})

test('a booking that is held says until when, and is held longer, confirmed or let go', async () => {
  const hotel = aHotel()
  const hold = { status: 'pending', booking: { hold_expires_at: '2026-08-13T23:00:00.000Z' } } as const
  const stay = { arrival: '2026-08-13', departure: '2026-08-15', ...hold }
  const [first, second] = ['101', '102'].map((room, index) =>
    aStay(hotel, { ...stay, room, guestName: index === 0 ? 'Hana Held' : 'Otto Open' }),
  )
  const { page, calls } = await openWindow(hotel, {
    colorScheme: 'dark',
    locale: 'pt-PT',
  })
  await page
    .locator('.stay-line', { hasText: 'Hana Held' })
    .getByText(/Fora de prazo|Segura/)
    .waitFor()
  const nextOf = page.locator('.stay-line', { hasText: 'Otto Open' }).getByRole('button')
  expect(await nextOf.textContent()).toBe('Decidir')
  await page.locator('.stay-line', { hasText: 'Otto Open' }).press('Enter')
  await page.getByRole('dialog').getByRole('button', { name: 'Mais 24 horas' }).waitFor()
  const barriers = await findBarriers(page, 'hold-decide')
  await page.getByRole('button', { name: 'Mais 24 horas' }).press('Enter')
  await notice(page)
    .getByText(/Otto Open: segura até/)
    .waitFor()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.locator('.stay-line', { hasText: 'Hana Held' }).press('Space')
  await page.getByRole('button', { name: 'Libertar' }).waitFor()
  const found = [...barriers, ...(await findBarriers(page, 'queue-held'))]
  await page.getByRole('button', { name: 'Libertar' }).press('Enter')
  await notice(page).getByText('o quarto está de novo à venda').waitFor()
  await page.locator('.stay-line', { hasText: 'Otto Open' }).press('Space')
  await page.locator('.drawer-name', { hasText: 'Otto Open' }).waitFor()
  await page.getByRole('button', { name: 'Confirmar' }).press('Enter')
  await notice(page).getByText('Otto Open: confirmada').waitFor()
  const statusOf = async (bookingId = '') => (await calls.ask('booking.get', { bookingId })).booking.status
  expect([await statusOf(first?.bookingId), await statusOf(second?.bookingId)]).toEqual([
    'cancelled',
    'confirmed',
  ])
  expect(found).toEqual([])
})
