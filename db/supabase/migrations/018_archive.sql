-- migrate:up

-- The archive: stays that are long closed leave the live tables with everything that hangs on them, and are kept by
-- year of arrival. Not for speed, which the partial indexes give already, but for retention by year, small dumps, and
-- small mirrors at the terminals: those mirror the live tables alone and see archived stays leave.
-- The live tables stay whole. An exclusion constraint on a partitioned table would have to contain the partition key
-- with "=", and then accepts overlapping stays that start on different days.

create or replace function sync.schema_version() returns integer
language sql immutable parallel safe
return 18;

-- The years themselves, out of the API's sight: a partition does not inherit its parent's row security.
create schema archive;
revoke all on schema archive from public;

-- True while the owner's archiving moves rows: the only time when money leaves its tables.
create function app.is_archiving() returns boolean
language plpgsql stable parallel safe
as $$
begin
  return (pg_catalog.current_setting('app.archiving', true) = 'on'
    and pg_catalog.has_schema_privilege('private', 'create')) is true;
end
$$;

create or replace trigger transactions_no_delete before delete on public.transactions
  for each row when (not app.is_archiving())
  execute function app.append_only();
create or replace trigger invoice_guard before insert or update or delete on public.invoices
  for each row when (not app.is_archiving())
  execute function app.invoice_guard();
create or replace trigger invoice_line_guard before insert or update or delete on public.invoice_lines
  for each row when (not app.is_archiving())
  execute function app.invoice_line_guard();

-- ------------------------------------------------------------------ the tables

create table public.bookings_partitioned (
  like public.bookings including defaults including generated including constraints,
  archived_at timestamptz(3) not null default now(),
  primary key (id, check_in_date),
  foreign key (customer_id) references public.customers (id) on delete restrict,
  foreign key (room_id) references public.rooms (id) on delete restrict,
  foreign key (room_type_id) references public.room_types (id) on delete restrict
) partition by range (check_in_date);
create index bookings_partitioned_customer on public.bookings_partitioned (customer_id, check_in_date desc);
create index bookings_partitioned_code on public.bookings_partitioned (booking_code);
create index bookings_partitioned_room on public.bookings_partitioned (room_id, check_in_date);
create index bookings_partitioned_type on public.bookings_partitioned (room_type_id);

-- What hangs on a stay, parents before children, and whether by way of an invoice.
create table app.archived_tables (
  place smallint primary key,
  table_name text not null unique,
  parent_table text not null,
  parent_column text not null
);
insert into app.archived_tables (place, table_name, parent_table, parent_column) values
  (1, 'booking_nights', 'bookings', 'booking_id'),
  (2, 'booking_guests', 'bookings', 'booking_id'),
  (3, 'invoices', 'bookings', 'booking_id'),
  (4, 'payments', 'bookings', 'booking_id'),
  (5, 'transactions', 'bookings', 'booking_id'),
  (6, 'invoice_lines', 'invoices', 'invoice_id');

do $$
declare
  v_table record;
begin
  for v_table in select * from app.archived_tables t order by t.place loop
    execute format(
      'create table public.%1$I (
         like public.%2$I including defaults including generated including constraints,
         check_in_date date not null,
         primary key (id, check_in_date),
         foreign key (%3$I, check_in_date) references public.%4$I (id, check_in_date) on delete restrict
       ) partition by range (check_in_date)',
      v_table.table_name || '_partitioned', v_table.table_name, v_table.parent_column, v_table.parent_table || '_partitioned');
    execute format('create index on public.%I (%I, check_in_date)', v_table.table_name || '_partitioned', v_table.parent_column);
  end loop;
end
$$;
create index payments_partitioned_date on public.payments_partitioned (business_date);

-- Years that were taken out of the archive: their tables are kept beside it, or gone. Nothing is archived into them.
create table app.detached_years (
  year integer primary key,
  detached_at timestamptz(3) not null default now(),
  detached_by uuid,
  dropped_at timestamptz(3)
);

-- Makes a year's partitions, if they are not there.
create function app.ensure_archive_year(p_year integer) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_table text;
  v_partition text;
begin
  if p_year is null or p_year not between 1900 and 2300 then
    raise exception 'no archive for the year %', p_year using errcode = '22023';
  end if;
  if exists (select from app.detached_years d where d.year = p_year) then
    return;
  end if;
  for v_table in
    select 'bookings' union all (select t.table_name from app.archived_tables t order by t.place)
  loop
    v_partition := v_table || '_' || p_year;
    if to_regclass(format('archive.%I', v_partition)) is null then
      execute format('create table archive.%I partition of public.%I for values from (%L) to (%L)',
        v_partition, v_table || '_partitioned', make_date(p_year, 1, 1), make_date(p_year + 1, 1, 1));
      execute format('alter table archive.%I enable row level security', v_partition);
    end if;
  end loop;
end
$$;

-- The years that can be needed next; done ahead of time, as making a partition locks its parent.
create function app.ensure_archive_years() returns integer
language plpgsql volatile
set search_path = ''
as $$
declare
  v_from constant integer := extract(year from least(
    public.hotel_today() - interval '1 year', (select min(b.check_in_date) from public.bookings b)));
  v_to constant integer := extract(year from public.hotel_today()) + 2;
