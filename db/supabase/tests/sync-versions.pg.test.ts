import pg from 'pg'
import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import { z } from 'zod'

import { schemaVersion } from '../../../shared/protocol/rows.ts'
import { sqlStateOf } from './support/database.ts'
import { addBooking } from './support/hotel.ts'
import { openHotel } from './support/open-hotel.ts'
import { enrolTerminal, paymentWrites, type TestTerminal } from './support/terminal.ts'

const { db, hotel, actor } = await openHotel()

const aPayment = (terminal: TestTerminal, bookingId: string, paymentId = v7()) => ({
  name: 'folio.takePayment',
  actor,
  writes: paymentWrites(terminal, actor, bookingId, '10.00', paymentId),
})

/** The server of two releases later: a column was renamed, then a command. Undone with the transaction. */
async function inTheFuture(work: () => Promise<void>): Promise<void> {
  const before = schemaVersion
  await db.rows(
    `create or replace function sync.schema_version() returns integer language sql immutable return ${before + 2}`,
  )
  await db.rows(`
    create function sync.lift_paid(p_envelope jsonb) returns jsonb language sql immutable as $$
      select jsonb_set(p_envelope, '{writes}', (
        select jsonb_agg(case when w ->> 'table' = 'payments'
          then w || jsonb_build_object('set', (w -> 'set') - 'method' || jsonb_build_object('payment_method', w #> '{set,method}'))
          else w end order by n)
        from jsonb_array_elements(p_envelope -> 'writes') with ordinality x (w, n))) $$;
    create function sync.lift_name(p_envelope jsonb) returns jsonb language sql immutable as $$
      select p_envelope || case when p_envelope ->> 'name' = 'bill.pay' then '{"name": "folio.takePayment"}' else '{}'::jsonb end $$;
    insert into sync.upcasts values (${before + 1}, 'lift_paid'), (${before + 2}, 'lift_name')`)
  try {
    await work()
  } finally {
    await db.rows('delete from sync.upcasts where to_version > $1', [before])
    await db.rows('drop function sync.lift_paid(jsonb); drop function sync.lift_name(jsonb)')
    await db.rows(
      `create or replace function sync.schema_version() returns integer language sql immutable return ${before}`,
    )
  }
}

/** As a terminal of the first release says it. */
function asOfOld(meant: ReturnType<typeof aPayment>): ReturnType<typeof aPayment> {
  return {
    ...meant,
    name: 'bill.pay',
    writes: meant.writes.map((write) => {
      const { payment_method: method, ...set } = write.set
      return method === undefined ? write : { ...write, set: { ...set, method } }
    }),
  }
}

test('what terminals of two releases back say is lifted step by step, applied, and kept as it came', async () => {
  const terminal = await enrolTerminal(db)
  const bookingId = await addBooking(db, { type: hotel.standard })
  await inTheFuture(async () => {
    const hello = await terminal.hello()
    expect(hello.schemaVersion).toBe(schemaVersion + 2)
    const meant = aPayment(terminal, bookingId)
    const between = asOfOld(aPayment(terminal, bookingId))
    const ends = [
      await terminal.do({ ...asOfOld(meant), schemaVersion }),
      // one step: the column is the new one already, the command's name is not
      await terminal.do({
        ...between,
        writes: aPayment(terminal, bookingId).writes,
        schemaVersion: schemaVersion + 1,
      }),
      await terminal.do({ ...aPayment(terminal, bookingId), schemaVersion: schemaVersion + 2 }),
    ]
    expect(ends.map(({ status, reason }) => [status, reason])).toEqual(ends.map(() => ['applied', null]))
    expect(await db.value(`select paid_amount from public.bookings where id = $1`, [bookingId])).toBe('30.00')
    expect(
      await db.rows(`select name from sync.ops where terminal_id = $1 order by seq`, [terminal.id]),
    ).toEqual([{ name: 'bill.pay' }, { name: 'bill.pay' }, { name: 'folio.takePayment' }])
    // the audit speaks of what was done, in today's words
    expect(
      await db.rows(
        `select distinct command from public.audit_logs where terminal_id = $1 and table_name = 'payments'`,
        [terminal.id],
      ),
    ).toEqual([{ command: 'folio.takePayment' }])
    // negative control: taken for a command of today, the old words are refused
    expect(
      await terminal.do({ ...asOfOld(aPayment(terminal, bookingId)), schemaVersion: schemaVersion + 2 }),
    ).toMatchObject({ status: 'refused' })
  })
})

