import type { Locator, Page } from 'playwright'
import { describe, expect, test } from 'vitest'
import { findBarriers } from '../../../scripts/testing/barriers.ts'
import { openBesideManager } from '../../../scripts/testing/manager-window.ts'
import type { TestWindow, WindowWishes } from '../../../scripts/testing/test-window.ts'
import { testWindows } from '../../../scripts/testing/windows.ts'
import { aHotel, type TestHotel } from '../../../shared/testing/hotel.ts'
import { aCharge, aGuest, aPayment, aStay } from '../../../shared/testing/stay.ts'

const openWindow = testWindows()

/** The window on its rack, with the focus on the first room's business date. */
async function aRack(hotel: TestHotel, wishes: WindowWishes = {}): Promise<TestWindow> {
  const window = await openWindow(hotel, wishes)
  await window.page.getByRole('tab').first().waitFor()
  await window.page.keyboard.press('F3')
  await window.page.locator('.rack-chart [data-current]:focus').waitFor()
  return window
}

const ann = { arrival: '2026-08-13', departure: '2026-08-15', room: '101', guestName: 'Ann First' }
const bar = (page: Page, name: string | RegExp): Locator => page.getByRole('gridcell', { name })
const notice = (page: Page): Locator => page.locator('.notice-bar')
const strip = (page: Page): Locator => page.getByRole('region', { name: 'Change to confirm' })

/** Waits until the cell has the focus. */
async function expectFocused(locator: Locator): Promise<void> {
  await locator.waitFor()
  await expect.poll(() => locator.evaluate((cell) => cell === document.activeElement)).toBe(true)
}

async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key)
}

/** Waits until it is to be seen. */
async function expectShown(locator: Locator): Promise<void> {
  await locator.waitFor()
}

/** Where a guest's nights are now: night and room, as the terminal has them. */
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

