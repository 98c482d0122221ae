import type { ClientBase } from 'pg'
import { z } from 'zod'

/** What Postgres itself says of the tables of schema public: the source of the mirror. */
export interface Catalogue {
  readonly tables: readonly CatalogueTable[]
  /** Labels of each enum type, in order. */
  readonly enums: ReadonlyMap<string, readonly string[]>
}

export interface CatalogueTable {
  readonly name: string
  readonly columns: readonly CatalogueColumn[]
  readonly primaryKey: readonly string[]
  readonly foreignKeys: readonly ForeignKey[]
  readonly checks: readonly Check[]
}

export interface CatalogueColumn {
  readonly name: string
  /** As `format_type` writes it: `numeric(14,2)`, `character varying(100)`, `booking_status_enum`. */
  readonly type: string
  /** The enum's name where the type, or the type of an array's elements, is one. */
  readonly enumName: string | null
  readonly isArray: boolean
  readonly notNull: boolean
  /** Default or generation expression, as Postgres prints it. */
  readonly expression: string | null
  readonly generated: boolean
}

export interface ForeignKey {
  readonly columns: readonly string[]
  readonly table: string
  readonly targets: readonly string[]
}

export interface Check {
  readonly name: string
  readonly expression: string
}

/** Reads the catalogue. Always in the same order, whatever the order in which things were made. */
export async function readCatalogue(client: ClientBase): Promise<Catalogue> {
  // An empty path would print public's types with their schema; any other setting would print them by chance.
  await client.query('set search_path = public')
  const columns = columnRows.parse((await client.query(columnsQuery)).rows)
  const constraints = constraintRows.parse((await client.query(constraintsQuery)).rows)
  const enums = enumRows.parse((await client.query(enumsQuery)).rows)
  const names = [...new Set(columns.map((column) => column.table))]
  return {
    tables: names.map((name) => ({
      name,
      columns: columns.filter((column) => column.table === name),
      primaryKey: constraints.find((one) => one.table === name && one.kind === 'p')?.columns ?? [],
      foreignKeys: constraints
        .filter((one) => one.table === name && one.kind === 'f')
        .map((one) => ({ columns: one.columns, table: one.target ?? '', targets: one.targets })),
      checks: constraints
        .filter((one) => one.table === name && one.kind === 'c')
        .map((one) => ({ name: one.name, expression: one.expression ?? '' })),
    })),
    enums: new Map(enums.map((one) => [one.name, one.labels])),
  }
}

const columnRows = z.array(
  z.object({
    table: z.string(),
    name: z.string(),
    type: z.string(),
    enumName: z.string().nullable(),
    isArray: z.boolean(),
    notNull: z.boolean(),
    expression: z.string().nullable(),
    generated: z.boolean(),
  }),
)

// Partitions are their parent's rows and not tables of their own.
const columnsQuery = `
select
  c.relname::text as "table",
  a.attname::text as name,
  format_type(a.atttypid, a.atttypmod) as type,
  (select e.typname::text from pg_type e
    where e.oid = case when t.typelem <> 0 and t.typcategory = 'A' then t.typelem else t.oid end
      and e.typtype = 'e') as "enumName",
  t.typcategory = 'A' as "isArray",
  a.attnotnull as "notNull",
  pg_get_expr(d.adbin, d.adrelid) as expression,
  a.attgenerated <> '' as generated
from pg_class c
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
join pg_type t on t.oid = a.atttypid
left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
order by c.relname collate "C", a.attnum`

const constraintRows = z.array(
  z.object({
    table: z.string(),
    kind: z.string(),
    name: z.string(),
    columns: z.array(z.string()),
    target: z.string().nullable(),
    targets: z.array(z.string()),
    expression: z.string().nullable(),
  }),
)

// References that lead out of schema public (to the sign-ins) are the server's to keep.
const constraintsQuery = `
select
  c.relname::text as "table",
  k.contype::text as kind,
  k.conname::text as name,
  array(select a.attname::text from unnest(k.conkey) with ordinality u(attnum, place)
    join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.attnum order by u.place) as columns,
  f.relname::text as target,
  array(select a.attname::text from unnest(k.confkey) with ordinality u(attnum, place)
    join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.attnum order by u.place) as targets,
  pg_get_expr(k.conbin, k.conrelid) as expression
from pg_constraint k
join pg_class c on c.oid = k.conrelid
left join pg_class f on f.oid = k.confrelid
where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
  and k.contype in ('p', 'f', 'c')
  and (k.contype <> 'f' or f.relnamespace = 'public'::regnamespace)
order by c.relname collate "C", k.conname collate "C"`

const enumRows = z.array(z.object({ name: z.string(), labels: z.array(z.string()) }))

const enumsQuery = `
select t.typname::text as name, array_agg(e.enumlabel::text order by e.enumsortorder) as labels
from pg_type t
join pg_enum e on e.enumtypid = t.oid
where t.typnamespace = 'public'::regnamespace
group by t.typname
order by t.typname collate "C"`
