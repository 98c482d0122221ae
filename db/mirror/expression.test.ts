import { describe, expect, test } from 'vitest'
import type { ColumnKind } from '../../shared/protocol/column.ts'
import { translate } from './expression.ts'
import { Untranslatable } from './untranslatable.ts'

const kinds = new Map<string, ColumnKind>([
  ['starts_on', 'date'],
  ['ends_on', 'date'],
  ['total', 'money'],
  ['paid', 'money'],
  ['percent', 'real'],
  ['guests', 'integer'],
  ['status', 'text'],
  ['name', 'text'],
  ['extras', 'json'],
  ['open', 'boolean'],
])
const sql = (expression: string): string => translate(expression, kinds).sql

describe('an expression of Postgres', () => {
  test('is the same in SQLite’s words', () => {
    const pairs: readonly (readonly [string, string])[] = [
      ['(ends_on - starts_on)', 'cast(julianday(ends_on) - julianday(starts_on) as integer)'],
      ['((total - paid) + total)', '(total - paid) + total'],
      ['(guests >= 1)', 'guests >= 1'],
      ["(guests >= '-5'::integer)", 'guests >= -5'],
      ['((percent >= (0)::numeric) AND (percent <= (100)::numeric))', '(percent >= 0) and (percent <= 100)'],
      ["((status <> 'a'::status_enum) OR (name IS NOT NULL))", "(status <> 'a') or (name is not null)"],
      ["(status = ANY (ARRAY['a'::status_enum, 'b'::status_enum]))", "status in ('a', 'b')"],
      ["(status <> ALL (ARRAY['a'::status_enum]))", "status not in ('a')"],
      [
        "((name)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))",
        "name in ('a', 'b')",
      ],
      ["((name)::text ~ '\\S'::text)", "trim(name) <> ''"],
      ["(name = 'it''s'::text)", "name = 'it''s'"],
      ["(jsonb_typeof(extras) = 'array'::text)", "json_type(extras) = 'array'"],
      ['(num_nonnulls(name, status) >= 1)', '((name is not null) + (status is not null)) >= 1'],
      ['((ends_on > starts_on) AND isfinite(starts_on))', '(ends_on > starts_on)'],
      ['(NOT open)', 'not open'],
      [
        "(open OR\nCASE status\n    WHEN 'a'::status_enum THEN (total < (0)::numeric)\n    ELSE true\nEND)",
        "open or case status when 'a' then (total < 0) else true end",
      ],
    ]
    for (const [postgres, sqlite] of pairs) expect(sql(postgres)).toBe(sqlite)
  })

  test('means whole units of the currency where a number stands beside an amount', () => {
    expect(sql('(total >= (10)::numeric)')).toBe('total >= 1000')
    expect(sql('(total + (1)::numeric)')).toBe('total + 100')
    expect(sql('(percent <= (10)::numeric)')).toBe('percent <= 10')
  })

  test('that has no words here is not guessed at', () => {
    const unknown = [
      'app.norm(name)',
      "(name ~ '^[A-Z]$'::text)",
      '(total * guests)',
      '(total = percent)',
      "(status > 'a'::status_enum)",
      '(percent + percent)',
      '(missing > 1)',
      '(guests > 1',
      '',
    ]
    for (const expression of unknown) expect(() => sql(expression), expression).toThrow(Untranslatable)
  })
})
