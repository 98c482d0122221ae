-- migrate:up

-- Which tables terminals mirror, and the functions that are made for each of them from the catalogue.

create or replace function sync.schema_version() returns integer
language sql immutable parallel safe
return 8;

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

-- migrate:down