begin
  perform app.ensure_archive_year(y) from generate_series(v_from, v_to) y;
  return v_to;
end
$$;

do $$ begin perform app.ensure_archive_years(); end $$;

-- ------------------------------------------------------------------ moving

create function app.plain_columns(p_table regclass, p_alias text) returns text
language sql stable
set search_path = ''
as $$
  select string_agg(p_alias || quote_ident(a.attname), ', ' order by a.attnum)
    from pg_catalog.pg_attribute a
   where a.attrelid = p_table and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
$$;

-- Stays that ended before a date and have nothing open: no balance, no open invoice, no money that is pending or in
-- suspense, no conflict that waits for a person; and whose rows no other stay's rows refer to.
--
-- A stay that one of our terminals made has every night that was slept in the ledger, or its charge is still to come. One
-- that came from elsewhere, by an import or by the owner's SQL, may have none: it was settled where it came from, and its
-- own ledger lines, where it has any, say what is open.
create function app.archivable_bookings(p_before date, p_limit integer) returns setof uuid
language sql volatile
set search_path = ''
as $$
  select b.id
    from public.bookings b
   where b.check_out_date < p_before
     and b.status in ('checked_out', 'cancelled', 'no_show')
     and not exists (
       select from public.transactions t where t.booking_id = b.id
        having coalesce(sum(t.amount), 0) <> 0 or bool_or(t.suspense_reason is not null))
     and (b.terminal_id is null or b.status <> 'checked_out' or not exists (
       select from public.booking_nights n
        where n.booking_id = b.id and n.amount > 0 and n.night >= b.check_in_date and n.night < b.check_out_date
          and not exists (select from public.transactions t where t.booking_night_id = n.id)))
     and extract(year from b.check_in_date) not in (select d.year from app.detached_years d)
     and not exists (
       select from public.payments p
        where p.booking_id = b.id and (p.suspense_reason is not null or p.status = 'pending'))
     and not exists (
       select from public.invoices i
        where i.booking_id = b.id and i.status in ('draft', 'sent', 'partial', 'overdue'))
     and not exists (
       select from public.sync_conflicts c where c.booking_id = b.id and c.status = 'open')
     and not exists (
       select from public.transactions t
         join public.transactions r on r.reverses_id = t.id and r.booking_id is distinct from b.id
        where t.booking_id = b.id)
     and not exists (
       select from public.payments p
         join public.transactions t on t.payment_id = p.id and t.booking_id is distinct from b.id
        where p.booking_id = b.id)
     and not exists (
       select from public.payments p
         join public.payments r on r.refund_of = p.id and r.booking_id is distinct from b.id
        where p.booking_id = b.id)
     and not exists (
       select from public.transactions t
         join public.invoice_lines l on l.transaction_id = t.id
         join public.invoices i on i.id = l.invoice_id and i.booking_id is distinct from b.id
        where t.booking_id = b.id)
     and not exists (
       select from public.invoices i
         join public.payments p on p.invoice_id = i.id and p.booking_id is distinct from b.id
        where i.booking_id = b.id)
     and not exists (
       select from public.invoices i
         join public.invoices n on n.credit_note_of = i.id and n.booking_id is distinct from b.id
        where i.booking_id = b.id)
   order by b.check_in_date
   limit p_limit
     for update of b skip locked
$$;

-- Moves such stays, oldest first, with all that hangs on them; says how many. Eighteen months after the departure by
-- default, and never within ninety days of it. Small enough a batch to be one short transaction.
create function app.archive_closed_bookings(p_before date default null, p_limit integer default 2000) returns integer
language plpgsql volatile
set search_path = ''
as $$
declare
  v_before constant date := coalesce(p_before, (public.hotel_today() - interval '18 months')::date);
  v_ids uuid[];
  v_table record;
begin
  if v_before > public.hotel_today() - 90 then
    raise exception 'only stays that ended 90 days ago or more are archived' using errcode = '22023';
  end if;
  perform set_config('app.archiving', 'on', true);
  perform set_config('app.bulk_load', 'on', true);
  if not app.is_archiving() then
    raise exception 'only the owner may archive' using errcode = '42501';
  end if;

  v_ids := array(select app.archivable_bookings(v_before, p_limit));
  if cardinality(v_ids) > 0 then
    perform app.ensure_archive_year(y.year)
       from (select distinct extract(year from b.check_in_date)::integer as year
               from public.bookings b where b.id = any (v_ids)) y;
    execute format(
      'insert into public.bookings_partitioned (%1$s) select %1$s from public.bookings b where b.id = any ($1)',
      app.plain_columns('public.bookings', '')) using v_ids;
    for v_table in
      select t.*, format('public.%I', t.table_name)::regclass as source from app.archived_tables t order by t.place
    loop
      execute format(
        'insert into public.%I (%s, check_in_date) select %s, b.check_in_date from %s x %s where b.id = any ($1)',
        v_table.table_name || '_partitioned', app.plain_columns(v_table.source, ''), app.plain_columns(v_table.source, 'x.'),
        v_table.source,
        case v_table.parent_table
          when 'bookings' then 'join public.bookings b on b.id = x.booking_id'
          else 'join public.invoices i on i.id = x.invoice_id join public.bookings b on b.id = i.booking_id' end)
        using v_ids;
    end loop;

    -- Settled conflicts of these stays have served; the commands they came from are kept for ever in sync.ops.
    delete from public.sync_conflicts c where c.booking_id = any (v_ids);
    delete from public.invoice_lines l using public.invoices i where i.id = l.invoice_id and i.booking_id = any (v_ids);
    delete from public.transactions t where t.booking_id = any (v_ids);
    delete from public.payments p where p.booking_id = any (v_ids);
    delete from public.invoices i where i.booking_id = any (v_ids);
    delete from public.booking_guests g where g.booking_id = any (v_ids);
    delete from public.booking_nights n where n.booking_id = any (v_ids);
    delete from public.bookings b where b.id = any (v_ids);
  end if;
  perform set_config('app.bulk_load', '', true);
  perform set_config('app.archiving', '', true);
  return coalesce(cardinality(v_ids), 0);
