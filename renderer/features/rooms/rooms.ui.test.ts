import { expect, test } from 'vitest'
import { findBarriers } from '../../../scripts/testing/barriers.ts'
import type { WindowWishes } from '../../../scripts/testing/test-window.ts'
import { testWindows } from '../../../scripts/testing/windows.ts'
import { aHotel } from '../../../shared/testing/hotel.ts'
import { aStay } from '../../../shared/testing/stay.ts'

const openWindow = testWindows()

/** 101 is left today and sold again, 102 stays over, 103 waits for its guest; of the suites one is not sold, one has a small fault. */
async function aBoard(wishes: WindowWishes = {}) {
  const hotel = aHotel()
  aStay(hotel, { arrival: '2026-08-12', departure: '2026-08-13', room: '101', status: 'checked_in' })
  aStay(hotel, { arrival: '2026-08-13', departure: '2026-08-15', room: '101' })
  aStay(hotel, { arrival: '2026-08-12', departure: '2026-08-15', room: '102', status: 'checked_in' })
  aStay(hotel, { arrival: '2026-08-13', departure: '2026-08-15', room: '103' })
  const wrong = (room: string, kind: 'out_of_order' | 'out_of_service', reason: string) =>
    hotel.add('room_blocks', {
      id: hotel.ids.fresh(),
      room_id: hotel.room(room),
      kind,
      starts_on: '2026-08-12',
      ends_on: '2026-08-16',
      reason,
    })
  wrong('201', 'out_of_order', 'Water comes through the ceiling of the bathroom')
  wrong('202', 'out_of_service', 'Air conditioning')
  const window = await openWindow(hotel, { ...wishes, signedOut: true })
  window.calls.setRole('housekeeping')
  await window.calls.signIn()
  await window.page.reload()
  await window.page.locator('.room-line').first().waitFor()
  return { ...window, hotel }
}

test('housekeeping sees the board alone: what becomes of each room today, and no guest', async () => {
  const { page } = await aBoard()
  await page.locator('.room-line', { hasText: '101' }).getByText('Due out, then arrival').waitFor()
  await page.locator('.room-line', { hasText: '102' }).getByText('Stay-over').waitFor()
  await page.locator('.room-line', { hasText: '103' }).getByText('Arrival', { exact: true }).waitFor()
  const suite = page.getByRole('row', {
    name: /201.*Out of order, Back on Sun 16 Aug, Water comes through the ceiling/,
  })
  await suite.getByText('Back on 16 Aug').waitFor()
  await page.locator('.room-line', { hasText: '202' }).getByText('Air conditioning').waitFor()
  expect(await page.getByText('Grace Guest').count()).toBe(0)
  expect(await page.locator('.rail-place', { hasText: 'Rack' }).count()).toBe(0)
})

test('a room that is not as the desk says is reported by key, listed, and laid aside', async () => {
  const { page, calls, hotel } = await aBoard()
  const roomOf = async () =>
    (await calls.ask('housekeeping.board', {})).rooms.find(({ roomId }) => roomId === hotel.room('102'))
  await page.locator('.room-line', { hasText: '102' }).press('s')
  await page.locator('.room-line', { hasText: '102' }).getByText('Skip: found empty').waitFor()
  expect((await roomOf())?.discrepancy).toBe('skip')
  await page.getByRole('button', { name: /Not as the desk says/ }).press('Enter')
  await page.locator('.room-line').first().press('s')
  await page.getByText('No such room.').waitFor()
  expect((await roomOf())?.discrepancy).toBeNull()
})

for (const look of [
  { colorScheme: 'light', locale: 'en-GB' },
  { colorScheme: 'dark', locale: 'pt-PT', size: { width: 820, height: 1180 } },
  { colorScheme: 'light', locale: 'pt-PT', size: { width: 390, height: 844 } },
] as const) {
  test(`no part of the board is out of reach, ${look.colorScheme}, ${look.locale}, ${'size' in look ? look.size.width : 1440}`, async () => {
    const { page } = await aBoard(look)
    await page.locator('.room-line', { hasText: '102' }).press('s')
    await page.locator('.tone-bad').first().waitFor()
    const width = 'size' in look ? look.size.width : 1440
    expect(await findBarriers(page, `board-${look.colorScheme}-${width}`)).toEqual([])
  })
}
