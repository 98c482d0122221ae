import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { aHotel, type TestHotel } from '../../shared/testing/hotel.ts'
import { aGuest, aPayment, aStay } from '../../shared/testing/stay.ts'
import { findBarriers } from '../../scripts/testing/barriers.ts'
import type { WindowWishes } from '../../scripts/testing/test-window.ts'
import { testWindows } from '../../scripts/testing/windows.ts'

const openWindow = testWindows()

/** A house where each kind of row is to be seen. */
function aBusyHotel(): TestHotel {
  const hotel = aHotel()
  const { add } = hotel
  const tonight = { arrival: '2026-08-13', departure: '2026-08-15' }
  const vip = aGuest(hotel, { full_name: 'Vera Important', vip_status: 1, phone: '+351 555 010 203' })
  const barred = aGuest(hotel, { full_name: 'Bernd Barred', blacklisted: 1, nationality: null })
  const { bookingId } = aStay(hotel, { ...tonight, room: '101', guestId: vip })
  aPayment(hotel, bookingId, 50_00)
  aStay(hotel, { ...tonight, guestId: barred })
  aStay(hotel, { ...tonight, room: '103', guestName: 'Anneliese Friederike von Hohenberg-Lichtenstein' })
  aStay(hotel, {
    arrival: '2026-08-11',
    departure: '2026-08-13',
    status: 'checked_in',
    room: '102',
    nightsPosted: 2,
  })
  aStay(hotel, {
    arrival: '2026-08-10',
    departure: '2026-08-12',
    status: 'checked_in',
    room: '201',
    nightsPosted: 1,
  })
  hotel.db.prepare(`update rooms set housekeeping_status = 'dirty' where room_number = '103'`).run()
  add('room_types', { id: hotel.ids.fresh(), code: 'XXL', name: 'Apartment', base_rate: 400_00 })
  return hotel
}

const screens: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  arrivals: async (page) => {
    await page.keyboard.press('F2')
    await page.getByRole('row').first().waitFor()
  },
  'departures and drawer': async (page) => {
    await page.keyboard.press('F4')
    await page.locator('.stay-queue-departures .stay-line:focus').waitFor()
    await page.keyboard.press('Space')
    await page.getByRole('complementary').getByRole('table').first().waitFor()
  },
  'in house': async (page) => {
    await page.keyboard.press('F5')
    await page.locator('.stay-line').first().waitFor()
  },
  handover: async (page) => {
    await page.keyboard.press('Shift+F12')
    await page.getByRole('heading', { level: 1 }).waitFor()
  },
  rooms: async (page) => {
    await page.keyboard.press('F8')
    await page.getByRole('row', { name: /^101/ }).waitFor()
  },
  'check-in': (page) => openJob(page, 'i'),
  'assign a room': (page) => openJob(page, 'a'),
  payment: (page) => openJob(page, 'p'),
  charge: (page) => openJob(page, 'c'),
  cancellation: (page) => openJob(page, 'Delete'),
  'check-out': async (page) => {
    await page.keyboard.press('F4')
    await page.locator('.stay-queue-departures .stay-line:focus').waitFor()
    await page.keyboard.press('o')
    await page.getByRole('dialog').waitFor()
  },
  finder: async (page) => {
    await page.keyboard.press('Control+k')
    await page.keyboard.type('a')
    await page.getByRole('option').first().waitFor()
  },
  keys: async (page) => {
    await page.keyboard.press('?')
    await page.getByRole('dialog').waitFor()
  },
  'new booking': async (page) => {
    await page.keyboard.press('F9')
    await page.getByRole('radio').first().waitFor()
  },
  'walk-in': async (page) => {
    await page.keyboard.press('Shift+F9')
    await page.getByRole('dialog').waitFor()
  },
  'line to the server': async (page) => {
    await page.locator('.line-indicator').click()
    await page.getByRole('dialog').waitFor()
  },
  'user menu': async (page) => {
    await page.locator('.user-button').click()
    await page.getByRole('menu').waitFor()
  },
  lock: async (page) => {
    await page.keyboard.press('F12')
    await page.locator('input[type="password"]').waitFor()
  },
}

async function openJob(page: Page, key: string): Promise<void> {
  await page.keyboard.press('F2')
  await page.locator('.stay-line:focus').waitFor()
  await page.keyboard.press(key)
  await page.getByRole('dialog').waitFor()
}

const looks: readonly WindowWishes[] = [
  { colorScheme: 'light', locale: 'en-GB' },
  { colorScheme: 'dark', locale: 'pt-PT', size: { width: 1280, height: 800 } },
]

for (const look of looks) {
  test(`no screen is out of reach, ${look.colorScheme}, ${look.locale}`, async () => {
    const window = await openWindow(aBusyHotel(), look)
    await window.page.getByRole('tab').first().waitFor()
    window.setLine({ state: 'attention', attention: 2 })
    const found: string[] = []
    for (const [name, show] of Object.entries(screens)) {
      await show(window.page)
      found.push(...(await findBarriers(window.page, `${name}-${look.colorScheme}`)))
      await leave(window.page)
    }
    expect(found).toEqual([])
  })

  test(`nor the sign-in, ${look.colorScheme}, ${look.locale}`, async () => {
    const window = await openWindow(aBusyHotel(), { ...look, signedOut: true })
    await window.page.locator('input[type="password"]').waitFor()
    expect(await findBarriers(window.page, `sign-in-${look.colorScheme}`)).toEqual([])
  })
}

async function leave(page: Page): Promise<void> {
  for (let layer = 0; layer < 3; layer++) await page.keyboard.press('Escape')
  await page
    .getByRole('dialog')
    .waitFor({ state: 'hidden' })
    .catch(() => {})
}
