import { accessSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'

import { openTestDatabase, type Session, sqlStateOf, type TestDatabase } from './support/database.ts'
import { addBooking, addGuest, buildHotel, type Hotel, today } from './support/hotel.ts'
import { actAs } from './support/terminal.ts'

const document = 'PX-774411-ZULU'
const taxId = 'PT 509 442 013 KILO'
const token = 'tok_HOTELQUEBEC99'

let db: TestDatabase
let hotel: Hotel
let guest: string
let payment: string
beforeAll(async () => {
  db = await openTestDatabase()
  hotel = await buildHotel(db)
  guest = await addGuest(db)
  const booking = await addBooking(db, { type: hotel.standard, guest })
  payment = z
    .string()
    .parse(
      await db.value(
        `insert into public.payments (payment_code, booking_id, amount, payment_method, business_date, status) values ('P1', $1, 10, 'card', $2, 'completed') returning id`,
        [booking, today],
      ),
    )
  const clerk = await as('front_desk')
  await clerk.rows(`select public.set_customer_id_number($1, $2)`, [guest, document])
  await clerk.rows(`select public.set_customer_tax_id($1, $2)`, [guest, taxId])
  await clerk.rows(`select public.set_payment_card($1, $2, '4242', 'visa')`, [payment, token])
})
afterAll(async () => await db.stop())

async function as(role: 'front_desk' | 'accountant' | 'auditor' | 'housekeeping'): Promise<Session> {
  const session = await db.connect()
  await actAs(session, hotel.staff[role])
  return session
}

/** Every row of every table of ours, as a dump would write it. */
async function dump(): Promise<string> {
  const tables = await db.rows(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('public', 'archive', 'app', 'sync', 'private', 'auth') and c.relkind in ('r', 'm') and c.relname <> 'app_keys'
        and has_table_privilege(c.oid, 'select')`,
  )
  const texts: string[] = []
  for (const { name } of tables) {
    texts.push(JSON.stringify(await db.rows(`select t::text from ${String(name)} t`)))
  }
  return texts.join('\n')
}

const clearTexts = [
  document,
  'PX774411ZULU',
  '774411',
  taxId,
  'PT509442013KILO',
  '509442013',
  token,
  'HOTELQUEBEC',
]

describe('design: Data Encryption', () => {
  test('no clear text is in a dump of the database', async () => {
    const everything = await dump()
    expect(everything).toContain('Ada Guest')
    for (const text of clearTexts) {
      for (const form of [
        text,
        Buffer.from(text).toString('hex'),
        Buffer.from(text).toString('base64').replaceAll('=', ''),
      ]) {
        expect(everything.includes(form), form).toBe(false)
      }
    }
  })

  test('nor in the files of the server, its write-ahead log included', async ({ skip }) => {
    await db.rows('checkpoint').catch(() => {})
    const directory = z.string().parse(await db.value('show data_directory'))
    try {
      accessSync(join(directory, 'base'))
    } catch {
      skip('the files of the server belong to somebody else')
    }
    const found = readdirSync(directory, { recursive: true, encoding: 'utf8' })
      .map((name) => join(directory, name))
      .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true)
      .flatMap((path) => {
        const bytes = readFileSync(path)
        return ['Ada Guest', ...clearTexts].filter((text) => bytes.includes(text))
      })
    expect([...new Set(found)]).toEqual(['Ada Guest'])
  })

  test('the last four are kept apart, for the eye', async () => {
    expect(
      await db.rows(`select id_number_last4, tax_id_last4 from public.customers where id = $1`, [guest]),
    ).toEqual([{ id_number_last4: 'ZULU', tax_id_last4: 'KILO' }])
    expect(await db.value(`select card_last_four from public.payments where id = $1`, [payment])).toBe('4242')
  })

  test('is read by whom it concerns, each time in the audit; by others not at all', async () => {
    const clerk = await as('front_desk')
    expect(await clerk.value(`select public.get_customer_id_number($1)`, [guest])).toBe('PX774411ZULU')
    const accountant = await as('accountant')
    expect(await accountant.value(`select public.get_customer_tax_id($1)`, [guest])).toBe('PT509442013KILO')
    expect(
      await db.rows(
        `select user_id, new_values from public.audit_logs where record_id = $1 and action = 'DECRYPT' order by created_at`,
        [guest],
      ),
    ).toEqual([
      { user_id: hotel.staff.front_desk, new_values: { column: 'id_number' } },
      { user_id: hotel.staff.accountant, new_values: { column: 'tax_id' } },
    ])
    expect(await sqlStateOf(accountant.rows(`select public.get_customer_id_number($1)`, [guest]))).toBe(
      '42501',
    )
    for (const role of ['auditor', 'housekeeping'] as const) {
      const session = await as(role)
      expect(await sqlStateOf(session.rows(`select public.get_customer_id_number($1)`, [guest])), role).toBe(
        '42501',
      )
      expect(await sqlStateOf(session.rows(`select public.get_customer_tax_id($1)`, [guest])), role).toBe(
        '42501',
      )
    }
  })

  test('a guest is found by the number however it is written, and not by a part of it', async () => {
    const clerk = await as('front_desk')
    const found = async (number: string) =>
      (await clerk.rows(`select * from public.find_customer_by_id_number($1)`, [number])).length
    expect([
      await found('px 774411 zulu'),
      await found('PX774411ZULU'),
      await found('774411'),
      await found(''),
    ]).toEqual([1, 1, 0, 0])
    expect(await clerk.rows(`select * from public.find_customer_by_tax_id('pt509442013-kilo')`)).toHaveLength(
      1,
    )
  })

  test('two guests with one number have different ciphers', async () => {
    const other = await addGuest(db)
    const clerk = await as('front_desk')
    await clerk.rows(`select public.set_customer_id_number($1, $2)`, [other, document])
    expect(
      await db.value(`select count(distinct id_number)::int from public.customers where id in ($1, $2)`, [
        guest,
        other,
      ]),
    ).toBe(2)
    await clerk.rows(`select public.set_customer_id_number($1, ' - ')`, [other])
    expect(
      await db.rows(`select id_number, id_number_hash, id_number_last4 from public.customers where id = $1`, [
        other,
      ]),
    ).toEqual([{ id_number: null, id_number_hash: null, id_number_last4: null }])
  })

  test('a card number is refused, never stored', async () => {
    const clerk = await as('front_desk')
    for (const number of [
      '4242424242424242',
      '4242 4242 4242 4242',
      '4242-4242-4242-4242',
      '4242.4242.4242.4242',
    ]) {
      expect(
        await sqlStateOf(
          clerk.rows(`select public.set_payment_card($1, $2, '4242', 'visa')`, [payment, number]),
        ),
      ).toBe('22023')
    }
  })
})

describe('a new key', () => {
  const clear = async () => {
    const clerk = await as('front_desk')
    return [
      await clerk.value(`select public.get_customer_id_number($1)`, [guest]),
      await db.value(`select private.decrypt(card_data) from public.payments where id = $1`, [payment]),
      await clerk.value(`select public.get_customer_tax_id($1)`, [guest]),
    ]
  }

  test('takes the old one’s place: everything reads as before, nothing opens with the old', async () => {
    const before = await clear()
    const old = await db.value(`select private.key_of('pii')`)
    expect(await db.value(`select private.rotate_key()`)).toBe('2')
    expect(await clear()).toEqual(before)
    expect(await db.value(`select private.key_of('pii')`)).not.toBe(old)
    expect(
      await sqlStateOf(
        db.rows(`select private.decrypt(id_number, $1) from public.customers where id = $2`, [old, guest]),
      ),
    ).toBe('39000')
    expect(await db.value(`select count(*)::int from public.audit_logs where action = 'ROTATE'`)).toBe(1)
  })

  test('of the hashes takes the old one’s place too: a guest is found as before, and not by the old hash', async () => {
    const clerk = await as('front_desk')
    const found = async () => [
      await clerk.value(`select public.find_customer_by_id_number('ab 123456')`),
      await clerk.value(`select public.find_customer_by_tax_id('PT 501 442 600')`),
    ]
    await clerk.rows(
      `select public.set_customer_id_number($1, 'AB-123456'), public.set_customer_tax_id($1, 'PT501442600')`,
      [guest],
    )
    const hashes = async () =>
      await db.rows(`select id_number_hash::text, tax_id_hash::text from public.customers where id = $1`, [
        guest,
      ])
    const before = await hashes()
    expect(await found()).toEqual([guest, guest])
    const secret = await db.value(`select private.key_of('pii_hash')`)
    expect(Number(await db.value(`select private.rotate_hash_key()`))).toBeGreaterThan(0)
    expect(await db.value(`select private.key_of('pii_hash')`)).not.toBe(secret)
    expect(await hashes()).not.toEqual(before)
    expect(await found()).toEqual([guest, guest])
    expect(
      await db.value(
        `select count(*)::int from public.customers where id_number_hash = private.number_hash('AB123456', $1)`,
        [secret],
      ),
    ).toBe(0)
    expect(
      await db.value(
        `select new_values ->> 'key' from public.audit_logs where action = 'ROTATE' order by created_at desc limit 1`,
      ),
    ).toBe('pii_hash')
    await db.rows(`select set_config('app.key_pii_hash', 'of the setting', false)`)
    expect(await sqlStateOf(db.rows(`select private.rotate_hash_key()`))).toBe('22023')
    await db.rows(`select set_config('app.key_pii_hash', '', false)`)
  })

  test('in a server setting is believed from the owner, and from no login that can set it itself', async () => {
    await db.rows(`select set_config('app.key_pii', 'of the setting', false)`)
    expect(await db.rows(`select * from private.key('pii')`)).toEqual([
      { secret: 'of the setting', kept_in: 'setting' },
    ])
    expect(await sqlStateOf(db.rows(`select private.rotate_key()`))).toBe('22023')
    await db.rows(`select set_config('app.key_pii', '', false)`)
    expect(await db.rows(`select kept_in from private.key('pii')`)).toEqual([{ kept_in: 'table' }])
  })

  test('is out of the API’s reach', async () => {
    const clerk = await as('front_desk')
    for (const text of [
      `select * from private.app_keys`,
      `select private.key_of('pii')`,
      `select private.rotate_key()`,
      `select private.rotate_hash_key()`,
      `select app.reveal('${guest}', 'id_number')`,
    ]) {
      expect(await sqlStateOf(clerk.rows(text)), text).toBe('42501')
    }
  })
})
