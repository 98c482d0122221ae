import pg from 'pg'

/**
 * Loads rows by the thousand in one transaction: all of them are there afterwards, or none. The row triggers that would
 * derive sums and write audit rows are quiet meanwhile, and what they leave out is made up for at the end. Desks go on
 * reading; what they write waits, because a room given to two could not be refused to either any more.
 */
export async function bulkLoad<T>(
  databaseUrl: string,
  load: (client: pg.Client) => Promise<BulkOutcome<T>>,
): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'front-desk-load' })
  // a connection that is lost fails the query that is asked, not the program
  client.on('error', () => {})
  // a server that goes away fails the query in hand, which tells; without a listener it would end the program
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query('begin')
    await client.query(`set local app.bulk_load = 'on'`)
    // a load that is killed must not hold the desks up for long
    await client.query(`set local lock_timeout = '30s'`)
    await client.query(
      `lock table public.rooms, public.customers, public.bookings, public.booking_nights, public.business_days
         in share row exclusive mode`,
    )
    const { value, keep } = await load(client)
    if (keep) await client.query('select app.refresh_derived()')
    await client.query(keep ? 'commit' : 'rollback')
    return value
  } finally {
    await client.end()
  }
}

export interface BulkOutcome<T> {
  readonly value: T
  /** False rolls everything back. */
  readonly keep: boolean
}