describe('a clerk with a keyboard', () => {
  test('walks the rack bar by bar, and each place is spoken', async () => {
    const hotel = aHotel()
    aStay(hotel, ann)
    const ben = aStay(hotel, {
      arrival: '2026-08-11',
      departure: '2026-08-13',
      room: '102',
      guestName: 'Ben Out',
      status: 'checked_in',
      nightsPosted: 2,
    })
    aCharge(hotel, ben.bookingId, 40_00)
    aPayment(hotel, ben.bookingId, 200_00)
    const { page } = await aRack(hotel)
    await expectFocused(bar(page, '101, Ann First, due in, 13 Aug – 15 Aug'))
    await press(page, 'ArrowRight')
    await expectFocused(bar(page, '101, free, Sat 15 Aug'))
    await press(page, 'Home', 'ArrowDown')
    await expectFocused(bar(page, '102, free, Thu 13 Aug'))
    await press(page, 'ArrowLeft')
    await expectFocused(bar(page, '102, Ben Out, due out, 11 Aug – 13 Aug, owes €40.00'))
    await press(page, 'Home', 'ArrowUp', 'ArrowUp')
    await expectFocused(bar(page, 'Double, Thu 13 Aug, 3 free, from €100.00'))
  })

  test('opens the stay beside the rack with Enter, and goes on from it', async () => {
    const hotel = aHotel()
    aStay(hotel, ann)
    const { page } = await aRack(hotel)
    await expectFocused(bar(page, /^101, Ann First/))
    await press(page, 'Enter')
    await page.getByRole('complementary').getByText('Ann First').first().waitFor()
    await expectFocused(bar(page, /^101, Ann First/))
    await press(page, 'i')
    await page.getByRole('dialog').waitFor()
  })

  test('moves a stay to a room of its type at once, and undoes it', async () => {
    const hotel = aHotel()
    aStay(hotel, ann)
    const { page } = await aRack(hotel)
    await expectFocused(bar(page, /^101, Ann First/))
    await press(page, 'm', 'ArrowDown', 'ArrowDown')
    await page.getByText('103: free').first().waitFor()
    await press(page, 'Enter')
    await notice(page).getByText('Ann First: room 103').waitFor()
    await expectFocused(bar(page, /^103, Ann First/))
    expect(nightsOf(hotel, 'Ann First')).toEqual(['2026-08-13 103', '2026-08-14 103'])
    await press(page, 'u')
    await bar(page, /^101, Ann First/).waitFor()
    expect(nightsOf(hotel, 'Ann First')).toEqual(['2026-08-13 101', '2026-08-14 101'])
  })

  test('leaves everything as it was with Esc', async () => {
    const hotel = aHotel()
    aStay(hotel, ann)
    const { page, asked } = await aRack(hotel)
    await expectFocused(bar(page, /^101, Ann First/))
    await press(page, 'm', 'ArrowDown', 'Escape')
    await expect.poll(() => page.locator('.rack-ghost').count()).toBe(0)
    await expectFocused(bar(page, /^101, Ann First/))
    expect(asked).not.toContain('booking.moveRoom')
  })

  test('is asked once about the price when the room is of another type, and keeps it', async () => {
    const hotel = aHotel()
    aStay(hotel, ann)
    const { page } = await aRack(hotel)
    await expectFocused(bar(page, /^101, Ann First/))
    await press(page, 'm', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter')
    await strip(page).getByRole('button', { name: 'Reprice €500.00' }).waitFor()
    await expectFocused(strip(page).getByRole('button', { name: 'Keep price €200.00' }))
    await press(page, 'Enter')
    await notice(page).getByText('Ann First: room 201').waitFor()
    await expectFocused(bar(page, /^201, Ann First/))
  })

  test('moves it at a price below both with the reason and a manager’s word', async () => {
    const hotel = aHotel()
    const { bookingId } = aStay(hotel, ann)
    const { page, calls } = await openBesideManager(openWindow, hotel)
    await press(page, 'F3')
    await expectFocused(bar(page, /^101, Ann First/))
    await press(page, 'm', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter')
    await strip(page).getByRole('button', { name: 'Reprice €500.00' }).waitFor()
    await expectFocused(strip(page).getByRole('button', { name: 'Keep price €200.00' }))
    await press(page, 'Tab', 'Tab', 'Enter')
    await expectFocused(strip(page).getByRole('textbox', { name: 'Agreed price per night' }))
    await page.keyboard.type('80')
    await press(page, 'Enter')
    await strip(page).getByText('Why this price').waitFor()
    await press(page, 'Tab')
    await page.keyboard.type('noise')
    expect(await findBarriers(page, 'rack-strip-manager')).toEqual([])
    await press(page, 'Enter')
    const word = page.getByRole('dialog', { name: 'A manager’s word' })
    await word.getByText('The price is below the hotel’s own.').waitFor()
    await press(page, 'Escape')
    await word.waitFor({ state: 'detached' })
    await expectFocused(strip(page).getByRole('textbox', { name: 'Reason' }))
    await press(page, 'Enter')
    await word.waitFor()
    await page.keyboard.type('8091')
    await press(page, 'Enter')
    await notice(page).getByText('Ann First: room 201').waitFor()
    await expectFocused(bar(page, /^201, Ann First/))
    const { booking } = await calls.ask('booking.get', { bookingId })
    expect(booking.nightly.map(({ amountMinor }) => amountMinor)).toEqual([80_00, 80_00])
  })

  test('extends a stay into a free night for its price', async () => {
    const hotel = aHotel()
    aStay(hotel, ann)
    const { page } = await aRack(hotel)
    await expectFocused(bar(page, /^101, Ann First/))
    await press(page, 'Shift+ArrowRight', 'Enter')
    await strip(page).getByText('was €200.00').waitFor()
    await press(page, 'Enter')
    await notice(page)
      .getByText(/Ann First stays/)
      .waitFor()
    await expectFocused(bar(page, '101, Ann First, due in, 13 Aug – 16 Aug, Not on the server yet'))
    expect(nightsOf(hotel, 'Ann First')).toHaveLength(3)
  })

  test('is refused a night that is sold, and offered another room for it', async () => {
    const hotel = aHotel()
    aStay(hotel, ann)
    aStay(hotel, { arrival: '2026-08-15', departure: '2026-08-18', room: '101', guestName: 'Next Guest' })
    const { page } = await aRack(hotel)
    await expectFocused(bar(page, /^101, Ann First/))
    await press(page, 'Shift+ArrowRight', 'Enter')
    await strip(page).getByText('was €200.00').waitFor()
    await press(page, 'Enter')
    await strip(page).getByText('This room is no longer free for all the nights').waitFor()
    await strip(page).getByRole('button', { name: 'Added nights in 102 (DBL)' }).click()
    await notice(page)
      .getByText(/Ann First stays/)
      .waitFor()
    expect(nightsOf(hotel, 'Ann First')).toEqual(['2026-08-13 101', '2026-08-14 101', '2026-08-15 102'])
    await bar(page, /^102, Ann First/).waitFor()
  })

  test('splits a stay over two rooms', async () => {
    const hotel = aHotel()
    aStay(hotel, { ...ann, departure: '2026-08-17' })
    const { page } = await aRack(hotel)
    await expectFocused(bar(page, /^101, Ann First/))
    await press(page, 'x', 'ArrowRight', 'ArrowDown', 'Enter')
    await notice(page).getByText('Ann First: room 102 from Sat 15 Aug').waitFor()
    expect(nightsOf(hotel, 'Ann First').map((night) => night.slice(-3))).toEqual(['101', '101', '102', '102'])
  })

  test('exchanges two stays', async () => {
    const hotel = aHotel()
    aStay(hotel, ann)
    aStay(hotel, { ...ann, room: '102', guestName: 'Ben Second' })
    const { page } = await aRack(hotel)
    await expectFocused(bar(page, /^101, Ann First/))
    await press(page, 'm', 'ArrowDown')
    await page.getByText('102: exchange with Ben Second').first().waitFor()
    await press(page, 'Enter')
    await expectFocused(strip(page).getByRole('button', { name: 'Exchange' }))
    await press(page, 'Enter')
    await notice(page).getByText('Ann First and Ben Second have exchanged rooms').waitFor()
    await expectFocused(bar(page, /^102, Ann First/))
    await bar(page, /^101, Ben Second/).waitFor()
  })

  test('locks a stay to its room, which then does not move', async () => {
    const hotel = aHotel()
    aStay(hotel, ann)
    const { page } = await aRack(hotel)
    await expectFocused(bar(page, /^101, Ann First/))
    await press(page, 'l')
    await notice(page).getByText('Ann First is locked to room 101').waitFor()
    await bar(page, /locked to the room/).waitFor()
    await press(page, 'm', 'ArrowDown', 'Enter')
    await notice(page)
      .getByText(/Locked to the room/)
      .waitFor()
    expect(nightsOf(hotel, 'Ann First')[0]).toContain('101')
  })

  test('books free days: the form opens with the room and the days in it', async () => {
    const { page } = await aRack(aHotel())
    await expectFocused(bar(page, '101, free, Thu 13 Aug'))
    await press(page, 'Shift+ArrowRight', 'Enter')
    await page.getByRole('dialog').waitFor()
    await page.getByRole('combobox').first().waitFor()
    await page.keyboard.type('Walter Newman')
    await press(page, 'Control+Enter')
    await notice(page)
      .getByText(/Booked/)
      .waitFor()
    await expectShown(bar(page, /^101, Walter Newman, due in, 13 Aug – 15 Aug/))
  })
})

describe('a clerk with a mouse', () => {
  async function drag(
    page: Page,
    from: { x: number; y: number },
    to: { x: number; y: number },
    before: 'up' | 'Escape' = 'up',
  ): Promise<void> {
    await page.mouse.move(from.x, from.y)
    await page.mouse.down()
    await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 })
    await page.mouse.move(to.x, to.y, { steps: 4 })
    await page.locator('.rack-ghost').waitFor()
    if (before === 'Escape') await page.keyboard.press('Escape')
    await page.mouse.up()
  }

  async function boxOf(locator: Locator) {
    await locator.waitFor()
    const box = await locator.boundingBox()
    if (!box) throw new Error('not to be seen')
    return box
  }

  test('drags a bar to another room', async () => {
    const hotel = aHotel()
    aStay(hotel, ann)
    const { page } = await aRack(hotel)
    const { x, y, height } = await boxOf(bar(page, /^101, Ann First/))
    await drag(page, { x: x + 60, y: y + height / 2 }, { x: x + 70, y: y + height * 1.5 })
    await notice(page).getByText('Ann First: room 102').waitFor()
    expect(nightsOf(hotel, 'Ann First')[0]).toContain('102')
  })

  test('drags an edge to a later day, and Esc in the strip leaves the stay alone', async () => {
    const hotel = aHotel()
    aStay(hotel, ann)
    const { page } = await aRack(hotel)
    const { x, y, width, height } = await boxOf(bar(page, /^101, Ann First/))
    await drag(page, { x: x + width - 4, y: y + height / 2 }, { x: x + width + width / 2, y: y + height / 2 })
    await strip(page).getByText('Ann First: 13 – 16 Aug, 3 nights').waitFor()
    await press(page, 'Escape')
    await expectFocused(bar(page, /^101, Ann First/))
    expect(nightsOf(hotel, 'Ann First')).toHaveLength(2)
  })

  test('drags over free days to book them; Esc before letting go books nothing', async () => {
    const hotel = aHotel()
    aStay(hotel, ann)
    const { page } = await aRack(hotel)
    const { x, y, width, height } = await boxOf(bar(page, /^101, Ann First/))
    const below = y + height * 1.5
    await drag(page, { x, y: below }, { x: x + width, y: below }, 'Escape')
    expect(await page.getByRole('dialog').count()).toBe(0)
    await drag(page, { x, y: below }, { x: x + width, y: below })
    await page.getByRole('dialog').waitFor()
  })

  test('sees who a bar is by resting on it', async () => {
    const hotel = aHotel()
    aStay(hotel, ann)
    const { page } = await aRack(hotel)
    await bar(page, /^101, Ann First/).hover()
    await expectShown(page.locator('.rack-card').getByText('nothing owed'))
  })
})

