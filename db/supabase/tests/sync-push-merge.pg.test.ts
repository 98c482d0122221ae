import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import type { WireRecord } from '../../../shared/protocol/wire.ts'
import { openTestDatabase, type TestDatabase } from './support/database.ts'
import { addBooking, addStaff, buildHotel, type Hotel } from './support/hotel.ts'
import { enrolTerminal, insert, nightId, stayWrites, type TestTerminal, update } from './support/terminal.ts'

let db: TestDatabase
let hotel: Hotel
let actor: string
let terminal: TestTerminal
beforeAll(async () => {
  db = await openTestDatabase()
  hotel = await buildHotel(db)
  actor = hotel.staff.front_desk
  terminal = await enrolTerminal(db)
  // The commands that change a booking's or a guest's fields come later; their rules are data.
  await db.rows(`insert into sync.commands (name, roles) values ('booking.edit', '{front_desk}')`)
  await db.rows(
    `insert into sync.command_writes (command, table_name, verb, columns) values
       ('booking.edit', 'bookings', 'update', '{adults,children,internal_notes,check_out_date}'),
       ('booking.edit', 'customers', 'update', '{phone,email,preferences,tags}')`,
  )
})
afterAll(async () => await db.stop())

const edit = async (table: string, id: string, was: WireRecord, set: WireRecord) =>
  await terminal.do({ name: 'booking.edit', actor, writes: [update(table, id, was, set)] })

const field = async (id: string, name: string) =>
  await db.value(`select ${name} from public.bookings where id = $1`, [id])

const openConflicts = async (id: string) =>
  await db.rows(
    `select * from public.sync_conflicts where booking_id = $1 and status = 'open' order by created_at`,
    [id],
  )

