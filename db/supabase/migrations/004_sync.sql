-- migrate:up

-- What terminals and the server say to each other. Rows go down by the difference of two Postgres snapshots; commands
-- come up as envelopes and are applied row by row, judged again by the tables' own rules.
--
-- An idle transaction costs every pull: what was stamped since it began is looked at again. Nothing is lost, but set
-- idle_in_transaction_session_timeout on roles that people use by hand.

-- Which schema this is, as terminals write it into their envelopes. Every migration replaces it: the record of
-- migrations differs between tools (dbmate's, the Supabase CLI's), this does not.
create function sync.schema_version() returns integer
language sql immutable parallel safe
return 4;

-- Older than this no terminal may be whose commands are understood: those between are lifted (see sync.upcast). Raised
-- when a step of lifting is taken out, two releases later at the earliest.
create function sync.oldest_schema_version() returns integer
language sql immutable parallel safe
return 4;

-- ------------------------------------------------------------------ what is mirrored

-- Columns that never leave the server.
create table sync.hidden_columns (
  table_name text not null,
  column_name text not null,
  primary key (table_name, column_name)
);
insert into sync.hidden_columns (table_name, column_name) values
  ('customers', 'id_number'),
  ('customers', 'id_number_hash'),
  ('customers', 'tax_id'),
  ('customers', 'tax_id_hash'),
  ('customers', 'search_text'),
  ('payments', 'card_data');

-- Tables that no terminal mirrors.
create table sync.server_tables (name text primary key);
insert into sync.server_tables (name) values ('schema_migrations');

create table sync.tables (
  id smallint primary key generated always as identity,
  name text not null unique,
  columns text[] not null,                                 -- as rows travel: the table's order, without what is hidden
  row_sql text not null,                                   -- the row as a JSON array, of a table called t
  ignored text[] not null,                                 -- the server's own columns: a terminal that sends one is not heard
  actors text[] not null,                                  -- columns that say who did it: they must say the truth
  load_order integer not null                              -- parents before children
);

-- One row per live row that changed since terminals exist, or tombstone: it compacts itself. The transaction is the
-- top one even inside a savepoint, unlike the system column xmin.
create table sync.row_versions (
  table_id smallint not null,                              -- one of sync.tables, which keeps all it ever had: no foreign key
  row_id uuid not null,
  xid xid8 not null,
  gone_at timestamptz(3),
  primary key (table_id, row_id)
) with (fillfactor = 80);
create index row_versions_by_xid on sync.row_versions (xid, table_id, row_id);

create table sync.state (
  id boolean primary key default true check (id),
  epoch uuid not null default gen_random_uuid(),
  tombstones_from xid8 not null default '0'                -- older tombstones are gone, and so is every cursor older than that
);
insert into sync.state default values;

-- Which life of which database this is. A restore, a failover to a standby that lagged or a load of a dump changes it,
-- and every terminal mirrors afresh: by the id of the cluster, the timeline, the table's own id in the catalogue, and a
-- stored id for what those do not show.
create function sync.epoch() returns text
language plpgsql stable security definer
set search_path = ''
as $$
declare
  -- Read once a session: it is in a file, and a session has one cluster.
  v_system text := current_setting('sync.system_identifier', true);
begin
  if coalesce(v_system, '') = '' then
    v_system := case when has_function_privilege('pg_control_system()', 'execute')
      then (select c.system_identifier::text from pg_control_system() c) else '-' end;
    perform set_config('sync.system_identifier', v_system, false);
  end if;
  return concat_ws('.',
    (select s.epoch from sync.state s),
    v_system,
    left(pg_walfile_name(pg_current_wal_insert_lsn()), 8),
    'sync.row_versions'::regclass::oid);
end
$$;

-- To be called by whoever restores data into a database. A load of a dump brings transaction numbers that this cluster
-- has not come to yet. Until it did, each cursor would be refused as older than the tombstones, and no command of before
-- would be acknowledged. As every terminal mirrors afresh, the feed of the other life may go.
create function sync.renew_epoch() returns text
language plpgsql volatile
set search_path = ''
as $$
declare
  v_next constant xid8 := pg_snapshot_xmax(pg_current_snapshot());
begin
  update sync.state set epoch = gen_random_uuid(), tombstones_from = '0';
  delete from sync.row_versions v where v.xid >= v_next;
  if exists (select from sync.ops o where o.xid >= v_next) then
    alter table sync.ops disable trigger ops_append_only;
    update sync.ops o set xid = pg_current_xact_id() where o.xid >= v_next;
    alter table sync.ops enable trigger ops_append_only;
  end if;
  return sync.epoch();
end
$$;

-- Rows that change often keep room beside them: a change that finds it there touches no index.
alter table public.bookings set (fillfactor = 75);
alter table public.booking_nights set (fillfactor = 85);
alter table public.rooms set (fillfactor = 75);

-- ------------------------------------------------------------------ stamps

create function sync.poke() returns void
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_xid constant text := pg_current_xact_id()::text;
begin
  if current_setting('sync.poked', true) is not distinct from v_xid then
    return;
  end if;
  perform set_config('sync.poked', v_xid, true);
  perform pg_notify('sync_poke', '{}');
  if to_regprocedure('realtime.send(jsonb, text, text, boolean)') is not null then
    begin
      perform realtime.send('{}'::jsonb, 'poke', 'front-desk', false);
    exception when others then
      null;                                                -- terminals pull by themselves too: a poke never stops a write
    end;
  end if;
end
$$;

create function sync.stamp_insert() returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  insert into sync.row_versions as v (table_id, row_id, xid)
  select tg_argv[0]::smallint, c.id, pg_current_xact_id() from changed c
  on conflict (table_id, row_id) do update set xid = excluded.xid, gone_at = null;
  if found then
    perform sync.poke();
  end if;
  return null;
end
$$;

create function sync.stamp_update() returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  insert into sync.row_versions as v (table_id, row_id, xid)
  select tg_argv[0]::smallint, c.id, pg_current_xact_id()
    from changed c
    join before b on b.id = c.id
   where c is distinct from b
  on conflict (table_id, row_id) do update set xid = excluded.xid, gone_at = null
   where v.xid <> excluded.xid or v.gone_at is not null;
  if found then
    perform sync.poke();
  end if;
  return null;
end
$$;

create function sync.stamp_delete() returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  insert into sync.row_versions as v (table_id, row_id, xid, gone_at)
  select tg_argv[0]::smallint, b.id, pg_current_xact_id(), clock_timestamp() from before b
  on conflict (table_id, row_id) do update set xid = excluded.xid, gone_at = excluded.gone_at;
  if found then
    perform sync.poke();
  end if;
  return null;
end
$$;

create function sync.refuse() returns trigger
language plpgsql
set search_path = ''
as $$
begin
  raise exception '% of % would not be seen by terminals', lower(tg_op), tg_table_name
    using errcode = '23001', table = tg_table_name, hint = 'delete the rows instead; a row keeps its id';
end
$$;

-- ------------------------------------------------------------------ the registry

-- Columns that follow from other columns or rows: a terminal that sends one is not heard.
create table sync.derived_columns (
  table_name text not null,
  column_name text not null,
  primary key (table_name, column_name)
);
insert into sync.derived_columns (table_name, column_name) values
  ('bookings', 'total_room_charge'),
  ('bookings', 'extra_charges'),
  ('bookings', 'discounts'),
  ('bookings', 'taxes'),
  ('bookings', 'paid_amount'),
  ('customers', 'total_stays'),
  ('customers', 'total_spent'),
  ('customers', 'last_stay_date'),
  ('invoices', 'paid_amount'),
  ('rooms', 'status');

-- Columns that say who did it.
create table sync.actor_columns (
  table_name text not null,
  column_name text not null,
  primary key (table_name, column_name)
);
insert into sync.actor_columns (table_name, column_name) values
  ('bookings', 'created_by'),
  ('bookings', 'cancelled_by'),
  ('payments', 'processed_by'),
  ('transactions', 'posted_by'),
  ('invoices', 'created_by'),
  ('room_blocks', 'created_by'),
  ('sync_conflicts', 'settled_by');

-- What a terminal sends is applied by three functions a table, made here from the catalogue: their statements name
-- every column, so that they are planned once a session and not once a row (1.3 ms against 0.1, measured).
create function sync.attach_writers(p_name text, p_table regclass) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_row text;                                              -- a row of defaults; codes and ids are never made here
  v_inserted text;
  v_values text;
  v_assigned text;
  v_given text;
begin
  select
    string_agg(
      case when a.attgenerated <> '' or a.attname = 'id' or d.adbin is null
             or pg_get_expr(d.adbin, d.adrelid) ~ '^(app\.|nextval)' then 'null'
        else pg_get_expr(d.adbin, d.adrelid) end, ', ' order by a.attnum),
    string_agg(quote_ident(a.attname), ', ' order by a.attnum) filter (where a.attgenerated = ''),
    string_agg(format('r.%I', a.attname), ', ' order by a.attnum) filter (where a.attgenerated = ''),
    string_agg(quote_ident(a.attname), ', ' order by a.attnum) filter (where sync.is_given(t, a.attname)),
    string_agg(format('r.%I', a.attname), ', ' order by a.attnum) filter (where sync.is_given(t, a.attname))
    into v_row, v_inserted, v_values, v_assigned, v_given
    from pg_catalog.pg_attribute a
    join sync.tables t on t.name = p_name
    left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
   where a.attrelid = p_table and a.attnum > 0 and not a.attisdropped;

  execute format($body$
    create or replace function sync.insert_%1$s(p_rows jsonb) returns uuid[]
    language plpgsql volatile
    as $insert$
    declare
      v_ids uuid[];
    begin
      with inserted as (
        insert into public.%1$I (%3$s)
        select %4$s from jsonb_populate_recordset(row(%2$s)::public.%1$I, p_rows) r
        on conflict (id) do nothing
        returning id)
      select array_agg(i.id) into v_ids from inserted i;
      return v_ids;
    end
    $insert$ $body$, p_name, v_row, v_inserted, v_values);
  execute format($body$
    create or replace function sync.read_%1$s(p_id uuid, p_set jsonb, p_was jsonb, out now jsonb, out set jsonb, out was jsonb)
    language plpgsql volatile
    as $read$
    begin
      select to_jsonb(t), to_jsonb(jsonb_populate_record(t, p_set)), to_jsonb(jsonb_populate_record(t, p_was))
        into now, set, was
        from public.%1$I t where t.id = p_id for no key update;
    end
    $read$ $body$, p_name);
  -- A statement for the columns that each command may write, as it wakes only the triggers of those; and one for all.
  execute format($body$
    create or replace function sync.update_%1$s(p_id uuid, p_set jsonb) returns void
    language plpgsql volatile
    as $update$
    begin
      %2$s
      update public.%1$I t set (%3$s) = (select %4$s from jsonb_populate_record(t, p_set) r) where t.id = p_id;
    end
    $update$ $body$, p_name, sync.narrow_updates(p_name), v_assigned, v_given);
end
$$;

-- The value of one column of a row in JSON, as an expression: a cast of one value costs a tenth of a whole row's reading.
create function sync.value_sql(p_table text, p_column text, p_row text) returns text
language sql stable
set search_path = ''
as $$
  select case
    when t.typcategory = 'A' then format('(jsonb_populate_record(null::public.%I, %s)).%I', p_table, p_row, p_column)
    when t.typname = 'jsonb' then format('nullif(%s -> %L, ''null'')', p_row, p_column)
    else format('(%s ->> %L)::%s', p_row, p_column, pg_catalog.format_type(a.atttypid, -1)) end
    from pg_catalog.pg_attribute a join pg_catalog.pg_type t on t.oid = a.atttypid
   where a.attrelid = format('public.%I', p_table)::regclass and a.attname = p_column and not a.attisdropped
$$;

-- The common case of a change: nobody else was there, so what the terminal found is what is here, and one statement sees
-- and writes it. Nothing is found where that is not so; the columns are then merged one by one. Two functions a table:
-- for one row, and for many, as setting a statement up costs more than a row of it.
create function sync.attach_change(p_name text) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_of constant text := case p_name when 'booking_nights' then 'booking_id' when 'number_series' then 'terminal_id' else 'id' end;
  v_one text;
  v_many text;
begin
  select
    string_agg(format($branch$
      if p_set - %2$L::text[] = '{}' then
        update public.%1$I t set %3$s
         where t.id = p_id and %4$s
        returning t.%5$I into v_of;
        return v_of;
      end if;$branch$, p_name, w.columns, o.assigned, o.found, v_of), '' order by cardinality(w.columns), w.columns),
    string_agg(format($branch$
      if v_keys <@ %2$L::text[] then
        with changed as (
          update public.%1$I t set %3$s
            from jsonb_to_recordset(p_rows) r (id uuid, set jsonb, was jsonb)
           where t.id = r.id and %4$s
          returning t.%5$I as of)
        select array_agg(c.of) into v_of from changed c;
        return v_of;
      end if;$branch$, p_name, w.columns, m.assigned, m.found, v_of), '' order by cardinality(w.columns), w.columns)
    into v_one, v_many
    from (
      select distinct array(select c from unnest(x.columns) c order by c) as columns
        from sync.command_writes x
       where x.table_name = p_name and x.verb = 'update' and x.columns is not null) w
    cross join lateral sync.change_sql(p_name, w.columns, 'p_set', 'p_was') o
    cross join lateral sync.change_sql(p_name, w.columns, 'r.set', 'r.was') m;
  execute format($body$
    create or replace function sync.change_%1$s(p_id uuid, p_set jsonb, p_was jsonb) returns uuid
    language plpgsql volatile
    as $change$
    declare
      v_of uuid;
    begin
      %2$s
      return null;
    end
    $change$ $body$, p_name, v_one);
  execute format($body$
    create or replace function sync.change_many_%1$s(p_rows jsonb) returns uuid[]
    language plpgsql volatile
    as $change$
    declare
      v_keys constant text[] := array(
        select distinct k from jsonb_array_elements(p_rows) e, jsonb_object_keys(e -> 'set') k);
      v_of uuid[];
    begin
      %2$s
      return null;
    end
    $change$ $body$, p_name, v_many);
end
$$;

create function sync.change_sql(
  p_table text, p_columns text[], p_set text, p_was text, out assigned text, out found text)
language sql stable
set search_path = ''
as $$
  select
    string_agg(format('%1$I = case when %2$s ? %1$L then %3$s else t.%1$I end',
      c, p_set, sync.value_sql(p_table, c, p_set)), ', '),
    string_agg(format('(not %2$s ? %1$L or t.%1$I is not distinct from %3$s)',
      c, p_set, sync.value_sql(p_table, c, p_was)), ' and ')
    from unnest(p_columns) c
$$;

create function sync.is_given(p_table sync.tables, p_column name) returns boolean
language sql immutable
return p_column <> 'id' and p_column = any (p_table.columns) and not p_column = any (p_table.ignored);