test('stays without a room beyond the first few are listed behind one line', async () => {
  const hotel = aHotel()
  for (let guest = 1; guest < 9; guest++)
    aStay(hotel, { arrival: '2026-08-13', departure: '2026-08-15', guestName: `Waiting ${guest}` })
  const { page } = await aRack(hotel)
  await page.getByText('+3 more').waitFor()
  await press(page, 'ArrowUp')
  await expectFocused(bar(page, 'Double, 3 more stays without a room, Enter lists them'))
  await press(page, 'Enter')
  const list = page.getByRole('dialog', { name: 'Double: stays without a room' })
  await list.getByRole('button', { name: /Waiting 8/ }).waitFor()
  expect(await findBarriers(page, 'rack-more-stays')).toEqual([])
  await list.getByRole('button', { name: /Waiting 7/ }).press('Enter')
  await page.getByRole('complementary').getByText('Waiting 7').first().waitFor()
})

test('a change draws the rows that it touched anew, and no other', async () => {
  const hotel = aHotel()
  aStay(hotel, ann)
  for (const room of ['102', '104', '201']) aStay(hotel, { ...ann, room, guestName: `In ${room}` })
  const later = { arrival: '2026-08-16', departure: '2026-08-18' }
  for (const room of ['101', '103']) aStay(hotel, { ...later, room, guestName: `Later ${room}` })
  const { page } = await aRack(hotel)
  await bar(page, /^201, In 201/).waitFor()
  await expectFocused(bar(page, /^101, Ann First/))
  await page.evaluate(() => {
    const touched = new Set<string>()
    const bars = new Set<string>()
    Reflect.set(window, 'touchedRows', () => [...touched].toSorted())
    Reflect.set(window, 'touchedBars', () => [...bars])
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const row = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null
        const rowId = row?.dataset['row'] ?? ''
        if (rowId !== '' && !rowId.startsWith('type/')) touched.add(rowId)
        const label =
          target instanceof Element ? target.closest('[data-bar]')?.getAttribute('aria-label') : null
        if (typeof label === 'string') bars.add(label.slice(0, 14))
      }
    }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true })
  })
  await press(page, 'm', 'ArrowDown', 'ArrowDown', 'Enter')
  await expectFocused(bar(page, /^103, Ann First/))
  const touched: unknown = await page.evaluate('touchedRows()')
  expect(touched).toEqual([hotel.room('101'), hotel.room('103')].toSorted())
  // nor the bars beside them in those rows
  const bars: unknown = await page.evaluate('touchedBars()')
  expect(bars).not.toContainEqual(expect.stringContaining('Later'))
})

