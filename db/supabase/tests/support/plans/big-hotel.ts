import type pg from 'pg'

export interface BigHotelSize {
  readonly rooms: number
  readonly bookings: number
  readonly customers: number
}

/** The day on which the big hotel is open. */
export const bigToday = '2026-08-13'

/**
 * Fills an empty database with a hotel of any size, made by the server itself and the same every time. Each room has a
 * stay of two to four nights every four days, back from 240 days ahead for as long as it takes; every tenth of them
 * again, before those, is in the archive. Nights, change stamps and trail are those of the last two years and of all to
 * come: what is older is out of every desk's sight. Money is one charge and one payment a stay that was had.
 *
 * Triggers and foreign keys are quiet meanwhile and the indexes that hold no rule are made afterwards, so the rows
 * bring their own sums. The business day is opened.
 */
export async function fillBigHotel(
  client: pg.ClientBase,
  size: BigHotelSize,
  log: (line: string) => void = () => {},
): Promise<void> {
  const staysARoom = Math.floor(size.bookings / size.rooms)
  const archivedARoom = Math.floor(staysARoom / 10)
  await client.query('begin')
  await client.query(`set local session_replication_role = 'replica'`)
  await client.query(`set local maintenance_work_mem = '512MB'`)
  const indexes = await dropPlainIndexes(client)
  await client.query(helpers)
  await client.query(`insert into public.business_days (business_date) values ('${bigToday}')`)
  await client.query(house, [size.rooms])
  await client.query(`create temp table big_rooms on commit drop as
    select row_number() over (order by room_number::integer) - 1 as n, id, room_type_id from public.rooms`)
  await client.query(
    `create temp table big_stays (like public.bookings including defaults, n bigint, is_live boolean) on commit drop`,
  )
  for (const [what, text, params] of [
    ['guests', guests, [size.customers]],
    ['stays', stays, [staysARoom, archivedARoom, size.rooms, size.customers]],
    ['live stays', liveStays, []],
    ['nights', nights, []],
    ['payments', payments, []],
    ['ledger', ledger, []],
    ['trail', trail, []],
    [
      'archive years',
      `select app.ensure_archive_year(y) from generate_series(
      extract(year from (select min(check_in_date) from big_stays))::integer, extract(year from date '${bigToday}')::integer + 2) y`,
      [],
    ],
    ['archive', archivedStays, []],
    ['archived payments', archivedPayments, []],
    ['change stamps', stamps, []],
  ] as const) {
    log(`big hotel: ${what}`)
    await client.query(text, [...params])
  }
  for (const index of indexes) {
    log(`big hotel: index ${index.name}`)
    await client.query(index.definition)
  }
  await client.query('commit')
  log('big hotel: statistics')
  await client.query('vacuum (analyze)')
}

const bigTables = [
  'public.customers',
  'public.bookings',
  'public.booking_nights',
  'public.payments',
  'public.transactions',
  'public.audit_logs',
  'sync.row_versions',
]

