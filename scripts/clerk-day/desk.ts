import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright'
import { createBrowserHost, type BrowserHost } from '../../electron/browser/host.ts'
import { openTerminal } from '../../electron/terminal.ts'
import type { Terminal } from '../../shared/contract/terminal.ts'
import { buildWindow } from '../build.ts'
import type { Stack } from '../stack.ts'

/** The line between a terminal and its server, as a switch in our hand. */
export interface Line {
  cut: boolean
}

export interface Desk {
  readonly terminal: Terminal
  readonly page: Page
  readonly close: () => Promise<void>
}

export interface DeskOptions {
  readonly stack: Stack
  readonly dir: string
  readonly name: string
  readonly browser: Browser
  readonly line: Line
}

/** One desk as it stands in the lobby: a terminal on its own files, and its window in a real browser. */
export async function openDesk({ stack, dir, name, browser, line }: DeskOptions): Promise<Desk> {
  const dataDir = join(dir, name)
  const terminal = await openTerminal({
    dataDir,
    ...(existsSync(dataDir) ? {} : { enrol: { code: await stack.enrolCode(), terminalName: name } }),
    server: { url: stack.url, anonKey: stack.anonKey },
    fetch: (input, init) =>
      line.cut ? Promise.reject(new TypeError('the line is cut')) : fetch(input, init),
  })
  await until(
    () => statusOf(terminal),
    (status) => status.ready && (line.cut || status.line.state === 'ok'),
  )
  const host = await createBrowserHost({ terminal, assetsDir: await buildWindow(() => {}) })
  const page = await openWindow(browser, host)
  return {
    terminal,
    page,
    close: async () => {
      await page.context().close()
      await host.close()
      await terminal.close()
    },
  }
}

async function openWindow(browser: Browser, host: BrowserHost): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Lisbon',
  })
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  await page.goto(host.issueUrl())
  return page
}

/** Waits until what is asked of the terminal holds. */
export async function until<T>(ask: () => Promise<T>, holds: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask()
    if (holds(answer)) return answer
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

export async function statusOf(terminal: Terminal) {
  const reply = await terminal.call('terminal.status', {})
  if (!reply.ok) throw new Error(`terminal.status: ${reply.error.code}`)
  return reply.value
}
