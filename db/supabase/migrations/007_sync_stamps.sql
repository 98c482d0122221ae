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
return 7;

-- Older than this no terminal may be whose commands are understood: those between are lifted (see sync.upcast). Raised
-- when a step of lifting is taken out, two releases later at the earliest.
create function sync.oldest_schema_version() returns integer
language sql immutable parallel safe
return 15;

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

-- migrate:down
