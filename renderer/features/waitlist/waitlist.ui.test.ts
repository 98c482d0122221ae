import { expect, test } from 'vitest'
import { findBarriers } from '../../../scripts/testing/barriers.ts'
import type { WindowWishes } from '../../../scripts/testing/test-window.ts'
import { testWindows } from '../../../scripts/testing/windows.ts'
import { aHotel } from '../../../shared/testing/hotel.ts'
import { aGuest, aStay } from '../../../shared/testing/stay.ts'

const openWindow = testWindows()

const dates = { arrival: '2026-08-20', departure: '2026-08-22' }

/** Both suites are sold; Vera waits for one, Otto for anything. */
async function aWaitlist(wishes: WindowWishes = {}) {
  const hotel = aHotel()
  const vip = aGuest(hotel, { full_name: 'Vera Important', vip_status: 1, phone: '+351 555 010 203' })
  const [sold] = ['201', '202'].map((room) => aStay(hotel, { ...dates, room }))
  const window = await openWindow(hotel, wishes)
  const { page, calls } = window
  const wait = { requestId: '', ...dates, adults: 1, children: 0 }
  await calls.ask('waitlist.add', {
    ...wait,
    requestId: hotel.ids.fresh(),
    guest: { kind: 'new', fullName: 'Otto Other' },
  })
  await calls.ask('waitlist.add', {
    ...wait,
    requestId: hotel.ids.fresh(),
    guest: { kind: 'known', guestId: vip },
    roomTypeId: hotel.typeIds.suite,
  })
  await page.reload()
  await page.locator('.row-list').waitFor()
  await page.keyboard.press('Shift+F4')
  await page.locator('.wait-line.list-row').first().waitFor()
  return { ...window, hotel, soldId: sold?.bookingId ?? '' }
}

test('who waits is seen by date and importance, booked by key once something is free, and dropped with a reason', async () => {
  const { page, calls, hotel, soldId } = await aWaitlist()
  expect(await page.locator('.wait-line.list-row').first().textContent()).toContain('Vera Important')
  await page.getByRole('row', { name: /Vera Important.*Nothing yet/ }).waitFor()
  await calls.ask('booking.cancel', { requestId: hotel.ids.fresh(), bookingId: soldId, reason: 'ill' })
  // as if it were cancelled at another desk
  await page.reload()
  await page.locator('.row-list').waitFor()
  await page.keyboard.press('Shift+F4')
  await page.getByRole('row', { name: /Vera Important.*1 SUI free/ }).press('Enter')
  await page.getByRole('radio', { name: /SUI/ }).waitFor()
  await page.keyboard.press('Control+Enter')
  await page.locator('.drawer-name').getByText('Vera Important').waitFor()

  await page.keyboard.press('Shift+F4')
  await page.getByRole('row', { name: /Otto Other/ }).press('Delete')
  await page.keyboard.press('Control+Enter')
  await page.getByText('Say why; colleagues will ask.').waitFor()
  await page.keyboard.type('Found another hotel')
  await page.keyboard.press('Control+Enter')
  await page.locator('.notice-bar').getByText('Otto Other is off the waitlist').waitFor()

  // nobody is left on the list, and its key works all the same
  await page.getByText('Nobody is waiting.').waitFor()
  await page.locator('.page').getByRole('button', { name: 'Add' }).press('j')
  await page.getByRole('combobox', { name: 'Guest' }).waitFor()
  await page.keyboard.type('Nina Next')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('row', { name: /Nina Next/ }).waitFor()
  expect((await calls.ask('waitlist.list', {})).entries.map(({ guestName }) => guestName)).toEqual([
    'Nina Next',
  ])
})

test('what is sold out is waited for from the booking that could not be made', async () => {
  const { page, calls, hotel } = await aWaitlist()
  // the other two waited for the same days; this one asks for tonight, when both suites are somebody's
  for (const room of ['201', '202']) {
    aStay(hotel, { arrival: '2026-08-13', departure: '2026-08-14', room })
  }
  await page.keyboard.press('F9')
  await page.getByRole('button', { name: 'Waitlist: SUI' }).press('Enter')
  await page.getByText('Say who it is for.').waitFor()
  await page.getByRole('combobox', { name: 'Guest' }).fill('Lena Late')
  // from wherever the focus is
  await page.keyboard.press('Alt+j')
  await page.locator('.notice-bar').getByText('Lena Late is on the waitlist').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  const { entries } = await calls.ask('waitlist.list', {})
  expect(entries[0]).toMatchObject({ guestName: 'Lena Late', roomTypeCode: 'SUI', arrival: '2026-08-13' })
})

test('a walk-in for whom there is no room waits for one: one key, from the line and from the form', async () => {
  const { page, calls, hotel, setLine } = await aWaitlist()
  setLine({ state: 'offline', online: false })
  for (const room of ['101', '102', '103', '104', '201', '202']) {
    aStay(hotel, { arrival: '2026-08-13', departure: '2026-08-14', room })
  }
  await page.keyboard.press('Shift+F9')
  await page.keyboard.type('lea line 1n suite')
  await page.getByRole('button', { name: /Put on the waitlist/ }).waitFor()
  expect(await findBarriers(page, 'wait-line')).toEqual([])
  await page.keyboard.press('Alt+j')
  await page
    .locator('.notice-bar')
    .getByText(/Lea Line is on the waitlist/i)
    .waitFor()
  await page.getByRole('dialog').waitFor({ state: 'detached' })

  await page.keyboard.press('Shift+F9')
  await page.getByRole('button', { name: 'By form' }).press('Enter')
  await page.getByRole('combobox', { name: 'Guest' }).fill('Fred Form')
  await page.getByRole('button', { name: 'Waitlist: any type' }).waitFor()
  expect(await findBarriers(page, 'wait-form')).toEqual([])
  await page.keyboard.press('Alt+j')
  await page.locator('.notice-bar').getByText('Fred Form is on the waitlist').waitFor()
  const { entries } = await calls.ask('waitlist.list', {})
  expect(
    entries
      .filter(({ arrival }) => arrival === '2026-08-13')
      .map(({ guestName, roomTypeCode, departure, adults }) =>
        [guestName.toLowerCase(), roomTypeCode ?? 'any', departure, adults].join(),
      )
      .toSorted(),
  ).toEqual(['fred form,any,2026-08-14,2', 'lea line,SUI,2026-08-14,1'])
})

for (const look of [
  { colorScheme: 'light', locale: 'en-GB' },
  { colorScheme: 'dark', locale: 'pt-PT', size: { width: 1280, height: 800 } },
] as const) {
  test(`nothing about the waitlist is out of reach, ${look.colorScheme}, ${look.locale}`, async () => {
    const { page } = await aWaitlist(look)
    const found: string[] = []
    for (const [key, part] of [
      ['', '.wait-free'],
      ['Enter', '.wait-types'],
      ['Delete', '.chips'],
      ['j', '.wait-fields'],
    ] as const) {
      if (key !== '') await page.locator('.wait-line.list-row').nth(1).press(key)
      await page.locator(part).first().waitFor()
      found.push(...(await findBarriers(page, `wait-${key}-${look.colorScheme}`)))
      if (key === '') continue
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    }
    expect(found).toEqual([])
  })
}