create function sync.narrow_updates(p_name text) returns text
language plpgsql stable
set search_path = ''
as $$
begin
  return (
    select string_agg(format(
             'if p_set - %L::text[] = ''{}'' then update public.%I t set (%s) = (select %s from jsonb_populate_record(t, p_set) r) where t.id = p_id; return; end if;',
             w.columns, p_name,
             (select string_agg(quote_ident(c), ', ') from unnest(w.columns) c),
             (select string_agg('r.' || quote_ident(c), ', ') from unnest(w.columns) c)), E'\n      ' order by cardinality(w.columns), w.columns)
      from (
        select distinct array(select c from unnest(x.columns) c order by c) as columns
          from sync.command_writes x
         where x.table_name = p_name and x.verb = 'update' and x.columns is not null) w);
end
$$;

create function sync.attach_dispatch() returns void
language plpgsql volatile
set search_path = ''
as $$
begin
  execute format($body$
    create or replace function sync.change_row(p_table text, p_id uuid, p_set jsonb, p_was jsonb) returns uuid
    language plpgsql volatile
    as $change$
    begin
      case p_table %s else return null; end case;
    end
    $change$ $body$,
    (select coalesce(string_agg(format('when %1$L then return sync.change_%1$s(p_id, p_set, p_was);', t.name), ' ' order by t.name), 'when null then')
       from sync.tables t
      where exists (select from sync.command_writes w where w.table_name = t.name and w.verb = 'update')));
  execute format($body$
    create or replace function sync.change_rows(p_table text, p_rows jsonb) returns uuid[]
    language plpgsql volatile
    as $change$
    begin
      case p_table %s else return null; end case;
    end
    $change$ $body$,
    (select coalesce(string_agg(format('when %1$L then return sync.change_many_%1$s(p_rows);', t.name), ' ' order by t.name), 'when null then')
       from sync.tables t
      where exists (select from sync.command_writes w where w.table_name = t.name and w.verb = 'update')));
  execute format($body$
    create or replace function sync.insert_rows(p_table text, p_rows jsonb) returns uuid[]
    language plpgsql volatile
    as $insert$
    begin
      case p_table %s end case;
    end
    $insert$ $body$,
    (select string_agg(format('when %1$L then return sync.insert_%1$s(p_rows);', t.name), ' ' order by t.name) from sync.tables t));
  execute format($body$
    create or replace function sync.read_row(
      p_table text, p_id uuid, p_set jsonb, p_was jsonb, out now jsonb, out set jsonb, out was jsonb)
    language plpgsql volatile
    as $read$
    begin
      case p_table %s end case;
    end
    $read$ $body$,
    (select string_agg(format(
      'when %1$L then select r.now, r.set, r.was into now, set, was from sync.read_%1$s(p_id, p_set, p_was) r;', t.name), ' ' order by t.name)
      from sync.tables t));
  execute format($body$
    create or replace function sync.update_row(p_table text, p_id uuid, p_set jsonb) returns void
    language plpgsql volatile
    as $update$
    begin
      case p_table %s end case;
    end
    $update$ $body$,
    (select string_agg(format('when %1$L then perform sync.update_%1$s(p_id, p_set);', t.name), ' ' order by t.name) from sync.tables t));
end
$$;

-- Registers every table of schema public that terminals mirror, with its stamps. Later migrations call it last.
create function sync.attach_tables() returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_table record;
  v_id smallint;
  v_round integer := 0;
