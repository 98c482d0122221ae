import type { Locator, Page } from 'playwright'
import { describe, expect, test } from 'vitest'
import { aHotel, type TestHotel } from '../../shared/testing/hotel.ts'
import { aCharge, aStay } from '../../shared/testing/stay.ts'
import type { TestWindow } from '../../scripts/testing/test-window.ts'
import { testWindows } from '../../scripts/testing/windows.ts'

const openWindow = testWindows()

async function aWindow(hotel: TestHotel): Promise<TestWindow> {
  const window = await openWindow(hotel)
  await window.page.getByRole('tab', { name: /Arrivals/ }).waitFor()
  return window
}

const tonight = { arrival: '2026-08-13', departure: '2026-08-15' }
const leaving = {
  arrival: '2026-08-11',
  departure: '2026-08-13',
  status: 'checked_in',
  nightsPosted: 2,
} as const

const row = (page: Page, name: string | RegExp): Locator => page.getByRole('row', { name })
const notice = (page: Page): Locator => page.locator('.notice-bar')
const focusIn = (locator: Locator) =>
  expect.poll(() => locator.evaluate((element) => element.contains(document.activeElement)))

/** Waits until the row has the focus. */
async function focused(locator: Locator): Promise<void> {
  await locator.waitFor()
  await focusIn(locator).toBe(true)
}

/** Holds what the terminal says, from `hold` until `letGo`. */
async function slowTerminal(page: Page) {
  const held: (() => void)[] = []
  let holds = false
  await page.routeWebSocket('**/bridge', (socket) => {
    const terminal = socket.connectToServer()
    terminal.onMessage((message) => {
      const pass = (): void => socket.send(message)
      if (holds) held.push(pass)
      else pass()
    })
  })
  await page.reload()
  return {
    hold: () => {
      holds = true
    },
    letGo: () => {
      holds = false
      for (const pass of held.splice(0)) pass()
    },
  }
}

