import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { openTestDatabase, type Session, sqlStateOf, type TestDatabase } from './support/database.ts'
import { addGuest, buildHotel, type Hotel } from './support/hotel.ts'
import { actAs, enrolTerminal, type TestTerminal } from './support/terminal.ts'

let db: TestDatabase
let hotel: Hotel
let terminal: TestTerminal
let manager: Session
beforeAll(async () => {
  db = await openTestDatabase()
  hotel = await buildHotel(db)
  terminal = await enrolTerminal(db)
  manager = await db.connect()
  await actAs(manager, hotel.staff.manager)
})
afterAll(async () => await db.stop())

const questions = [
  'slowest_statements',
  'bloat',
  'unused_indexes',
  'change_feed',
  'terminal_lag',
  'lock_waits',
  'jobs',
] as const

describe('design: Performance Monitoring', () => {
  test.each(questions)('%s is for managers and nobody else', async (question) => {
    const ask = `select * from public.monitor_${question}()`
    await manager.rows(ask)
    for (const userId of [hotel.staff.front_desk, hotel.staff.auditor, terminal.userId]) {
      const session = await db.connect()
      await actAs(session, userId)
      expect(await sqlStateOf(session.rows(ask)), userId).toBe('42501')
    }
  })

  test('the slowest statements come by their total time, without their values', async () => {
    await db.rows(
      `select full_name from public.customers where full_name = 'Ada Secret' and pg_sleep(0.01) is not null`,
    )
    const rows = await manager.rows(`select * from public.monitor_slowest_statements(100)`)
    expect(rows.length).toBeGreaterThan(5)
    const totals = rows.map((row) => Number(row['total_ms']))
    expect(totals).toEqual(totals.toSorted((one, other) => other - one))
    expect(JSON.stringify(rows)).not.toContain('Ada Secret')
    expect(await manager.rows(`select * from public.monitor_slowest_statements(3)`)).toHaveLength(3)
  })

  test('a lock that somebody waits for is told with who holds it, and without the statements’ values', async () => {
    const guest = await addGuest(db, 'Ada Secret')
    const [holder, waiter] = [await db.connect(), await db.connect()]
    await holder.rows('begin')
    await holder.rows(`update public.customers set phone = '1' where full_name = 'Ada Secret'`)
    const waiting = waiter.rows(`update public.customers set phone = '2' where full_name = 'Ada Secret'`)
    let waits = await manager.rows(`select * from public.monitor_lock_waits()`)
    while (waits.length === 0) waits = await manager.rows(`select * from public.monitor_lock_waits()`)
    expect(waits).toMatchObject([
      {
        waiting_statement: 'update public',
        holding_statement: 'update public',
        holding_state: 'idle in transaction',
      },
    ])
    expect(JSON.stringify(waits)).not.toContain('Secret')
    await holder.rows('rollback')
    await waiting
    expect(await db.value(`select phone from public.customers where id = $1`, [guest])).toBe('2')
  })

  test('the change feed names each terminal, when it was heard, and what the feed weighs', async () => {
    await terminal.hello()
    const rows = await manager.rows(`select * from public.monitor_change_feed()`)
    expect(rows).toMatchObject([{ terminal_id: terminal.id, is_revoked: false, commands: '0' }])
    expect(Number(rows[0]?.['feed_rows'])).toBeGreaterThan(0)
    expect(rows[0]?.['last_seen']).toBeInstanceOf(Date)
  })

  test('how far each terminal is behind is counted in rows it has not seen, from the cursor of its own last pull', async () => {
    const lag = async () =>
      (
        await manager.rows(`select * from public.monitor_terminal_lag() where terminal_id = $1`, [
          terminal.id,
        ])
      )[0]
    const pull = async (base: string) => {
      await db.rows(`update sync.terminal_state set pulled_at = pulled_at - interval '15 seconds'`)
      return (await terminal.pull(base)).target
    }
    expect(await lag()).toMatchObject({ pulled_at: null, silent_for: null, must_mirror_afresh: null })
    const start = (await terminal.snapshot('rooms')).snapshot
    const first = await pull(start)
    expect(await lag()).toMatchObject({ rows_behind: '0', must_mirror_afresh: false })
    await db.rows(
      `update public.rooms set maintenance_notes = 'x' where room_number in ('101', '102', '103')`,
    )
    // three rooms, and a line of the audit for each
    expect(await lag()).toMatchObject({ rows_behind: '6' })
    const second = await pull(first)
    expect(await lag()).toMatchObject({ rows_behind: '6' })
    await pull(second)
    expect(await lag()).toMatchObject({ rows_behind: '0' })

    // asked again within fifteen seconds it is not noted, and a pull does not wait for a push of the same terminal
    await terminal.pull(start)
    expect(await lag()).toMatchObject({ rows_behind: '0' })
    await db.rows(`update sync.terminal_state set pulled_at = pulled_at - interval '15 seconds'`)
    const pusher = await db.connect()
    await pusher.rows('begin')
    await pusher.rows('select from sync.terminal_state for update')
    await terminal.pull(start)
    await pusher.rows('rollback')
    expect(await lag()).toMatchObject({ rows_behind: '0' })
  })

  test('unused indexes leave out those that hold a rule', async () => {
    const rows = await manager.rows(`select index_name from public.monitor_unused_indexes()`)
    const names = rows.map((row) => row['index_name'])
    expect(names).not.toContain('bookings_no_double_booking')
    expect(names).not.toContain('payments_payment_code_key')
  })

  test('bloat has every table of ours', async () => {
    const rows = await manager.rows(`select table_name from public.monitor_bloat()`)
    expect(rows.map((row) => row['table_name'])).toEqual(
      expect.arrayContaining(['public.bookings', 'sync.row_versions']),
    )
  })
})
