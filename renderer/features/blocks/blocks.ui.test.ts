import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { findBarriers } from '../../../scripts/testing/barriers.ts'
import type { WindowWishes } from '../../../scripts/testing/test-window.ts'
import { testWindows } from '../../../scripts/testing/windows.ts'
import { aHotel } from '../../../shared/testing/hotel.ts'
import { aStay } from '../../../shared/testing/stay.ts'

const openWindow = testWindows()

const room = (page: Page, number: string) => page.locator('.room-line', { hasText: number })
const notice = (page: Page) => page.locator('.notice-bar')

/** The rooms board, and two stays that have 103 one after the other. */
async function aBoard(wishes: WindowWishes = {}) {
  const hotel = aHotel()
  aStay(hotel, { arrival: '2026-08-13', departure: '2026-08-15', room: '103', guestName: 'Wanda Way' })
  aStay(hotel, { arrival: '2026-08-15', departure: '2026-08-16', room: '103', guestName: 'Otto Other' })
  const window = await openWindow(hotel, wishes)
  const { page, calls } = window
  await page.locator('.row-list').waitFor()
  await page.keyboard.press('F8')
  await room(page, '103').waitFor()
  const blocks = async () =>
    (await calls.ask('room.blocks', { from: '2026-08-13', to: '2026-12-31' })).blocks.map(
      ({ roomNumber, kind, from, to, reason }) => [roomNumber, kind, from, to, reason],
    )
  return { ...window, hotel, blocks }
}

test('a room is taken out of sale by key, who has it is moved out of the way, and it comes back early', async () => {
  const { page, blocks } = await aBoard()
  await room(page, '103').press('k')
  await page.keyboard.type('Water leak')
  await page.getByRole('group', { name: 'Back on' }).getByRole('spinbutton').first().fill('16')
  await page.getByText('2 stays have the room then').waitFor()
  await page.keyboard.press('Control+Enter')
  expect(await blocks()).toEqual([])
  await page.getByRole('button', { name: 'Move all 2 to free rooms' }).press('Enter')
  await page.getByText('Nobody has the room on these days.').waitFor()
  await page.keyboard.press('Control+Enter')
  await notice(page).getByText('Room 103: out of order').waitFor()
  expect(await blocks()).toEqual([['103', 'out_of_order', '2026-08-13', '2026-08-16', 'Water leak']])
  await room(page, '103').getByText('Back on 16 Aug').waitFor()

  await room(page, '103').press('k')
  await page.getByRole('button', { name: 'Change: room 103' }).press('Enter')
  await page.getByRole('textbox', { name: 'Reason' }).fill('Water leak, plumber Friday')
  await page.keyboard.press('Control+Enter')
  await expect.poll(blocks).toMatchObject([['103', 'out_of_order', '2026-08-13', '2026-08-16', /plumber/]])
  await page.locator('.room-line').first().press('Alt+k')
  await page.getByRole('button', { name: 'Back now: room 103' }).press('Enter')
  await notice(page).getByText('Room 103 is back, Dirty').waitFor()
  await page.getByText('Every room is in order.').waitFor()
})

test('free days are taken out of sale from the rack', async () => {
  const { page, blocks } = await aBoard()
  await page.keyboard.press('F3')
  // on the business date of the first room
  await page.locator('.rack-chart [data-current]:focus').waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('k')
  await page.getByRole('textbox', { name: 'Reason' }).waitFor()
  await page.keyboard.type('Painting')
  await page.keyboard.press('Control+Enter')
  await notice(page).getByText('out of order').waitFor()
  expect(await blocks()).toMatchObject([['102', 'out_of_order', '2026-08-13', '2026-08-15', 'Painting']])
})

for (const look of [
  { colorScheme: 'light', locale: 'en-GB' },
  { colorScheme: 'dark', locale: 'pt-PT', size: { width: 1280, height: 800 } },
] as const) {
  test(`nothing about a block is out of reach, ${look.colorScheme}, ${look.locale}`, async () => {
    const { page, calls, hotel } = await aBoard(look)
    await calls.ask('room.block', {
      requestId: hotel.ids.fresh(),
      roomId: hotel.room('102'),
      kind: 'out_of_service',
      from: '2026-08-13',
      to: '2026-08-20',
      reason: 'Television has no sound',
    })
    const found: string[] = []
    for (const [number, key] of [
      ['103', 'k'],
      ['102', 'Alt+k'],
    ] as const) {
      await room(page, number).press(key)
      await page
        .locator(key === 'k' ? '.block-stay' : '.block-line')
        .first()
        .waitFor()
      found.push(...(await findBarriers(page, `block-${key}-${look.colorScheme}`)))
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    }
    expect(found).toEqual([])
  })
}
