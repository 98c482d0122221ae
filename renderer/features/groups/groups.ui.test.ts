import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { findBarriers } from '../../../scripts/testing/barriers.ts'
import type { WindowWishes } from '../../../scripts/testing/test-window.ts'
import { tabTo } from '../../../scripts/testing/tab-to.ts'
import { testWindows } from '../../../scripts/testing/windows.ts'
import { aHotel } from '../../../shared/testing/hotel.ts'
import { aGuest } from '../../../shared/testing/stay.ts'

const openWindow = testWindows()

const member = (page: Page, name: RegExp) => page.getByRole('dialog').getByRole('row', { name })
const notice = (page: Page) => page.locator('.notice-bar')

async function aDesk(wishes: WindowWishes = {}) {
  const hotel = aHotel()
  aGuest(hotel, { full_name: 'Kate Known', nationality: 'PT', phone: '+351 555 010 203' })
  const window = await openWindow(hotel, wishes)
  await window.page.locator('.row-list').waitFor()
  window.setLine({ state: 'offline', online: false })
  return { ...window, hotel }
}

/** As from a mail. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((copied) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text', copied)
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    )
  }, text)
}

test('a group is booked, named, given its rooms and let in row by row, offline and by keyboard alone', async () => {
  const { page, calls } = await aDesk()
  await page.keyboard.press('Control+F9')
  await page.getByRole('textbox', { name: 'Name of the group' }).waitFor()
  await page.keyboard.type('Rotary Club')
  await page.keyboard.press('Tab')
  await page.keyboard.type('Leo Leader')
  await tabTo(page, page.getByRole('textbox', { name: 'Rooms: DBL' }))
  await page.keyboard.type('3')
  await page.keyboard.press('Tab')
  await page.getByText('3 rooms for 1 night').waitFor()
  await page.keyboard.press('Control+Enter')

  // the first is found while the name is typed, the rest come from a list
  const first = page.getByRole('combobox').first()
  await first.waitFor()
  await expect.poll(() => first.evaluate((field) => field === document.activeElement)).toBe(true)
  await page.keyboard.type('kate')
  await page.getByRole('option', { name: 'Kate Known' }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByText('On record').waitFor()
  await page.keyboard.press('Enter')
  await paste(page, '1. Ana Silva\n2. João Sá\n3. One Toomany')
  await page.getByText('One name is left over').waitFor()
  await page.keyboard.press('Control+Enter')
  await notice(page).getByText('Rotary Club: 3 names').waitFor()

  await member(page, /Kate Known/).waitFor()
  await page.keyboard.press('a')
  await page
    .getByText(/leaves room to stay on/)
    .first()
    .waitFor()
  await page.keyboard.press('Control+Enter')
  await notice(page).getByText('3 rooms given').waitFor()

  await member(page, /Kate Known/).waitFor()
  await page.keyboard.press('i')
  await notice(page).getByText('1 of 3 checked in').waitFor()
  await member(page, /Ana Silva.*nationality is not known/).waitFor()
  await tabTo(page, page.getByRole('textbox', { name: /Check in all the same \(2\)/ }))
  await page.keyboard.type('Passports come with the bus')
  await page.keyboard.press('Enter')
  await notice(page).getByText('2 of 2 checked in').waitFor()

  const today = '2026-08-13'
  const { groups } = await calls.ask('group.list', { from: today, to: today })
  expect(groups).toMatchObject([{ name: 'Rotary Club', rooms: 3, inHouse: 3, withoutRoom: 0 }])
})

test('a group is reached from its place and from the booking of a member', async () => {
  const { page, calls, hotel } = await aDesk()
  await calls.ask('group.create', {
    requestId: hotel.ids.fresh(),
    name: 'Wedding',
    contact: { kind: 'new', fullName: 'Bea Bride' },
    arrival: '2026-08-13',
    departure: '2026-08-15',
    rooms: [{ roomTypeId: hotel.typeIds.double }, { roomTypeId: hotel.typeIds.suite }],
  })
  await page.reload()
  await page.locator('.row-list').waitFor()
  await page.keyboard.press('Shift+F3')
  await page.getByRole('row', { name: /Wedding.*2 without a room/ }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('row', { name: /DBL, not named yet/ }).press('Enter')
  await page.locator('.drawer').getByRole('button', { name: 'Group' }).waitFor()
  // a clerk who knows the way does not wait for the group to be read
  await page.keyboard.press('v')
  await page.keyboard.press('j')
  await page.getByRole('dialog', { name: /Add rooms/ }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog', { name: /Wedding/ }).waitFor()
  await page.locator('.group-line').first().waitFor()
  expect(await page.getByRole('dialog').getByRole('row').count()).toBe(2)
})

test('what is agreed with a group is changed, its rooms are paid for at once, more are added, and the list says what goes back when', async () => {
  const { page, calls, hotel } = await aDesk()
  const { double, suite } = hotel.typeIds
  await calls.ask('group.create', {
    requestId: hotel.ids.fresh(),
    name: 'Choir',
    contact: { kind: 'new', fullName: 'Leo Leader' },
    arrival: '2026-08-20',
    departure: '2026-08-22',
    rates: [{ roomTypeId: double, rateMinor: 110_00 }],
    rooms: [{ roomTypeId: double }, { roomTypeId: double }, { roomTypeId: suite }],
  })
  await page.reload()
  await page.locator('.row-list').waitFor()
  await page.keyboard.press('Shift+F3')
  await page.getByRole('row', { name: /Choir.*3 rooms to give by Thu 20 Aug/ }).waitFor()
  await page.keyboard.press('Enter')
  await page.locator('.group-line').first().waitFor()

  await page.keyboard.press('y')
  await page.getByRole('textbox', { name: 'Company or agency' }).fill('Cantus Ltd')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  await page.keyboard.press('Tab')
  // a day that has come would let the rooms go at once
  await page.keyboard.type('13082026')
  await page.getByText('The release date is Fri 14 Aug at the earliest.').waitFor()
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.type('17')
  await page.keyboard.press('Control+Enter')
  await notice(page).getByText('Choir changed').waitFor()
  await page.getByText(/Cantus Ltd/).waitFor()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('3 rooms go back on Mon 17 Aug').waitFor()
  expect(await dialog.getByText('goes back on Mon 17 Aug').count()).toBe(3)

  const { groups } = await calls.ask('group.list', { from: '2026-08-13', to: '2026-08-30' })
  const groupId = groups[0]?.groupId ?? ''
  const { roomsOwedMinor } = (await calls.ask('group.get', { groupId })).group
  expect(roomsOwedMinor).toBeGreaterThan(0)
  await page.locator('.group-line').first().press('p')
  await page.getByRole('dialog', { name: /Payment Choir/ }).waitFor()
  await page.keyboard.press('3')
  await page.keyboard.press('Control+Enter')
  await notice(page)
    .getByText(/Choir: .* for 3 bookings/)
    .waitFor()
  // who has paid keeps the room
  expect((await calls.ask('group.get', { groupId })).group).toMatchObject({
    owedMinor: 0,
    unnamed: [],
    company: 'Cantus Ltd',
  })
  await dialog.getByText('Release on Mon 17 Aug').waitFor()

  // for the group's own days, at what was agreed
  await page.locator('.group-line').first().press('j')
  await tabTo(page, page.getByRole('textbox', { name: 'Rooms: DBL' }))
  await page.keyboard.type('1')
  await page.keyboard.press('Tab')
  await page.getByText('€220.00').waitFor()
  await page.keyboard.press('Control+Enter')
  await notice(page).getByText('Choir: 1 room booked').waitFor()
  await expect.poll(() => page.locator('.group-line').count()).toBe(4)
  expect((await calls.ask('group.get', { groupId })).group).toMatchObject({ owedMinor: 220_00 })
  await page.locator('.group-line:focus').waitFor()
})

for (const look of [
  { colorScheme: 'light', locale: 'en-GB' },
  { colorScheme: 'dark', locale: 'pt-PT', size: { width: 1280, height: 800 } },
] as const) {
  test(`nothing about a group is out of reach, ${look.colorScheme}, ${look.locale}`, async () => {
    const { page, calls, hotel } = await aDesk(look)
    const { double, suite } = hotel.typeIds
    await calls.ask('group.create', {
      requestId: hotel.ids.fresh(),
      name: 'Congresso de Cardiologia do Norte',
      contact: { kind: 'new', fullName: 'Anneliese Friederike von Hohenberg-Lichtenstein' },
      arrival: '2026-08-13',
      departure: '2026-08-15',
      releaseDate: '2026-08-14',
      company: 'Universidade do Porto',
      paysRooms: true,
      rates: [{ roomTypeId: double, rateMinor: 110_00 }],
      notes: 'Invoice to the university',
      rooms: [double, double, suite].map((roomTypeId) => ({ roomTypeId })),
    })
    await page.reload()
    await page.locator('.row-list').waitFor()
    const found: string[] = []
    const lookAt = async (name: string) => {
      found.push(...(await findBarriers(page, `group-${name}-${look.colorScheme}`)))
    }
    await page.keyboard.press('Shift+F3')
    await page.locator('.groups-line.list-row').waitFor()
    await lookAt('page')
    await page.keyboard.press('Enter')
    await page.locator('.group-line').first().waitFor()
    await page.keyboard.press('i')
    await page.locator('.group-why').first().waitFor()
    await lookAt('list')
    await page.keyboard.press('a')
    await page.locator('.group-proposal').first().waitFor()
    await lookAt('rooms')
    await page.keyboard.press('Escape')
    await page.locator('.group-line').first().press('j')
    await page.locator('.group-type input').first().fill('1')
    await page.keyboard.press('Tab')
    await page.locator('.group-rate').waitFor()
    await lookAt('add')
    await page.keyboard.press('Escape')
    await page.locator('.group-line').first().press('f')
    await page.locator('.group-name').first().waitFor()
    await lookAt('names')
    await page.keyboard.press('Escape')
    await page.locator('.group-line').first().press('p')
    await page.locator('.payment-fields').waitFor()
    await lookAt('pay')
    await page.keyboard.press('Escape')
    await page.locator('.group-line').first().press('y')
    await page.locator('.switch').waitFor()
    await lookAt('change')
    await page.keyboard.press('Escape')
    await page.locator('.group-line').first().waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('Control+F9')
    await page.locator('.group-type').first().waitFor()
    await page.locator('.group-type input').first().fill('2')
    await page.keyboard.press('Tab')
    await page.locator('.group-rate').waitFor()
    await lookAt('new')
    expect(found).toEqual([])
  })
}
