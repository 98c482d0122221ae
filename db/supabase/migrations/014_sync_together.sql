-- migrate:up

-- Upward: the commands of a batch that nobody was in the way of, table by table.

create or replace function sync.schema_version() returns integer
language sql immutable parallel safe
return 14;

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
          or w.table_name = 'customers' and exists (
            select from public.customers c where c.id = w.id and (c.merged_into is not null or c.anonymised_at is not null))
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
  for v_envelope in
    select distinct on (e ->> 'actor', e ->> 'name', e #>> '{args,approvedBy}') e from unnest(p_envelopes) e
  loop
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

-- migrate:down