describe('column by column', () => {
  test('two desks that change different fields both have their way', async () => {
    const id = await addBooking(db, { type: hotel.standard })
    await db.rows(`update public.bookings set adults = 3 where id = $1`, [id])
    expect(await edit('bookings', id, { children: 0 }, { children: 2 })).toMatchObject({ status: 'applied' })
    expect([await field(id, 'adults'), await field(id, 'children')]).toEqual([3, 2])
  })

  test('two desks that change a field to the same value agree', async () => {
    const id = await addBooking(db, { type: hotel.standard })
    await db.rows(`update public.bookings set adults = 2 where id = $1`, [id])
    expect(await edit('bookings', id, { adults: 1 }, { adults: 2 })).toMatchObject({ status: 'applied' })
  })

  test('two desks that change one field differently: the first stands, both versions are kept for a person, and nothing of the second is half done', async () => {
    const id = await addBooking(db, { type: hotel.standard })
    await db.rows(`update public.bookings set adults = 3 where id = $1`, [id])
    const result = await edit('bookings', id, { adults: 1, children: 0 }, { adults: 2, children: 4 })
    const detail = { table: 'bookings', id, columns: { adults: { was: 1, mine: 2, theirs: 3 } } }
    expect(result).toMatchObject({ status: 'conflict', reason: 'changed_meanwhile', detail })
    expect([await field(id, 'adults'), await field(id, 'children')]).toEqual([3, 0])
    expect(await openConflicts(id)).toMatchObject([
      {
        kind: 'changed_meanwhile',
        outcome: 'conflict',
        op_id: result.opId,
        command: 'booking.edit',
        terminal_id: terminal.id,
        user_id: actor,
        table_name: 'bookings',
        record_id: id,
        theirs: detail,
        mine: [{ table: 'bookings', id, verb: 'update', set: { adults: 2, children: 4 } }],
      },
    ])
    expect(await db.rows(`select id from public.audit_logs where op_id = $1`, [result.opId])).toEqual([])
  })

  test('later conflicts of the same booking are folded under the first', async () => {
    const id = await addBooking(db, { type: hotel.standard })
    await db.rows(`update public.bookings set adults = 3 where id = $1`, [id])
    await edit('bookings', id, { adults: 1 }, { adults: 2 })
    await edit('bookings', id, { adults: 2 }, { adults: 4 })
    const [root, follower] = await openConflicts(id)
    expect(root?.['caused_by']).toBeNull()
    expect(follower?.['caused_by']).toBe(root?.['id'])
  })

  test('notes of both desks are kept', async () => {
    const id = await addBooking(db, { type: hotel.standard })
    await db.rows(`update public.bookings set internal_notes = E'Late\nLikes tea' where id = $1`, [id])
    const result = await edit(
      'bookings',
      id,
      { internal_notes: 'Late' },
      { internal_notes: 'Late\nAllergic to nuts' },
    )
    expect(result).toMatchObject({ status: 'merged', reason: null })
    expect(await field(id, 'internal_notes')).toBe('Late\nLikes tea\nAllergic to nuts')
    expect(
      await db.rows(`select old_values, new_values from public.audit_logs where op_id = $1`, [result.opId]),
    ).toEqual([
      {
        old_values: { internal_notes: 'Late\nLikes tea' },
        new_values: { internal_notes: 'Late\nLikes tea\nAllergic to nuts' },
      },
    ])
  })

  test('compares what values mean, not how they are written: JSON, lists, money, instants', async () => {
    const id = await addBooking(db, { type: hotel.standard })
    const guest = String(await field(id, 'customer_id'))
    await db.rows(
      `update public.customers set preferences = '{"b": 1, "a": [1.50]}', tags = '{x,y}' where id = $1`,
      [guest],
    )
    const result = await edit(
      'customers',
      guest,
      { preferences: { a: [1.5], b: 1.0 }, tags: ['x', 'y'] },
      { preferences: { a: [2] }, tags: ['z'] },
    )
    expect(result).toMatchObject({ status: 'applied' })
    expect(await db.rows(`select preferences, tags from public.customers where id = $1`, [guest])).toEqual([
      { preferences: { a: [2] }, tags: ['z'] },
    ])
  })

  test('a row that is not here is missed', async () => {
    const id = v7()
    expect(await edit('bookings', id, { adults: 1 }, { adults: 2 })).toMatchObject({
      status: 'refused',
      reason: 'row_missing',
      detail: { table: 'bookings', id },
    })
    expect(await openConflicts(id)).toHaveLength(1)
  })

  test('how clean a room is is what was last said', async () => {
    await db.rows(`update public.rooms set housekeeping_status = 'pickup' where id = $1`, [hotel.room('104')])
    const result = await terminal.do({
      name: 'room.setHousekeeping',
      actor: hotel.staff.housekeeping,
      writes: [
        update(
          'rooms',
          hotel.room('104'),
          { housekeeping_status: 'dirty' },
          { housekeeping_status: 'inspected' },
        ),
      ],
    })
    expect(result).toMatchObject({ status: 'merged' })
    expect(
      await db.value(`select housekeeping_status from public.rooms where id = $1`, [hotel.room('104')]),
    ).toBe('inspected')
  })

  test('a series of numbers only goes up', async () => {
    const id = v7()
    const taking = (verb: 'insert' | 'update', was: number, last: number) =>
      terminal.do({
        name: 'booking.create',
        actor,
        writes: [
          verb === 'insert'
            ? insert('number_series', id, {
                terminal_id: terminal.id,
                document_type: 'booking',
                year: 0,
                last_number: last,
              })
            : update('number_series', id, { last_number: was }, { last_number: last }),
        ],
      })
    await taking('insert', 0, 5)
    await taking('update', 3, 4)
    expect(await db.value(`select last_number from public.number_series where id = $1`, [id])).toBe(5)
    await taking('update', 5, 9)
    await taking('insert', 0, 7)
    expect(await db.value(`select last_number from public.number_series where id = $1`, [id])).toBe(9)
  })
})