end
$$;

-- ------------------------------------------------------------------ reading across both

-- A guest's history, live and archived.
create view public.all_bookings with (security_invoker = true) as
select b.*, null::timestamptz(3) as archived_at from public.bookings b
union all
select p.* from public.bookings_partitioned p;

-- A guest's sums, the months and the takings stay what they were.
create or replace view app.customer_sums as
select b.customer_id, count(*)::integer as stays, sum(b.total_amount) as spent, max(b.check_out_date) as last_stay
  from (
    select l.customer_id, l.total_amount, l.check_out_date from public.bookings l where l.status = 'checked_out'
    union all
    select a.customer_id, a.total_amount, a.check_out_date from public.bookings_partitioned a where a.status = 'checked_out'
  ) b
 group by b.customer_id;

create or replace view app.stays_sold as
select b.id, b.customer_id, b.check_in_date, b.total_nights
from public.bookings b
where b.status in ('confirmed', 'guaranteed', 'checked_in', 'checked_out')
union all
select b.id, b.customer_id, b.check_in_date, b.total_nights
from public.bookings_partitioned b
where b.status = 'checked_out';

create or replace view app.nights_sold as
select n.booking_id, b.customer_id, n.night, n.amount
from public.booking_nights n
join public.bookings b on b.id = n.booking_id
where b.status in ('confirmed', 'guaranteed', 'checked_in', 'checked_out')
  and n.night >= b.check_in_date and n.night < b.check_out_date
union all
select n.booking_id, b.customer_id, n.night, n.amount
from public.booking_nights_partitioned n
join public.bookings_partitioned b on b.id = n.booking_id and b.check_in_date = n.check_in_date
where b.status = 'checked_out' and n.night >= b.check_in_date and n.night < b.check_out_date;

create or replace view public.daily_revenue with (security_invoker = true) as
select
  p.business_date as date,
  count(distinct p.booking_id) as total_bookings,
  count(*) as total_payments,
  sum(case when p.refund_of is null then p.amount else -p.amount end) as total_revenue,
  round(avg(p.amount) filter (where p.refund_of is null), 2) as average_payment,
  string_agg(distinct p.payment_method::text, ', ') as payment_methods
from (
  select l.booking_id, l.business_date, l.amount, l.refund_of, l.payment_method, l.status from public.payments l
  union all
  select a.booking_id, a.business_date, a.amount, a.refund_of, a.payment_method, a.status from public.payments_partitioned a
) p
where p.status in ('completed', 'refunded')
group by p.business_date;

-- ------------------------------------------------------------------ who may read it

-- Whoever may read the live table; of the columns that never leave the server nobody. Nobody writes here.
do $$
declare
  v_table text;
begin
  for v_table in select 'bookings' union all (select t.table_name from app.archived_tables t order by t.place) loop
    execute format('alter table public.%I enable row level security', v_table || '_partitioned');
    execute format('revoke all on public.%I from public, anon, authenticated', v_table || '_partitioned');
    execute format('grant select (%s) on public.%I to app_user',
      (select string_agg(quote_ident(a.attname), ', ' order by a.attnum)
         from pg_catalog.pg_attribute a
        where a.attrelid = format('public.%I', v_table || '_partitioned')::regclass and a.attnum > 0 and not a.attisdropped
          and (v_table, a.attname) not in (select h.table_name, h.column_name from sync.hidden_columns h)),
      v_table || '_partitioned');
    execute format(
      'create policy %I on public.%I for select to app_user using ((select app.has_role(%s)))',
      v_table || '_partitioned_read', v_table || '_partitioned', $roles$'admin', 'manager', 'front_desk', 'accountant', 'auditor'$roles$);
  end loop;
end
$$;
revoke all on public.all_bookings, app.detached_years from public, anon, authenticated;
grant select on public.all_bookings to app_user;
revoke execute on all functions in schema app from public, anon, authenticated;
grant execute on function app.is_archiving() to app_user;

-- migrate:down
