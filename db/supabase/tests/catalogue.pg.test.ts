import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'

import { constraintFaults, faultOf } from '../../../shared/protocol/constraints.ts'
import { openTestDatabase, type TestDatabase } from './support/database.ts'
import { addBooking, addGuest, buildHotel, type Hotel, today } from './support/hotel.ts'

let db: TestDatabase
let hotel: Hotel
beforeAll(async () => {
  db = await openTestDatabase()
  hotel = await buildHotel(db)
})
afterAll(async () => await db.stop())

const names = (rows: readonly Readonly<Record<string, unknown>>[]) =>
  rows.map((row) => Object.values(row).map(String).join(' '))

describe('indexes', () => {
  test('stand behind every foreign key: one begins with a column of it', async () => {
    const missing = await db.rows(
      `select k.conrelid::regclass::text, k.conname::text
         from pg_constraint k
         join pg_namespace n on n.oid = k.connamespace
        where k.contype = 'f' and n.nspname in ('public', 'sync', 'app', 'archive')
          and not exists (select from pg_index i where i.indrelid = k.conrelid and i.indkey[0] = any (k.conkey))`,
    )
    expect(names(missing)).toEqual([])
  })

  test('are not there twice: none is the beginning of another with the same condition', async () => {
    const twice = await db.rows(
      `select a.indexrelid::regclass::text, b.indexrelid::regclass::text
         from pg_index a
         join pg_index b on b.indrelid = a.indrelid and b.indexrelid <> a.indexrelid
         join pg_class c on c.oid = a.indrelid
         join pg_class ai on ai.oid = a.indexrelid
         join pg_class bi on bi.oid = b.indexrelid
        where c.relnamespace in ('public'::regnamespace, 'sync'::regnamespace, 'app'::regnamespace)
          and not a.indisunique and not a.indisexclusion and ai.relam = bi.relam
          and pg_get_expr(a.indpred, a.indrelid) is not distinct from pg_get_expr(b.indpred, b.indrelid)
          and pg_get_expr(a.indexprs, a.indrelid) is not distinct from pg_get_expr(b.indexprs, b.indrelid)
          and (b.indkey::int2[])[0:a.indnkeyatts - 1] = (a.indkey::int2[])[0:a.indnkeyatts - 1]
          and (b.indclass::oid[])[0:a.indnkeyatts - 1] = (a.indclass::oid[])[0:a.indnkeyatts - 1]`,
    )
    expect(names(twice)).toEqual([])
  })
})

describe('refusals', () => {
  test('every constraint of the catalogue, and every name that a trigger raises, has its code and its field', async () => {
    const known = await db.rows(
      `select c.relname::text, k.conname::text
         from pg_constraint k
         join pg_class c on c.oid = k.conrelid
        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and k.contype in ('c', 'x', 'u', 'f', 'p')
          and c.relname <> 'schema_migrations'
       union
       select c.relname::text, i.relname::text
         from pg_index x
         join pg_class i on i.oid = x.indexrelid
         join pg_class c on c.oid = x.indrelid
        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and x.indisunique and c.relname <> 'schema_migrations'
       union
       select m[1], m[2]
         from pg_proc p
         cross join lateral regexp_matches(p.prosrc, $$table = '(\\w+)', constraint = '(\\w+)'$$, 'g') m`,
    )
    const listed = Object.entries(constraintFaults).flatMap(([table, faults]) =>
      Object.keys(faults).map((name) => `${table} ${name}`),
    )
    expect(listed.toSorted()).toEqual(names(known).toSorted())
  })

  test('the field at fault is a column of the table', async () => {
    const columns = new Set(
      names(
        await db.rows(
          `select c.relname::text, a.attname::text from pg_attribute a join pg_class c on c.oid = a.attrelid
            where c.relnamespace = 'public'::regnamespace and a.attnum > 0 and not a.attisdropped`,
        ),
      ),
    )
    for (const [table, faults] of Object.entries(constraintFaults)) {
      for (const [, field] of Object.values(faults))
        expect(columns, `${table} ${field}`).toContain(`${table} ${field}`)
    }
  })

  test('a name that nobody knows has no fault made up for it', () => {
    expect([faultOf('bookings', 'nothing'), faultOf('nothing', 'check_dates')]).toEqual([null, null])
  })
})

