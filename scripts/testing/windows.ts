import type { Browser } from 'playwright'
import { afterAll, afterEach, beforeAll } from 'vitest'
import type { TestHotel } from '../../shared/testing/hotel.ts'
import { launchBrowser } from './browser.ts'
import { openWindow, type TestWindow, type WindowWishes } from './test-window.ts'

/**
 * One browser for the tests of a file, and windows in it, each on a hotel of its own. After each test they are closed, and
 * none of them may have complained.
 */
export function testWindows(): (hotel: TestHotel, wishes?: WindowWishes) => Promise<TestWindow> {
  let browser: Browser
  const open: TestWindow[] = []
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterEach(async () => {
    for (const window of open.splice(0)) await window.closeWell()
  })
  afterAll(() => browser.close())

  return async (hotel, wishes) => {
    const window = await openWindow(browser, hotel, wishes)
    open.push(window)
    return window
  }
}
