import type { Browser, Page } from 'playwright'
import type { Terminal } from '../../shared/contract/terminal.ts'
import type { Stack } from '../stack.ts'
import { createClerk } from './clerk.ts'
import { openDesk, statusOf, until, type Line } from './desk.ts'

export const chapters = [
  'today',
  'outage',
  'find',
  'check-in',
  'payment',
  'bill',
  'after-restart',
  'back-online',
] as const

export type Chapter = (typeof chapters)[number]

export interface ClerkDayOptions {
  readonly stack: Stack
  readonly browser: Browser
  /** Where the terminal keeps its files. */
  readonly dir: string
  /** Called at each chapter with the window as the clerk sees it. */
  readonly onChapter: (chapter: Chapter, page: Page) => Promise<void>
}

/** What the day left behind, for whoever checks it. */
export interface ClerkDayOutcome {
  readonly bookingId: string
  readonly paymentOpId: string
  /** Pending commands before the restart, after it, and after the line was restored. */
  readonly pending: { readonly before: number; readonly afterRestart: number; readonly atTheEnd: number }
  readonly bill: Uint8Array
}

/**
 * A clerk's day with an outage in the middle: sign in, lose the line, find a guest who is due in, check in, post a
 * charge, take cash, print the bill, restart the terminal while there is still no line, get the line back.
 */
export async function clerkDay({
  stack,
  browser,
  dir,
  onChapter,
}: ClerkDayOptions): Promise<ClerkDayOutcome> {
  const maria = stack.staff.find((member) => member.role === 'front_desk')
  if (maria === undefined) throw new Error('the stack has no front desk clerk')
  const line: Line = { cut: false }

  let desk = await openDesk({ stack, dir, name: 'Desk 1', browser, line })
  let clerk = createClerk(desk.page)
  await clerk.signIn(maria.username, maria.password)
  await onChapter('today', desk.page)

  await clerk.practiseOutage()
  await onChapter('outage', desk.page)
  await clerk.leavePopover()

  const guest = await guestToCheckIn(desk.terminal)
  await clerk.find(guest.name)
  await onChapter('find', desk.page)
  await clerk.openFound(guest.name)
  await clerk.startCheckIn()
  await onChapter('check-in', desk.page)
  await clerk.finish()
  await clerk.postCharge('Minibar', '4.50')
  await clerk.startCashPayment('4.50', '20')
  await onChapter('payment', desk.page)
  await clerk.finish()
  await clerk.openBill()
  await onChapter('bill', desk.page)
  const bill = await printedBill(desk.terminal, guest.bookingId)
  const before = (await statusOf(desk.terminal)).line.pending
  const paymentOpId = await paymentOpOf(desk.terminal, guest.bookingId)

  line.cut = true
  await desk.close()
  desk = await openDesk({ stack, dir, name: 'Desk 1', browser, line })
  clerk = createClerk(desk.page)
  await clerk.signIn(maria.username, maria.password)
  const afterRestart = (await statusOf(desk.terminal)).line.pending
  await clerk.find(guest.name)
  await clerk.openFound(guest.name)
  await onChapter('after-restart', desk.page)

  line.cut = false
  await desk.terminal.call('terminal.practiseOutage', { on: false })
  await desk.terminal.call('terminal.syncNow', {})
  const { line: restored } = await until(
    () => statusOf(desk.terminal),
    (status) => status.line.state === 'ok' && status.line.pending === 0,
  )
  await desk.page.getByRole('button', { name: /all is well/ }).waitFor()
  await onChapter('back-online', desk.page)
  await desk.close()
  return {
    bookingId: guest.bookingId,
    paymentOpId,
    pending: { before, afterRestart, atTheEnd: restored.pending },
    bill,
  }
}

/** Somebody due in whose room is ready and whose name nobody else in the queues has. */
async function guestToCheckIn(terminal: Terminal): Promise<{ bookingId: string; name: string }> {
  const today = await terminal.call('desk.today', {})
  if (!today.ok) throw new Error(`desk.today: ${today.error.code}`)
  for (const row of today.value.arrivals.rows.filter(({ nextStep }) => nextStep === 'check_in')) {
    const found = await terminal.call('search.find', { text: row.guestName })
    const first = found.ok ? found.value.hits[0] : undefined
    if (first?.bookingId === row.bookingId && first.kind === 'booking')
      return { bookingId: row.bookingId, name: row.guestName }
  }
  throw new Error('nobody is ready to be checked in')
}

async function printedBill(terminal: Terminal, bookingId: string): Promise<Uint8Array> {
  const bill = await terminal.call('document.bill', { bookingId })
  if (!bill.ok) throw new Error(`document.bill: ${bill.error.code}`)
  return Buffer.from(bill.value.base64, 'base64')
}

async function paymentOpOf(terminal: Terminal, bookingId: string): Promise<string> {
  const { commands } = await commandsOf(terminal)
  const payment = commands.find(({ name, bookingId: id }) => name === 'folio.takePayment' && id === bookingId)
  if (payment === undefined) throw new Error('the payment is not pending')
  return payment.opId
}

async function commandsOf(terminal: Terminal) {
  const reply = await terminal.call('terminal.commands', {})
  if (!reply.ok) throw new Error(`terminal.commands: ${reply.error.code}`)
  return reply.value
}
