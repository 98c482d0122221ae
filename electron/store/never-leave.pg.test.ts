import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { neverLeave } from '../../db/mirror/never-leave.ts'
import type { Terminal } from '../../shared/contract/terminal.ts'
import { tables } from '../../shared/protocol/rows.ts'
import { startHotelServer, type HotelServer } from '../sync/testing/hotel-server.ts'
import { openTerminal } from '../terminal.ts'

let server: HotelServer
const dir = mkdtempSync(join(tmpdir(), 'front-desk-secrets-'))

beforeAll(async () => {
  server = await startHotelServer()
})
afterAll(async () => {
  await server.stop()
  rmSync(dir, { recursive: true, force: true })
})

const documentNumber = 'PASSPORT-SECRET-4711'
const cardToken = 'CARD-TOKEN-SECRET-0815'
/** What the server's own search would find the guest by: the name as it is nowhere else. */
const searchedName = 'zoe unaccented'

test('what never leaves the server is in no byte that it sends and in no file of a terminal', async () => {
  await saveGuest('Zoë Unaccented')
  const bytes: Buffer[] = []
  const terminal = await openTerminal({
    dataDir: dir,
    server,
    enrol: { code: await server.enrolCode(), terminalName: 'Desk' },
    fetch: async (input, init) => {
      const response = await fetch(input, init)
      bytes.push(Buffer.from(await response.clone().arrayBuffer()))
      return response
    },
  })
  try {
    await untilFound(terminal, 'unaccented')
    // and once more by a pull, after the first mirror
    await saveGuest('Zoë Unaccented Junior')
    await untilFound(terminal, 'junior')
  } finally {
    await terminal.close()
  }

  const places = new Map([
    ['the line', Buffer.concat(bytes)],
    ...filesIn(dir).map((file) => [file, readFileSync(file)] as const),
  ])
  expect(places.size).toBeGreaterThan(1)
  // the row itself did come, in both ways and to the file
  expect(places.get('the line')?.includes('Zoë Unaccented')).toBe(true)
  expect(places.get('the line')?.includes('Zoë Unaccented Junior')).toBe(true)
  expect(places.get(join(dir, 'terminal.db'))?.includes('Zoë Unaccented Junior')).toBe(true)
  for (const secret of [documentNumber, cardToken]) {
    for (const form of [
      secret,
      Buffer.from(secret).toString('hex'),
      Buffer.from(secret).toString('base64'),
    ]) {
      for (const [place, content] of places) expect(content.includes(form), `${form} in ${place}`).toBe(false)
    }
  }
  expect(places.get('the line')?.includes(searchedName)).toBe(false)
  // an audit row may say that such a column changed or is empty, and not to what
  const told = new Set(
    Object.values(tables).flatMap((table) => table.columns.map((column): string => column.name)),
  )
  const untold = Object.values(neverLeave)
    .flat()
    .filter((column) => !told.has(column)) // the hotel's own tax_id does travel
  const named = new RegExp(`"(${untold.join('|')})":(?!\\s*(?:null|"\\(?secret))`)
  expect(named.exec(String(places.get('the line')))?.[0]).toBeUndefined()
})

async function saveGuest(name: string): Promise<void> {
  const guestId = randomUUID()
  const bookingId = randomUUID()
  await server.column(
    `insert into public.customers (id, full_name, id_number, id_number_hash) values ($1, $2, $3, $3)`,
    [guestId, name, Buffer.from(documentNumber)],
  )
  await server.column(
    `insert into public.bookings (id, booking_code, customer_id, room_type_id, check_in_date, check_out_date, room_rate)
     values ($1, $2, $3, $4, $5, $5::date + 1, 100)`,
    [bookingId, `X${bookingId.slice(0, 8)}`, guestId, server.roomTypeId, server.businessDate],
  )
  await server.column(
    `insert into public.payments (payment_code, booking_id, amount, payment_method, business_date, status, card_data)
     values ($1, $2, 10, 'card', $3, 'completed', $4)`,
    [`P${bookingId.slice(0, 8)}`, bookingId, server.businessDate, Buffer.from(cardToken)],
  )
}

async function untilFound(terminal: Terminal, text: string): Promise<void> {
  let heard = (): void => {}
  const stops = [terminal.on('changed', () => heard()), terminal.on('line', () => heard())]
  try {
    for (;;) {
      const news = new Promise<void>((resolve) => {
        heard = resolve
      })
      await terminal.call('session.signIn', { username: 'maria', password: 'maria-demo-2024' })
      await terminal.call('terminal.syncNow', {})
      const found = await terminal.call('search.find', { text })
      if (found.ok && found.value.hits.length > 0) return
      await news
    }
  } finally {
    for (const stop of stops) stop()
  }
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => statSync(path).isFile())
}
