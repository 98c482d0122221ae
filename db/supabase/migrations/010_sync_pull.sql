-- migrate:up

-- Downward: the first mirror, and after it what changed between two snapshots.

create or replace function sync.schema_version() returns integer
language sql immutable parallel safe
return 10;

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

-- migrate:down
