import type { Page } from 'playwright'

/**
 * Settles every card of the conflict desk as a clerk does: the keyboard alone, the best remedy of each. Says how many
 * were settled. Every card of the desk has to be settled by its first remedy, or by that and one more Enter.
 */
export async function settleByKeyboard(page: Page, hotel = 'The house next door'): Promise<number> {
  await page.keyboard.press('F10')
  const badge = page.locator('.conflict-badge')
  const panel = page.locator('.conflict-panel')
  let settled = 0
  for (;;) {
    await page
      .locator('.conflict-remedies button, .conflict-card-settled[aria-selected="true"]')
      .first()
      .waitFor()
    if ((await badge.count()) === 0) return settled
    const id = await panel.getAttribute('data-card-id')
    const gone = page.locator(
      `.conflict-panel:not([data-card-id="${id}"]), .conflict-card-settled[id="card-${id}"]`,
    )
    await page.keyboard.press('Enter')
    const asks = page.locator('.conflict-actions form input').first()
    await gone.first().or(asks).first().waitFor()
    if (await asks.isVisible()) {
      if ((await asks.inputValue()) === '') await page.keyboard.type(hotel)
      await page.keyboard.press('Enter')
    }
    await gone.first().waitFor()
    settled += 1
  }
}
