import { v7 } from 'uuid'
import { expect, test } from 'vitest'

import type { RowWrite } from '../../../shared/protocol/envelope.ts'
import { addGuest } from './support/hotel.ts'
import { openHotel } from './support/open-hotel.ts'
import { enrolTerminal, insert, update } from './support/terminal.ts'

const { db, hotel } = await openHotel()
const terminal = await enrolTerminal(db)

const doAs = async (name: string, actor: string, writes: readonly RowWrite[]) =>
  await terminal.do({ name, actor, writes })

const anonymise = async (guestId: string) =>
  await doAs('guest.anonymise', hotel.staff.manager, [
    update(
      'customers',
      guestId,
      { anonymised_at: null, full_name: 'Ada Lovelace', phone: '300' },
      { anonymised_at: '2026-08-13T15:00:00.000Z', full_name: '(anonymised)', phone: null },
    ),
  ])

const cardOf = async (opId: string) =>
  JSON.stringify(
    await db.rows('select kind, table_name, mine, theirs from public.sync_conflicts where op_id = $1', [
      opId,
    ]),
  )

test('of somebody who is anonymised no card says anything, be it from before or from after', async () => {
  const guestId = await addGuest(db)
  await db.rows(`update public.customers set full_name = 'Ada Lovelace', phone = '300' where id = $1`, [
    guestId,
  ])
  const stale = await doAs('guest.update', hotel.staff.front_desk, [
    update('customers', guestId, { phone: '100' }, { phone: '200' }),
  ])
  expect(stale).toMatchObject({ status: 'conflict', reason: 'changed_meanwhile' })
  expect(await cardOf(stale.opId)).toMatch(/"100".*"200".*"300"/)

  expect(await anonymise(guestId)).toMatchObject({ status: 'applied' })
  const after = await cardOf(stale.opId)
  expect(after).toContain('changed_meanwhile')
  expect(after).not.toMatch(/"100"|"200"|"300"/)

  const late = await doAs('guest.update', hotel.staff.front_desk, [
    update('customers', guestId, { phone: '300' }, { phone: '400' }),
    insert('booking_guests', v7(), { booking_id: v7(), customer_id: guestId, full_name: 'Ada Lovelace' }),
  ])
  expect(late.status).not.toBe('applied')
  expect(await cardOf(late.opId)).not.toMatch(/Ada|"300"|"400"/)
  expect(
    await db.value(
      `select count(*)::integer from public.audit_logs
        where table_name = 'sync_conflicts' and (old_values::text || new_values::text) ~ '"(100|200|300|400)"'`,
    ),
  ).toBe(0)
})
