import { describe, expect, test } from 'vitest'
import type { Catalogue, CatalogueColumn, CatalogueTable } from './catalogue.ts'
import { mirrorOf } from './mirror.ts'
import { neverLeave } from './never-leave.ts'
import { serverDerived } from './server-derived.ts'
import { writeDdl } from './write-ddl.ts'

const id = columnOf('id', 'uuid', { notNull: true })

function columnOf(name: string, type: string, more: Partial<CatalogueColumn> = {}): CatalogueColumn {
  return {
    name,
    type,
    enumName: null,
    isArray: false,
    notNull: false,
    expression: null,
    generated: false,
    ...more,
  }
}

function tableOf(
  name: string,
  columns: readonly CatalogueColumn[],
  more: Partial<CatalogueTable> = {},
): CatalogueTable {
  return { name, columns: [id, ...columns], primaryKey: ['id'], foreignKeys: [], checks: [], ...more }
}

/** With the tables that the lists name, so that a test may bring its own beside them. */
function catalogueOf(...tables: readonly CatalogueTable[]): Catalogue {
  const listed = new Set([...Object.keys(neverLeave), ...Object.keys(serverDerived)])
  const named = [...listed].map((name) =>
    tableOf(
      name,
      [...(neverLeave[name] ?? []), ...(serverDerived[name] ?? [])].map((column) => columnOf(column, 'text')),
    ),
  )
  return { tables: [...named, ...tables], enums: new Map([['mood_enum', ['good', 'bad']]]) }
}

const ddlOf = (...tables: readonly CatalogueTable[]): string => writeDdl(mirrorOf(catalogueOf(...tables)))

describe('a table of the server', () => {
  test('becomes one that SQLite holds in the form the codec gives', () => {
    const ddl = ddlOf(
      tableOf('things', [
        columnOf('price', 'numeric(14,2)', { notNull: true, expression: '1.5' }),
        columnOf('paid', 'numeric(14,2)', { notNull: true }),
        columnOf('left_over', 'numeric(14,2)', { generated: true, expression: '(price - paid)' }),
        columnOf('mood', 'mood_enum', {
          enumName: 'mood_enum',
          notNull: true,
          expression: "'good'::mood_enum",
        }),
        columnOf('tags', 'text[]', { isArray: true, notNull: true, expression: "'{a,b}'::text[]" }),
        columnOf('on_sale', 'boolean', { notNull: true, expression: 'false' }),
        columnOf('seen_at', 'timestamp(3) with time zone'),
        columnOf('code', 'character varying(20)', { expression: 'app.next_code()', notNull: true }),
      ]),
    )
    expect(ddl.slice(ddl.indexOf('create table things'))).toBe(`create table things (
  id text not null primary key,
  price integer not null default 150,
  paid integer not null,
  left_over integer as (price - paid),
  mood text not null default 'good' check (mood in ('good', 'bad')),
  tags text not null default '["a","b"]',
  on_sale integer not null default 0 check (on_sale in (0, 1)),
  seen_at text,
  code text not null
) strict;
`)
  })

  test('comes after those it refers to, and says what is left to the server', () => {
    const ddl = ddlOf(
      tableOf('a_child', [columnOf('parent_id', 'uuid'), columnOf('other_id', 'uuid')], {
        foreignKeys: [
          { columns: ['parent_id'], table: 'the_parent', targets: ['id'] },
          { columns: ['parent_id', 'other_id'], table: 'the_parent', targets: ['id', 'other_id'] },
        ],
        checks: [{ name: 'odd', expression: 'app.is_odd(parent_id)' }],
      }),
      tableOf('the_parent', []),
    )
    expect(ddl.indexOf('table the_parent')).toBeLessThan(ddl.indexOf('table a_child'))
    expect(ddl.slice(ddl.indexOf('-- left'))).toBe(`-- left to the server: odd
create table a_child (
  id text not null primary key,
  parent_id text,
  other_id text,
  foreign key (parent_id) references the_parent (id) deferrable initially deferred
) strict;
`)
  })

  test('is refused where nobody has said how it would be kept', () => {
    const refused: readonly (readonly [CatalogueTable, RegExp])[] = [
      [tableOf('odd', [columnOf('span', 'int4range')]), /odd\.span is int4range/],
      [tableOf('odd', [columnOf('at', 'timestamp with time zone')]), /odd\.at is timestamp/],
      [tableOf('odd', [columnOf('secret', 'bytea')]), /odd\.secret is bytea/],
      [tableOf('odd', [], { primaryKey: ['name'] }), /odd has no primary key "id"/],
      [
        tableOf('odd', [columnOf('n', 'integer', { expression: 'random()' })]),
        /default of odd\.n is unknown/,
      ],
      [
        tableOf('odd', [columnOf('n', 'integer', { generated: true, expression: 'app.count(id)' })]),
        /odd\.n is generated as app\.count\(id\)/,
      ],
    ]
    for (const [table, complaint] of refused) expect(() => ddlOf(table)).toThrow(complaint)
  })

  test('is left out with its columns that never leave, and a list that names none such is an error', () => {
    expect(ddlOf()).not.toMatch(/id_number|search_text|card_data/)
    const renamed = catalogueOf().tables.filter((table) => table.name !== 'payments')
    expect(() => mirrorOf({ tables: [...renamed, tableOf('payments', [])], enums: new Map() })).toThrow(
      /payments has no column card_data/,
    )
  })
})
