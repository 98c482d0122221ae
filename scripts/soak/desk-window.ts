import type { Browser } from 'playwright'
import type { CallInput, CallName, CallReply } from '../../shared/contract/index.ts'
import type { Terminal } from '../../shared/contract/terminal.ts'
import { launchBrowser } from '../testing/browser.ts'
import { settleByKeyboard } from '../testing/settle-by-keyboard.ts'
import { openWindowOf } from '../testing/test-window.ts'
import type { SoakDesk } from './desk.ts'

/**
 * Settles every card at a desk by keyboard, in the built window, in a real browser. Says how many; null on a machine that
 * has no browser.
 */
export async function settleAtDesk(desk: SoakDesk, log: (line: string) => void): Promise<number | null> {
  let browser: Browser
  try {
    browser = await launchBrowser()
  } catch (error) {
    log(`soak: no browser to settle cards in: ${error instanceof Error ? error.message : String(error)}`)
    return null
  }
  try {
    const window = await openWindowOf(browser, terminalOf(desk))
    await window.page.getByRole('tab').first().waitFor()
    const settled = await settleByKeyboard(window.page)
    await window.closeWell()
    return settled
  } finally {
    await browser.close()
  }
}

function terminalOf({ call, on }: SoakDesk): Terminal {
  return {
    call: async <Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallReply<Name>> =>
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the handlers are typed by the same map
      (await call(name, input)) as CallReply<Name>,
    on,
    close: () => Promise.resolve(),
  }
}
