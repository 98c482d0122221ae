import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { aHotel, type TestHotel } from '../../../shared/testing/hotel.ts'
import { aCollision, aConflict, moneyInSuspense } from '../../../shared/testing/conflict.ts'
import { aGuest, aPayment, aStay } from '../../../shared/testing/stay.ts'
import { settleByKeyboard } from '../../../scripts/testing/settle-by-keyboard.ts'
import { findBarriers } from '../../../scripts/testing/barriers.ts'
import { testWindows } from '../../../scripts/testing/windows.ts'

const openWindow = testWindows()

/** A house after an outage: rooms sold twice, money nobody knows, a guest changed at two desks, a step refused. */
function afterAnOutage(): TestHotel {
  const hotel = aHotel()
  hotel.db.prepare(`update rooms set housekeeping_status = 'clean'`).run()
  const first = aCollision(hotel, { room: '101' })
  aPayment(hotel, first.loser.bookingId, 70_00)
  aCollision(hotel, {
    room: '102',
    holder: { guestName: 'Ana Arrives' },
    loser: { guestName: 'Ivo Inside', status: 'checked_in' },
  })
  moneyInSuspense(hotel, 45_00)
  const guestId = aGuest(hotel, { full_name: 'Grace Guest', phone: '111', email: 'new@x.pt' })
  const stay = aStay(hotel, { arrival: '2026-08-20', departure: '2026-08-22', guestId })
  aConflict(hotel, {
    booking_id: stay.bookingId,
    kind: 'changed_meanwhile',
    outcome: 'conflict',
    command: 'booking.create',
    mine: JSON.stringify([
      {
        table: 'customers',
        id: guestId,
        verb: 'update',
        set: { phone: '222', email: 'mine@x.pt' },
        was: { phone: '000', email: 'old@x.pt' },
      },
    ]),
    theirs: JSON.stringify({
      table: 'customers',
      id: guestId,
      columns: {
        phone: { was: '000', mine: '222', theirs: '111' },
        email: { was: 'old@x.pt', mine: 'mine@x.pt', theirs: 'new@x.pt' },
      },
    }),
  })
  aConflict(hotel, {
    booking_id: stay.bookingId,
    kind: 'status_move',
    outcome: 'conflict',
    command: 'booking.checkIn',
  })
  return hotel
}

const option = (page: Page) => page.locator('.conflict-card[aria-selected="true"]')
const panel = (page: Page) => page.locator('.conflict-panel')

async function openDesk(page: Page): Promise<void> {
  await page.getByRole('tab').first().waitFor()
  await page.keyboard.press('F10')
  await panel(page).waitFor()
}

/** Presses a key on the current card and waits until the desk has gone on to the next. */
async function settleBy(page: Page, key: string): Promise<void> {
  const id = await panel(page).getAttribute('data-card-id')
  await page.keyboard.press(key)
  await page.locator(`.conflict-panel:not([data-card-id="${id}"])`).waitFor()
}

test('after an outage every card is settled from the keyboard, one key each where one is enough', async () => {
  const hotel = afterAnOutage()
  const window = await openWindow(hotel)
  const { page } = window
  await openDesk(page)
  expect(await page.locator('.conflict-badge').textContent()).toContain('5')

  // who is in the house comes first, and the guest who is not here yet goes elsewhere
  await expect.poll(() => option(page).textContent()).toContain('Ivo Inside')
  expect(await page.locator('.conflict-remedies button').first().textContent()).toContain(
    'Move Ana Arrives to room 103',
  )
  await settleBy(page, 'Enter')

  await expect.poll(() => option(page).textContent()).toContain('Leo Loser')
  expect(await panel(page).textContent()).toContain('1 payment')
  await settleBy(page, '1')

  await expect.poll(() => option(page).textContent()).toContain('Changed at two desks')
  await settleBy(page, '1')
  await expect.poll(() => option(page).textContent()).toContain('already moved on')
  await settleBy(page, 'Enter')

  await expect.poll(() => option(page).textContent()).toContain('Money without a stay')
  const refund = page.locator('.conflict-remedies button', { hasText: 'Give it back' })
  await refund.waitFor()
  await page.keyboard.press((await refund.locator('kbd').textContent()) ?? '')
  await page.locator('.conflict-actions input').waitFor()
  await page.keyboard.press('Enter')

  await page.locator('.conflict-badge').waitFor({ state: 'detached' })
  expect(hotel.db.prepare(`select count(*) as n from sync_conflicts where status = 'open'`).get()).toEqual({
    n: 0,
  })
  expect(hotel.db.prepare(`select phone, email from customers where phone = '222'`).get()).toEqual({
    phone: '222',
    email: 'mine@x.pt',
  })
  expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('listbox')
})

test('undone from the keyboard, the card is back', async () => {
  const hotel = aHotel()
  aCollision(hotel, { room: '101' })
  const window = await openWindow(hotel)
  const { page } = window
  await openDesk(page)
  await page.locator('.conflict-remedies button').first().waitFor()
  await page.keyboard.press('1')
  await page.locator('.conflict-badge').waitFor({ state: 'detached' })
  await page.locator('.conflict-card-settled').waitFor()
  await page.keyboard.press('End')
  await page.keyboard.press('u')
  await page.locator('.conflict-badge').waitFor()
  expect(await page.locator('.conflict-card-open').count()).toBe(1)
})

test(
  'forty rooms sold twice are forty cards, and all are settled without a mouse',
  { timeout: 240_000 },
  async () => {
    const hotel = aHotel()
    const day = (offset: number): string =>
      new Date(Date.parse(hotel.businessDate) + offset * 86_400_000).toISOString().slice(0, 10)
    for (let card = 0; card < 40; card += 1) {
      const room = card % 2 === 0 ? '101' : '102'
      const arrival = day(Math.floor(card / 2) * 2)
      aCollision(hotel, { room, arrival, departure: day(Math.floor(card / 2) * 2 + 2) })
    }
    const window = await openWindow(hotel)
    await window.page.getByRole('tab').first().waitFor()
    expect(await settleByKeyboard(window.page)).toBe(40)
    const open = hotel.db.prepare(`select count(*) from sync_conflicts where status = 'open'`).pluck().get()
    const roomless = hotel.db
      .prepare(`select count(*) from bookings where status = 'confirmed' and room_id is null`)
      .pluck()
      .get()
    expect({ open, roomless }).toEqual({ open: 0, roomless: 0 })
    expect(hotel.db.prepare(`select count(*) from outbox`).pluck().get()).toBe(40)
  },
)

const looks = [
  { colorScheme: 'light', locale: 'en-GB' },
  { colorScheme: 'dark', locale: 'pt-PT', size: { width: 1280, height: 800 } },
] as const

for (const look of looks) {
  test(`every card is in reach of everybody, ${look.colorScheme}, ${look.locale}`, async () => {
    const window = await openWindow(afterAnOutage(), look)
    const { page } = window
    await openDesk(page)
    const cards = await page.locator('.conflict-card').count()
    for (let index = 0; index < cards; index++) {
      await page.locator('.conflict-remedies button').first().waitFor()
      expect(await findBarriers(page, 'conflicts')).toEqual([])
      const id = await panel(page).getAttribute('data-card-id')
      if (index === cards - 1) break
      await page.keyboard.press('ArrowDown')
      await page.locator(`.conflict-panel:not([data-card-id="${id}"])`).waitFor()
    }
  })
}