describe('design: Data Integrity Constraints: a bad row is refused, with the field at fault', () => {
  const stay = { check_in_date: '2026-10-01', check_out_date: '2026-10-03' }
  const bad: readonly (readonly [
    table: string,
    row: Readonly<Record<string, unknown>>,
    code: string,
    field: string,
  ])[] = [
    ['bookings', { ...stay, check_out_date: '2026-09-30' }, 'value_refused', 'check_out_date'],
    ['bookings', { ...stay, check_out_date: '2036-12-01' }, 'value_refused', 'check_out_date'],
    ['bookings', { ...stay, adults: 0 }, 'value_refused', 'adults'],
    ['bookings', { ...stay, children: -3 }, 'value_refused', 'adults'],
    ['bookings', { ...stay, room_rate: -5 }, 'value_refused', 'room_rate'],
    ['bookings', { ...stay, deposit_amount: -5 }, 'value_refused', 'deposit_amount'],
    ['bookings', { ...stay, commission_rate: 101 }, 'value_refused', 'commission_rate'],
    ['bookings', { ...stay, status: 'checked_in', room_id: null }, 'value_refused', 'room_id'],
    [
      'bookings',
      { ...stay, customer_id: '00000000-0000-0000-0000-000000000009' },
      'reference_missing',
      'customer_id',
    ],
    ['bookings', { ...stay, room_id: 'taken' }, 'room_taken', 'room_id'],
    ['rooms', { floor: -6 }, 'value_refused', 'floor'],
    ['rooms', { floor: 201 }, 'value_refused', 'floor'],
    ['rooms', { room_number: '101' }, 'duplicate', 'room_number'],
    ['rooms', { max_occupancy: 0 }, 'value_refused', 'max_occupancy'],
    ['room_types', { base_rate: -1 }, 'value_refused', 'base_rate'],
    ['customers', { full_name: '  ' }, 'value_refused', 'full_name'],
    ['payments', { amount: -999 }, 'value_refused', 'amount'],
    ['payments', { booking_id: null }, 'value_refused', 'booking_id'],
    ['payments', { card_last_four: 'ab' }, 'value_refused', 'card_last_four'],
    ['payments', { amount: 10, tendered_amount: 5 }, 'value_refused', 'tendered_amount'],
    ['invoices', { subtotal: 100, tax_amount: 7, total_amount: 1 }, 'value_refused', 'total_amount'],
    ['invoices', { issue_date: '2026-08-13', due_date: '2026-08-01' }, 'value_refused', 'due_date'],
    ['invoices', { status: 'sent' }, 'value_refused', 'invoice_number'],
    ['invoices', { kind: 'credit_note' }, 'value_refused', 'credit_note_of'],
    ['transactions', { type: 'payment', amount: -5 }, 'value_refused', 'payment_id'],
    ['transactions', { type: 'discount', amount: 5 }, 'value_refused', 'amount'],
    ['room_blocks', { ends_on: '2026-09-30' }, 'value_refused', 'ends_on'],
    ['business_days', { business_date: 'infinity' }, 'value_refused', 'business_date'],
    ['business_days', { business_date: '2026-10-01' }, 'duplicate', 'status'],
  ]

  test.each(bad)('%s %j', async (table, row, code, field) => {
    await db.rows('begin')
    try {
      const guest = await addGuest(db)
      const booking = await addBooking(db, {
        type: hotel.standard,
        room: hotel.room('101'),
        arrival: '2026-10-01',
        departure: '2026-10-02',
        guest,
      })
      const whole: Readonly<Record<string, object>> = {
        bookings: { customer_id: guest, room_type_id: hotel.standard, room_id: hotel.room('102') },
        rooms: { room_number: '999', room_type_id: hotel.standard, floor: 1 },
        room_types: { name: 'New', code: 'NEW', base_rate: 1 },
        payments: {
          payment_code: 'P',
          booking_id: booking,
          amount: 5,
          payment_method: 'card',
          business_date: today,
        },
        invoices: { booking_id: booking, customer_id: guest },
        transactions: {
          booking_id: booking,
          type: 'extra_charge',
          description: 'x',
          business_date: today,
          amount: 5,
        },
        room_blocks: {
          room_id: hotel.room('102'),
          kind: 'out_of_service',
          starts_on: '2026-10-01',
          ends_on: '2026-10-02',
          reason: 'x',
        },
      }
      const values = {
        ...whole[table],
        ...row,
        ...(row['room_id'] === 'taken' ? { room_id: hotel.room('101') } : {}),
      }
      const columns = Object.keys(values).join(', ')
      const refused = db.rows(
        `insert into public.${table} (${columns}) select ${columns} from jsonb_populate_record(null::public.${table}, $1)`,
        [values],
      )
      const error: unknown = await refused.then(
        () => null,
        (thrown: unknown) => thrown,
      )
      const refusal = z.object({ table: z.string(), constraint: z.string() }).parse(error)
      expect(faultOf(refusal.table, refusal.constraint)).toEqual({ code, field })
    } finally {
      await db.rows('rollback')
    }
  })
})
