import { v7 } from 'uuid'
import { expect, test } from 'vitest'

import type { RowWrite } from '../../../shared/protocol/envelope.ts'
import type { StaffRole } from '../../../shared/domain/staff/role.ts'
import { desk, rooms } from '../../../shared/contract/call.ts'
import { calls } from '../../../shared/contract/index.ts'
import { commandFailures, refusalCodes } from '../../../shared/protocol/refusals.ts'
import { addBooking, addStaff } from './support/hotel.ts'
import { openHotel } from './support/open-hotel.ts'
import { enrolTerminal, insert, paymentWrites, stayWrites, update } from './support/terminal.ts'

const { db, hotel, actor } = await openHotel()
const terminal = await enrolTerminal(db)

async function expectRefused(
  name: string,
  writes: readonly RowWrite[],
  by = actor,
  reason = 'not_permitted',
): Promise<void> {
  const result = await terminal.do({ name, actor: by, writes })
  expect(result, JSON.stringify(writes)).toMatchObject({ status: 'refused', reason })
  expect(await db.value(`select count(*)::int from public.audit_logs where op_id = $1`, [result.opId])).toBe(
    0,
  )
  expect(await db.value(`select kind from public.sync_conflicts where op_id = $1`, [result.opId])).toBe(
    reason,
  )
}

test('a command does only what commands of its name do', async () => {
  const id = await addBooking(db, { type: hotel.standard })
  await expectRefused('booking.unheardOf', [update('bookings', id, { adults: 1 }, { adults: 2 })])
  await expectRefused('booking.checkIn', [update('bookings', id, { adults: 1 }, { adults: 2 })])
  await expectRefused('booking.checkIn', [
    update('bookings', id, { status: 'confirmed' }, { status: 'cancelled' }),
  ])
  await expectRefused('booking.cancel', [update('rooms', hotel.room('101'), { floor: 1 }, { floor: 2 })])
  await expectRefused('booking.checkIn', [insert('bookings', v7(), {})])
  await expectRefused('folio.postCharge', paymentWrites(terminal, actor, id, '1.00').slice(1))
  await expectRefused(
    'folio.takePayment',
    paymentWrites(terminal, actor, id, '1.00').map((write) =>
      write.table === 'payments' ? { ...write, set: { ...write.set, refund_of: v7() } } : write,
    ),
  )
  for (const table of [
    'user_profiles',
    'audit_logs',
    'terminals',
    'schema_migrations',
    'pg_authid',
    'sync_conflicts',
  ]) {
    await expectRefused('booking.create', [insert(table, v7(), { id: v7() })])
  }
})

test('columns that never leave the server cannot be written from outside either', async () => {
  const id = v7()
  await expectRefused('booking.create', [insert('customers', id, { full_name: 'X', id_number: 'x' })])
  await expectRefused('booking.create', [insert('customers', id, { full_name: 'X', no_such_column: 'x' })])
  // nor does the card that tells of it carry them to the other terminals
  expect(
    await db.rows(`select mine -> 0 -> 'set' as mine from public.sync_conflicts where record_id = $1`, [id]),
  ).toEqual([{ mine: { full_name: 'X' } }, { mine: { full_name: 'X', no_such_column: 'x' } }])
})

test('nobody acts in the name of another person or terminal', async () => {
  const id = await addBooking(db, { type: hotel.standard })
  const other = hotel.staff.manager
  await expectRefused('booking.cancel', [
    update(
      'bookings',
      id,
      { status: 'confirmed', cancelled_by: null },
      { status: 'cancelled', cancelled_by: other },
    ),
  ])
  await expectRefused(
    'booking.create',
    stayWrites(terminal, actor, { type: hotel.standard }).map((write) =>
      write.table === 'bookings' ? { ...write, set: { ...write.set, created_by: other } } : write,
    ),
  )
  const elsewhere = await enrolTerminal(db)
  await expectRefused('booking.create', [
    insert('number_series', v7(), { terminal_id: elsewhere.id, document_type: 'booking', last_number: 1 }),
  ])
  const series = v7()
  await elsewhere.do({
    name: 'booking.create',
    actor,
    writes: [
      insert('number_series', series, {
        terminal_id: elsewhere.id,
        document_type: 'booking',
        last_number: 1,
      }),
    ],
  })
  await expectRefused('booking.create', [
    update('number_series', series, { last_number: 1 }, { last_number: 100 }),
  ])
})

