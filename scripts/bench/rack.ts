import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright'
import { addDays } from '../../shared/domain/calendar/days.ts'
import { launchBrowser } from '../testing/browser.ts'
import { openWindow } from '../testing/test-window.ts'
import { emptyRow, makeBigHouse, type BigHouse } from './rack/big-house.ts'
import { framesDuring, wheel, type FrameTimes } from './rack/frames.ts'
import { dragged, fullCalendar, measurePeer, visTimeline, type RackTimes } from './rack/peers.ts'
import { type BenchReport, rounded } from './report.ts'

const rooms = 1000
const stays = 200_000
const days = 60
const screen = { width: 1440, height: 900 }

/**
 * The room rack of a large house in a real browser, beside two timelines that one would take instead, on the same stays
 * in the same run. Ours asks a terminal with all 200,000 stays in its file; the peers have the sixty days in memory.
 */
export async function benchRack(log: (line: string) => void): Promise<BenchReport> {
  const dir = mkdtempSync(join(tmpdir(), 'front-desk-bench-'))
  const browser = await launchBrowser()
  try {
    log(`bench: a house of ${rooms} rooms and ${stays} stays`)
    const house = makeBigHouse(join(dir, 'terminal.db'), { rooms, stays })
    const from = addDays(house.hotel.businessDate, -1)
    const to = addDays(from, days)
    const data = { rooms: house.rooms, stays: house.staysOf(from, to), from, to }
    log('bench: our rack')
    const ours = await measureOurs(browser, house)
    log('bench: vis-timeline')
    const vis = await measurePeer(browser, visTimeline, data, screen, dir)
    log('bench: FullCalendar')
    const calendar = await measurePeer(browser, fullCalendar, data, screen, dir)
    house.hotel.db.close()
    return report(data.stays.length, ours, vis, calendar)
  } finally {
    await browser.close()
    rmSync(dir, { recursive: true, force: true })
  }
}

async function measureOurs(browser: Browser, { hotel }: BigHouse): Promise<RackTimes> {
  const window = await openWindow(browser, hotel, { size: screen })
  const { page } = window
  page.setDefaultTimeout(120_000)
  try {
    await page.getByRole('tab').first().waitFor()
    await page.evaluate((zoom) => localStorage.setItem('front-desk.rack-days', zoom), String(days))
    await page.reload()
    await page.getByRole('tab').first().waitFor()
    const firstPaintMs = await painted(page, 'F3', '.rack-bar', 400)
    await settled(page)
    const scrollDown = await framesDuring(page, () => wheel(page, 50, { x: 0, y: 120 }))
    await settled(page)
    const drag = await dragged(page, '.rack-bar', false)
    const scrollAside = await framesDuring(page, () => wheel(page, 50, { x: 20, y: 0 }))
    await settled(page)
    return { firstPaintMs, scrollDown, scrollAside, drag, moveMs: await movedByKey(page) }
  } finally {
    await window.closeWell()
  }
}

/** From the key to the frame that shows so many bars. */
async function painted(page: Page, key: string, selector: string, count: number): Promise<number> {
  await page.evaluate(
    ({ sought, least }) => {
      const shown = new Promise<number>((resolve, reject) => {
        setTimeout(() => reject(new Error(`not drawn: ${sought}`)), 60_000)
        let start = 0
        window.addEventListener('keydown', () => (start = performance.now()), { capture: true, once: true })
        const look = (): void => {
          if (start > 0 && document.querySelectorAll(sought).length >= least)
            requestAnimationFrame(() => resolve(performance.now() - start))
          else requestAnimationFrame(look)
        }
        look()
      })
      Reflect.set(window, 'shown', shown)
    },
    { sought: selector, least: count },
  )
  await page.keyboard.press(key)
  return Number(await page.evaluate(async () => (await Reflect.get(window, 'shown')) as unknown))
}

/** A stay is put into an empty room and back, by key: from letting go to the frame that shows it, the command and all. */
async function movedByKey(page: Page): Promise<number> {
  await page.reload()
  await page.getByRole('tab').first().waitFor()
  await page.keyboard.press('F3')
  await page.locator('.rack-bar[data-current]:focus').waitFor()
  // a guest in house leaves a dirty room behind, into which nobody moves back without a reason
  while ((await page.locator('.rack-bar[data-current][data-look="expected"]').count()) === 0)
    await page.keyboard.press('ArrowRight')
  const times: number[] = []
  for (const step of ['ArrowDown', 'ArrowUp', 'ArrowDown', 'ArrowUp', 'ArrowDown']) {
    const bookingId = await page.locator('.rack-bar[data-current]').getAttribute('data-booking-id')
    await page.keyboard.press('m')
    for (let row = 0; row < emptyRow; row++) await page.keyboard.press(step)
    const place = await page
      .locator('.rack-bar[data-current]')
      .evaluate((bar) => bar.closest('.rack-row')?.getAttribute('data-row'))
    times.push(
      await painted(
        page,
        'Enter',
        `.rack-row:not([data-row="${place}"]) [data-booking-id="${bookingId}"]`,
        1,
      ),
    )
    await page.locator(`.rack-bar[data-current][data-booking-id="${bookingId}"]:focus`).waitFor()
  }
  return times.toSorted((x, y) => x - y)[2] ?? 0
}

/** What was asked has been answered and drawn. */
async function settled(page: Page): Promise<void> {
  await page.waitForTimeout(1500)
}

function report(inSixtyDays: number, ours: RackTimes, vis: RackTimes, calendar: RackTimes): BenchReport {
  const figures: Record<string, number | string> = {
    rooms,
    stays,
    [`stays in ${days} days`]: inSixtyDays,
  }
  for (const [name, times] of Object.entries({ ours, 'vis-timeline': vis, FullCalendar: calendar })) {
    figures[`${name}: first paint, ms`] = Math.round(times.firstPaintMs)
    figures[`${name}: scroll down, ms a frame`] = spoken(times.scrollDown)
    figures[`${name}: scroll aside, ms a frame`] = spoken(times.scrollAside)
    figures[`${name}: drag, ms a frame`] = times.drag === null ? 'not offered' : spoken(times.drag)
    figures[`${name}: a move shown, ms`] = rounded(times.moveMs, 1)
  }
  const over = (value: number, limit: number) => ({ value: rounded(value), limit })
  return {
    area: 'rack',
    figures,
    ratios: {
      'first paint over vis-timeline': over(ours.firstPaintMs / vis.firstPaintMs, 0.5),
      'first paint over FullCalendar': over(ours.firstPaintMs / calendar.firstPaintMs, 0.5),
      'scroll down, p95, over vis-timeline': over(ours.scrollDown.p95 / vis.scrollDown.p95, 1.25),
      // which drew every bar of the house before it showed the first, and then only moves the picture
      'scroll down, p95, over FullCalendar': over(ours.scrollDown.p95 / calendar.scrollDown.p95, 4),
      'drag, p95, over vis-timeline': over(
        ours.drag === null || vis.drag === null ? 0 : ours.drag.p95 / vis.drag.p95,
        1.5,
      ),
      'a move shown over FullCalendar': over(ours.moveMs / calendar.moveMs, 1),
    },
  }
}

function spoken({ median, p95, worst }: FrameTimes): string {
  return `${median} (p95 ${p95}, worst ${worst})`
}
