-- migrate:up

-- What the office watches and ends: years that leave the archive, keys that are made anew, terminals that fall behind.

create or replace function sync.schema_version() returns integer
language sql immutable parallel safe
return 22;

-- ------------------------------------------------------------------ the years of the archive

-- How long a year must be over before its stays and their money may be destroyed: a matter of law, which the owner sets.
create table app.archive_rules (
  id boolean primary key default true check (id),
  keep_years integer not null default 10 check (keep_years >= 1)
);
insert into app.archive_rules default values;

-- Why a year may not be taken out; null when it may. Its stays must all be in the archive: one that is still live has
-- something open, or its year is not over.
create function app.why_year_stays(p_year integer) returns text
language plpgsql stable
set search_path = ''
as $$
begin
  if p_year is null or to_regclass('archive.bookings_' || p_year) is null then
    return 'no_such_year';
  end if;
  if exists (select from app.detached_years d where d.year = p_year) then
    return 'detached_already';
  end if;
  if make_date(p_year + 1, 1, 1) > public.hotel_today() - 365 then
    return 'year_not_over';
  end if;
  if exists (
    select from public.bookings b
     where b.check_in_date >= make_date(p_year, 1, 1) and b.check_in_date < make_date(p_year + 1, 1, 1)) then
    return 'stays_still_live';
  end if;
  return null;
end
$$;

