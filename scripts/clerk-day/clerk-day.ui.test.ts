import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import type { Browser } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { english } from '../../electron/documents/words/english.ts'
import { french } from '../../electron/documents/words/french.ts'
import { german } from '../../electron/documents/words/german.ts'
import { portuguese } from '../../electron/documents/words/portuguese.ts'
import { spanish } from '../../electron/documents/words/spanish.ts'
import { startStack, type Stack } from '../stack.ts'
import { findBarriers } from '../testing/barriers.ts'
import { launchBrowser } from '../testing/browser.ts'
import { pdfText } from '../testing/pdf-text.ts'
import { chapters, clerkDay, type ClerkDayOutcome } from './clerk-day.ts'

const dir = mkdtempSync(join(tmpdir(), 'front-desk-clerk-day-'))
let stack: Stack
let browser: Browser
let day: ClerkDayOutcome
let database: Client
/** What axe holds against the window, chapter by chapter. */
const barriers: Record<string, readonly string[]> = {}

beforeAll(async () => {
  stack = await startStack({ dir: join(dir, 'server'), seed: 'demo', durable: false })
  browser = await launchBrowser()
  day = await clerkDay({
    stack,
    browser,
    dir,
    onChapter: async (chapter, page) => {
      barriers[chapter] = await findBarriers(page, chapter)
    },
  })
  database = new Client({ connectionString: stack.databaseUrl })
  await database.connect()
})

afterAll(async () => {
  await database?.end()
  await browser?.close()
  await stack?.stop()
  rmSync(dir, { recursive: true, force: true })
})

const languages = [english, portuguese, spanish, french, german]

describe('a clerk’s day with an outage in the middle', () => {
  it('keeps every command over a restart without a line, and sends all of them when it is back', () => {
    expect(day.pending).toEqual({ before: 3, afterRestart: 3, atTheEnd: 0 })
  })

  it('meets no barrier for a screen reader or the keyboard on any screen', () => {
    expect(barriers).toEqual(Object.fromEntries(chapters.map((chapter) => [chapter, []])))
  })

  it('prints the bill while the line is down, and says on it that it is not the last word', async () => {
    const [page] = await pdfText(day.bill)
    expect(page).toContain('Minibar')
    // in the language of whoever came that day
    expect(page).toMatch(/4[.,]50/)
    const lastWords = languages.filter((words) => (page ?? '').includes(words['paper.unsent']))
    expect(lastWords).toHaveLength(1)
  })

  it('has the stay in house at the server', async () => {
    const { rows } = await database.query(
      'select status, actual_check_in is not null as arrived from public.bookings where id = $1',
      [day.bookingId],
    )
    expect(rows).toEqual([{ status: 'checked_in', arrived: true }])
  })

  it('has the charge and the payment at the server once, and the folio settled', async () => {
    const { rows } = await database.query(
      'select type, amount::text from public.transactions where booking_id = $1 order by created_at, type',
      [day.bookingId],
    )
    expect(rows).toEqual([
      { type: 'extra_charge', amount: '4.50' },
      { type: 'payment', amount: '-4.50' },
    ])
    const payments = await database.query(
      'select amount::text, tendered_amount::text from public.payments where booking_id = $1',
      [day.bookingId],
    )
    expect(payments.rows).toEqual([{ amount: '4.50', tendered_amount: '20.00' }])
  })

  it('has an audit row for every change, with who did it, at which terminal, when, and that the line was down', async () => {
    const { rows } = await database.query(
      `select a.command, a.table_name, a.offline, u.username, t.name as terminal, a.created_at = o.at as as_it_happened
         from public.audit_logs a
         join public.user_profiles u on u.id = a.user_id
         join public.terminals t on t.id = a.terminal_id
         cross join lateral (
           select ((s.body::jsonb) #>> '{at,wall}')::timestamptz(3) as at from sync.ops s where s.op_id = a.op_id) o
        order by a.created_at, a.table_name`,
    )
    const each = (command: string, table: string) => ({
      command,
      table_name: table,
      offline: true,
      username: 'maria',
      terminal: 'Desk 1',
      as_it_happened: true,
    })
    expect(rows).toEqual([
      each('booking.checkIn', 'bookings'),
      each('folio.postCharge', 'transactions'),
      each('folio.takePayment', 'number_series'),
      each('folio.takePayment', 'payments'),
      each('folio.takePayment', 'transactions'),
    ])
  })
})
