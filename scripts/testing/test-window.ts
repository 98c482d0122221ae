import type { Browser, Page } from 'playwright'
import { createBrowserHost } from '../../electron/browser/host.ts'
import { testCalls, type TestCalls } from '../../electron/handlers/testing/test-calls.ts'
import { buildWindow } from '../build.ts'
import type { LineStatus } from '../../shared/contract/calls/terminal.ts'
import type { EventData, EventName } from '../../shared/contract/events.ts'
import type { CallInput, CallName, CallReply } from '../../shared/contract/index.ts'
import type { Terminal } from '../../shared/contract/terminal.ts'
import { ok } from '../../shared/kernel/result.ts'
import type { TestHotel } from '../../shared/testing/hotel.ts'

export interface OpenWindow {
  readonly page: Page
  /** Closes the window; fails when it complained. */
  readonly closeWell: () => Promise<void>
}

export interface TestWindow extends OpenWindow {
  readonly calls: TestCalls
  /** The line as the terminal tells it from now on. */
  readonly setLine: (line: Partial<LineStatus>) => void
  /** What was asked of the terminal, in order. */
  readonly asked: readonly CallName[]
}

export interface WindowWishes {
  readonly locale?: string
  readonly colorScheme?: 'light' | 'dark'
  readonly size?: { readonly width: number; readonly height: number }
  /** Stays at the sign-in. */
  readonly signedOut?: boolean
}

/** The built window in a real browser, over the real commands on a hotel's rows; only the server is not there. */
export async function openWindow(
  browser: Browser,
  hotel: TestHotel,
  wishes: WindowWishes = {},
): Promise<TestWindow> {
  const calls = testCalls(hotel)
  if (wishes.signedOut !== true) await calls.signIn()
  const terminal = terminalOver(calls)
  const { page, closeWell } = await openWindowOf(browser, terminal, wishes)
  return {
    page,
    calls,
    setLine: terminal.setLine,
    asked: terminal.asked,
    async closeWell() {
      await closeWell()
      if (calls.bugs.length > 0) throw new Error(`calls met bugs:\n${calls.bugs.map(String).join('\n')}`)
    },
  }
}

/** Looked at once in a run: asking whether the sources changed reads them all. */
let assets: Promise<string> | null = null

/** The built window in a real browser, over any terminal. */
export async function openWindowOf(
  browser: Browser,
  terminal: Terminal,
  wishes: WindowWishes = {},
): Promise<OpenWindow> {
  assets ??= buildWindow(() => {})
  const assetsDir = await assets
  const host = await createBrowserHost({ terminal, assetsDir })
  const context = await browser.newContext({
    locale: wishes.locale ?? 'en-GB',
    colorScheme: wishes.colorScheme ?? 'light',
    viewport: wishes.size ?? { width: 1440, height: 900 },
  })
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  await page.goto(host.issueUrl())
  return {
    page,
    async closeWell() {
      await context.close()
      await host.close()
      if (complaints.length > 0) throw new Error(`the window complained:\n${complaints.join('\n')}`)
    },
  }
}

const comingAndGoing: ReadonlySet<CallName> = new Set([
  'session.signIn',
  'session.signInWithPin',
  'session.signOut',
])

/** Tells windows what a whole terminal would tell them. */
function terminalOver(calls: TestCalls) {
  const listeners: { readonly [Name in EventName]: Set<(data: EventData<Name>) => void> } = {
    changed: new Set(),
    line: new Set(),
    session: new Set(),
  }
  const asked: CallName[] = []
  let line: LineStatus = {
    state: 'ok',
    online: true,
    problem: null,
    practising: false,
    pending: 0,
    drain: null,
    mirror: null,
    attention: 0,
    quarantined: 0,
    lastSyncedAt: '2026-08-13T15:00:00.000Z',
    clockDriftMs: null,
  }

  function tell<Name extends EventName>(event: Name, data: EventData<Name>): void {
    const listening: Set<(data: EventData<Name>) => void> = listeners[event]
    for (const listener of listening) listener(data)
  }

  function setLine(part: Partial<LineStatus>): void {
    line = { ...line, ...part }
    tell('line', line)
  }

  async function call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallReply<Name>> {
    asked.push(name)
    const told = calls.changed.length
    const reply = await calls.call(name, input)
    for (const tables of calls.changed.slice(told)) tell('changed', { tables })
    if (comingAndGoing.has(name)) tell('session', { signedIn: reply.ok })
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the handlers are typed by the same map
    return (name === 'terminal.status' ? withLine(reply) : reply) as CallReply<Name>
  }

  /** The rows know the hotel; the line is the test's. */
  function withLine(reply: Awaited<ReturnType<TestCalls['call']>>): unknown {
    if (!reply.ok || typeof reply.value !== 'object') return reply
    return ok({ ...reply.value, enrolled: true, ready: true, line })
  }

  const terminal: Terminal = {
    call,
    on: (event, listener) => {
      const listening: Set<typeof listener> = listeners[event]
      listening.add(listener)
      return () => listening.delete(listener)
    },
    close: () => Promise.resolve(),
  }
  return { ...terminal, asked, setLine }
}