describe('a clerk with a keyboard', () => {
  test('checks guests in from the queue, the focus goes on to the next, and a slip is undone', async () => {
    const hotel = aHotel()
    aStay(hotel, { ...tonight, room: '101', guestName: 'Ann First' })
    aStay(hotel, { ...tonight, room: '102', guestName: 'Ben Second' })
    const { page, calls } = await aWindow(hotel)
    await focused(row(page, /Ann First/))
    await page.keyboard.press('Enter')
    await page.getByText('Nothing is in the way.').waitFor()
    await page.keyboard.press('Enter')
    await notice(page).getByText('Ann First checked in, room 101').waitFor()
    await focused(row(page, /Ben Second/))
    const today = await calls.ask('desk.today', {})
    expect(today.arrivals).toMatchObject({ remaining: 1, done: 1 })
    await notice(page).getByRole('button', { name: 'Undo' }).click()
    await row(page, /Ann First/).waitFor()
    await focused(row(page, /Ben Second/))
  })

  test('is shown all that is in the way at once, and clears it where it is shown', async () => {
    const hotel = aHotel()
    const { bookingId } = aStay(hotel, { ...tonight, room: '101', guestName: 'Ann First' })
    hotel.db.prepare(`update rooms set housekeeping_status = 'dirty'`).run()
    hotel.db.prepare(`update customers set nationality = null`).run()
    const { page, calls } = await aWindow(hotel)
    await focused(row(page, /Ann First/))
    await page.keyboard.press('i')
    await page.getByText('2 things are in the way').waitFor()
    const markClean = page.getByRole('button', { name: 'Mark 101 as clean' })
    await focused(markClean)
    await page.keyboard.press('Enter')
    await page.getByText('One thing is in the way').waitFor()
    const reason = page.getByRole('textbox', { name: 'Check in all the same, because' })
    await reason.fill('passport follows')
    await page.keyboard.press('Control+Enter')
    await notice(page)
      .getByText(/checked in/)
      .waitFor()
    const { booking } = await calls.ask('booking.get', { bookingId })
    expect(booking.status).toBe('checked_in')
  })

  test('takes what is owed and checks out in one step', async () => {
    const hotel = aHotel()
    const { bookingId } = aStay(hotel, { ...leaving, room: '101', guestName: 'Ann First' })
    const { page, calls } = await aWindow(hotel)
    await page.keyboard.press('F4')
    await focused(row(page, /Ann First.*owes €200.00/))
    await page.keyboard.press('o')
    await page.getByRole('button', { name: 'Take €200.00 and check out' }).waitFor()
    await page.keyboard.press('2')
    await page.keyboard.press('Enter')
    await notice(page).getByText('Ann First checked out of room 101').waitFor()
    const gone = await calls.ask('booking.get', { bookingId })
    expect(gone.booking).toMatchObject({ status: 'checked_out', balanceMinor: 0 })
  })

  test('reads the change at a glance, and what was typed stays when the terminal refuses', async () => {
    const hotel = aHotel()
    aStay(hotel, { ...leaving, room: '101', guestName: 'Ann First' })
    const { page } = await aWindow(hotel)
    await page.keyboard.press('F4')
    await focused(row(page, /Ann First/))
    await page.keyboard.press('p')
    await page.keyboard.press('1')
    const tendered = page.getByRole('textbox', { name: 'Cash handed over' })
    await focused(tendered)
    await page.keyboard.type('250')
    await page.getByText('€50.00').waitFor()
    await page.getByRole('textbox', { name: 'Amount' }).fill('300')
    await tendered.fill('300')
    await page.keyboard.press('Enter')
    await page.getByText('The amount is more than the guest owes.').waitFor()
    expect(await page.getByRole('textbox', { name: 'Amount' }).inputValue()).toBe('300.00')
  })

  test('types faster than a dialog opens, and nothing typed is lost or confirmed unseen', async () => {
    const hotel = aHotel()
    aStay(hotel, { ...leaving, room: '101', guestName: 'Ann First' })
    const { bookingId } = aStay(hotel, { ...leaving, room: '102', guestName: 'Ben Second' })
    const { page, calls } = await aWindow(hotel)
    const terminal = await slowTerminal(page)
    await page.getByRole('tab', { name: /Arrivals/ }).waitFor()
    await page.keyboard.press('F4')
    await focused(row(page, /Ann First/))
    terminal.hold()
    await page.keyboard.type('cTea')
    terminal.letGo()
    await expect.poll(() => page.getByRole('textbox', { name: 'What for' }).inputValue()).toBe('Tea')
    await page.keyboard.press('Escape')
    await focused(row(page, /Ann First/))
    await page.keyboard.press('ArrowDown')
    await focused(row(page, /Ben Second/))
    terminal.hold()
    await page.keyboard.type('p1\n')
    terminal.letGo()
    await focused(page.getByRole('textbox', { name: 'Cash handed over' }))
    const { booking } = await calls.ask('booking.get', { bookingId })
    expect(booking.balanceMinor).toBe(200_00)
  })

  test('types any letter into the finder, and what is then pressed is meant for whom was found', async () => {
    const hotel = aHotel()
    aStay(hotel, { ...tonight, room: '101', guestName: 'Ann First' })
    const found = aStay(hotel, { ...tonight, room: '102', guestName: 'Igor Aloxi Pobu' })
    const { page, calls } = await aWindow(hotel)
    await focused(row(page, /Ann First/))
    await page.keyboard.press('Control+k')
    await page.keyboard.type('igor aloxi pobu')
    await page.getByRole('option', { name: /Igor Aloxi Pobu/ }).waitFor()
    expect(await page.getByRole('searchbox').inputValue()).toBe('igor aloxi pobu')
    await page.keyboard.press('Enter')
    await focused(page.getByRole('complementary', { name: 'Booking' }))
    await page.keyboard.press('c')
    await page.getByRole('textbox', { name: 'What for' }).fill('Tea')
    await page.getByRole('textbox', { name: 'Price of one' }).fill('3')
    await page.keyboard.press('Enter')
    await notice(page).getByText('Tea: €3.00 on the bill').waitFor()
    const { booking } = await calls.ask('booking.get', { bookingId: found.bookingId })
    expect(booking.balanceMinor).toBe(3_00)
  })

  test('walks through a queue with the drawer open, and leaves it with Esc', async () => {
    const hotel = aHotel()
    for (const [index, room] of ['101', '102', '103'].entries())
      aStay(hotel, { ...tonight, room, guestName: `Guest ${index}` })
    const { page } = await aWindow(hotel)
    await focused(row(page, /Guest 0/))
    await page.keyboard.press('Space')
    const drawer = page.getByRole('complementary', { name: 'Booking' })
    await drawer.getByRole('heading', { name: 'Guest 0' }).waitFor()
    await page.keyboard.press('ArrowDown')
    await drawer.getByRole('heading', { name: 'Guest 1' }).waitFor()
    await page.keyboard.press('End')
    await drawer.getByRole('heading', { name: 'Guest 2' }).waitFor()
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'hidden' })
    expect(await drawer.count()).toBe(0)
    await focused(row(page, /Guest 2/))
  })

  test('books for a known guest and a new one without the mouse', async () => {
    const hotel = aHotel()
    aStay(hotel, {
      arrival: '2026-08-01',
      departure: '2026-08-02',
      status: 'checked_out',
      room: '104',
      guestName: 'Wanda Known',
    })
    const { page, calls } = await aWindow(hotel)
    await page.keyboard.press('F9')
    await expect
      .poll(() => page.evaluate(() => document.activeElement instanceof HTMLInputElement))
      .toBe(true)
    await page.keyboard.type('wanda')
    await page.getByRole('option', { name: /Wanda Known/ }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByRole('radio', { name: /DBL/ }).focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('heading', { name: 'Wanda Known' }).waitFor()
    const { arrivals } = await calls.ask('desk.today', {})
    expect(arrivals.rows).toMatchObject([{ guestName: 'Wanda Known', nights: 1, roomTypeCode: 'DBL' }])
  })
})

