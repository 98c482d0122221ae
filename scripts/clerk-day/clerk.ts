import type { Page } from 'playwright'

/** What a clerk does at the window, by the keys and the words that are on the screen. */
export function createClerk(page: Page) {
  const dialog = page.getByRole('dialog')

  async function finish(): Promise<void> {
    await page.keyboard.press('Control+Enter')
    await dialog.waitFor({ state: 'hidden' })
  }

  return {
    async signIn(username: string, password: string): Promise<void> {
      const name = page.getByLabel('User name')
      await page.getByLabel('Password').waitFor()
      if (await name.isVisible()) await name.fill(username)
      await page.getByLabel('Password').fill(password)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.getByText('Arrivals').first().waitFor()
    },

    async practiseOutage(): Promise<void> {
      await page.getByRole('button', { name: /^Line to the server/ }).click()
      await page.getByText('Practise an outage').click()
      await page
        .getByText(/^Offline, \d+ pending$/)
        .first()
        .waitFor()
    },

    async leavePopover(): Promise<void> {
      await page.keyboard.press('Escape')
    },

    /** Types into the finder until somebody of that name heads the list. */
    async find(name: string): Promise<void> {
      await page.keyboard.press('Control+k')
      await page.keyboard.type(name, { delay: 15 })
      await page.getByRole('option', { name }).first().waitFor()
    },

    async openFound(name: string): Promise<void> {
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name }).waitFor()
    },

    async startCheckIn(): Promise<void> {
      await page.keyboard.press('i')
      await dialog.waitFor()
    },

    finish,

    async postCharge(what: string, price: string): Promise<void> {
      await page.keyboard.press('c')
      await dialog.getByRole('textbox', { name: 'What for' }).fill(what)
      await dialog.getByRole('textbox', { name: 'Price of one' }).fill(price)
      await finish()
    },

    async startCashPayment(amount: string, tendered: string): Promise<void> {
      await page.keyboard.press('p')
      await dialog.getByRole('radio', { name: /Cash/ }).click({ force: true })
      await dialog.getByRole('textbox', { name: 'Amount' }).fill(amount)
      await dialog.getByRole('textbox', { name: 'Cash handed over' }).fill(tendered)
    },

    async openBill(): Promise<void> {
      await page.keyboard.press('b')
      await dialog.getByRole('img').first().waitFor()
    },
  }
}