test('a command that is too new or too old ends the call in plain words, and what stands before it is done', async () => {
  const terminal = await enrolTerminal(db)
  const bookingId = await addBooking(db, { type: hotel.standard })
  const known = terminal.seal(aPayment(terminal, bookingId))
  const tooNew = terminal.seal({ ...aPayment(terminal, bookingId), schemaVersion: schemaVersion + 1 })
  const afterwards = terminal.seal(aPayment(terminal, bookingId))
  const reply = await terminal.push([known, tooNew, afterwards])
  expect([reply.lastSeq, reply.held, reply.results.length]).toEqual([1, 2, 1])
  expect(await failureOf(terminal.push([tooNew, afterwards]))).toEqual({
    code: 'FD008',
    hint: 'protocol_unsupported',
    detail: { oldest: 15, newest: schemaVersion },
  })
  const old = await enrolTerminal(db)
  expect(await sqlStateOf(old.push([old.seal({ ...aPayment(old, bookingId), schemaVersion: 14 })]))).toBe(
    'FD008',
  )
  expect(await sqlStateOf(terminal.session.rows('select public.sync_hello(2)'))).toBe('FD008')
  expect(await db.value(`select paid_amount from public.bookings where id = $1`, [bookingId])).toBe('10.00')
  expect(await terminal.hello()).toMatchObject({ oldestSchemaVersion: 15, schemaVersion, lastSeq: 1 })
})

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error
    return { code: error.code, hint: error.hint, detail: z.json().parse(JSON.parse(error.detail ?? 'null')) }
  }
}

test('the calls of the protocol are these, with these arguments', async () => {
  expect(
    await db.rows(
      `select p.proname as name, pg_get_function_arguments(p.oid) as arguments from pg_proc p
        where p.pronamespace = 'public'::regnamespace and p.proname ^@ 'sync_' order by p.proname`,
    ),
  ).toMatchInlineSnapshot(`
    [
      {
        "arguments": "p_after integer DEFAULT 0, p_limit integer DEFAULT 1000",
        "name": "sync_chain",
      },
      {
        "arguments": "p_terminal_id uuid, p_seq integer, p_hash text, p_receipt text",
        "name": "sync_check_receipt",
      },
      {
        "arguments": "p_seq integer, p_body text",
        "name": "sync_deliver_quarantined",
      },
      {
        "arguments": "p_table text, p_base text, p_columns text[], p_after uuid DEFAULT NULL::uuid, p_chunks integer DEFAULT 4, p_rows integer DEFAULT 5000, p_more json DEFAULT '[]'::json",
        "name": "sync_digest",
      },
      {
        "arguments": "p_code text, p_name text, p_secret text, p_public_key text DEFAULT NULL::text, p_signing_key text DEFAULT NULL::text",
        "name": "sync_enrol",
      },
      {
        "arguments": "p_secret text, p_public_key text, p_signing_key text",
        "name": "sync_enrol_again",
      },
      {
        "arguments": "p_protocol integer",
        "name": "sync_hello",
      },
      {
        "arguments": "p_seq integer",
        "name": "sync_lease",
      },
      {
        "arguments": "p_scope text DEFAULT 'desk'::text",
        "name": "sync_new_enrolment_code",
      },
      {
        "arguments": "p_base text, p_target text DEFAULT NULL::text, p_after json DEFAULT NULL::json, p_limit integer DEFAULT 5000",
        "name": "sync_pull",
      },
      {
        "arguments": "p_ops json",
        "name": "sync_push",
      },
      {
        "arguments": "p_ops json, p_done boolean DEFAULT false",
        "name": "sync_salvage",
      },
      {
        "arguments": "p_terminal_id uuid, p_scope text",
        "name": "sync_set_scope",
      },
      {
        "arguments": "p_table text, p_after uuid DEFAULT NULL::uuid, p_limit integer DEFAULT 5000, p_to uuid DEFAULT NULL::uuid, p_more text[] DEFAULT '{}'::text[]",
        "name": "sync_snapshot",
      },
      {
        "arguments": "",
        "name": "sync_snapshot_today",
      },
      {
        "arguments": "",
        "name": "sync_stop_waiting",
      },
    ]
  `)
})
