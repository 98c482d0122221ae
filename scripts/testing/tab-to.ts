import type { Locator, Page } from 'playwright'

/** Goes on with Tab until the focus is there: that the keyboard gets there is what is tested. */
export async function tabTo(page: Page, aim: Locator): Promise<void> {
  await aim.waitFor()
  for (let stop = 0; stop < 40; stop++) {
    if (await aim.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error('the keyboard does not get there')
}