test('whoever may only look is shown the rack and can change nothing in it', async () => {
  const hotel = aHotel()
  aStay(hotel, ann)
  hotel.db.prepare(`update user_profiles set role = 'auditor'`).run()
  const { page, asked } = await aRack(hotel)
  await expectFocused(bar(page, /^101, Ann First/))
  await press(page, 'm', 'ArrowDown', 'Enter')
  await press(page, 'x', 'l')
  await expect.poll(() => page.locator('.rack-ghost').count()).toBe(0)
  expect(asked.filter((name) => name.startsWith('booking.') && name !== 'booking.get')).toEqual([])
})

const looks: readonly WindowWishes[] = [
  { colorScheme: 'light', locale: 'en-GB' },
  { colorScheme: 'dark', locale: 'pt-PT', size: { width: 1280, height: 800 } },
]

for (const look of looks) {
  test(`nothing of the rack is out of reach, ${look.colorScheme}, ${look.locale}`, async () => {
    const hotel = aHotel()
    const vip = aGuest(hotel, { full_name: 'Vera Important', vip_status: 1, blacklisted: 1 })
    aStay(hotel, { ...ann, guestId: vip, booking: { room_locked: 1, internal_notes: 'Late' } })
    aStay(hotel, { arrival: '2026-08-10', departure: '2026-08-12', room: '102', status: 'checked_in' })
    aStay(hotel, { arrival: '2026-08-11', departure: '2026-08-13', room: '103', status: 'checked_in' })
    aStay(hotel, { arrival: '2026-08-10', departure: '2026-08-12', room: '104', status: 'checked_out' })
    aStay(hotel, { arrival: '2026-08-14', departure: '2026-08-17', status: 'pending' })
    aStay(hotel, { arrival: '2026-08-12', departure: '2026-08-19', room: '201', status: 'checked_in' })
    hotel.add('room_blocks', {
      id: hotel.ids.fresh(),
      room_id: hotel.room('202'),
      kind: 'out_of_order',
      reason: 'Paint',
      starts_on: '2026-08-15',
      ends_on: '2026-08-18',
    })
    const { page } = await aRack(hotel, look)
    await page.locator('.rack-bar[data-look="overdue"]').waitFor()
    expect(await findBarriers(page, `rack-${look.colorScheme}`)).toEqual([])
    await press(page, 'ArrowDown', 'ArrowRight', 'Shift+ArrowRight')
    expect(await findBarriers(page, `rack-range-${look.colorScheme}`)).toEqual([])
  })
}
