import type { SoakDesk } from './desk.ts'
import type { SoakServer } from './server.ts'

type Rows = SoakServer['rows']

/** All the money there is: in cents, at the server, and which desks have another sum. */
export interface Sums {
  readonly paymentsMinor: number
  readonly postingsMinor: number
  readonly differing: readonly number[]
}

export async function sumMoney(rows: Rows, desks: readonly SoakDesk[]): Promise<Sums> {
  const [sums] = await rows<{ payments: number; postings: number }>(
    `select (select (sum(amount) * 100)::int from public.payments) as payments,
            (select (sum(amount) * 100)::int from public.transactions) as postings`,
  )
  const paymentsMinor = sums?.payments ?? 0
  const postingsMinor = sums?.postings ?? 0
  const differing = desks.filter(({ db }) => {
    const here = db
      .prepare<[], { payments: number; postings: number }>(
        `select (select sum(amount) from payments) as payments, (select sum(amount) from transactions) as postings`,
      )
      .get()
    return here?.payments !== paymentsMinor || here.postings !== postingsMinor
  })
  return { paymentsMinor, postingsMinor, differing: differing.map(({ number }) => number + 1) }
}

/** What the server has of what was taken at these desks, when payments and folios agree about it. */
export async function sumKept(rows: Rows, desks: readonly SoakDesk[]): Promise<number> {
  const [kept] = await rows<{ payments: number; lines: number }>(
    `with taken as (select id, amount from public.payments where terminal_id = any ($1))
     select (select (sum(amount) * 100)::int from taken) as payments,
            (select (-sum(amount) * 100)::int from public.transactions
              where payment_id in (select id from taken)) as lines`,
    [desks.map((desk) => desk.terminalId())],
  )
  return kept !== undefined && kept.payments === kept.lines ? kept.payments : Number.NaN
}

/** Open cards by kind: those that hang on no other. */
export async function countCards(rows: Rows): Promise<Readonly<Record<string, number>>> {
  const cards = await rows<{ kind: string; count: number }>(
    `select kind, count(*)::int as count from public.sync_conflicts where caused_by is null group by kind`,
  )
  return Object.fromEntries(cards.map(({ kind, count }) => [kind, count]))
}

export async function countOpen(rows: Rows): Promise<number> {
  const [open] = await rows<{ count: number }>(
    `select count(*)::int as count from public.sync_conflicts where status = 'open'`,
  )
  return open?.count ?? 0
}

/** Stays that were sold while desks were apart. */
export async function countStays(rows: Rows): Promise<number> {
  const [stays] = await rows<{ count: number }>(
    `select count(*)::int as count from public.bookings where check_in_date >= '2026-09-01' and status = 'confirmed'`,
  )
  return stays?.count ?? 0
}