describe('nothing is doubled or lost', () => {
  test('a double click on the button that takes money takes it once', async () => {
    const hotel = aHotel()
    const { bookingId } = aStay(hotel, { ...leaving, room: '101', guestName: 'Ann First' })
    const { page, calls } = await aWindow(hotel)
    await page.keyboard.press('F4')
    await focused(row(page, /Ann First/))
    await page.keyboard.press('p')
    await page.getByRole('textbox', { name: 'Amount' }).fill('50')
    await page.getByRole('button', { name: /^Take €50.00/ }).dblclick()
    await notice(page)
      .getByText(/€50.00 taken/)
      .waitFor()
    const { booking } = await calls.ask('booking.get', { bookingId })
    expect(booking.folio.filter(({ type }) => type === 'payment')).toHaveLength(1)
  })

  test('a half-filled booking is there again after the lock, for the same person, and no key reaches it meanwhile', async () => {
    const hotel = aHotel()
    const { page } = await aWindow(hotel)
    await page.keyboard.press('F9')
    await page.keyboard.type('Zoe Half')
    await page.keyboard.press('F12')
    const password = page.getByLabel('Password')
    await focused(password)
    await page.keyboard.press('Escape')
    await page.keyboard.type('right')
    expect(await password.inputValue()).toBe('right')
    await page.keyboard.press('Enter')
    await password.waitFor({ state: 'hidden' })
    expect(await page.getByRole('combobox', { name: 'Guest' }).inputValue()).toBe('Zoe Half')
  })

  test('a form that lacks something says what, and the focus goes there', async () => {
    const hotel = aHotel()
    aStay(hotel, { ...leaving, room: '101', guestName: 'Ann First' })
    const { page } = await aWindow(hotel)
    await page.keyboard.press('F4')
    await focused(row(page, /Ann First/))
    await page.keyboard.press('F6')
    await page.getByRole('textbox', { name: 'Price of one' }).fill('a lot')
    await page.keyboard.press('Control+Enter')
    await focused(page.getByRole('textbox', { name: 'What for' }))
    await page.getByText('This is not an amount.').waitFor()
    expect(await page.getByRole('textbox', { name: 'Price of one' }).inputValue()).toBe('a lot')
  })

  test('Esc on a half-filled booking asks before it is lost', async () => {
    const hotel = aHotel()
    const { page } = await aWindow(hotel)
    await page.keyboard.press('F9')
    await page.keyboard.type('Zoe Half')
    await page.keyboard.press('Escape')
    await focused(page.getByRole('button', { name: 'Go on with it' }))
    await page.keyboard.press('Enter')
    expect(await page.getByRole('combobox', { name: 'Guest' }).inputValue()).toBe('Zoe Half')
  })

  test('names that are long, foreign or from right to left stay what they are', async () => {
    const names = ['Ξένη Παπαδοπούλου', 'عبد الرحمن بن يوسف', '👩‍🚀 Starlight', 'N'.repeat(100)]
    const hotel = aHotel()
    for (const guestName of names) aStay(hotel, { ...tonight, guestName })
    const { page } = await aWindow(hotel)
    for (const name of names) await page.getByText(name, { exact: true }).waitFor()
    const overflows = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
    expect(overflows).toBe(false)
  })
})

describe('who may', () => {
  test('an auditor looks and is offered nothing else', async () => {
    const hotel = aHotel()
    const { bookingId } = aStay(hotel, { ...tonight, room: '101', guestName: 'Ann First' })
    aCharge(hotel, bookingId, 5_00)
    const window = await openWindow(hotel, { signedOut: true })
    const { page, calls } = window
    calls.setRole('auditor')
    await calls.signIn()
    await page.reload()
    await focused(row(page, /Ann First.*Next: Open/))
    await page.keyboard.press('i')
    await page.keyboard.press('F9')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Ann First' }).waitFor()
    expect(await page.getByRole('dialog').count()).toBe(0)
    expect(await page.getByRole('complementary').getByRole('button').allInnerTexts()).toEqual([
      'Close\nEsc',
      'Confirmation\nD',
      'Bill\nB',
      'Guest\nG',
    ])
  })
})