begin
  for v_table in
    select c.oid, c.relname::text as name from pg_catalog.pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and not c.relispartition
       and c.relname not in (select s.name from sync.server_tables s)
     order by c.relname collate "C"
  loop
    insert into sync.tables as t (name, columns, row_sql, ignored, actors, load_order)
    select
      v_table.name,
      array_agg(a.attname::text order by a.attnum),
      'json_build_array(' || string_agg(format('t.%I', a.attname), ', ' order by a.attnum) || ')',
      coalesce(array_agg(a.attname::text) filter (
        where a.attgenerated <> '' or a.attname = 'updated_at'
           or (v_table.name, a.attname) in (select d.table_name, d.column_name from sync.derived_columns d)), '{}'),
      array(select x.column_name from sync.actor_columns x where x.table_name = v_table.name),
      0
    from pg_catalog.pg_attribute a
    where a.attrelid = v_table.oid and a.attnum > 0 and not a.attisdropped
      and (v_table.name, a.attname) not in (select h.table_name, h.column_name from sync.hidden_columns h)
    on conflict (name) do update
      set columns = excluded.columns, row_sql = excluded.row_sql, ignored = excluded.ignored, actors = excluded.actors,
          load_order = 0
    returning t.id into v_id;

    execute format('create or replace trigger sync_stamp_insert after insert on public.%I
      referencing new table as changed for each statement execute function sync.stamp_insert(%s)', v_table.name, v_id);
    execute format('create or replace trigger sync_stamp_update after update on public.%I
      referencing old table as before new table as changed for each statement execute function sync.stamp_update(%s)', v_table.name, v_id);
    execute format('create or replace trigger sync_stamp_delete after delete on public.%I
      referencing old table as before for each statement execute function sync.stamp_delete(%s)', v_table.name, v_id);
    execute format('create or replace trigger sync_no_truncate before truncate on public.%I
      for each statement execute function sync.refuse()', v_table.name);
    execute format('create or replace trigger sync_id_is_fixed before update of id on public.%I
      for each row when (old.id is distinct from new.id) execute function sync.refuse()', v_table.name);
    perform sync.attach_writers(v_table.name, v_table.oid);
    perform sync.attach_change(v_table.name);
  end loop;
  perform sync.attach_dispatch();

  loop
    v_round := v_round + 1;
    update sync.tables t set load_order = v_round
     where t.load_order = 0
       and not exists (
         select from pg_catalog.pg_constraint k
           join pg_catalog.pg_class p on p.oid = k.confrelid
           join sync.tables pt on pt.name = p.relname
          where k.contype = 'f' and k.conrelid = format('public.%I', t.name)::regclass
            and k.confrelid <> k.conrelid and p.relnamespace = 'public'::regnamespace
            and (pt.load_order = 0 or pt.load_order = v_round));
    exit when not found;
  end loop;
  if exists (select from sync.tables t where t.load_order = 0) then
    raise exception 'tables refer to each other in a circle';
  end if;
  perform sync.refresh_scopes();
end
$$;

-- ------------------------------------------------------------------ conflicts, seen by every terminal

create table public.sync_conflicts (
  id uuid primary key,                                     -- derived from the command's id
  -- Without foreign keys: the booking may be the very thing that was refused.
  booking_id uuid,
  table_name varchar(63),                                  -- the row it is about, where it is one
  record_id uuid,
  kind varchar(30) not null,                               -- a refusal code of the protocol
  outcome varchar(20) not null check (outcome in ('merged', 'parked', 'conflict', 'refused')),
  op_id uuid not null,
  command varchar(60) not null,
  terminal_id uuid not null references public.terminals (id) on delete restrict,
  user_id uuid,                                            -- who did it there
  business_date date,
  done_at timestamptz(3),                                  -- when, by that terminal's clock
  offline boolean not null default false,                  -- the terminal had no line then
  mine jsonb not null,                                     -- what the terminal wrote
  theirs jsonb not null,                                   -- what the server had instead
  caused_by uuid references public.sync_conflicts (id) on delete restrict,  -- the open one that it follows from
  status varchar(10) not null default 'open' check (status in ('open', 'settled')),
  resolution varchar(30),
  note varchar(500),                                       -- what whoever settled it had to say
  settled_at timestamptz(3),
  settled_by uuid references public.user_profiles (id) on delete restrict,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint sync_conflicts_settled check ((status = 'settled') = (settled_at is not null))
);
create index idx_sync_conflicts_open on public.sync_conflicts (booking_id) where status = 'open';
create index idx_sync_conflicts_op on public.sync_conflicts (op_id);
create index idx_sync_conflicts_terminal on public.sync_conflicts (terminal_id);
create index idx_sync_conflicts_caused_by on public.sync_conflicts (caused_by) where caused_by is not null;
alter table public.sync_conflicts enable row level security;

create function app.conflicts_settle() returns trigger
language plpgsql security definer
set search_path = ''
as $$
declare
  v_kind text;
  v_id uuid := new.id;
  v_resolution text;
begin
  if tg_table_name = 'bookings' then
    if old.wanted_room_id is null
       or new.room_id is null and (new.status not in ('checked_out', 'cancelled', 'no_show') or old.status = new.status) then
      return null;
    end if;
    v_kind := 'room_taken';
    v_resolution := case when new.room_id is not null then 'room_given' else 'stay_over' end;
  else
    if old.suspense_reason is null or new.suspense_reason is not null then
      return null;
    end if;
    v_kind := 'suspense';
    v_resolution := 'attached';
  end if;
  update public.sync_conflicts c
     set status = 'settled', settled_at = clock_timestamp(), settled_by = (app.current_staff()).id, resolution = v_resolution
   where c.kind = v_kind and c.status = 'open' and v_id = case when v_kind = 'suspense' then c.record_id else c.booking_id end;
  return null;
end
$$;
create trigger conflicts_settle after update of status, room_id, wanted_room_id on public.bookings
  for each row execute function app.conflicts_settle();
create trigger conflicts_settle after update of suspense_reason on public.payments
  for each row execute function app.conflicts_settle();

-- ------------------------------------------------------------------ terminals

-- What a terminal is for: a desk mirrors everything, a terminal on the floors nothing that is money.
create table sync.scopes (
  name text primary key,
  what text not null,
  tables smallint[] not null default '{}',                 -- those of sync.tables that are in it
  hash text not null default ''                            -- changes with any table or column that comes or goes
);
insert into sync.scopes (name, what) values
  ('desk',         'everything that terminals mirror'),
  ('housekeeping', 'rooms and who is in them; no money, no documents, no audit');

-- Whoever leaves out a table leaves out all that refer to it: a mirror keeps its foreign keys.
create table sync.scope_leaves_out (
  scope text not null references sync.scopes (name),
  table_name text not null,
  primary key (scope, table_name)
);
insert into sync.scope_leaves_out (scope, table_name)
select 'housekeeping', t from unnest(array[
  'payments', 'transactions', 'invoices', 'invoice_lines', 'cashier_shifts', 'rate_seasons', 'tax_rules', 'audit_logs',
  'sync_conflicts']) t;

create table sync.enrolment_codes (
  id uuid primary key default gen_random_uuid(),
  code_hash bytea not null unique,
  scope text not null default 'desk' references sync.scopes (name),
  created_by uuid references public.user_profiles (id) on delete restrict,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  terminal_id uuid references public.terminals (id) on delete restrict
);

create table sync.terminal_state (
  terminal_id uuid primary key references public.terminals (id) on delete restrict,
  last_seq integer not null default 0,
  last_hash text not null default repeat('0', 64),
  last_seen timestamptz not null default now(),
  scope text not null default 'desk' references sync.scopes (name),
  forked_from uuid references public.terminals (id) on delete restrict,   -- the terminal that it was a copy of
  salvaged_at timestamptz(3)                               -- sent away, and its work taken in: nothing more is
);

-- With what each terminal proves that a command is its own.
create table private.terminal_keys (
  terminal_id uuid primary key references public.terminals (id) on delete restrict,
  signing_key bytea not null check (octet_length(signing_key) = 32)
);

-- Where the commands of all terminals stand among each other. A restore forgets the last of them; they come back from
-- the terminals with the numbers they had, and are taken in that order: `lost_from` is the last number that was not
-- forgotten, `refilled` the last that came back, and numbers given since begin far beyond.
create table sync.orders (
  id boolean primary key default true check (id),
  epoch text not null,
  last_order bigint not null default 0,
  lost_from bigint not null default 0,
  refilled bigint not null default 0,
  waiting_since timestamptz,                               -- for what another terminal has not brought back yet
  is_over boolean not null default true                    -- nobody waits any more
);

-- Every command that came, as it came, and how it ended. Nothing here is ever changed or deleted.
create table sync.ops (
  terminal_id uuid not null references public.terminals (id) on delete restrict,
  seq integer not null,
  op_id uuid not null,
  name text not null,
  body text,                                               -- null: it could not be carried, and its hash is all that came
  hash text not null,
  mac text,
  signature text,                                          -- by the terminal's own key, which is nowhere at the server
  order_number bigint not null unique,
  status text not null check (status in ('applied', 'merged', 'parked', 'conflict', 'refused')),
  reason text,
  detail jsonb not null,
  xid xid8 not null,
  received_at timestamptz(3) not null default clock_timestamp(),
  primary key (terminal_id, seq)
);
create index ops_by_id on sync.ops (op_id);
create index ops_by_xid on sync.ops (terminal_id, xid);
create trigger ops_append_only before update or delete on sync.ops
  for each row execute function app.append_only();

create function sync.refuse_on_replica() returns void
language plpgsql stable
set search_path = ''
as $$
begin
  if pg_is_in_recovery() then
    raise exception 'this server is a replica' using errcode = '57P03';
  end if;
end
$$;

-- The terminal whose sign-in is asking, sent away or not.
create function sync.calling_terminal() returns public.terminals
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_terminal public.terminals;
begin
  perform sync.refuse_on_replica();
  select * into v_terminal from public.terminals t where t.auth_user_id = app.current_user_id();
  if v_terminal.id is null then
    raise exception 'not a terminal' using errcode = 'FD004', hint = 'not_a_terminal';
  end if;
  return v_terminal;
end
$$;

create function sync.this_terminal() returns public.terminals
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_terminal constant public.terminals := sync.calling_terminal();
begin
  if v_terminal.revoked_at is not null then
    raise exception 'this terminal is revoked' using errcode = 'FD003', hint = 'terminal_revoked';
  end if;
  return v_terminal;
end
$$;

-- What was made of a terminal that is sent away goes with it: nobody knows which of the copies is the thief's.
create function sync.revoke_forks() returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  update public.terminals t set revoked_at = new.revoked_at, revoked_by = new.revoked_by
    from sync.terminal_state s
   where s.forked_from = new.id and t.id = s.terminal_id and t.revoked_at is null;
  return null;
end
$$;
create trigger revoke_forks after update of revoked_at on public.terminals
  for each row when (old.revoked_at is null and new.revoked_at is not null)
  execute function sync.revoke_forks();

-- A code as people read it out: upper case, no spaces or dashes, look-alikes made one.
create function sync.code_hash(p_code text) returns bytea
language sql immutable parallel safe
set search_path = ''
as $$ select sha256(convert_to(translate(regexp_replace(upper(p_code), '[^0-9A-Z]', '', 'g'), 'OIL', '011'), 'UTF8')) $$;

-- A new terminal's way in: fifty random bits, good once, for an hour. Only its hash is kept.
create function public.sync_new_enrolment_code(p_scope text default 'desk') returns text
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_alphabet constant text := '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  v_bytes constant bytea := extensions.gen_random_bytes(10);
  v_code text;
begin
  if not (has_schema_privilege(session_user, 'private', 'create') or app.has_role('admin', 'manager')) then
    raise exception 'only a manager lets a terminal in' using errcode = '42501';
  end if;
  select string_agg(substr(v_alphabet, (get_byte(v_bytes, i) & 31) + 1, 1), '' order by i) into v_code
    from generate_series(0, 9) i;
  insert into sync.enrolment_codes (code_hash, scope, created_by, expires_at)
  values (sync.code_hash(v_code), p_scope, (app.current_staff()).id, now() + interval '1 hour');
  return left(v_code, 5) || '-' || right(v_code, 5);
end
$$;

-- A, B .. Z, AA, AB ..: given once, never again, for codes must not repeat.
create function sync.series_after(p_series text) returns text
language plpgsql immutable
set search_path = ''
as $$
declare
  v_head constant text := left(p_series, -1);
  v_last constant text := right(p_series, 1);
begin
  if p_series is null or p_series = '' then
    return 'A';
  end if;
  if v_last < 'Z' collate "C" then
    return v_head || chr(ascii(v_last) + 1);
  end if;
  return case when v_head = '' then 'A' else sync.series_after(v_head) end || 'A';
end
$$;

create function public.sync_enrol(
  p_code text, p_name text, p_secret text, p_public_key text default null, p_signing_key text default null) returns json
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_code sync.enrolment_codes;
  v_terminal public.terminals;
begin
  perform sync.refuse_on_replica();
  update sync.enrolment_codes c set used_at = now()
   where c.code_hash = sync.code_hash(p_code) and c.used_at is null and c.expires_at > now()
   returning * into v_code;
  if v_code.id is null then
    -- The answer was lost: it is given again to who asks with the very same key and secret.
    select t.* into v_terminal
      from sync.enrolment_codes c join public.terminals t on t.id = c.terminal_id
     where c.code_hash = sync.code_hash(p_code) and sync.is_same_device(t, p_secret, p_public_key);
    if v_terminal.id is not null then
      return sync.enrol_reply(v_terminal);
    end if;
    raise exception 'the enrolment code is unknown, used or expired' using errcode = 'FD005', hint = 'enrolment_code_refused';
  end if;
  v_terminal := sync.make_terminal(p_name, p_secret, p_public_key, p_signing_key, v_code.scope, null);
  update sync.enrolment_codes c set terminal_id = v_terminal.id where c.id = v_code.id;
  return sync.enrol_reply(v_terminal);
end
$$;

-- The copy of a terminal becomes one of its own, with a series of its own. It needs no code: it has the sign-in that a
-- code was given for. It goes when the one it was copied from is sent away.
create function public.sync_enrol_again(p_secret text, p_public_key text, p_signing_key text) returns json
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_of constant public.terminals := sync.this_terminal();
  v_terminal public.terminals;
  v_scope text;
begin
  select s.scope into v_scope from sync.terminal_state s where s.terminal_id = v_of.id for update;
  select t.* into v_terminal
    from sync.terminal_state s join public.terminals t on t.id = s.terminal_id
   where s.forked_from = v_of.id and sync.is_same_device(t, p_secret, p_public_key);
  if v_terminal.id is not null then
    return sync.enrol_reply(v_terminal);
  end if;
  if (select count(*) from sync.terminal_state s join public.terminals t on t.id = s.terminal_id
       where s.forked_from = v_of.id and t.enrolled_at > now() - interval '1 day') >= 5 then
    raise exception 'too many copies of one terminal' using errcode = 'FD005', hint = 'enrolment_code_refused';
  end if;
  v_terminal := sync.make_terminal(left(v_of.name, 56) || ' (2)', p_secret, p_public_key, p_signing_key, v_scope, v_of.id);
  return sync.enrol_reply(v_terminal);
end
$$;

create function sync.is_same_device(p_terminal public.terminals, p_secret text, p_public_key text) returns boolean
language sql stable
set search_path = ''
as $$
  select p_terminal.revoked_at is null and p_terminal.public_key = p_public_key
     and exists (
       select from auth.users u
        where u.id = p_terminal.auth_user_id and u.encrypted_password = extensions.crypt(p_secret, u.encrypted_password))
$$;

create function sync.enrol_reply(p_terminal public.terminals) returns json
language sql stable
set search_path = ''
as $$
  select json_build_object('terminalId', p_terminal.id, 'series', p_terminal.series, 'email', u.email)
    from auth.users u where u.id = p_terminal.auth_user_id
$$;

create function sync.make_terminal(
  p_name text, p_secret text, p_public_key text, p_signing_key text, p_scope text, p_forked_from uuid) returns public.terminals
language plpgsql volatile
set search_path = ''
as $$
declare
  v_terminal public.terminals;
  v_user_id constant uuid := gen_random_uuid();
  v_email constant text := 'terminal-' || v_user_id || '@terminals.invalid';
begin
  -- bcrypt reads 72 bytes and no more.
  if coalesce(octet_length(p_secret), 0) not between 32 and 72 then
    raise exception 'the secret has 32 to 72 bytes' using errcode = '22023';
  end if;
  if coalesce(trim(p_name), '') = '' then
    raise exception 'a terminal has a name' using errcode = '22023';
  end if;
  if coalesce(p_signing_key, '') !~ '^[0-9a-f]{64}$' or length(p_public_key) is distinct from 60 then
    raise exception 'a terminal has a signing key of 32 bytes in hex, and an Ed25519 key in base64' using errcode = '22023';
  end if;

  insert into auth.users (
    instance_id, id, aud, role, email, encrypted_password, email_confirmed_at, raw_app_meta_data, raw_user_meta_data,
    created_at, updated_at, confirmation_token, recovery_token, email_change_token_new, email_change,
    email_change_token_current, phone_change, phone_change_token, reauthentication_token)
  values (
    '00000000-0000-0000-0000-000000000000', v_user_id, 'authenticated', 'authenticated', v_email,
    extensions.crypt(p_secret, extensions.gen_salt('bf', 10)), now(),
    '{"provider": "email", "providers": ["email"], "kind": "terminal"}', '{}', now(), now(),
    '', '', '', '', '', '', '', '');                       -- GoTrue cannot read null in these
  insert into auth.identities (provider_id, user_id, identity_data, provider, last_sign_in_at, created_at, updated_at)
  values (
    v_user_id::text, v_user_id, jsonb_build_object('sub', v_user_id::text, 'email', v_email, 'email_verified', true), 'email',
    now(), now(), now());

  lock table public.terminals in share row exclusive mode;
  insert into public.terminals (name, series, auth_user_id, public_key)
  select trim(p_name), sync.series_after(
           (select t.series from public.terminals t order by length(t.series) desc, t.series collate "C" desc limit 1)),
         v_user_id, p_public_key
  returning * into v_terminal;
  insert into sync.terminal_state (terminal_id, scope, forked_from) values (v_terminal.id, p_scope, p_forked_from);
  insert into private.terminal_keys (terminal_id, signing_key) values (v_terminal.id, decode(p_signing_key, 'hex'));
  return v_terminal;
end
$$;

-- What a terminal mirrors. One that sees another hash than before mirrors afresh.
create function sync.scope_of(p_terminal_id uuid) returns sync.scopes
language plpgsql stable
set search_path = ''
as $$
declare
  v_scope sync.scopes;
begin
  select c.* into v_scope from sync.terminal_state s join sync.scopes c on c.name = s.scope where s.terminal_id = p_terminal_id;
  return v_scope;
end
$$;

create function sync.scope_hash(p_terminal_id uuid) returns text
language plpgsql stable
set search_path = ''
as $$
begin
  return (sync.scope_of(p_terminal_id)).hash;
end
$$;

create function sync.tables_of(p_terminal_id uuid) returns setof sync.tables
language plpgsql stable
set search_path = ''
as $$
begin
  return query select t.* from sync.tables t where t.id = any ((sync.scope_of(p_terminal_id)).tables);
end
$$;

create function sync.refresh_scopes() returns void
language plpgsql volatile
set search_path = ''
as $$
begin
  update sync.scopes c set tables = n.tables, hash = n.hash
    from (
      select x.name, array_agg(t.id order by t.id) as tables,
             md5(string_agg(t.name || '(' || array_to_string(t.columns, ',') || ')', ';' order by t.name collate "C")) as hash
        from sync.scopes x
        join sync.tables t on not exists (
          select from sync.scope_leaves_out l where l.scope = x.name and l.table_name = t.name)
       group by x.name) n
   where n.name = c.name and (c.tables, c.hash) is distinct from (n.tables, n.hash);
end
$$;

-- ------------------------------------------------------------------ downward

create function public.sync_hello(p_protocol integer) returns json
language plpgsql volatile security definer
set search_path = ''
set timezone = 'UTC'
as $$
declare
  v_terminal constant public.terminals := sync.this_terminal();
  v_state sync.terminal_state;
  v_tables json[];
  v_table record;
  v_rows bigint;
begin
  if p_protocol is distinct from 1 then
    raise exception 'this server speaks protocol 1' using errcode = 'FD008', hint = 'protocol_unsupported';
  end if;
  update sync.terminal_state s set last_seen = clock_timestamp() where s.terminal_id = v_terminal.id returning * into v_state;
  for v_table in
    select t.name, t.columns, c.reltuples from sync.tables_of(v_terminal.id) t
      join pg_catalog.pg_class c on c.oid = format('public.%I', t.name)::regclass
     order by t.load_order, t.name collate "C"
  loop
    v_rows := v_table.reltuples;
    if v_rows < 50000 then                                 -- the estimate is unset or old where it matters and a count is quick
      execute format('select count(*) from public.%I', v_table.name) into v_rows;
    end if;
    v_tables := v_tables || json_build_object('name', v_table.name, 'columns', v_table.columns, 'rows', v_rows);
  end loop;
  return json_build_object(
    'protocol', json_build_object('min', 1, 'max', 1),
    'schemaVersion', sync.schema_version(),
    'oldestSchemaVersion', sync.oldest_schema_version(),
    'epoch', sync.epoch(),
    'serverTime', clock_timestamp(),
    'terminalId', v_terminal.id,
    'series', v_terminal.series,
    'lastSeq', v_state.last_seq,
    'lastHash', v_state.last_hash,
    'receipt', sync.receipt(v_terminal.id, v_state.last_seq, v_state.last_hash),
    'scope', sync.scope_hash(v_terminal.id),
    'tables', array_to_json(v_tables));
end
$$;

-- A page of a table by primary key. What changes meanwhile comes with the first pull from the first page's snapshot. With
-- p_to, a range of it that is fetched again. Where the table ends before the page is full, it goes on with those of p_more,
-- so that many small tables are one question; where it names a table, it has come to its end unless `after` says how far.
create function public.sync_snapshot(
  p_table text, p_after uuid default null, p_limit integer default 5000, p_to uuid default null, p_more text[] default '{}')
returns json
language plpgsql stable security definer
set search_path = ''
set timezone = 'UTC'
set jit = off
as $$
declare
  v_terminal constant public.terminals := sync.this_terminal();
  v_limit constant integer := least(greatest(coalesce(p_limit, 5000), 1), 20000);
  v_table sync.tables;
  v_name text;
  v_after uuid := p_after;
  v_left integer := v_limit;
  v_count bigint;
  v_last uuid;
  v_rows json;
  v_parts text[];
begin
  foreach v_name in array p_table || p_more loop
    select * into v_table from sync.tables_of(v_terminal.id) t where t.name = v_name;
    if v_table.id is null then
      raise exception 'no such table' using errcode = '22023';
    end if;
    execute format(
      'select count(*), (array_agg(x.id))[count(*)], coalesce(json_agg(x.j), ''[]'')
         from (select t.id, %s as j from public.%I t where %s order by t.id limit $2) x',
      v_table.row_sql, v_table.name,
      concat_ws(' and ', 'true', case when v_after is not null then 't.id > $1' end, case when p_to is not null then 't.id <= $3' end))
      into v_count, v_last, v_rows using v_after, v_left, p_to;
    v_parts := v_parts || (to_json(v_name)::text || ':' || v_rows::text);
    exit when v_count = v_left;
    v_left := v_left - v_count;
    v_after := null;
    v_last := null;
  end loop;
  return json_build_object(
    'epoch', sync.epoch(),
    'scope', sync.scope_hash(v_terminal.id),
    'snapshot', pg_current_snapshot()::text,
    'rows', ('{' || array_to_string(v_parts, ',') || '}')::json,
    'after', nullif(v_last, p_to));
end
$$;

create function sync.rows_as_json(p_table sync.tables, p_ids uuid[]) returns json
language plpgsql stable
set search_path = ''
as $$
declare
  v_rows json;
begin
  execute format('select json_agg(%s) from public.%I t where t.id = any ($1)', p_table.row_sql, p_table.name)
    into v_rows using p_ids;
  return v_rows;
end
$$;

-- The house and the stays of today with all they hang on, so that the desk opens before the rest is there.
create function public.sync_snapshot_today() returns json
language plpgsql stable security definer
set search_path = ''
set timezone = 'UTC'
set jit = off
as $$
declare
  v_terminal constant public.terminals := sync.this_terminal();
  v_today constant date := public.hotel_today();
  v_bookings uuid[];
  v_customers uuid[];
  v_ids uuid[];
  v_table sync.tables;
  v_rows json;
  v_parts text[];
begin
  v_bookings := array(
    select b.id from public.bookings b where b.status = 'checked_in'
    union
    select b.id from public.bookings b
     where b.status in ('pending', 'confirmed', 'guaranteed') and b.check_in_date between v_today - 7 and v_today + 1
    union
    select b.id from public.bookings b where b.check_in_date = v_today
    union
    select b.id from public.bookings b where b.check_out_date = v_today and b.check_in_date between v_today - 60 and v_today);
  v_customers := array(
    select b.customer_id from public.bookings b where b.id = any (v_bookings)
    union
    select g.customer_id from public.booking_guests g where g.booking_id = any (v_bookings) and g.customer_id is not null
    union
    select i.customer_id from public.invoices i where i.booking_id = any (v_bookings)
    union
    select g.contact_customer_id from public.booking_groups g where g.contact_customer_id is not null
       and g.id in (select b.booking_group_id from public.bookings b where b.id = any (v_bookings)));
  v_customers := v_customers || array(
    with recursive kept as (
      select c.merged_into as id from public.customers c where c.id = any (v_customers) and c.merged_into is not null
      union
      select c.merged_into from public.customers c join kept k on k.id = c.id where c.merged_into is not null)
    select k.id from kept k);

  for v_table in select * from sync.tables_of(v_terminal.id) t order by t.load_order, t.name collate "C" loop
    v_ids := case v_table.name
      when 'customers' then v_customers
      when 'bookings' then v_bookings
      when 'booking_groups' then array(
        select b.booking_group_id from public.bookings b where b.id = any (v_bookings) and b.booking_group_id is not null)
      when 'booking_nights' then array(select n.id from public.booking_nights n where n.booking_id = any (v_bookings))
      when 'booking_guests' then array(select g.id from public.booking_guests g where g.booking_id = any (v_bookings))
      when 'invoices' then array(select i.id from public.invoices i where i.booking_id = any (v_bookings))
      when 'invoice_lines' then array(
        select l.id from public.invoice_lines l join public.invoices i on i.id = l.invoice_id where i.booking_id = any (v_bookings))
      when 'payments' then array(select p.id from public.payments p where p.booking_id = any (v_bookings))
      when 'transactions' then array(select x.id from public.transactions x where x.booking_id = any (v_bookings))
      when 'cashier_shifts' then array(
        select p.shift_id from public.payments p where p.booking_id = any (v_bookings) and p.shift_id is not null
        union
        select x.shift_id from public.transactions x where x.booking_id = any (v_bookings) and x.shift_id is not null)
      when 'room_blocks' then array(select k.id from public.room_blocks k where k.released_at is null and k.ends_on >= v_today)
      when 'business_days' then array(
        select d.id from public.business_days d where d.status = 'open' or d.business_date >= v_today - 31)
      when 'sync_conflicts' then array(select c.id from public.sync_conflicts c where c.status = 'open')
      when 'audit_logs' then '{}'
    end;
    if v_ids is null then                                  -- the house itself, and tables not named here: all of it
      execute format('select json_agg(%s) from public.%I t', v_table.row_sql, v_table.name) into v_rows;
    elsif cardinality(v_ids) > 0 then
      v_rows := sync.rows_as_json(v_table, v_ids);
    else
      v_rows := null;
    end if;
    if v_rows is not null then
      v_parts := v_parts || (to_json(v_table.name)::text || ':' || v_rows::text);
    end if;
  end loop;
  return json_build_object(
    'epoch', sync.epoch(),
    'scope', sync.scope_hash(v_terminal.id),
    'snapshot', pg_current_snapshot()::text,
    'rows', ('{' || coalesce(array_to_string(v_parts, ','), '') || '}')::json,
    'after', null);
end
$$;

-- What changed between two snapshots: stamped by transactions that the base did not see and the target does. STABLE,
-- so that one snapshot answers all of it. A row that changed again after the target belongs to the next round.
create function public.sync_pull(
  p_base text, p_target text default null, p_after json default null, p_limit integer default 5000) returns json
language plpgsql stable security definer
set search_path = ''
set timezone = 'UTC'
set jit = off
as $$
declare
  v_terminal constant public.terminals := sync.this_terminal();
  v_limit constant integer := least(greatest(coalesce(p_limit, 5000), 1), 20000);
  v_now constant pg_snapshot := pg_current_snapshot();
  v_base pg_snapshot;
  v_target pg_snapshot;
  v_after_xid xid8;
  v_after_table smallint;
  v_after_row uuid;
  v_count integer;
  v_last json;
  v_change record;
  v_table sync.tables;
  v_scope constant sync.scopes := sync.scope_of(v_terminal.id);
  v_rows text[] := '{}';
  v_gone text[] := '{}';
begin
  begin
    v_base := p_base::pg_snapshot;
    v_target := coalesce(p_target::pg_snapshot, v_now);
    v_after_xid := (p_after ->> 0)::xid8;
    v_after_table := (p_after ->> 1)::smallint;
    v_after_row := (p_after ->> 2)::uuid;
  exception when data_exception then
    v_base := null;
  end;
  if v_base is null
     or pg_snapshot_xmax(v_base) > pg_snapshot_xmax(v_target) or pg_snapshot_xmax(v_target) > pg_snapshot_xmax(v_now)
     or pg_snapshot_xmin(v_base) < (select s.tombstones_from from sync.state s) then
    raise exception 'this cursor leads nowhere: mirror afresh' using errcode = 'FD006', hint = 'cursor_lost';
  end if;

  for v_change in
    with page as materialized (
      select v.xid, v.table_id, v.row_id, v.gone_at is not null as gone
        from sync.row_versions v
       where v.xid >= pg_snapshot_xmin(v_base)
         and v.xid < pg_snapshot_xmax(v_target)
         and not pg_visible_in_snapshot(v.xid, v_base)
         and pg_visible_in_snapshot(v.xid, v_target)
         and (v_after_xid is null or (v.xid, v.table_id, v.row_id) > (v_after_xid, v_after_table, v_after_row))
         and v.table_id = any (v_scope.tables)
       order by v.xid, v.table_id, v.row_id
       limit v_limit
    )
    select
      p.table_id,
      array_agg(p.row_id) filter (where not p.gone) as ids,
      json_agg(p.row_id) filter (where p.gone) as gone,
      (select count(*) from page) as total,
      (select json_build_array(l.xid::text, l.table_id, l.row_id) from page l
        order by l.xid desc, l.table_id desc, l.row_id desc limit 1) as last
    from page p
    join sync.tables t on t.id = p.table_id
    group by p.table_id, t.load_order, t.name
    order by t.load_order, t.name collate "C"
  loop
    v_count := v_change.total;
    v_last := v_change.last;
    select * into v_table from sync.tables t where t.id = v_change.table_id;
    if v_change.ids is not null then
      v_rows := v_rows || (to_json(v_table.name)::text || ':' || coalesce(sync.rows_as_json(v_table, v_change.ids)::text, '[]'));
    end if;
    if v_change.gone is not null then
      v_gone := v_gone || (to_json(v_table.name)::text || ':' || v_change.gone::text);
    end if;
  end loop;

  return json_build_object(
    'epoch', sync.epoch(),
    'scope', v_scope.hash,
    'target', v_target::text,
    'rows', ('{' || array_to_string(v_rows, ',') || '}')::json,
    'gone', ('{' || array_to_string(v_gone, ',') || '}')::json,
    'ackedSeq', coalesce((
      select o.seq from sync.ops o
       where o.terminal_id = v_terminal.id and pg_visible_in_snapshot(o.xid, v_target)
       order by o.seq desc limit 1), 0),
    'results', coalesce((
      select json_agg(sync.op_result(o) order by o.seq) from sync.ops o
       where o.terminal_id = v_terminal.id
         and o.xid >= pg_snapshot_xmin(v_base)
         and not pg_visible_in_snapshot(o.xid, v_base)
         and pg_visible_in_snapshot(o.xid, v_target)
         and p_after is null), '[]'),
    'after', case when v_count = v_limit then v_last end,
    'serverTime', clock_timestamp());
end
$$;

create function sync.op_result(p_op sync.ops) returns json
language sql stable
set search_path = ''
as $$
  select json_build_object('seq', p_op.seq, 'opId', p_op.op_id, 'status', p_op.status, 'reason', p_op.reason, 'detail', p_op.detail,
    'order', p_op.order_number)
$$;

-- Forgets tombstones of rows that went before, and with them every cursor that has not seen them go.
create function sync.prune_tombstones(p_before timestamptz) returns bigint
language plpgsql volatile
set search_path = ''
as $$
declare
  v_newest xid8;
  v_count bigint;
begin
  with pruned as (
    delete from sync.row_versions v where v.gone_at < p_before returning v.xid)
  select max(p.xid::text::numeric)::text::xid8, count(*) into v_newest, v_count from pruned p;
  if v_count > 0 then
    update sync.state set tombstones_from = (greatest(v_newest::text::numeric, tombstones_from::text::numeric) + 1)::text::xid8;
  end if;
  return v_count;
end
$$;

-- ------------------------------------------------------------------ upward: what a command may write

create table sync.commands (
  name text primary key,
  roles public.user_role_enum[] not null,
  -- May be applied with others of a batch, table by table. Not one that changes what the server makes of those after it.
  goes_together boolean not null default false
);

create table sync.command_writes (
  command text not null references sync.commands (name),
  table_name text not null references sync.tables (name),
  verb text not null check (verb in ('insert', 'update')),
  columns text[],                                          -- null: all that a terminal may write
  required jsonb not null default '{}',                    -- column -> the values it may take there
  primary key (command, table_name, verb)
);

-- How a column is settled when the server's value is neither what the command found nor what it left.
create table sync.column_merges (
  table_name text not null references sync.tables (name),
  column_name text not null,
  how text not null check (how in ('last_wins', 'first_wins', 'greatest', 'keep_both', 'judged')),
  primary key (table_name, column_name)
);

do $$ begin perform sync.attach_tables(); end $$;

insert into sync.commands (name, roles) values
  ('booking.create',       '{admin,manager,front_desk}'),
  ('booking.walkIn',       '{admin,manager,front_desk}'),
  ('booking.assignRoom',   '{admin,manager,front_desk}'),
  ('booking.checkIn',      '{admin,manager,front_desk}'),
  ('booking.checkOut',     '{admin,manager,front_desk}'),
  ('booking.cancel',       '{admin,manager,front_desk}'),
  ('booking.undo',         '{admin,manager,front_desk}'),
  ('folio.postCharge',     '{admin,manager,front_desk}'),
  ('folio.takePayment',    '{admin,manager,front_desk}'),
  ('room.setHousekeeping', '{admin,manager,front_desk,housekeeping}');

update sync.commands set goes_together = true where name <> 'booking.undo';

insert into sync.command_writes (command, table_name, verb, columns, required) values
  ('booking.create',       'customers',      'insert', null, '{}'),
  ('booking.create',       'bookings',       'insert', null, '{"status": ["pending", "confirmed", "guaranteed"]}'),
  ('booking.create',       'booking_nights', 'insert', null, '{}'),
  ('booking.create',       'booking_guests', 'insert', null, '{}'),
  ('booking.create',       'number_series',  'insert', null, '{}'),
  ('booking.create',       'number_series',  'update', '{last_number}', '{}'),
  ('booking.walkIn',       'customers',      'insert', null, '{}'),
  ('booking.walkIn',       'bookings',       'insert', null, '{"status": ["checked_in"]}'),
  ('booking.walkIn',       'booking_nights', 'insert', null, '{}'),
  ('booking.walkIn',       'booking_guests', 'insert', null, '{}'),
  ('booking.walkIn',       'number_series',  'insert', null, '{}'),
  ('booking.walkIn',       'number_series',  'update', '{last_number}', '{}'),
  ('booking.walkIn',       'payments',       'insert', null, '{"status": ["completed"], "refund_of": [null]}'),
  ('booking.walkIn',       'transactions',   'insert', null, '{"type": ["payment"]}'),
  ('booking.assignRoom',   'bookings',       'update', '{room_id,wanted_room_id,to_be_confirmed}', '{}'),
  ('booking.assignRoom',   'booking_nights', 'update', '{room_id}', '{}'),
  ('booking.checkIn',      'bookings',       'update', '{status,actual_check_in,internal_notes}', '{"status": ["checked_in"]}'),
  ('booking.checkOut',     'transactions',   'insert', null, '{"type": ["room_charge", "tax"]}'),
  ('booking.checkOut',     'bookings',       'update', '{status,actual_check_out,check_out_date}', '{"status": ["checked_out"]}'),
  ('booking.checkOut',     'booking_nights', 'update', '{holds_room}', '{}'),
  ('booking.checkOut',     'booking_nights', 'insert', null, '{"holds_room": [false]}'),   -- slept past the departure
  ('booking.checkOut',     'rooms',          'update', '{housekeeping_status}', '{"housekeeping_status": ["dirty"]}'),
  ('booking.cancel',       'bookings',       'update', '{status,cancelled_at,cancelled_by,cancellation_reason}', '{"status": ["cancelled"]}'),
  ('booking.cancel',       'booking_nights', 'update', '{holds_room}', '{}'),
  ('booking.undo',         'bookings',       'update',
    '{status,actual_check_in,actual_check_out,check_out_date,cancelled_at,cancelled_by,cancellation_reason,room_id,wanted_room_id,internal_notes}',
    '{"status": ["pending", "confirmed", "guaranteed", "checked_in"]}'),
  ('booking.undo',         'booking_nights', 'update', '{room_id,holds_room}', '{}'),
  ('booking.undo',         'rooms',          'update', '{housekeeping_status,last_cleaned}', '{}'),
  ('folio.postCharge',     'transactions',   'insert', null, '{"type": ["extra_charge", "tax"]}'),
  ('folio.takePayment',    'payments',       'insert', null, '{"status": ["completed"], "refund_of": [null]}'),
  ('folio.takePayment',    'transactions',   'insert', null, '{"type": ["payment"]}'),
  ('folio.takePayment',    'number_series',  'insert', null, '{}'),
  ('folio.takePayment',    'number_series',  'update', '{last_number}', '{}'),
  ('room.setHousekeeping', 'rooms',          'update', '{housekeeping_status,last_cleaned}', '{}');

insert into sync.column_merges (table_name, column_name, how) values
  ('bookings',       'status',              'judged'),     -- by the status machine, not by what the terminal saw
  ('bookings',       'actual_check_in',     'first_wins'),
  ('bookings',       'actual_check_out',    'first_wins'),
  ('bookings',       'cancelled_at',        'first_wins'),
  ('bookings',       'cancelled_by',        'first_wins'),
  ('bookings',       'cancellation_reason', 'first_wins'),
  ('bookings',       'special_requests',    'keep_both'),
  ('bookings',       'internal_notes',      'keep_both'),
  ('booking_nights', 'holds_room',          'last_wins'),  -- settled anyway from the stay's status and dates
  ('rooms',          'housekeeping_status', 'last_wins'),
  ('rooms',          'last_cleaned',        'last_wins'),
  ('number_series',  'last_number',         'greatest');

-- ------------------------------------------------------------------ upward: applying

-- These are called by sync_push and its like alone, which set the search path: setting it again at each call was a tenth
-- of a push.

-- Applies the rows of one command or raises. p_mode: `plain`, as the terminal wrote them; `park`, when somebody else
-- holds the room: the stay is kept without one; `salvage`, when the command is refused: only money and numbers; and
-- `numbers`, when not even that is possible: a number that was given is not given again.
-- SQLSTATEs of a command's end: FD101 changed_meanwhile, FD102 status_move, FD103 row_missing, FD104 not_permitted,
-- FD105 room_taken, FD107 already_settled; DETAIL is JSON.
create function sync.apply(
  p_terminal public.terminals, p_envelope jsonb, p_mode text,
  out merged boolean, out suspense boolean, out reinstated uuid, out parked uuid, out wanted_room uuid, out money uuid[],
  out audit public.audit_logs[])
language plpgsql volatile
as $$
declare
  v_actor constant uuid := p_envelope ->> 'actor';
  v_writes constant jsonb := p_envelope -> 'writes';
  v_count constant integer := jsonb_array_length(v_writes);
  v_index integer := 0;
  v_write jsonb;
  v_next jsonb;
  v_name text;
  v_id uuid;
  v_set jsonb;
  v_of uuid;                                               -- whose the changed row is: a night's stay, a series' terminal
  v_now jsonb;
  v_row record;
  v_change record;
  v_rows jsonb := '[]';                                    -- new rows of one table that follow each other: one statement
  v_written integer[] := '{}';
  v_actual jsonb := '{}';                                  -- what a write came to, where it is not what it said
  v_new uuid[] := '{}';                                    -- stays that come with all their nights
  v_stays uuid[] := '{}';                                  -- whose nights may have to be let go or held again
  v_sums uuid[] := '{}';                                   -- whose sums have changed
  v_invoices uuid[] := '{}';
begin
  merged := false;
  suspense := false;
  money := '{}';
  -- Two stays that change rooms pass through each other's; what counts is where they end.
  if v_count > 1 then
    set constraints public.bookings_no_double_booking, public.bookings_one_in_house deferred;
  end if;
  while v_index < v_count loop
    v_write := v_writes -> v_index;
    v_index := v_index + 1;
    v_name := v_write ->> 'table';
    v_id := v_write ->> 'id';
    if p_mode = 'numbers' and v_name is distinct from 'number_series'
       or p_mode = 'salvage' and v_name is distinct from 'number_series'
          and (v_write ->> 'verb' is distinct from 'insert' or v_name is distinct from 'payments'
            and (v_name is distinct from 'transactions' or v_write #>> '{set,payment_id}' is null)) then
      continue;
    end if;
    v_set := sync.permitted(p_terminal, p_envelope ->> 'name', v_actor, v_write);
    if v_name = 'bookings' then
      v_set := v_set - 'to_be_confirmed';                  -- a terminal may doubt; what is applied here is confirmed
    end if;
    v_written := v_written || (v_index - 1);

    if v_write ->> 'verb' = 'insert' then
      if v_name in ('payments', 'transactions') then
        v_set := sync.find_home(v_set, case when p_mode = 'salvage' then
          case when p_terminal.revoked_at is null then 'command_refused' else 'terminal_revoked' end end);
        suspense := suspense or v_set ->> 'suspense_reason' is not null;
        v_sums := v_sums || (v_set ->> 'booking_id')::uuid;
        if v_set ->> 'invoice_id' is not null then
          v_invoices := v_invoices || (v_set ->> 'invoice_id')::uuid;
        end if;
        if v_name = 'payments' then
          money := money || v_id;
        end if;
      elsif v_name = 'bookings' then
        v_set := v_set || jsonb_build_object('total_room_charge', sync.sum_of_nights(v_id, v_set, v_writes));
        v_new := v_new || v_id;
        if p_mode = 'park' then
          parked := v_id;
          wanted_room := v_set ->> 'room_id';
          v_set := v_set || jsonb_build_object('room_id', null, 'wanted_room_id', wanted_room);
        end if;
        v_stays := v_stays || v_id;
      elsif v_name = 'booking_nights' then
        if p_mode = 'park' then
          v_set := v_set || '{"room_id": null}';
        end if;
        v_stays := v_stays || (v_set ->> 'booking_id')::uuid;
        if not (v_set ->> 'booking_id')::uuid = any (v_new) then
          v_sums := v_sums || (v_set ->> 'booking_id')::uuid;
        end if;
      end if;
      if p_mode <> 'plain' or v_set ? 'suspense_reason' then
        v_actual := v_actual || jsonb_build_object(v_index - 1, jsonb_build_object('set', v_set - 'total_room_charge'));
      end if;
      v_rows := v_rows || (v_set || jsonb_build_object('id', v_id));
      v_next := v_writes -> v_index;
      if v_next ->> 'verb' = 'insert' and v_next ->> 'table' = v_name and p_mode in ('plain', 'park') then
        continue;
      end if;
      merged := sync.insert_facts(v_name, v_rows) or merged;
      v_rows := '[]';
      continue;
    end if;

    if p_mode = 'plain' then
      v_of := sync.change_row(v_name, v_id, v_set, v_write -> 'was');
      if v_of is not null then
        if v_name = 'bookings' then
          v_stays := v_stays || v_id;
          if v_write #>> '{was,status}' = 'cancelled' and v_set ->> 'status' = 'checked_in' then
            reinstated := v_id;
          end if;
        elsif v_name = 'booking_nights' then
          v_stays := v_stays || v_of;
          if v_set ? 'amount' then
            v_sums := v_sums || v_of;
          end if;
        elsif v_name = 'number_series' and v_of <> p_terminal.id then
          perform sync.not_permitted(v_name, 'id');
        end if;
        continue;
      end if;
    end if;
    v_row := sync.read_row(v_name, v_id, v_set, v_write -> 'was');
    v_now := v_row.now;
    if v_now is null and v_name = 'number_series' then
      continue;
    elsif v_now is null then
      raise exception 'the row is not here' using errcode = 'FD103',
        detail = jsonb_build_object('table', v_name, 'id', v_id)::text;
    end if;
    v_set := sync.only_keys(v_row.set, v_set);
    if v_name = 'number_series' and (v_now ->> 'terminal_id')::uuid <> p_terminal.id then
      perform sync.not_permitted(v_name, 'id');
    elsif v_name = 'sync_conflicts' and v_row.was -> 'settled_at' is distinct from v_now -> 'settled_at'
          and v_now -> 'settled_at' is distinct from v_set -> 'settled_at' then
      raise exception 'somebody else was first' using errcode = 'FD107',
        detail = jsonb_build_object('table', v_name, 'id', v_id, 'resolution', v_now -> 'resolution',
          'settledBy', v_now -> 'settled_by', 'settledAt', v_now -> 'settled_at')::text;
    end if;
    if p_mode = 'park' and v_name = 'bookings' then
      parked := v_id;
      wanted_room := sync.give_up_room(v_now, v_set);
      v_set := v_set - 'room_id' - 'wanted_room_id';
    elsif p_mode = 'park' and v_name = 'booking_nights' then
      v_set := v_set - 'room_id';
    end if;
    v_change := sync.merge_row(v_name, v_id, v_set, v_row.was, v_now);
    merged := merged or v_change.merged;
    if v_change.merged or p_mode = 'park' then
      v_set := v_change.set || case when p_mode = 'park' and v_name = 'bookings'
        then jsonb_build_object('room_id', null, 'wanted_room_id', wanted_room) else '{}' end;
      v_actual := v_actual || jsonb_build_object(v_index - 1,
        jsonb_build_object('was', sync.only_keys(v_now, v_set), 'set', v_set));
    end if;
    if v_change.set <> '{}' then
      perform sync.update_row(v_name, v_id, v_change.set);
    end if;
    if v_name = 'bookings' then
      v_stays := v_stays || v_id;
      if v_now ->> 'status' = 'cancelled' and v_change.set ->> 'status' = 'checked_in' then
        reinstated := v_id;
      end if;
    elsif v_name = 'booking_nights' then
      v_stays := v_stays || (v_now ->> 'booking_id')::uuid;
      if v_change.set ? 'amount' then
        v_sums := v_sums || (v_now ->> 'booking_id')::uuid;
      end if;
    elsif v_name in ('payments', 'transactions') and v_change.set ->> 'booking_id' is not null then
      v_sums := v_sums || (v_change.set ->> 'booking_id')::uuid;   -- money that found its booking counts there
    end if;
  end loop;

  if p_mode = 'park' and parked is null then               -- nothing that can be kept without a room
    raise exception 'the room is taken' using errcode = 'FD105',
      detail = jsonb_build_object('table', v_name, 'id', v_id)::text;
  end if;

  if cardinality(v_stays) > 0 then
    perform sync.settle_nights(v_stays);
  end if;
  if v_count > 1 then
    set constraints public.bookings_no_double_booking, public.bookings_one_in_house immediate;
  end if;
  foreach v_id in array money loop
    if not exists (select from public.transactions t where t.payment_id = v_id and t.reverses_id is null) then
      perform app.post_payments(array[v_id]);
    end if;
  end loop;
  if cardinality(v_sums) > 0 or merged and cardinality(v_new) > 0 then
    perform app.touch_bookings(v_sums || v_new);
  end if;
  if cardinality(v_invoices) > 0 then
    perform app.touch_invoices(v_invoices);
  end if;
  audit := sync.audit_of(p_terminal.id, p_envelope, v_written, v_actual);
end
$$;

-- What the nights that come with a new stay cost.
create function sync.sum_of_nights(p_booking_id uuid, p_booking jsonb, p_writes jsonb) returns numeric
language plpgsql immutable
as $$
begin
  return (
    select coalesce(sum(round((w #>> '{set,amount}')::numeric, 2)), 0)
      from jsonb_array_elements(p_writes) w
     where w ->> 'table' = 'booking_nights' and (w #>> '{set,booking_id}')::uuid = p_booking_id
       and (w #>> '{set,night}')::date >= (p_booking ->> 'check_in_date')::date
       and (w #>> '{set,night}')::date < (p_booking ->> 'check_out_date')::date);
end
$$;

-- A night is held exactly while its stay would have it so, whatever the parts that were merged say. Nearly always it is.
create function sync.settle_nights(p_stays uuid[]) returns void
language plpgsql volatile
as $$
declare
  v_id uuid;
begin
  for v_id in
    select n.id from public.bookings b join public.booking_nights n on n.booking_id = b.id
     where b.id = any (p_stays)
       and n.holds_room <> app.holds_room(b.status, b.check_in_date, b.check_out_date, n.night)
     order by n.booking_id, n.night
  loop
    update public.booking_nights n set holds_room = not n.holds_room where n.id = v_id;
  end loop;
end
$$;

-- What of a write this command may set here, done by this person at this terminal; raises where anything is not its.
create function sync.permitted(p_terminal public.terminals, p_command text, p_actor uuid, p_write jsonb) returns jsonb
language plpgsql stable
as $$
declare
  v_name constant text := p_write ->> 'table';
  v_set jsonb := p_write -> 'set';
  v_rule record;
  v_key text;
  v_values jsonb;
begin
  select t.columns, t.ignored, t.actors, w.columns as allowed, w.required into v_rule
    from sync.command_writes w
    join sync.tables t on t.name = w.table_name
   where w.command = p_command and w.table_name = v_name and w.verb = p_write ->> 'verb';
  if not found or jsonb_typeof(v_set) is distinct from 'object' or p_write ->> 'id' is null then
    perform sync.not_permitted(v_name, null);
  end if;
  v_set := v_set - v_rule.ignored - 'id';
  if p_write ->> 'verb' = 'update' and not p_write -> 'was' ?& array(select jsonb_object_keys(v_set)) then
    raise exception 'a change says what it found' using errcode = '22023', table = v_name;
  end if;
  if v_set - coalesce(v_rule.allowed, v_rule.columns) <> '{}' then
    perform sync.not_permitted(v_name, (
      select k from jsonb_object_keys(v_set - coalesce(v_rule.allowed, v_rule.columns)) k limit 1));
  end if;
  if v_set ->> 'terminal_id' <> p_terminal.id::text then
    perform sync.not_permitted(v_name, 'terminal_id');
  end if;
  foreach v_key in array v_rule.actors loop
    if (v_set ->> v_key)::uuid <> p_actor then
      perform sync.not_permitted(v_name, v_key);
    end if;
  end loop;
  if v_rule.required <> '{}' then
    for v_key, v_values in select e.key, e.value from jsonb_each(v_rule.required) e loop
      if v_set ? v_key and not v_values @> (v_set -> v_key) then
        perform sync.not_permitted(v_name, v_key);
      end if;
    end loop;
  end if;
  return v_set;
end
$$;

create function sync.not_permitted(p_table text, p_column text) returns void
language plpgsql immutable
set search_path = ''
as $$
begin
  raise exception 'not permitted' using errcode = 'FD104',
    detail = jsonb_build_object('table', p_table, 'column', p_column)::text;
end
$$;

-- In plpgsql, as its plan is kept: one in SQL was a fifth of a push.
create function sync.only_keys(p_value jsonb, p_keys jsonb) returns jsonb
language plpgsql immutable parallel safe
as $$
begin
  return (select coalesce(jsonb_object_agg(k, p_value -> k), '{}') from jsonb_object_keys(p_keys) k where p_value ? k);
end
$$;

-- Money whose booking is not here, or was cancelled meanwhile, is kept in sight.
create function sync.find_home(p_set jsonb, p_salvaged text) returns jsonb
language plpgsql stable
as $$
declare
  v_status public.booking_status_enum;
  v_reason text := p_salvaged;
begin
  if p_set ->> 'booking_id' is not null then
    select b.status into v_status from public.bookings b where b.id = (p_set ->> 'booking_id')::uuid;
    if v_status is null then
      p_set := p_set || '{"booking_id": null, "booking_night_id": null, "invoice_id": null}';
      v_reason := case when p_salvaged = 'terminal_revoked' then p_salvaged else 'booking_unknown' end;
    elsif v_status = 'cancelled' then
      v_reason := coalesce(v_reason, 'booking_cancelled');
    end if;
  end if;
  if p_salvaged is not null then
    p_set := p_set || '{"shift_id": null}';
  end if;
  if v_reason is not null then
    p_set := p_set || jsonb_build_object('suspense_reason', v_reason);
  end if;
  return p_set;
end
$$;

-- Inserts, or finds that another desk has written the very same fact: a night is posted once, whoever posts it.
create function sync.insert_facts(p_table text, p_rows jsonb) returns boolean
language plpgsql volatile
as $$
declare
  v_ids constant uuid[] := sync.insert_rows(p_table, p_rows);
  v_fact jsonb;
  v_row record;
begin
  if cardinality(v_ids) = jsonb_array_length(p_rows) then
    return false;
  end if;
  for v_fact in select e from jsonb_array_elements(p_rows) e where not (e ->> 'id')::uuid = any (coalesce(v_ids, '{}')) loop
    v_row := sync.read_row(p_table, (v_fact ->> 'id')::uuid, v_fact, '{}');
    if p_table = 'number_series' then
      perform sync.update_row(p_table, (v_fact ->> 'id')::uuid, jsonb_build_object(
        'last_number', greatest((v_row.now ->> 'last_number')::integer, (v_row.set ->> 'last_number')::integer)));
    elsif p_table = 'business_days' then
      continue;                                            -- a day is opened once, whoever opens it
    elsif exists (
      select from jsonb_object_keys(v_fact) k
       where k not in ('created_at', 'terminal_id', 'shift_id', 'posted_by', 'processed_by', 'created_by', 'business_date', 'description')
         and v_row.now -> k is distinct from v_row.set -> k) then
      raise exception 'the id is in use' using errcode = '23505', table = p_table, column = 'id';
    end if;
  end loop;
  return true;
end
$$;

-- The loser of a room keeps its stay: what it holds from today on is let go, and what it wanted is written down.
create function sync.give_up_room(p_now jsonb, p_set jsonb) returns uuid
language plpgsql volatile
set search_path = ''
as $$
declare
  v_id constant uuid := p_now ->> 'id';
  v_wanted constant uuid := coalesce(p_set ->> 'room_id', p_now ->> 'room_id', p_now ->> 'wanted_room_id');
begin
  if p_now ->> 'room_id' is not null
     and (p_set ->> 'room_id' is not null
       or (p_set ? 'check_in_date' or p_set ? 'check_out_date') and not p_set ? 'status') then
    raise exception 'the room is taken' using errcode = 'FD105',   -- it has another, or this one for fewer nights
      detail = jsonb_build_object('table', 'bookings', 'id', v_id)::text;
  end if;
  update public.bookings b set room_id = null, wanted_room_id = v_wanted where b.id = v_id;
  update public.booking_nights n set room_id = null
   where n.booking_id = v_id and n.room_id is not null and (n.night >= public.hotel_today() or not n.holds_room);
  return v_wanted;
end
$$;

-- One row per write, under the ids and with the words that its terminal has written already; where another desk's work
-- made it come to something else, what it came to.
create function sync.audit_of(p_terminal_id uuid, p_envelope jsonb, p_indexes integer[], p_actual jsonb)
returns public.audit_logs[]
language plpgsql stable
as $$
declare
  v_op_id constant uuid := p_envelope ->> 'opId';
  v_row public.audit_logs;
  v_rows public.audit_logs[] := '{}';
  v_index integer;
  v_write jsonb;
begin
  v_row.user_id := p_envelope ->> 'actor';
  v_row.terminal_id := p_terminal_id;
  v_row.op_id := v_op_id;
  v_row.command := p_envelope ->> 'name';
  v_row.business_date := p_envelope ->> 'businessDate';
  v_row.offline := (p_envelope ->> 'offline')::boolean;
  v_row.created_at := p_envelope #>> '{at,wall}';
  foreach v_index in array p_indexes loop
    v_write := p_envelope -> 'writes' -> v_index;
    v_row.id := app.derived_id(v_op_id, v_index::text);
    v_row.table_name := v_write ->> 'table';
    v_row.record_id := v_write ->> 'id';
    v_row.action := upper(v_write ->> 'verb');
    v_row.old_values := case when v_row.action = 'UPDATE'
      then coalesce(p_actual -> v_index::text -> 'was', v_write -> 'was') end;
    v_row.new_values := coalesce(p_actual -> v_index::text -> 'set', v_write -> 'set');
    v_rows := v_rows || v_row;
  end loop;
  return v_rows;
end
$$;

-- Column by column: what the command left is taken where the server still has what the command found.
create function sync.merge_row(
  p_name text, p_id uuid, p_set jsonb, p_was jsonb, p_now jsonb, out set jsonb, out merged boolean)
language plpgsql stable
as $$
declare
  v_conflicts jsonb := '{}';
  v_key text;
  v_mine jsonb;
  v_before jsonb;
  v_theirs jsonb;
  v_how text;
begin
  set := '{}';
  merged := false;
  for v_key, v_mine in select e.key, e.value from jsonb_each(p_set) e loop
    v_before := p_was -> v_key;
    v_theirs := p_now -> v_key;
    if v_theirs = v_mine then
      continue;
    elsif v_theirs = v_before then
      set := set || jsonb_build_object(v_key, v_mine);
      continue;
    end if;
    select m.how into v_how from sync.column_merges m where m.table_name = p_name and m.column_name = v_key;
    if v_how = 'first_wins' then
      merged := true;
    elsif v_how in ('last_wins', 'judged') then
      set := set || jsonb_build_object(v_key, v_mine);
      merged := true;
    elsif v_how = 'greatest' then
      if (v_mine #>> '{}')::numeric > (v_theirs #>> '{}')::numeric then
        set := set || jsonb_build_object(v_key, v_mine);
      end if;
    elsif v_how = 'keep_both' then
      set := set || jsonb_build_object(v_key, sync.both_texts(v_theirs #>> '{}', v_mine #>> '{}', v_before #>> '{}'));
      merged := true;
    elsif v_key = 'room_id' and v_theirs = 'null' and sync.is_parked(p_name, p_now, v_before) then
      set := set || jsonb_build_object(v_key, v_mine);     -- the terminal had not yet heard that it lost the room
    else
      v_conflicts := v_conflicts || jsonb_build_object(v_key, jsonb_build_object('was', v_before, 'mine', v_mine, 'theirs', v_theirs));
    end if;
  end loop;
  if v_conflicts <> '{}' then
    raise exception 'changed meanwhile' using errcode = 'FD101',
      detail = jsonb_build_object('table', p_name, 'id', p_id, 'columns', v_conflicts)::text;
  end if;
end
$$;

create function sync.is_parked(p_name text, p_now jsonb, p_room jsonb) returns boolean
language sql stable
set search_path = ''
as $$
  select case p_name
    when 'bookings' then p_now -> 'wanted_room_id' = p_room
    when 'booking_nights' then exists (
      select from public.bookings b
       where b.id = (p_now ->> 'booking_id')::uuid
         and (to_jsonb(b.wanted_room_id) = p_room or b.room_id is not null))
    else false end
$$;

create function sync.both_texts(p_theirs text, p_mine text, p_before text) returns text
language sql immutable parallel safe
set search_path = ''
as $$
  select case
    when coalesce(p_theirs, '') = '' then p_mine
    when coalesce(p_mine, '') = '' or starts_with(p_theirs, p_mine) then p_theirs
    when starts_with(p_mine, p_theirs) then p_mine
    when coalesce(p_before, '') <> '' and starts_with(p_mine, p_before) then
      p_theirs || E'\n' || ltrim(substr(p_mine, length(p_before) + 1), E'\n')
    else p_theirs || E'\n' || p_mine end
$$;

-- Who has the room of this stay, for the card that a person will see.
create function sync.room_holders(p_booking_id uuid, p_room_id uuid) returns jsonb
language sql stable
set search_path = ''
as $$
  select coalesce(jsonb_agg(h.holder), '[]')
    from (
      select jsonb_build_object('bookingId', o.id, 'bookingCode', o.booking_code, 'status', o.status,
               'arrival', o.check_in_date, 'departure', o.check_out_date) as holder
        from public.bookings o
       where o.id <> p_booking_id
         and (o.id in (
                select n.booking_id from public.booking_nights n
                  join public.booking_nights m on m.booking_id = p_booking_id and m.night = n.night
                 where n.room_id = p_room_id and n.holds_room)
              or o.room_id = p_room_id and o.status = 'checked_in')
       order by o.check_in_date
       limit 10) h
$$;

create function sync.reason_of(p_state text) returns text
language sql immutable parallel safe
set search_path = ''
as $$
  select case
    when p_state in ('23P01', 'FD105') then 'room_taken'
    when p_state = 'FD101' then 'changed_meanwhile'
    when p_state = 'FD102' then 'status_move'
    when p_state = 'FD103' then 'row_missing'
    when p_state = 'FD104' then 'not_permitted'
    when p_state = 'FD106' then 'revoked'
    when p_state = 'FD107' then 'already_settled'
    when p_state = '23503' then 'reference_missing'
    when p_state = '23505' then 'duplicate'
    else 'value_refused' end
$$;

-- May this person do this at all, from this terminal, at that time?
create function sync.check_actor(p_terminal public.terminals, p_envelope jsonb) returns void
language plpgsql stable
as $$
declare
  v_role public.user_role_enum;
  v_works boolean;
  v_roles public.user_role_enum[];
begin
  if p_terminal.revoked_at is not null then
    raise exception 'the terminal was sent away' using errcode = 'FD106', detail = '{"terminal": true}';
  end if;
  select case when u.is_super_admin then 'admin' else u.role end, u.is_active and u.account_status = 'active', c.roles
    into v_role, v_works, v_roles
    from public.user_profiles u
    left join sync.commands c on c.name = p_envelope ->> 'name'
   where u.id = (p_envelope ->> 'actor')::uuid;
  if not v_works then
    v_role := sync.role_before_end(p_terminal.id, p_envelope);
  end if;
  if not coalesce(v_role = any (v_roles), false) then
    perform sync.not_permitted(null, null);
  end if;
end
$$;

-- One command to its end: applied, merged, parked, in conflict or refused, never dropped. Only faults of the command
-- itself become results; whatever else goes wrong (deadlock, timeout, full disk) ends the call, which is tried again.
create function sync.settle(
  p_terminal public.terminals, p_envelope jsonb, out status text, out reason text, out detail jsonb, out audit public.audit_logs[])
language plpgsql volatile
as $$
declare
  v_mode text;
  v_done record;
  v_is_done boolean := false;
  v_state text;
  v_text text;
  v_constraint text;
  v_table text;
  v_column text;
  v_booking uuid;
  v_record uuid;
begin
  detail := '{}';
  audit := '{}';
  foreach v_mode in array array['plain', 'park', 'salvage', 'numbers'] loop
    continue when v_mode = 'park' and v_state <> '23P01';
    begin
      if v_mode = 'plain' then
        perform sync.check_actor(p_terminal, p_envelope);
      end if;
      v_done := sync.apply(p_terminal, p_envelope, v_mode);
      v_is_done := true;
      audit := v_done.audit;
      exit;
    exception when others then
      get stacked diagnostics
        v_text = pg_exception_detail, v_constraint = constraint_name, v_table = table_name, v_column = column_name;
      if left(sqlstate, 2) not in ('22', '23', 'FD') then
        raise;
      end if;
      if v_mode in ('plain', 'park') then
        v_state := sqlstate;
        detail := jsonb_strip_nulls(case when left(sqlstate, 2) = 'FD' and v_text like '{%' then v_text::jsonb
          else jsonb_build_object(
            'table', nullif(v_table, ''), 'constraint', nullif(v_constraint, ''), 'column', nullif(v_column, '')) end);
      end if;
    end;
  end loop;

  if v_is_done and v_mode in ('plain', 'park') then
    if v_done.parked is not null then
      status := 'parked';
      reason := 'room_taken';
      v_booking := v_done.parked;
      detail := jsonb_build_object('bookingId', v_done.parked, 'wantedRoomId', v_done.wanted_room,
        'heldBy', sync.room_holders(v_done.parked, v_done.wanted_room));
    elsif v_done.suspense then
      status := 'merged';
      reason := 'suspense';
      v_record := v_done.money[1];
      detail := jsonb_build_object('payments', to_jsonb(v_done.money));
    elsif v_done.reinstated is not null then
      status := 'merged';
      reason := 'status_move';
      v_booking := v_done.reinstated;
      detail := jsonb_build_object('table', 'bookings', 'id', v_done.reinstated, 'theirs', 'cancelled');
    else
      status := case when v_done.merged then 'merged' else 'applied' end;
      return;
    end if;
  else
    reason := sync.reason_of(v_state);
    status := case when reason in ('room_taken', 'changed_meanwhile', 'status_move', 'already_settled') then 'conflict' else 'refused' end;
    if v_is_done then
      if cardinality(v_done.money) > 0 then
        v_record := v_done.money[1];
        detail := detail || jsonb_build_object('suspense', to_jsonb(v_done.money));
      end if;
    end if;
  end if;
  begin
    perform sync.write_conflict(p_terminal.id, p_envelope, status, reason, detail, v_booking, v_record);
    if status = 'parked' then
      perform sync.after_parking(app.derived_id((p_envelope ->> 'opId')::uuid, 'conflict'));
    end if;
  exception when data_exception or integrity_constraint_violation then
    null;                                                  -- a card that cannot be written must not hold up the queue
  end;
end
$$;

-- A write as it is applied with others: of which command of several, and where it stands in that.
create type sync.joint_write as (
  op integer,
  place integer,
  command text,
  table_name text,
  load_order integer,
  verb text,
  id uuid,
  set jsonb,                                               -- what of it the terminal may say
  was jsonb,
  said jsonb,                                              -- all that it said
  lets_go boolean                                          -- of a room
);

-- The writes of several commands, or nothing where one of them is not permitted, or where their order matters: where a
-- row is written twice, a command writes of a row that it has changed before, or gives one room for another.
create function sync.joint_writes(p_terminal public.terminals, p_envelopes jsonb[]) returns sync.joint_write[]
language plpgsql stable
as $$
declare
  v_writes sync.joint_write[];
  v_is_permitted boolean;
begin
  select
    array_agg(row(
      e.op, w.place - 1, r.command, r.table_name, t.load_order, r.verb, (w.write ->> 'id')::uuid,
      case when r.table_name = 'bookings' then s.set - 'to_be_confirmed' else s.set end,
      w.write -> 'was', w.write -> 'set', sync.lets_go(s.set))::sync.joint_write order by e.op, w.place),
    bool_and(
      r.command is not null and w.write ->> 'id' is not null
      and (r.verb = 'insert' or w.write -> 'was' ?& array(select jsonb_object_keys(s.set)))
      and s.set - coalesce(r.columns, t.columns) = '{}'
      and coalesce(s.set ->> 'terminal_id' = p_terminal.id::text, true)
      and not exists (select from unnest(t.actors) a where (s.set ->> a)::uuid <> (e.envelope ->> 'actor')::uuid)
      and (r.required = '{}' or not exists (
        select from jsonb_each(r.required) q where s.set ? q.key and not q.value @> (s.set -> q.key))))
    into v_writes, v_is_permitted
    from unnest(p_envelopes) with ordinality e (envelope, op)
    cross join lateral jsonb_array_elements(e.envelope -> 'writes') with ordinality w (write, place)
    left join sync.command_writes r
      on r.command = e.envelope ->> 'name' and r.table_name = w.write ->> 'table' and r.verb = w.write ->> 'verb'
    left join sync.tables t on t.name = r.table_name
    cross join lateral (select (w.write -> 'set') - t.ignored - 'id' as set) s;
  if not v_is_permitted
     or exists (
       select from unnest(v_writes) w where w.table_name <> 'number_series' group by w.table_name, w.id having count(*) > 1)
     or exists (
       select from unnest(v_writes) w group by w.op
       having min(w.place) filter (where w.verb = 'update' and w.table_name not in ('number_series', 'rooms'))
            < max(w.place) filter (where w.verb = 'insert'))
     or exists (
       select from unnest(v_writes) w
        where w.verb = 'update' and (w.table_name in ('payments', 'transactions')
          or w.was ->> 'room_id' <> w.set ->> 'room_id'
          or w.was ->> 'status' = 'cancelled' and w.set ->> 'status' = 'checked_in')) then
    return null;
  end if;
  return v_writes;
end
$$;

create function sync.lets_go(p_set jsonb) returns boolean
language sql immutable parallel safe
return coalesce(p_set ->> 'status' in ('checked_out', 'cancelled', 'no_show'), false)
  or coalesce(p_set -> 'holds_room' = 'false', false);

create function sync.takes_room(p_set jsonb) returns boolean
language sql immutable parallel safe
return coalesce(p_set ->> 'status' = 'checked_in', false) or p_set ->> 'room_id' is not null;

-- Commands that nobody was in the way of, all at once: a statement for each table and not for each row, as most of what a
-- row costs is the setting up of its statement. True when they are applied, all of them and as they were written; where
-- anything at all is otherwise nothing has happened, and they are settled one by one.
create function sync.settle_together(p_terminal public.terminals, p_envelopes jsonb[]) returns boolean
language plpgsql volatile
as $$
declare
  v_writes sync.joint_write[];
  v_envelope jsonb;
  v_part record;
  v_of uuid[];
  v_stays uuid[] := '{}';
  v_is_checked boolean := false;
begin
  for v_envelope in select distinct on (e ->> 'actor', e ->> 'name') e from unnest(p_envelopes) e loop
    perform sync.check_actor(p_terminal, v_envelope);
  end loop;
  v_writes := sync.joint_writes(p_terminal, p_envelopes);
  if v_writes is null then
    return false;
  end if;

  set constraints public.bookings_no_double_booking, public.bookings_one_in_house deferred;
  for v_part in
    select w.table_name, count(*) as count,
           jsonb_agg(w.set || jsonb_build_object('id', w.id) || case when w.table_name = 'bookings'
             then jsonb_build_object('total_room_charge', sync.sum_of_nights(w.id, w.set, p_envelopes[w.op] -> 'writes'))
             else '{}' end order by w.op, w.place) as rows
      from unnest(v_writes) w
     where w.verb = 'insert'
     group by w.table_name, w.load_order
     order by w.load_order, w.table_name
  loop
    if v_part.table_name in ('payments', 'transactions') and exists (
         select from jsonb_array_elements(v_part.rows) r
          where r ->> 'booking_id' is not null
            and not exists (
              select from public.bookings b where b.id = (r ->> 'booking_id')::uuid and b.status <> 'cancelled'))
       or cardinality(sync.insert_rows(v_part.table_name, v_part.rows)) is distinct from v_part.count then
      raise exception 'not as it was written' using errcode = 'FD101';
    end if;
  end loop;
  for v_part in
    select w.table_name, w.lets_go, count(*) as count,
           jsonb_agg(jsonb_build_object('id', w.id, 'set', w.set, 'was', w.was) order by w.op, w.place) as rows
      from unnest(v_writes) w
     where w.verb = 'update' and w.table_name <> 'number_series'
     group by w.lets_go, w.table_name, w.load_order, w.command
     order by w.lets_go, w.load_order, w.table_name, w.command
  loop
    if v_part.lets_go and not v_is_checked then            -- what the rooms that are taken were taken for before this
      set constraints public.bookings_no_double_booking, public.bookings_one_in_house immediate;
      v_is_checked := true;
    end if;
    v_of := sync.change_rows(v_part.table_name, v_part.rows);
    if cardinality(v_of) is distinct from v_part.count then
      raise exception 'not as it was found' using errcode = 'FD101';
    end if;
    if v_part.table_name in ('bookings', 'booking_nights') then
      v_stays := v_stays || v_of;
    end if;
  end loop;
  perform sync.take_numbers(p_terminal, v_writes);

  v_stays := v_stays || array(
    select case w.table_name when 'bookings' then w.id else (w.set ->> 'booking_id')::uuid end
      from unnest(v_writes) w where w.verb = 'insert' and w.table_name in ('bookings', 'booking_nights'));
  if cardinality(v_stays) > 0 then
    perform sync.settle_nights(v_stays);
  end if;
  set constraints public.bookings_no_double_booking, public.bookings_one_in_house immediate;
  perform sync.sum_up(v_writes);

  insert into public.audit_logs (
    id, table_name, record_id, action, user_id, old_values, new_values, terminal_id, op_id, command, business_date, offline,
    created_at)
  select
    app.derived_id((e.envelope ->> 'opId')::uuid, w.place::text), w.table_name, w.id, upper(w.verb),
    (e.envelope ->> 'actor')::uuid, case when w.verb = 'update' then w.was end, w.said, p_terminal.id,
    (e.envelope ->> 'opId')::uuid, w.command, (e.envelope ->> 'businessDate')::date,
    (e.envelope ->> 'offline')::boolean, (e.envelope #>> '{at,wall}')::timestamptz
    from unnest(p_envelopes) with ordinality e (envelope, op)
    join unnest(v_writes) w on w.op = e.op;
  return true;
exception when others then
  if left(sqlstate, 2) in ('08', '40', '53', '57') then
    raise;
  end if;
  return false;
end
$$;

-- The terminal's own numbers: the highest stands.
create function sync.take_numbers(p_terminal public.terminals, p_writes sync.joint_write[]) returns void
language plpgsql volatile
as $$
declare
  v_series record;
begin
  for v_series in
    select w.id, max((w.set ->> 'last_number')::integer) as last_number
      from unnest(p_writes) w where w.verb = 'update' and w.table_name = 'number_series' group by w.id order by w.id
  loop
    if exists (select from public.number_series n where n.id = v_series.id and n.terminal_id <> p_terminal.id) then
      perform sync.not_permitted('number_series', 'id');
    end if;
    update public.number_series n set last_number = v_series.last_number
     where n.id = v_series.id and n.last_number < v_series.last_number;
  end loop;
end
$$;

-- The sums that these writes have changed, and the lines of payments that came without one.
create function sync.sum_up(p_writes sync.joint_write[]) returns void
language plpgsql volatile
as $$
declare
  v_ids uuid[];
begin
  v_ids := array(
    select w.id from unnest(p_writes) w
     where w.verb = 'insert' and w.table_name = 'payments'
       and not exists (select from public.transactions t where t.payment_id = w.id and t.reverses_id is null));
  if cardinality(v_ids) > 0 then
    perform app.post_payments(v_ids);
  end if;
  v_ids := array(
    select (w.set ->> 'booking_id')::uuid from unnest(p_writes) w
     where w.verb = 'insert' and w.table_name in ('payments', 'transactions') and w.set ->> 'booking_id' is not null
    union
    select (w.set ->> 'booking_id')::uuid from unnest(p_writes) w   -- nights of a stay that was here already
     where w.verb = 'insert' and w.table_name = 'booking_nights'
       and not exists (
         select from unnest(p_writes) b
          where b.op = w.op and b.verb = 'insert' and b.table_name = 'bookings' and b.id::text = w.set ->> 'booking_id')
    union
    select n.booking_id from unnest(p_writes) w join public.booking_nights n on n.id = w.id
     where w.verb = 'update' and w.table_name = 'booking_nights' and w.set ? 'amount');
  if cardinality(v_ids) > 0 then
    perform app.touch_bookings(v_ids);
  end if;
  v_ids := array(
    select distinct (w.set ->> 'invoice_id')::uuid from unnest(p_writes) w
     where w.verb = 'insert' and w.table_name in ('payments', 'transactions') and w.set ->> 'invoice_id' is not null);
  if cardinality(v_ids) > 0 then
    perform app.touch_invoices(v_ids);
  end if;
end
$$;

-- How a command ended.
create type sync.ending as (
  status text,
  reason text,
  detail jsonb
);

-- Commands that follow each other, to their ends: all at once, else each half at once, and the last few one by one.
create function sync.settle_run(p_terminal public.terminals, p_envelopes jsonb[]) returns sync.ending[]
language plpgsql volatile
as $$
declare
  v_count constant integer := cardinality(p_envelopes);
  v_ends sync.ending[] := '{}';
  v_envelope jsonb;
  v_end record;
begin
  if v_count > 1 and p_terminal.revoked_at is null and sync.settle_together(p_terminal, p_envelopes) then
    return array_fill(row('applied', null, '{}')::sync.ending, array[v_count]);
  elsif v_count > 6 then
    return sync.settle_run(p_terminal, p_envelopes[1:v_count / 2]) || sync.settle_run(p_terminal, p_envelopes[v_count / 2 + 1:]);
  end if;
  foreach v_envelope in array p_envelopes loop
    v_end := sync.settle(p_terminal, v_envelope);
    insert into public.audit_logs select * from unnest(v_end.audit);
    v_ends := v_ends || row(v_end.status, v_end.reason, v_end.detail)::sync.ending;
  end loop;
  return v_ends;
end
$$;

-- How many of these commands from the first on may be applied together: up to one that is of no such kind, that writes a
-- row again, or of a row that another of them has changed, or that takes a room after another has let go of one.
create function sync.run_length(p_envelopes jsonb[]) returns integer
language plpgsql stable
as $$
declare
  v_names constant text[] := array(select c.name from sync.commands c where c.goes_together);
  v_count integer := 0;
  v_envelope jsonb;
  v_rows text[];
  v_updated text[];
  v_named text[];
  v_takes boolean;
  v_lets_go boolean;
  v_seen text[] := '{}';
  v_changed text[] := '{}';
  v_is_let_go boolean := false;
begin
  foreach v_envelope in array p_envelopes loop
    exit when not v_envelope ->> 'name' = any (v_names);
    select array_agg(w ->> 'id'),
           array_agg(w ->> 'id') filter (where w ->> 'verb' = 'update' and w ->> 'table' <> 'rooms'),
           array_agg(w #>> '{set,booking_id}') || array_agg(w #>> '{set,customer_id}'),
           bool_or(sync.takes_room(w -> 'set')), bool_or(sync.lets_go(w -> 'set'))
      into v_rows, v_updated, v_named, v_takes, v_lets_go
      from jsonb_array_elements(v_envelope -> 'writes') w
     where w ->> 'table' is distinct from 'number_series';
    exit when v_rows && v_seen or v_named && v_changed or v_takes and v_is_let_go;
    v_count := v_count + 1;
    v_seen := v_seen || v_rows;
    v_changed := v_changed || v_updated;
    v_is_let_go := v_is_let_go or coalesce(v_lets_go, false);
  end loop;
  return greatest(v_count, 1);
end
$$;

-- What the server does by itself for a stay that has just lost its room; the migration of settling says what.
create function sync.after_parking(p_conflict_id uuid) returns void
language plpgsql volatile
set search_path = ''
as $$
begin
  return;
end
$$;

-- The card that a person will see of it, on every terminal.
create function sync.write_conflict(
  p_terminal_id uuid, p_envelope jsonb, p_status text, p_reason text, p_detail jsonb, p_booking_id uuid, p_record_id uuid)
returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_op_id constant uuid := p_envelope ->> 'opId';
  v_first constant jsonb := p_envelope #> '{writes,0}';
  v_booking uuid := p_booking_id;
begin
  if v_booking is null then
    select sync.uuid_or_null(case when w ->> 'table' = 'bookings' then w ->> 'id' else w #>> '{set,booking_id}' end)
      into v_booking
      from jsonb_array_elements(p_envelope -> 'writes') w
     where w ->> 'table' = 'bookings' or w #>> '{set,booking_id}' is not null
     limit 1;
  end if;
  insert into public.sync_conflicts (
    id, booking_id, table_name, record_id, kind, outcome, op_id, command, terminal_id, user_id, business_date, done_at,
    offline, mine, theirs, caused_by)
  values (
    app.derived_id(v_op_id, 'conflict'), v_booking,
    left(case when p_record_id is not null then 'payments' else coalesce(p_detail ->> 'table', v_first ->> 'table') end, 63),
    coalesce(p_record_id, sync.uuid_or_null(coalesce(p_detail ->> 'id', v_first ->> 'id'))),
    p_reason, p_status, v_op_id, left(coalesce(p_envelope ->> 'name', ''), 60), p_terminal_id, (p_envelope ->> 'actor')::uuid,
    (p_envelope ->> 'businessDate')::date, (p_envelope #>> '{at,wall}')::timestamptz,
    coalesce((p_envelope ->> 'offline')::boolean, false), sync.without_hidden(p_envelope -> 'writes'), p_detail,
    (select c.id from public.sync_conflicts c
      where c.booking_id = v_booking and c.status = 'open' and c.caused_by is null
      order by c.created_at limit 1));
end
$$;

-- A card goes to every terminal: what never leaves the server is not on it, even if a terminal has sent it.
create function sync.without_hidden(p_writes jsonb) returns jsonb
language sql stable
set search_path = ''
as $$
  select coalesce(jsonb_agg(
    w || jsonb_build_object('set', (w -> 'set') - h.columns, 'was', (w -> 'was') - h.columns) order by n), '[]')
  from jsonb_array_elements(p_writes) with ordinality e (w, n)
  cross join lateral (
    select coalesce(array_agg(x.column_name), '{}') as columns from sync.hidden_columns x where x.table_name = w ->> 'table') h
$$;

create function sync.uuid_or_null(p_text text) returns uuid
language sql immutable parallel safe
return case when p_text ~* '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$' then p_text::uuid end;

-- The envelope, or nothing where the text is none: a terminal's fault, which must not stop its queue.
create function sync.read_envelope(p_body text) returns jsonb
language plpgsql stable
as $$
declare
  v_envelope jsonb;
begin
  v_envelope := p_body::jsonb;
  if num_nulls(
       (v_envelope ->> 'opId')::uuid, (v_envelope ->> 'actor')::uuid, (v_envelope ->> 'businessDate')::date,
       (v_envelope #>> '{at,wall}')::timestamptz, (v_envelope ->> 'offline')::boolean, v_envelope ->> 'name',
       (v_envelope ->> 'schemaVersion')::integer) > 0
     or (v_envelope ->> 'schemaVersion')::integer < 1
     or jsonb_typeof(v_envelope -> 'writes') is distinct from 'array'
     or jsonb_path_exists(v_envelope, '$.writes[*] ? (!(@.set.type() == "object") || !(@.was.type() == "object"))') then
    return null;
  end if;
  return v_envelope;
exception when data_exception then
  return null;
end
$$;

create function sync.rooms_of(p_envelope jsonb) returns setof uuid
language sql immutable
set search_path = ''
as $$
  select x.room::uuid
    from jsonb_array_elements(p_envelope -> 'writes') w,
         lateral (values (w #>> '{set,room_id}'), (w #>> '{was,room_id}')) x (room)
   where sync.uuid_or_null(x.room) is not null
$$;

-- A command as it comes: its text, or what stands in the place of one that could not be carried.
create type sync.incoming as (
  seq integer,
  body text,
  hash text,
  mac text,
  signature text,
  "order" bigint,
  quarantined jsonb,
  envelope jsonb
);

-- A terminal's commands in their order: one transaction, a savepoint each.
create function public.sync_push(p_ops json) returns json
language plpgsql volatile security definer
set search_path = ''
set timezone = 'UTC'
set jit = off
set plan_cache_mode = force_generic_plan                    -- a session that has just begun is as fast as an old one
as $$
declare
  v_terminal constant public.terminals := sync.this_terminal();
  v_end record;
begin
  v_end := sync.receive(v_terminal, p_ops);
  return json_build_object(
    'epoch', sync.epoch(), 'lastSeq', v_end.last_seq, 'results', v_end.results, 'held', v_end.held,
    'receipt', sync.receipt(v_terminal.id, v_end.last_seq, v_end.last_hash));
end
$$;

create function sync.receive(
  p_terminal public.terminals, p_ops json, out last_seq integer, out last_hash text, out results json, out held integer)
language plpgsql volatile
as $$
declare
  v_key constant bytea := (select k.signing_key from private.terminal_keys k where k.terminal_id = p_terminal.id);
  v_orders sync.orders;
  v_ops sync.incoming[];
  v_op sync.incoming;
  v_stored sync.ops;
  v_new sync.ops[] := '{}';
  v_envelopes jsonb[] := '{}';                             -- of the new ones; null where there is nothing to apply
  v_ids uuid[] := '{}';
  v_count integer;
  v_taken integer := 0;
  v_room uuid;
begin
  if json_typeof(p_ops) is distinct from 'array' or json_array_length(p_ops) > 50 then
    raise exception 'at most 50 commands at once' using errcode = '22023';
  end if;
  select s.last_seq, s.last_hash into last_seq, last_hash
    from sync.terminal_state s where s.terminal_id = p_terminal.id for update;
  v_ops := array(
    select row(o.seq, o.body, o.hash, o.mac, o.signature, o."order", o.quarantined, sync.read_envelope(o.body))::sync.incoming
      from json_populate_recordset(null::sync.incoming, p_ops) o);
  v_count := cardinality(v_ops);
  -- All rooms at once and in one order, so that two terminals that push do not wait for each other in a circle.
  for v_room in select distinct r from unnest(v_ops) o, sync.rooms_of(o.envelope) r order by 1 loop
    perform app.lock_room(v_room);
  end loop;
  v_orders := sync.current_orders(exists (select from unnest(v_ops) o where o."order" is not null and o.seq > last_seq));

  foreach v_op in array v_ops loop
    if v_op.seq <= last_seq then
      select o.hash into v_stored.hash from sync.ops o where o.terminal_id = p_terminal.id and o.seq = v_op.seq;
      if v_op.seq > last_seq - cardinality(v_new) then     -- twice in one batch
        v_stored.hash := v_new[cardinality(v_new) - (last_seq - v_op.seq)].hash;
      end if;
      if v_stored.hash is distinct from v_op.hash then
        raise exception 'command % is known with another content', v_op.seq
          using errcode = 'FD002', hint = 'cloned_terminal', detail = json_build_object('seq', v_op.seq)::text;
      end if;
      v_taken := v_taken + 1;
      continue;
    end if;
    perform sync.check_place(v_op, last_seq, last_hash, v_key);
    exit when not sync.may_be_taken(v_op, v_orders, v_taken = 0);

    v_stored := null;
    v_stored.terminal_id := p_terminal.id;
    v_stored.seq := v_op.seq;
    v_stored.body := v_op.body;
    v_stored.hash := v_op.hash;
    v_stored.mac := v_op.mac;
    v_stored.signature := v_op.signature;
    v_stored.xid := pg_current_xact_id();
    v_stored.op_id := coalesce(
      (v_op.envelope ->> 'opId')::uuid, sync.uuid_or_null(v_op.quarantined ->> 'opId'),
      app.derived_id(p_terminal.id, v_op.seq::text));
    v_stored.name := left(coalesce(v_op.envelope ->> 'name', v_op.quarantined ->> 'name', ''), 60);
    -- A terminal that enrolled again sends its work again: what is known under its id is done.
    select o.status, o.reason, o.detail into v_stored.status, v_stored.reason, v_stored.detail
      from sync.ops o where o.op_id = v_stored.op_id limit 1;
    if v_stored.status is null then
      if v_stored.op_id = any (v_ids) then                 -- twice in one batch, which no terminal does
        v_op.envelope := null;
      end if;
      v_ids := v_ids || v_stored.op_id;
      if v_op.quarantined is not null then
        v_op.envelope := null;
        v_stored.detail := v_op.quarantined;
      elsif (v_op.envelope ->> 'seq') is distinct from v_op.seq::text then
        v_op.envelope := null;
        v_stored.op_id := app.derived_id(p_terminal.id, v_op.seq::text);
      end if;
    else
      v_op.envelope := null;
    end if;
    if v_op."order" is not null then
      if v_op."order" > v_orders.lost_from and v_op."order" <= v_orders.last_order
         and not exists (select from sync.ops o where o.order_number = v_op."order") then
        v_stored.order_number := v_op."order";
        if v_op."order" <= v_orders.lost_from + 1000000 then
          v_orders.refilled := greatest(v_orders.refilled, v_op."order");
        end if;
      end if;
    end if;
    v_new := v_new || v_stored;
    v_envelopes := v_envelopes || sync.upcast(v_op.envelope);
    last_seq := v_op.seq;
    last_hash := v_op.hash;
    v_taken := v_taken + 1;
  end loop;

  held := v_count - v_taken;
  if cardinality(v_new) > 0 or held > 0 then
    perform sync.store_ops(sync.settle_all(p_terminal, v_new, v_envelopes), v_orders, held);
    update sync.terminal_state s
       set last_seq = receive.last_seq, last_hash = receive.last_hash, last_seen = clock_timestamp()
     where s.terminal_id = p_terminal.id;
  end if;
  results := coalesce((
    select json_agg(sync.op_result(o) order by i.place)
      from unnest(v_ops[1:v_taken]) with ordinality i (seq, body, hash, mac, signature, "order", quarantined, envelope, place)
      join sync.ops o on o.terminal_id = p_terminal.id and o.seq = i.seq), '[]');
end
$$;

-- The commands of a batch to their ends, in their order. Those without an envelope are known already, could not be
-- carried, or are no commands at all.
create function sync.settle_all(p_terminal public.terminals, p_ops sync.ops[], p_envelopes jsonb[]) returns sync.ops[]
language plpgsql volatile
as $$
declare
  v_next integer := 1;
  v_until integer;
  v_ends sync.ending[];
  -- Somebody in it is not of the staff any more: when each was done counts.
  v_is_by_gone constant boolean := exists (
    select from unnest(p_envelopes) e join sync.staff_ends s on s.user_id = (e ->> 'actor')::uuid);
begin
  perform set_config('app.applying', 'on', true);
  perform set_config('sync.latest_at', '', true);
  while v_next <= cardinality(p_ops) loop
    v_until := v_next;
    if p_ops[v_next].status is not null then
      v_ends := null;
    elsif p_envelopes[v_next] is null and p_ops[v_next].detail is not null then
      v_ends := array[sync.settle_quarantined(p_terminal, p_ops[v_next].op_id, p_ops[v_next].detail)];
    elsif p_envelopes[v_next] is null then
      v_ends := array[sync.settle_unread(p_terminal, p_ops[v_next].op_id)];
    elsif v_is_by_gone then
      v_ends := sync.settle_run(p_terminal, p_envelopes[v_next:v_next]);
      -- no command is older than one before it, in one batch either
      perform set_config('sync.latest_at', greatest(
        nullif(current_setting('sync.latest_at'), '')::timestamptz, sync.done_at(p_envelopes[v_next]))::text, true);
    else
      while v_until < cardinality(p_ops) and p_envelopes[v_until + 1] is not null loop
        v_until := v_until + 1;
      end loop;
      v_until := v_next + sync.run_length(p_envelopes[v_next:v_until]) - 1;
      v_ends := sync.settle_run(p_terminal, p_envelopes[v_next:v_until]);
    end if;
    for v_place in v_next .. v_until loop
      if v_ends is not null then
        p_ops[v_place].status := v_ends[v_place - v_next + 1].status;
        p_ops[v_place].reason := v_ends[v_place - v_next + 1].reason;
        p_ops[v_place].detail := v_ends[v_place - v_next + 1].detail;
      end if;
      p_ops[v_place].received_at := clock_timestamp();
    end loop;
    v_next := v_until + 1;
  end loop;
  perform set_config('app.applying', '', true);
  return p_ops;
end
$$;

-- Is this the next of the terminal's chain, and its own? What is not ends the call: nothing of the batch is done.
create function sync.check_place(p_op sync.incoming, p_last_seq integer, p_last_hash text, p_key bytea) returns void
language plpgsql stable
as $$
begin
  if p_op.seq is distinct from p_last_seq + 1 then
    raise exception 'command % is not the next', p_op.seq
      using errcode = 'FD001', hint = 'seq_gap', detail = json_build_object('lastSeq', p_last_seq)::text;
  end if;
  -- What could not be carried is known by its hash alone; the next command is bound to it.
  if p_op.quarantined is null and encode(sha256(convert_to(p_last_hash || p_op.body, 'UTF8')), 'hex') is distinct from p_op.hash
     or p_op.quarantined is not null and coalesce(p_op.hash, '') !~ '^[0-9a-f]{64}$' then
    raise exception 'command % does not follow from the one before', p_op.seq
      using errcode = 'FD007', hint = 'hash_mismatch', detail = json_build_object('seq', p_op.seq)::text;
  end if;
  if p_key is null
     or encode(extensions.hmac(convert_to(p_op.hash, 'UTF8'), p_key, 'sha256'), 'hex') is distinct from p_op.mac
       or length(p_op.signature) is distinct from 88 then    -- Ed25519 in base64
    raise exception 'command % is not signed by its terminal', p_op.seq
      using errcode = 'FD009', hint = 'signature_refused', detail = json_build_object('seq', p_op.seq)::text;
  end if;
end
$$;

-- False for what has to wait, and all after it with it: for a command of another terminal that was before it and that
-- the server has forgotten, or for a server or terminal that is new enough.
create function sync.may_be_taken(p_op sync.incoming, p_orders sync.orders, p_is_first boolean) returns boolean
language plpgsql stable
as $$
declare
  v_version constant integer := (p_op.envelope ->> 'schemaVersion')::integer;
begin
  if v_version not between sync.oldest_schema_version() and sync.schema_version() then
    if p_is_first then
      raise exception 'a command of version %', v_version
        using errcode = 'FD008', hint = 'protocol_unsupported', detail = json_build_object(
          'oldest', sync.oldest_schema_version(), 'newest', sync.schema_version())::text;
    end if;
    return false;
  end if;
  return (p_orders.is_over or p_op."order" is null or p_op."order" <= p_orders.refilled + 1
    or p_op."order" > p_orders.lost_from + 1000000);            -- of a life that this restore has undone as a whole
end
$$;

-- The state of the numbers. The first to push after a restore finds it out by the epoch.
create function sync.current_orders(p_brings_back boolean) returns sync.orders
language plpgsql volatile
set search_path = ''
as $$
declare
  v_epoch constant text := sync.epoch();
  v_orders sync.orders;
begin
  -- Milliseconds, so that two lives that began from one backup give no number twice.
  update sync.orders o
     set epoch = v_epoch, lost_from = o.last_order, refilled = o.last_order,
         last_order = greatest(o.last_order + 1000000, (extract(epoch from clock_timestamp()) * 1000)::bigint),
         waiting_since = null, is_over = false
   where o.epoch <> v_epoch;
  if p_brings_back then
    update sync.orders o set is_over = true
     where not o.is_over and o.waiting_since < clock_timestamp() - interval '5 minutes';
    select * into v_orders from sync.orders o for update;  -- one at a time, until all is back
  else
    select * into v_orders from sync.orders o;
  end if;
  return v_orders;
end
$$;

-- The commands of a batch, with their numbers, given last and at once: whoever sees what a command did has a later one.
create function sync.store_ops(p_ops sync.ops[], p_orders sync.orders, p_held integer) returns void
language plpgsql volatile
as $$
declare
  v_new constant integer := (select count(*) from unnest(p_ops) o where o.order_number is null);
  v_last bigint;
begin
  update sync.orders o
     set last_order = o.last_order + v_new,
         refilled = greatest(o.refilled, p_orders.refilled),
         waiting_since = case when p_held > 0 and not p_orders.is_over and p_orders.refilled <= o.refilled
           then coalesce(o.waiting_since, clock_timestamp())
           when p_orders.refilled <= o.refilled then o.waiting_since end
   returning o.last_order - v_new into v_last;
  insert into sync.ops
  select o.terminal_id, o.seq, o.op_id, o.name, o.body, o.hash, o.mac, o.signature,
         coalesce(o.order_number, v_last + count(*) filter (where o.order_number is null) over (order by o.seq)),
         o.status, o.reason, o.detail, o.xid, o.received_at
    from unnest(p_ops) o;
end
$$;

-- No envelope at all: a terminal's fault, which must not stop its queue.
create function sync.settle_unread(p_terminal public.terminals, p_op_id uuid) returns sync.ending
language plpgsql volatile
set search_path = ''
as $$
begin
  perform sync.write_conflict(
    p_terminal.id, jsonb_build_object('opId', p_op_id, 'writes', '[]'::jsonb), 'refused', 'value_refused', '{}', null, null);
  return row('refused', 'value_refused', '{}')::sync.ending;
end
$$;

-- What could not be carried: in sight of everybody, with what its terminal says of it.
create function sync.settle_quarantined(p_terminal public.terminals, p_op_id uuid, p_said jsonb) returns sync.ending
language plpgsql volatile
set search_path = ''
as $$
declare
  v_end constant sync.ending := row(
    'refused', 'quarantined', jsonb_build_object('why', left(p_said ->> 'reason', 30)))::sync.ending;
begin
  begin
    perform sync.write_conflict(
      p_terminal.id,
      jsonb_build_object('opId', p_op_id, 'writes', '[]'::jsonb, 'name', p_said ->> 'name', 'actor', p_said ->> 'actor',
        'businessDate', p_said ->> 'businessDate'),
      v_end.status, v_end.reason, v_end.detail, null, null);
  exception when data_exception or integrity_constraint_violation then
    perform sync.write_conflict(
      p_terminal.id, jsonb_build_object('opId', p_op_id, 'writes', '[]'::jsonb), v_end.status, v_end.reason, v_end.detail,
      null, null);
  end;
  return v_end;
end
$$;

-- ------------------------------------------------------------------ nobody reaches it but through what is granted

insert into sync.orders (epoch) values (sync.epoch());

do $$
begin
  perform sync.attach_tables();                            -- what commands may write is known by now
  perform app.attach_table('public.sync_conflicts');
end
$$;
revoke all on all tables in schema sync, private, monitoring from public, anon, authenticated;
revoke all on public.sync_conflicts from public, anon, authenticated;
revoke execute on all functions in schema public, app, sync, private, monitoring from public, anon, authenticated;
grant select on public.sync_conflicts to app_user;
create policy sync_conflicts_read on public.sync_conflicts for select to app_user
  using ((select app.has_role('admin', 'manager', 'front_desk', 'accountant', 'auditor')));
grant execute on function
  public.sync_new_enrolment_code(text), public.sync_enrol_again(text, text, text), public.sync_hello(integer),
  public.sync_snapshot(text, uuid, integer, uuid, text[]),
  public.sync_snapshot_today(), public.sync_pull(text, text, json, integer), public.sync_push(json) to authenticated;
-- A terminal that enrols has no sign-in yet; one that enrols again may still have its old one.
grant execute on function public.sync_enrol(text, text, text, text, text) to anon, authenticated;

-- migrate:down
