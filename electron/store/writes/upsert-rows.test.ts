import { describe, expect, test } from 'vitest'
import { aHotel } from '../../../shared/testing/hotel.ts'
import { storeDigest } from '../digest.ts'
import { attempt, withTransaction } from '../transaction.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import { deleteRows } from './delete-rows.ts'
import { upsertRows, upsertStored } from './upsert-rows.ts'

const columns = ['id', 'code', 'name', 'is_active', 'created_at', 'updated_at']
const at = '2026-08-13T10:00:00.5+00:00'
const row = (id: string, name: string) => [id, 'WIFI', name, true, at, at]
const id = '00000000-0000-7000-8000-0000000000aa'

describe('rows of the server', () => {
  test('are stored in the terminal’s form, and replace what was there', () => {
    const { db } = aHotel()
    upsertRows(db, 'amenities', columns, [row(id, 'Wi-Fi')])
    upsertRows(db, 'amenities', columns, [row(id, 'Wireless')])
    const instant = '2026-08-13T10:00:00.500Z'
    expect(db.prepare('select * from amenities').all()).toEqual([
      {
        id,
        code: 'WIFI',
        name: 'Wireless',
        icon: null,
        is_active: 1,
        created_at: instant,
        updated_at: instant,
      },
    ])
    deleteRows(db, 'amenities', [id, id])
    expect(db.prepare('select * from amenities').all()).toEqual([])
  })

  test('may have columns in another order, and some that this terminal does not know', () => {
    const { db } = aHotel()
    upsertRows(
      db,
      'amenities',
      ['name', 'of_tomorrow', ...columns.filter((name) => name !== 'name')],
      [['Wi-Fi', { any: 'thing' }, id, 'WIFI', false, at, at]],
    )
    expect(db.prepare('select name, is_active from amenities').get()).toEqual({ name: 'Wi-Fi', is_active: 0 })
  })

  test('that are malformed are refused, and nothing of the page is kept', () => {
    const { db } = aHotel()
    const page = [row(id, 'Wi-Fi'), [id, null, 'Wi-Fi', true, at, at]]
    expect(() => withTransaction(db, () => upsertRows(db, 'amenities', columns, page))).toThrow(/code/)
    expect(db.prepare('select * from amenities').all()).toEqual([])
  })

  test('may come before what they refer to, within a transaction and not beyond', () => {
    const hotel = aHotel()
    const child = {
      id,
      room_type_id: hotel.typeIds.double,
      amenity_id: '00000000-0000-7000-8000-0000000000bb',
    }
    const parent = { id: child.amenity_id, code: 'WIFI', name: 'Wi-Fi' }
    expect(() =>
      withTransaction(hotel.db, () => upsertStored(hotel.db, 'room_type_amenities', child)),
    ).toThrow(/FOREIGN KEY/)
    withTransaction(hotel.db, () => {
      upsertStored(hotel.db, 'room_type_amenities', child)
      upsertStored(hotel.db, 'amenities', parent)
    })
    expect(hotel.db.prepare('select count(*) from room_type_amenities').pluck().get()).toBe(1)
  })
})

test('a refusal undoes as an error does, and is given back', () => {
  const { db } = aHotel()
  const add = () => upsertRows(db, 'amenities', columns, [row(id, 'Wi-Fi')])
  const count = () => db.prepare('select count(*) from amenities').pluck().get()
  const refused = attempt(db, () => {
    add()
    return err({ code: 'not_today' })
  })
  expect([refused, count()]).toEqual([{ ok: false, error: { code: 'not_today' } }, 0])
  const done = attempt(db, () => {
    add()
    return ok('done')
  })
  expect([done, count()]).toEqual([{ ok: true, value: 'done' }, 1])
})

test('a refusal within a greater transaction undoes no more than itself', () => {
  const { db } = aHotel()
  withTransaction(db, () => {
    upsertRows(db, 'amenities', columns, [row(id, 'Wi-Fi')])
    attempt(db, () => {
      deleteRows(db, 'amenities', [id])
      return err('no')
    })
  })
  expect(db.prepare('select count(*) from amenities').pluck().get()).toBe(1)
})

test('two stores with the same rows have the same digest, in whatever order they came', () => {
  const [one, other] = [aHotel(), aHotel()]
  const rows = [row(id, 'Wi-Fi'), row(id.replace('aa', 'bb'), 'Tea')]
  upsertRows(one.db, 'amenities', columns, rows)
  upsertRows(other.db, 'amenities', columns, rows.toReversed())
  for (const { db } of [one, other]) db.exec(`update rooms set created_at = 'x', updated_at = 'x'`)
  expect(storeDigest(one.db).get('amenities')).toBe(storeDigest(other.db).get('amenities'))
  expect(storeDigest(one.db).get('rooms')).toBe(storeDigest(other.db).get('rooms'))
  upsertRows(other.db, 'amenities', columns, [row(id, 'Wi-Fi 7')])
  expect(storeDigest(one.db).get('amenities')).not.toBe(storeDigest(other.db).get('amenities'))
})