/** Takes away the indexes that hold no rule, which are quicker made at once than row by row; gives how to make them. */
async function dropPlainIndexes(
  client: pg.ClientBase,
): Promise<readonly { name: string; definition: string }[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
       from pg_catalog.pg_index i
      where i.indrelid = any ($1::regclass[])
        and not exists (select from pg_catalog.pg_constraint k where k.conindid = i.indexrelid)
      order by 1`,
    [bigTables],
  )
  for (const { name } of rows) await client.query(`drop index ${name}`)
  return rows
}

/** Ids like the terminals' own, in the order of time; and numbers that look like chance and are not. */
const helpers = `
  create function pg_temp.row_id(p_kind integer, p_day date, p_n bigint) returns uuid
  language sql immutable parallel safe
  return (lpad(to_hex(((p_day - date '1970-01-01')::bigint * 86400000)), 12, '0') || '7' || lpad(to_hex(p_kind), 3, '0')
    || '8' || lpad(to_hex(p_n), 15, '0'))::uuid;
  create function pg_temp.guest_id(p_n bigint) returns uuid
  language sql immutable parallel safe
  return pg_temp.row_id(1, date '2005-01-01' + (p_n % 7000)::integer, p_n);
  create function pg_temp.chance(p_n bigint, p_out_of integer) returns integer
  language sql immutable parallel safe
  return ((p_n + 1) * 48271 % 2147483647 * 16807 % 2147483647 % p_out_of)::integer;`

const house = `
  with types as (
    insert into public.room_types (name, code, base_rate, display_order)
    select 'Type ' || t, 'T' || t, 80 + 10 * t, t from generate_series(0, 9) t
    returning id, display_order)
  insert into public.rooms (room_number, room_type_id, floor)
  select (101 + r)::text, t.id, 1 + r / 50 from generate_series(0, $1::integer - 1) r join types t on t.display_order = r % 10`

const syllables = `array['al','be','cor','da','el','fi','gra','hol','in','jo','ka','lu','mar','no','or','pe','qui','ro','sa','ti','ul','va','we','zo']`

/** Names of syllables: some nine thousand family names, as in a hotel's true list many share one. */
const guests = `
  insert into public.customers (id, customer_code, full_name, email, phone, vip_status, last_stay_date)
  select pg_temp.guest_id(i), 'G' || lpad(i::text, 8, '0'), initcap(g.first) || ' ' || initcap(g.family),
         g.first || '.' || g.family || i || '@example.com', '+3519' || lpad((i * 7919 % 100000000)::text, 8, '0'),
         pg_temp.chance(i, 50) = 0, date '${bigToday}' - pg_temp.chance(i * 3, 4000)
    from generate_series(1, $1::bigint) i
    cross join lateral (select ${syllables} as s) a
    cross join lateral (
      select s[1 + pg_temp.chance(i, 24)] || s[1 + pg_temp.chance(i * 5, 24)] as first,
             s[1 + pg_temp.chance(i * 7, 24)] || s[1 + pg_temp.chance(i * 11, 24)] || s[1 + pg_temp.chance(i * 13, 20)] as family
      ) g`

/** Half of the stays to come that nobody is in yet have no room: they hold one of their type. */
const stays = `
  insert into big_stays (
    n, is_live, id, booking_code, customer_id, room_type_id, room_id, check_in_date, check_out_date, adults, children, room_rate,
    total_room_charge, paid_amount, status, source, actual_check_in, actual_check_out, cancelled_at, created_at, updated_at)
  select s.n, s.is_live, pg_temp.row_id(2, s.arrival - 20, s.n), 'B' || lpad(s.n::text, 9, '0'),
         pg_temp.guest_id(1 + pg_temp.chance(s.n * 3, $4)), s.room_type_id,
         case when t.status in ('pending', 'confirmed') and s.arrival > date '${bigToday}' and pg_temp.chance(s.n, 2) = 0 then null
           else s.room_id end,
         s.arrival, s.departure, 1 + pg_temp.chance(s.n, 2), 0, s.rate, s.rate * (s.departure - s.arrival),
         case when t.status = 'checked_out' then s.rate * (s.departure - s.arrival) else 0 end, t.status, 'direct',
         case when t.status in ('checked_in', 'checked_out') then s.arrival + time '15:00' end,
         case when t.status = 'checked_out' then s.departure + time '10:00' end,
         case when t.status = 'cancelled' then s.arrival - 2 end, s.arrival - 20, least(s.departure, date '${bigToday}')
    from (
      select k.n, slot >= 0 as is_live, r.id as room_id, r.room_type_id, 100 + 5 * (r.n % 10) as rate, k.arrival,
             k.arrival + 2 + pg_temp.chance(k.n, 3) as departure
        from generate_series(-$2::integer, $1::integer - 1) slot
       cross join big_rooms r
       cross join lateral (
         select ((slot + $2) * $3::bigint + r.n) as n,
                date '${bigToday}' + 240 - 4 * ($1::integer - slot) + (r.n % 4)::integer as arrival) k) s
   cross join lateral (
     select (case
       when s.departure < date '${bigToday}' and pg_temp.chance(s.n, 20) = 0 then 'cancelled'
       when s.departure < date '${bigToday}' and pg_temp.chance(s.n, 20) = 1 then 'no_show'
       when s.departure < date '${bigToday}' then 'checked_out'
       when s.arrival < date '${bigToday}' then 'checked_in'
       when s.arrival > date '${bigToday}' and pg_temp.chance(s.n, 20) = 0 then 'cancelled'
       when s.arrival > date '${bigToday}' and pg_temp.chance(s.n, 20) < 3 then 'pending'
       else 'confirmed' end)::public.booking_status_enum as status) t`

const columns = `id, booking_code, customer_id, room_type_id, room_id, check_in_date, check_out_date, adults, children, room_rate,
  total_room_charge, paid_amount, status, source, actual_check_in, actual_check_out, cancelled_at, created_at, updated_at`

const liveStays = `insert into public.bookings (${columns}) select ${columns} from big_stays where is_live order by check_in_date`

const nights = `
  insert into public.booking_nights (id, booking_id, night, room_id, room_type_id, amount, holds_room)
  select app.derived_id(b.id, (b.check_in_date + i)::text), b.id, b.check_in_date + i, b.room_id, b.room_type_id, b.room_rate,
         b.status in ('pending', 'confirmed', 'checked_in')
    from public.bookings b cross join generate_series(0, 3) i
   where b.check_out_date > date '${bigToday}' - 730 and b.check_in_date + i < b.check_out_date`

const paid = `pg_temp.row_id(3, b.check_out_date, substr(b.booking_code, 2)::bigint)`

const payments = `
  insert into public.payments (id, payment_code, booking_id, amount, payment_method, payment_date, business_date, status)
  select ${paid}, 'P' || b.booking_code, b.id, b.paid_amount, 'card', b.check_out_date, b.check_out_date, 'completed'
    from public.bookings b where b.status = 'checked_out'`

const ledger = `
  insert into public.transactions (id, booking_id, payment_id, type, description, business_date, amount)
  select pg_temp.row_id(4 + kind, b.check_out_date, substr(b.booking_code, 2)::bigint), b.id, case kind when 1 then ${paid} end,
         case kind when 1 then 'payment' else 'room_charge' end::public.transaction_type_enum, 'Stay', b.check_out_date,
         case kind when 1 then -b.paid_amount else b.paid_amount end
    from public.bookings b cross join generate_series(0, 1) kind where b.status = 'checked_out'`

const trail = `
  insert into public.audit_logs (table_name, record_id, action, new_values, business_date, created_at)
  select 'bookings', b.id, 'UPDATE', jsonb_build_object('status', b.status), b.check_in_date + i, b.check_in_date + i
    from public.bookings b cross join generate_series(0, 1) i where b.check_out_date > date '${bigToday}' - 730`

const archivedStays = `
  insert into public.bookings_partitioned (${columns}) select ${columns} from big_stays where not is_live`

const archivedPayments = `
  insert into public.payments_partitioned (
    id, payment_code, booking_id, amount, payment_method, payment_date, business_date, status, check_in_date)
  select ${paid}, 'P' || b.booking_code, b.id, b.paid_amount, 'card', b.check_out_date, b.check_out_date, 'completed', b.check_in_date
    from public.bookings_partitioned b where b.status = 'checked_out'`

/** As if the hotel's terminals had been there for two years: by transactions that are long over. */
const stamps = `
  insert into sync.row_versions (table_id, row_id, xid)
  select t.id, x.id, (3 + row_number() over () % greatest(pg_current_xact_id()::text::bigint - 4, 1))::text::xid8
    from (
      select 'bookings' as name, b.id from public.bookings b where b.check_out_date > date '${bigToday}' - 730
      union all select 'booking_nights', n.id from public.booking_nights n
      union all select 'payments', p.id from public.payments p where p.business_date > date '${bigToday}' - 730
      union all select 'audit_logs', a.id from public.audit_logs a) x
    join sync.tables t on t.name = x.name
  on conflict do nothing`