describe('the status of a stay', () => {
  const move = async (id: string, name: string, from: string, set: WireRecord) => {
    const was = Object.fromEntries(
      Object.keys(set).map((column) => [column, column === 'status' ? from : null]),
    )
    return await terminal.do({ name, actor, writes: [update('bookings', id, was, set)] })
  }

  test('is judged from where the server has it: a guest whose booking was confirmed meanwhile is let in', async () => {
    const id = await addBooking(db, { type: hotel.standard, room: hotel.room('101'), status: 'pending' })
    await db.rows(`update public.bookings set status = 'confirmed' where id = $1`, [id])
    expect(await move(id, 'booking.checkIn', 'pending', { status: 'checked_in' })).toMatchObject({
      status: 'merged',
      reason: null,
    })
    await db.rows(`update public.bookings set status = 'checked_out' where id = $1`, [id])
  })

  test('a move that is none is a conflict with both versions', async () => {
    const id = await addBooking(db, { type: hotel.standard, room: hotel.room('101') })
    await db.rows(`update public.bookings set status = 'checked_in' where id = $1`, [id])
    const result = await move(id, 'booking.cancel', 'confirmed', {
      status: 'cancelled',
      cancellation_reason: 'by mail',
    })
    expect(result).toMatchObject({ status: 'conflict', reason: 'status_move' })
    expect(await field(id, 'status')).toBe('checked_in')
    expect(await openConflicts(id)).toMatchObject([
      { kind: 'status_move', mine: [{ set: { status: 'cancelled' } }] },
    ])
    await db.rows(`update public.bookings set status = 'checked_out' where id = $1`, [id])
  })

  test('two desks that cancel the same booking agree, and the first reason stands', async () => {
    const id = await addBooking(db, { type: hotel.standard })
    await db.rows(
      `update public.bookings set status = 'cancelled', cancellation_reason = 'by telephone' where id = $1`,
      [id],
    )
    const result = await terminal.do({
      name: 'booking.cancel',
      actor,
      writes: [
        update(
          'bookings',
          id,
          { status: 'confirmed', cancelled_at: null, cancelled_by: null, cancellation_reason: null },
          {
            status: 'cancelled',
            cancelled_at: '2026-08-13T10:00:00.000Z',
            cancelled_by: actor,
            cancellation_reason: 'by mail',
          },
        ),
      ],
    })
    expect(result).toMatchObject({ status: 'merged', reason: null })
    expect(await field(id, 'cancellation_reason')).toBe('by telephone')
  })

  test('a check-in that happened is a fact: the cancelled stay is in house, holds its nights, and a person is told', async () => {
    const id = await addBooking(db, { type: hotel.standard, room: hotel.room('102') })
    await db.rows(`update public.bookings set status = 'cancelled' where id = $1`, [id])
    const result = await move(id, 'booking.checkIn', 'confirmed', { status: 'checked_in' })
    expect(result).toMatchObject({ status: 'merged', reason: 'status_move' })
    expect(await field(id, 'status')).toBe('checked_in')
    expect(
      await db.value(`select bool_and(holds_room) from public.booking_nights where booking_id = $1`, [id]),
    ).toBe(true)
    expect(await openConflicts(id)).toMatchObject([{ kind: 'status_move', outcome: 'merged' }])
  })

  test('two desks that check the same guest out post each night once', async () => {
    const bookingId = v7()
    await terminal.do({
      name: 'booking.walkIn',
      actor,
      writes: stayWrites(terminal, actor, {
        bookingId,
        type: hotel.standard,
        room: hotel.room('103'),
        status: 'checked_in',
      }),
    })
    const leave = (desk: TestTerminal, by: string) => ({
      name: 'booking.checkOut',
      actor: by,
      writes: [
        insert('transactions', nightId(nightId(bookingId, '2026-08-13'), 'room_charge'), {
          booking_id: bookingId,
          booking_night_id: nightId(bookingId, '2026-08-13'),
          type: 'room_charge',
          description: 'Room',
          business_date: '2026-08-14',
          amount: '100.00',
          terminal_id: desk.id,
          posted_by: by,
        }),
        update(
          'bookings',
          bookingId,
          { status: 'checked_in', actual_check_out: null, check_out_date: '2026-08-15' },
          {
            status: 'checked_out',
            actual_check_out: '2026-08-14T10:00:00.000Z',
            check_out_date: '2026-08-14',
          },
        ),
        update(
          'booking_nights',
          nightId(bookingId, '2026-08-13'),
          { holds_room: true },
          { holds_room: false },
        ),
        update(
          'booking_nights',
          nightId(bookingId, '2026-08-14'),
          { holds_room: true },
          { holds_room: false },
        ),
        update(
          'rooms',
          hotel.room('103'),
          { housekeeping_status: 'clean' },
          { housekeeping_status: 'dirty' },
        ),
      ],
    })
    expect(await terminal.do(leave(terminal, actor))).toMatchObject({ status: 'applied' })
    const other = await enrolTerminal(db)
    expect(await other.do(leave(other, await addStaff(db, 'front_desk', 'colleague')))).toMatchObject({
      status: 'merged',
      reason: null,
    })
    expect(
      await db.rows(`select amount, posted_by from public.transactions where booking_id = $1`, [bookingId]),
    ).toEqual([{ amount: '100.00', posted_by: actor }])
    expect(await db.value(`select total_amount from public.bookings where id = $1`, [bookingId])).toBe(
      '100.00',
    )
    expect(await db.value(`select status from public.rooms where id = $1`, [hotel.room('103')])).toBe(
      'cleaning',
    )
    expect(
      await db.value(`select bool_or(holds_room) from public.booking_nights where booking_id = $1`, [
        bookingId,
      ]),
    ).toBe(false)
  })
})