test('only active staff whose role may do it do it; the terminal’s sign-in alone is nobody', async () => {
  const allowed: Readonly<Record<string, readonly StaffRole[]>> = {
    'folio.takePayment': desk,
    'room.setHousekeeping': rooms,
  }
  const bookingId = await addBooking(db, { type: hotel.standard })
  const writesOf = (name: string, by: string): readonly RowWrite[] =>
    name === 'room.setHousekeeping'
      ? [
          update(
            'rooms',
            hotel.room('101'),
            { housekeeping_status: 'clean' },
            { housekeeping_status: 'dirty' },
          ),
        ]
      : paymentWrites(terminal, by, bookingId, '1.00')
  for (const [name, roles] of Object.entries(allowed)) {
    for (const role of ['admin', 'manager', 'front_desk', 'housekeeping', 'accountant', 'auditor'] as const) {
      const by = hotel.staff[role]
      const { reason } = await terminal.do({ name, actor: by, writes: writesOf(name, by) })
      expect(reason, `${name} by ${role}`).toBe(roles.includes(role) ? null : 'not_permitted')
    }
  }
  const suspended = await addStaff(db, 'manager', 'suspended')
  await db.rows(`update public.user_profiles set account_status = 'suspended' where id = $1`, [suspended])
  const writes = writesOf('room.setHousekeeping', suspended)
  await expectRefused('room.setHousekeeping', writes, suspended, 'revoked')
  for (const by of [terminal.userId, v7()]) {
    await expectRefused('room.setHousekeeping', writesOf('room.setHousekeeping', by), by)
  }
})

test('the roles of every command are those of the contract', async () => {
  const asked: Readonly<Record<string, { readonly allowed: unknown }>> = calls
  const commands = await db.rows(`select name, roles::text[] from sync.commands`)
  expect(commands.length).toBeGreaterThan(0)
  for (const command of commands) {
    expect(command['roles'], String(command['name'])).toEqual(asked[String(command['name'])]?.allowed)
  }
})

test('values that break a rule of the table are refused with the rule, and never with the words of the database', async () => {
  const stay = (change: (write: RowWrite) => RowWrite) =>
    stayWrites(terminal, actor, { type: hotel.standard }).map(change)
  const withBooking = (set: RowWrite['set']) =>
    stay((write) => (write.table === 'bookings' ? { ...write, set: { ...write.set, ...set } } : write))
  for (const [set, reason, detail] of [
    [{ adults: 0 }, 'value_refused', { table: 'bookings', constraint: 'check_occupancy' }],
    [{ room_rate: '-5.00' }, 'value_refused', { table: 'bookings', constraint: 'check_amount_parts' }],
    [{ source: 'pigeon' }, 'value_refused', {}],
    [{ customer_id: null }, 'value_refused', { table: 'bookings', column: 'customer_id' }],
    [{ check_in_date: 'tomorrow-ish' }, 'value_refused', {}],
    [{ room_rate: '1e99' }, 'value_refused', {}],
    [{ customer_id: v7() }, 'reference_missing', { table: 'bookings', constraint: 'fk_customer' }],
  ] as const) {
    const result = await terminal.do({ name: 'booking.create', actor, writes: withBooking(set) })
    expect(result, JSON.stringify(set)).toMatchObject({ status: 'refused', reason, detail })
    expect(JSON.stringify(result)).not.toMatch(/violates|invalid input|relation/)
  }
})

test('malformed writes are refused and stop nothing', async () => {
  for (const writes of [
    '[{}]',
    '[null]',
    '[1]',
    '[{"table":"bookings","id":"x","verb":"update","set":{},"was":{}}]',
    '[{"table":"customers","id":null,"verb":"insert","set":{},"was":{}}]',
    '[{"table":"customers","verb":"insert","set":{"full_name":"x"}}]',
    '[{"table":"rooms","id":"0198a5c0-0000-7000-8000-0000000000aa","verb":"delete","set":{},"was":{}}]',
    '[{"table":"rooms","id":"0198a5c0-0000-7000-8000-0000000000aa","verb":"update","set":[],"was":{}}]',
    '[{"table":"rooms","id":"0198a5c0-0000-7000-8000-0000000000aa","verb":"update","set":"x"}]',
    '[{"table":"rooms","id":"0198a5c0-0000-7000-8000-0000000000aa","verb":"update","set":{"housekeeping_status":"dirty"},"was":{}}]',
    '[[]]',
  ]) {
    const parsed: unknown = JSON.parse(writes)
    const result = await terminal.do({ name: 'room.setHousekeeping', actor, writes: [parsed].flat() })
    expect(result.status, writes).toBe('refused')
  }
  for (const name of ['', '\u0001', 'x'.repeat(10_000)]) {
    expect((await terminal.do({ name, actor, writes: [] })).status).toBe('refused')
  }
  for (const by of ['', 'nobody']) {
    expect((await terminal.do({ name: 'room.setHousekeeping', actor: by, writes: [] })).status).toBe(
      'refused',
    )
  }
  expect(
    (await terminal.do({ name: 'room.setHousekeeping', actor, businessDate: 'never', writes: [] })).status,
  ).toBe('refused')
  expect((await terminal.do({ name: 'room.setHousekeeping', actor, writes: [] })).status).toBe('applied')
})

test('every reason is one of the protocol’s', async () => {
  for (const [state, reason] of Object.entries(commandFailures)) {
    expect(await db.value(`select sync.reason_of($1)`, [state])).toBe(reason)
  }
  const kinds = await db.rows(`select distinct kind from public.sync_conflicts`)
  for (const { kind } of kinds) expect(refusalCodes).toContain(kind)
})
