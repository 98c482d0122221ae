import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Column, ColumnKind } from '../../shared/protocol/column.ts'
import { wireValue, type WireValue } from '../../shared/protocol/wire.ts'
import { columnsOf, storedToWire, WireError, wireToStored } from './codec.ts'
import { mirrorTables } from './mirror-tables.ts'

const byName = (a: string, b: string): number => (a < b ? -1 : 1)
const allKinds = [...new Set(mirrorTables.flatMap((table) => columnsOf(table).map(({ kind }) => kind)))]
const column = (kind: ColumnKind): Column => ({ name: 'it', kind, nullable: false })

describe('a value on its way to and from the server', () => {
  test('is what it was, whatever its kind', () => {
    fc.assert(
      fc.property(wireValues, ({ kind, value }) => {
        expect(storedToWire(column(kind), wireToStored(column(kind), value))).toEqual(value)
      }),
    )
  })

  test('is something SQLite can bind in a strict column', () => {
    fc.assert(
      fc.property(wireValues, ({ kind, value }) => {
        expect(['string', 'number']).toContain(typeof wireToStored(column(kind), value))
      }),
    )
  })

  test('may be missing where the column allows, and is refused where it does not', () => {
    expect(wireToStored({ ...column('text'), nullable: true }, null)).toBeNull()
    expect(() => wireToStored(column('text'), null)).toThrow(WireError)
    expect(() => wireToStored(column('text'), undefined)).toThrow(WireError)
  })

  test('is refused when it is of another kind, and the value is not said', () => {
    const bad: readonly (readonly [ColumnKind, WireValue])[] = [
      ['uuid', 'not-a-uuid'],
      ['text', 5],
      ['integer', 1.5],
      ['integer', '9007199254740993'],
      ['money', 'Grace Guest'],
      ['real', 'many'],
      ['boolean', 1],
      ['date', 'infinity'],
      ['date', '2026-13-01'],
      ['time', '25:00:00'],
      ['instant', '2026-08-13'],
      ['instant', 'infinity'],
      ['array', {}],
    ]
    for (const [kind, value] of bad) expect(() => wireToStored(column(kind), value)).toThrow(WireError)
    expect(() => wireToStored(column('money'), 'Grace Guest')).not.toThrow(/Grace/)
  })

  test('is refused when it is a word that the column does not know', () => {
    const status: Column = { ...column('text'), values: ['open', 'closed'] }
    expect(wireToStored(status, 'open')).toBe('open')
    expect(() => wireToStored(status, 'ajar')).toThrow(WireError)
  })

  test('is an instant of one form, whatever zone and fraction Postgres writes', () => {
    const texts = [
      '2026-08-13T22:04:05+00:00',
      '2026-08-13T22:04:05.000Z',
      '2026-08-13T22:04:05+00',
      '2026-08-14T00:04:05.0+02:00',
    ]
    for (const text of texts) expect(wireToStored(column('instant'), text)).toBe('2026-08-13T22:04:05.000Z')
    expect(wireToStored(column('instant'), '2026-08-13T22:04:05.12+00:00')).toBe('2026-08-13T22:04:05.120Z')
  })

  test('may be a whole number as text, as 64 bits travel', () => {
    expect(wireToStored(column('integer'), '9007199254740991')).toBe(Number.MAX_SAFE_INTEGER)
  })
})

test('every column of the mirror has a kind that the codec knows', () => {
  expect(allKinds.toSorted(byName)).toEqual(Object.keys(valuesOfKind).toSorted(byName))
})

const valuesOfKind: Readonly<Record<ColumnKind, fc.Arbitrary<WireValue>>> = {
  uuid: fc.uuid(),
  text: fc.string({ unit: 'binary' }),
  integer: fc.maxSafeInteger().map((value) => value + 0),
  money: fc
    .integer()
    .map(
      (minor) =>
        `${minor < 0 ? '-' : ''}${Math.trunc(Math.abs(minor) / 100)}.${String(Math.abs(minor) % 100).padStart(2, '0')}`,
    ),
  real: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
  boolean: fc.boolean(),
  date: instants().map((text) => text.slice(0, 10)),
  time: instants().map((text) => text.slice(11, 19)),
  instant: instants(),
  json: fc
    .jsonValue({ maxDepth: 3 })
    .filter((value) => value !== null)
    .map(asJson),
  array: fc.array(fc.string()),
}

const wireValues = fc.oneof(...allKinds.map((kind) => valuesOfKind[kind].map((value) => ({ kind, value }))))

function instants(): fc.Arbitrary<string> {
  return fc
    .date({ min: new Date('2000-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString())
}

function asJson(value: unknown): WireValue {
  return wireValue.parse(JSON.parse(JSON.stringify(value)))
}