-- What each year holds: what would go with it, and what keeps it.
create function public.archive_years()
returns table (
  year integer, state text, stays bigint, guests bigint, payments bigint, taken numeric, last_departure date, bytes bigint,
  kept_because text)
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_year integer;
begin
  perform app.require_role('manager', 'admin', 'accountant', 'auditor');
  for v_year in
    select substring(c.relname from 10)::integer from pg_catalog.pg_class c
     where c.relnamespace = 'archive'::regnamespace and c.relkind = 'r' and c.relname ~ '^bookings_[0-9]{4}$'
     order by 1
  loop
    return query execute format(
      'select %1$s, case when exists (select from app.detached_years d where d.year = %1$s) then ''detached'' else ''archived'' end,
              b.stays, b.guests, p.payments, p.taken, b.last_departure,
              (select sum(pg_total_relation_size(c.oid))::bigint from pg_catalog.pg_class c
                where c.relnamespace = ''archive''::regnamespace and c.relkind = ''r'' and c.relname ~ ''_%1$s$''),
              app.why_year_stays(%1$s)
         from (select count(*) as stays, count(distinct x.customer_id) as guests, max(x.check_out_date) as last_departure
                 from archive.bookings_%1$s x) b,
              (select count(*) as payments,
                      coalesce(sum(case when x.refund_of is null then x.amount else -x.amount end)
                        filter (where x.status in (''completed'', ''refunded'')), 0) as taken
                 from archive.payments_%1$s x) p', v_year);
  end loop;
end
$$;

-- One year's tables, parents before children, each with the foreign key of its own that it has when it stands alone.
create function app.year_keys(p_year integer)
returns table (place smallint, table_name text, parent_table text, parent_column text, constraint_name text)
language sql stable
set search_path = ''
as $$
  select t.place, t.table_name, t.parent_table, t.parent_column, k.conname::text
    from app.archived_tables t
    left join pg_catalog.pg_constraint k
      on k.conrelid = to_regclass(format('archive.%I', t.table_name || '_' || p_year)) and k.contype = 'f'
     and k.conparentid = 0 and k.confrelid in (
       to_regclass(format('public.%I', t.parent_table || '_partitioned')),
       to_regclass(format('archive.%I', t.parent_table || '_' || p_year)))
   order by t.place
$$;

create function app.check_year_keeper() returns void
language plpgsql volatile
set search_path = ''
as $$
begin
  perform app.require_role('manager', 'admin');
  -- a table that a desk reads this moment is waited for, but not while all others wait behind
  perform set_config('lock_timeout', '5s', true);
end
$$;

-- Takes a year out of the archive and says what went. Its tables are kept beside it, for a last dump, and can be brought
-- back; its stays are in nobody's history, sums or months any more. Children go before their parents, and their foreign
-- keys with them: a partition that somebody refers to cannot go.
create function public.detach_archive_year(p_year integer) returns table (table_name text, gone bigint)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_why text;
  v_key record;
  v_guests uuid[];
begin
  perform app.check_year_keeper();
  v_why := app.why_year_stays(p_year);
  if v_why is not null then
    raise exception 'the year % stays: %', p_year, v_why using errcode = '55000', hint = v_why;
  end if;
  insert into app.detached_years (year, detached_by) values (p_year, (app.current_staff()).id);
  for v_key in select * from app.archived_tables t order by t.place desc loop
    execute format('alter table public.%I detach partition archive.%I',
      v_key.table_name || '_partitioned', v_key.table_name || '_' || p_year);
    execute format('alter table archive.%I drop constraint %I', v_key.table_name || '_' || p_year,
      (select k.constraint_name from app.year_keys(p_year) k where k.table_name = v_key.table_name));
  end loop;
  execute format('alter table public.bookings_partitioned detach partition archive.%I', 'bookings_' || p_year);
  for v_key in select * from app.year_keys(p_year) loop
    execute format('alter table archive.%I add foreign key (%I, check_in_date) references archive.%I (id, check_in_date)',
      v_key.table_name || '_' || p_year, v_key.parent_column, v_key.parent_table || '_' || p_year);
  end loop;
  for v_key in select 'bookings' as name union all (select t.table_name from app.archived_tables t order by t.place) loop
    table_name := v_key.name;
    execute format('select count(*) from archive.%I', v_key.name || '_' || p_year) into gone;
    return next;
  end loop;
  execute format('select array_agg(distinct b.customer_id) from archive.%I b', 'bookings_' || p_year) into v_guests;
  update public.customers c set total_stays = 0 where c.id = any (v_guests);   -- the sums are made anew from what is there
  insert into public.audit_logs (table_name, action, user_id, old_values, business_date)
  values ('bookings_partitioned', 'DETACH', app.current_user_id(), jsonb_build_object('year', p_year), public.hotel_today());
end
$$;

-- The way back, for a year that was detached by mistake.
create function public.attach_archive_year(p_year integer) returns void
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_key record;
  v_guests uuid[];
begin
  perform app.check_year_keeper();
  delete from app.detached_years d where d.year = p_year and d.dropped_at is null;
  if not found then
    raise exception 'the year % is not kept detached', p_year using errcode = '55000', hint = 'no_such_year';
  end if;
  for v_key in select * from app.year_keys(p_year) loop
    execute format('alter table archive.%I drop constraint %I', v_key.table_name || '_' || p_year, v_key.constraint_name);
  end loop;
  for v_key in select 'bookings' as name union all (select t.table_name from app.archived_tables t order by t.place) loop
    execute format('alter table public.%I attach partition archive.%I for values from (%L) to (%L)',
      v_key.name || '_partitioned', v_key.name || '_' || p_year, make_date(p_year, 1, 1), make_date(p_year + 1, 1, 1));
  end loop;
  execute format('select array_agg(distinct b.customer_id) from archive.%I b', 'bookings_' || p_year) into v_guests;
  update public.customers c set total_stays = 0 where c.id = any (v_guests);
  insert into public.audit_logs (table_name, action, user_id, new_values, business_date)
  values ('bookings_partitioned', 'ATTACH', app.current_user_id(), jsonb_build_object('year', p_year), public.hotel_today());
end
$$;

-- Destroys a year that was detached, and says what went. Only when the law's years are over, and only for whoever writes
-- down what they do: 'destroy 2012'.
create function public.drop_archive_year(p_year integer, p_words text) returns table (table_name text, gone bigint)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_table record;
  v_why text;
begin
  perform app.check_year_keeper();
  v_why := case
    when not exists (select from app.detached_years d where d.year = p_year and d.dropped_at is null) then 'not_detached'
    when make_date(p_year + 1, 1, 1) + make_interval(years => (select r.keep_years from app.archive_rules r))
         > public.hotel_today() then 'kept_by_law'
    when p_words is distinct from 'destroy ' || p_year then 'not_confirmed' end;
  if v_why is not null then
    raise exception 'the year % stays: %', p_year, v_why using errcode = '55000', hint = v_why;
  end if;
  for v_table in
    select x.name from (
      select 0 as place, 'bookings' as name union all select t.place, t.table_name from app.archived_tables t) x
     order by x.place desc
  loop
    table_name := v_table.name;
    execute format('select count(*) from archive.%I', v_table.name || '_' || p_year) into gone;
    execute format('drop table archive.%I', v_table.name || '_' || p_year);
    return next;
  end loop;
  update app.detached_years d set dropped_at = now() where d.year = p_year;
  insert into public.audit_logs (table_name, action, user_id, old_values, business_date)
  values ('bookings_partitioned', 'DROP', app.current_user_id(), jsonb_build_object('year', p_year), public.hotel_today());
end
$$;

-- ------------------------------------------------------------------ a new key of the hashes

-- Hashes every document number and tax id again, under a new key; says how many rows. As rotate_key does, it is the
-- owner's alone, and whoever keeps the key in a server setting gives the new one and sets it in the same breath.
create function private.rotate_hash_key(p_new_secret text default null) returns bigint
language plpgsql volatile
set search_path = ''
as $$
declare
  v_key constant record := private.begin_rotation('pii_hash', p_new_secret);
  v_count bigint;
begin
  update public.customers c
     set id_number_hash = private.number_hash(private.decrypt(c.id_number), v_key.fresh),
         tax_id_hash = private.number_hash(private.decrypt(c.tax_id), v_key.fresh)
   where num_nonnulls(c.id_number, c.tax_id) > 0;
  get diagnostics v_count = row_count;
  perform private.end_rotation('pii_hash', v_key.kept_in, v_key.fresh, v_count);
  return v_count;
end
$$;

-- ------------------------------------------------------------------ how far behind each terminal is

alter table sync.terminal_state
  add column cursor pg_snapshot,                           -- what it said last that it has
  add column pulled_at timestamptz(3);

-- The pull itself is STABLE, so that one snapshot answers all of it, and can note nothing. What stands before it notes the
-- cursor afterwards, so that no pull holds a transaction number while it reads; at most every fifteen seconds, and never
-- waiting for the terminal's own push.
alter function public.sync_pull(text, text, json, integer) rename to pull;
alter function public.pull(text, text, json, integer) set schema sync;

create function public.sync_pull(
  p_base text, p_target text default null, p_after json default null, p_limit integer default 5000) returns json
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_page constant json := sync.pull(p_base, p_target, p_after, p_limit);
begin
  if p_after is null then
    perform set_config('synchronous_commit', 'off', true); -- a note that is lost is made again
    update sync.terminal_state s set cursor = p_base::pg_snapshot, pulled_at = clock_timestamp()
     where s.terminal_id = (
       select x.terminal_id
         from sync.terminal_state x
         join public.terminals t on t.id = x.terminal_id
        where t.auth_user_id = app.current_user_id()
          and (x.pulled_at is null or x.pulled_at < clock_timestamp() - interval '15 seconds')
          for no key update of x skip locked);
  end if;
  return v_page;
end
$$;

-- How many rows each terminal has not seen yet, and since when it has asked for none; and whether its cursor leads
-- nowhere any more, so that it will mirror afresh.
create function public.monitor_terminal_lag()
returns table (
  terminal_id uuid, terminal_name varchar, is_revoked boolean, pulled_at timestamptz, silent_for interval,
  rows_behind bigint, must_mirror_afresh boolean)
language plpgsql stable security definer
set search_path = ''
as $$
begin
  perform app.require_role('manager', 'admin');
  return query
    select t.id, t.name, t.revoked_at is not null, s.pulled_at::timestamptz, clock_timestamp() - s.pulled_at,
           (select count(*) from sync.row_versions v
             where v.xid >= pg_snapshot_xmin(s.cursor) and not pg_visible_in_snapshot(v.xid, s.cursor)
               and v.table_id in (select x.id from sync.tables_of(t.id) x)),
           pg_snapshot_xmin(s.cursor) < (select q.tombstones_from from sync.state q)
      from public.terminals t
      join sync.terminal_state s on s.terminal_id = t.id
     order by s.pulled_at nulls first, t.name;
end
$$;

revoke all on app.archive_rules from public, anon, authenticated;
revoke execute on all functions in schema private, app, sync from public, anon, authenticated;
revoke execute on function
  public.sync_pull(text, text, json, integer), public.monitor_terminal_lag(), public.archive_years(), public.detach_archive_year(integer), public.attach_archive_year(integer),
  public.drop_archive_year(integer, text) from public, anon, authenticated;
grant execute on function public.sync_pull(text, text, json, integer) to authenticated;
grant execute on function
  public.monitor_terminal_lag(), public.archive_years(), public.detach_archive_year(integer), public.attach_archive_year(integer),
  public.drop_archive_year(integer, text) to app_user;

-- migrate:down
